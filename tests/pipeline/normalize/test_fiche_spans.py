"""Which lines are looked at for what a document says of itself."""

from extractors import read_document
from models.document import Document
from pipeline.normalize.fiche_spans import NEAR_THE_TOP, FicheSpans, lines_beside
from pipeline.structure import find_structure
from pipeline.structure.plan_lines import flow_lines
from tests.bench.documents import lay_out
from tests.bench.invention import invent_sheets

# Three rows under one header, and a fiche behind them.
SPANS = FicheSpans(firsts=(10, 10, 10, 90), reaches=(30, 50, 70, 120))


def read(fiches: int) -> Document:
    return read_document(lay_out("pdf_two_columns", invent_sheets(fiches, 61)), "recueil.pdf")


def test_what_stands_from_the_first_label_to_the_end_of_the_last_item_is_inside() -> None:
    assert [start for start in (0, 9, 10, 69, 70, 89, 90, 119, 120) if SPANS.hold(start)] == [10, 69, 90, 119]


def test_a_block_is_inside_only_as_a_whole() -> None:
    assert SPANS.hold(20, 60)
    assert not SPANS.hold(60, 80)
    assert not SPANS.hold(5, 20)


def test_a_document_without_fiches_keeps_all_its_lines() -> None:
    document = read_document("Le plan\n\nIl est signé en mai 2021.\n".encode(), "page.txt")
    assert list(lines_beside(document, find_structure(document))) == list(flow_lines(document, document.body))


def test_of_a_recueil_the_lines_beside_its_fiches_its_first_and_its_last_are_kept() -> None:
    document = read(12)
    every = list(flow_lines(document, document.body))
    kept = list(lines_beside(document, find_structure(document)))
    assert len(kept) < len(every) / 2
    assert kept[:NEAR_THE_TOP] == every[:NEAR_THE_TOP]
    assert kept[-6:] == every[-6:]
    assert [line for line in kept if line.block.furniture] == [line for line in every if line.block.furniture]


def test_the_lines_kept_grow_with_what_stands_beside_fiches_only() -> None:
    short, long = (len(list(lines_beside(document, find_structure(document)))) for document in (read(6), read(24)))
    assert long < 2 * short
