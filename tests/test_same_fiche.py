"""A fiche is the same fiche in whatever format: each rendering of the samples gives the actions of the Word file."""

from pathlib import Path
from typing import Any

import pytest

from extractors import read_document, sniff
from pipeline.convert import Conversion, convert_source
from tests.office import FILTERS, end_with_paragraph, needs_office, render

SAMPLES = sorted((Path(__file__).parents[1] / "data" / "samples").glob("*.docx"))
# What names the source and not what stands in it.
EXACT = ("odt", "fodt", "rtf", "doc")
OWN = ("action_id", "document_id", "plan_id", "objet_id", "champ_id")
TABLES = ("actions", "champs", "acteurs", "indicateurs", "echeances", "financements", "territoires", "publics")

pytestmark = [needs_office, pytest.mark.slow]


def rows_of(conversion: Conversion, table: str) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key not in OWN} for row in conversion.rows[table]]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    root = tmp_path_factory.mktemp("office")
    whole = root / "whole"
    whole.mkdir()
    samples = [end_with_paragraph(path, whole) for path in SAMPLES]
    made: dict[str, list[Path]] = {}
    for suffix in FILTERS:
        folder = root / suffix
        folder.mkdir()
        made[suffix] = render(samples, suffix, folder)
    return made


def test_a_word_document_as_xml_is_read_whole(rendered: dict[str, list[Path]]) -> None:
    found = convert_source(rendered["xml"][0].read_bytes(), "fiche.xml")
    assert (found.document["type_media"], found.document["couverture"]) == (sniff.WORD_XML, 1.0)
    assert [row["titre"] for row in found.rows["actions"]] == ["Ouvrir une maison des aidants à Chantebrun"]


@pytest.mark.parametrize("suffix", EXACT)
def test_a_sample_in_another_format_gives_the_same_rows(rendered: dict[str, list[Path]], suffix: str) -> None:
    assert len(SAMPLES) >= 2
    for original, other in zip(SAMPLES, rendered[suffix], strict=True):
        expected = convert_source(original.read_bytes(), original.name)
        found = convert_source(other.read_bytes(), other.name)
        assert found.document["statut"] == "converti"
        assert found.document["couverture"] == 1.0
        for table in TABLES:
            assert rows_of(found, table) == rows_of(expected, table), (suffix, original.name, table)


def test_an_old_document_says_of_itself_what_it_is(rendered: dict[str, list[Path]]) -> None:
    data = rendered["doc"][0].read_bytes()
    document = convert_source(data, "dossier/fiche.txt").document
    assert document["type_media"] == "application/msword"
    assert document["octets"] == len(data)
    assert document["langue"] in (None, "fr")


def test_an_rtf_called_doc_is_read_as_rtf(rendered: dict[str, list[Path]]) -> None:
    assert convert_source(rendered["rtf"][0].read_bytes(), "fiche.doc").document["type_media"] == "application/rtf"


def test_an_old_document_keeps_its_own_name_and_bytes(rendered: dict[str, list[Path]]) -> None:
    old, new = rendered["doc"][0].read_bytes(), SAMPLES[0].read_bytes()
    document = read_document(old, "fiche.doc")
    assert document.text == read_document(new, "fiche.docx").text
    assert (document.source.name, document.source.size) == ("fiche.doc", len(old))
