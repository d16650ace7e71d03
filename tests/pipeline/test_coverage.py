"""What counts as kept, what as lost, and what is only layout."""

from extractors.build import DraftBlock, DraftCell, build_document
from models.document import BlockKind, Document, Place, Source, walk_blocks
from pipeline.coverage import Coverage, measure_coverage

SOURCE = Source("0" * 64, "essai.txt", "text/plain", 1)


def paragraph(text: str, *, marker: str = "", furniture: bool = False) -> DraftBlock:
    return DraftBlock(BlockKind.PARAGRAPH, text=text, marker=marker, furniture=furniture)


def document_of(*drafts: DraftBlock) -> Document:
    return build_document(SOURCE, drafts, reader="essai")


def places_of(document: Document, *texts: str) -> list[Place]:
    return [Place(document.text.index(text), document.text.index(text) + len(text)) for text in texts]


def coverage_of(document: Document, *texts: str) -> Coverage:
    return measure_coverage(document, places_of(document, *texts))


def test_a_document_whose_every_text_is_kept_is_covered_whole() -> None:
    document = document_of(paragraph("Un constat"), paragraph("Un objectif"))
    assert coverage_of(document, "Un constat", "Un objectif").share == 1.0


def test_a_lost_word_lowers_the_share_and_its_place_is_known() -> None:
    document = document_of(paragraph("Un constat"), paragraph("perdu"))
    coverage = coverage_of(document, "Un constat")
    assert (coverage.kept, coverage.lost) == (9, 5)
    assert coverage.share == round(9 / 14, 4)
    assert [document.slice(gap).strip() for gap in coverage.gaps] == ["perdu"]


def test_one_lost_letter_in_a_long_document_is_not_rounded_away() -> None:
    document = document_of(paragraph("a" * 100_000), paragraph("b"))
    assert coverage_of(document, "a" * 100_000).share == 0.9999


def test_list_markers_are_layout_whether_the_reader_or_the_structure_took_them_off() -> None:
    document = document_of(paragraph("agir", marker="•"), paragraph("2. former"))
    assert coverage_of(document, "agir", "former").share == 1.0


def test_the_colon_behind_a_label_is_layout() -> None:
    document = document_of(paragraph("Pilote : ARS"))
    assert coverage_of(document, "Pilote", "ARS").share == 1.0


def test_a_number_that_no_champ_keeps_is_lost() -> None:
    document = document_of(paragraph("Pilote : ARS"), paragraph("12"))
    assert coverage_of(document, "Pilote", "ARS").lost == 2


def table_of(*rows: tuple[str, ...]) -> DraftBlock:
    cells = [
        [DraftCell(row, column, blocks=[paragraph(text)] if text else []) for column, text in enumerate(texts)]
        for row, texts in enumerate(rows)
    ]
    return DraftBlock(BlockKind.TABLE, rows=cells)


def test_the_bars_between_cells_are_layout() -> None:
    document = document_of(table_of(("Pilote", "", "ARS"), ("Budget", "10 €", "")))
    assert coverage_of(document, "Pilote", "ARS", "Budget", "10 €").share == 1.0


def test_a_lost_cell_is_lost() -> None:
    document = document_of(table_of(("Pilote", "ARS", "CPAM")))
    assert coverage_of(document, "Pilote", "CPAM").lost == len("ARS")


def test_a_running_footer_kept_once_is_kept() -> None:
    feet = [paragraph(f"Plan local - page {number} sur 3", furniture=True) for number in (1, 2, 3)]
    document = document_of(paragraph("Un constat"), *feet)
    assert coverage_of(document, "Un constat", "Plan local - page 1 sur 3").share == 1.0
    assert coverage_of(document, "Un constat").share < 1.0


def test_repeated_text_of_the_body_is_not_furniture() -> None:
    document = document_of(paragraph("Oui"), paragraph("Oui"))
    first = next(walk_blocks(document.body)).place
    assert measure_coverage(document, [first]).lost == 3
