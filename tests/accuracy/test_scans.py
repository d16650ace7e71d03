"""The samples that are scanned to measure text recognition."""

import pytest

from pipeline.convert import convert_source
from tests.accuracy.scans import SCANNERS, Scanner, list_samples, make_gold, scan_pdf
from tests.accuracy.scoring import Tables, score_document
from tests.build_samples import SAMPLES

PRINTS = dict(list_samples())


def convert(data: bytes, name: str) -> Tables:
    conversion = convert_source(data, name)
    return {"documents": [conversion.document], **conversion.rows}


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_says_what_its_sample_says(name: str) -> None:
    gold = make_gold(convert((SAMPLES / name).read_bytes(), name), name)
    counts = score_document(gold, convert(PRINTS[name], name)).counts
    assert gold["actions"]
    assert (counts["actions"].f1, counts["entete"].f1, counts["champs"].f1) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("scanner", SCANNERS, ids=lambda scanner: scanner.name)
def test_a_scan_is_the_same_every_time(scanner: Scanner) -> None:
    data = PRINTS["tableau_orvanne.pdf"]
    assert scan_pdf(data, scanner) == scan_pdf(data, scanner)
