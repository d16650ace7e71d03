"""Tables as Word writes them: merges, wrappers, headers, looks."""

import pytest

from models.document import Cell, Document
from tests.extractors.docx_files import cell, codes, control, p, read_body, row, run, style, table

VERTICAL = "<w:vMerge{}/>"


def cells(document: Document) -> list[list[Cell]]:
    return [list(found) for found in document.body[0].rows]


def test_a_merged_label_spans_its_rows_and_stands_once() -> None:
    start, go_on = (
        cell(text, properties=f'<w:vMerge w:val="{value}"/>')
        for text, value in (("Moyens", "restart"), ("", "continue"))
    )
    document = read_body(table(row(start, "humains : 1 ETP"), row(go_on, "matériels : un véhicule")))
    assert document.text == "Moyens | humains : 1 ETP\nmatériels : un véhicule"
    assert [[(c.column, c.row_span) for c in found] for found in cells(document)] == [[(0, 2), (1, 1)], [(1, 1)]]


def test_text_left_in_a_merged_continuation_is_kept_where_the_cell_starts() -> None:
    start, go_on = (
        cell(text, properties=VERTICAL.format(value)) for text, value in (("Axe", ' w:val="restart"'), ("caché", ""))
    )
    assert read_body(table(row(start, "a"), row(go_on, "b"))).text == "Axe\ncaché | a\nb"


def test_a_banner_spans_its_columns() -> None:
    document = read_body(table(row(cell("FICHE 12", properties='<w:gridSpan w:val="2"/>')), row("Pilote", "SIVOM")))
    assert [[c.column_span for c in found] for found in cells(document)] == [[2], [1, 1]]


@pytest.mark.parametrize("value", ["100000000", "-4", "0", "beaucoup", ""])
def test_a_damaged_span_costs_neither_time_nor_text(value: str) -> None:
    document = read_body(table(row(cell("a", properties=f'<w:gridSpan w:val="{value}"/>'), "b"), row("c", "d")))
    assert document.text == "a | b\nc | d"
    assert all(c.column_span <= 63 for found in cells(document) for c in found)


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:customXml w:element="e">{}</w:customXml>',
        "<w:sdt><w:sdtContent><w:customXml>{}</w:customXml></w:sdtContent></w:sdt>",
    ],
)
def test_rows_and_cells_are_kept_in_every_wrapper(wrapped: str) -> None:
    wrapped_cell = row("Pilote", wrapped.format(cell("Commune de Valmerle")))
    wrapped_row = wrapped.format(row("Public", "Aînés"))
    document = read_body(table(wrapped_cell, wrapped_row, row("Durée", "3 ans")))
    assert document.text == "Pilote | Commune de Valmerle\nPublic | Aînés\nDurée | 3 ans"


def test_a_cell_that_shows_only_its_prompt_is_an_empty_cell() -> None:
    prompt = control(cell("Choisissez un élément."), "<w:showingPlcHdr/>")
    document = read_body(
        table(
            row(
                "Priorité",
                prompt,
                "Statut",
                "Engagée",
            ),
            columns=4,
        )
    )
    assert document.text == "Priorité | Statut | Engagée"
    assert [c.column for c in cells(document)[0]] == [0, 1, 2, 3]
    assert codes(document) == ["invites_ecartees"]


def test_rows_and_cells_that_a_tracked_change_deleted_stay_out() -> None:
    gone_row = row("Ancien", "texte", properties='<w:del w:id="1" w:author="A"/>')
    gone_cell = cell("retirée", properties='<w:cellDel w:id="2" w:author="A"/>')
    new_row = row("Nouveau", "texte", gone_cell, properties='<w:ins w:id="3" w:author="A"/>')
    document = read_body(table(row("Constat", "a"), gone_row, new_row))
    assert document.text == "Constat | a\nNouveau | texte"
    assert document.flags == ()


def test_header_rows_are_headers() -> None:
    document = read_body(table(row("Action", "Pilote", properties="<w:tblHeader/>"), row("Navette", "Commune")))
    assert [[c.header for c in found] for found in cells(document)] == [[True, True], [False, False]]


def test_a_cell_has_its_background_and_direction() -> None:
    dark = cell("Axe 1", properties='<w:shd w:val="clear" w:fill="C00000"/><w:textDirection w:val="btLr"/>')
    label, value = cells(read_body(table(row(dark, cell("x", properties='<w:textDirection w:val="lrTb"/>')))))[0]
    assert (label.style.fill, label.style.rotated, label.blocks[0].style.rotated) == (0xC00000, True, True)
    assert (value.style.fill, value.style.rotated) == (None, False)


def test_a_cell_is_bold_when_all_of_its_text_is() -> None:
    bold, half = cell(p(run("Pilote", "<w:b/>"))), cell(p(run("Pilote", "<w:b/>")), p("SIVOM"))
    assert [c.style.bold for c in cells(read_body(table(row(bold, half))))[0]] == [True, False]


SHADE = '<w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr>'
TABLE_STYLE = style(
    "Grille",
    "Grille",
    f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>{SHADE}</w:tblStylePr>'
    '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>',
    kind="table",
)


@pytest.mark.parametrize(
    ("look", "bold", "fills"),
    [
        ('<w:tblLook w:val="00A0"/>', [[True, True], [True, False]], [0x4472C4, None]),
        ('<w:tblLook w:firstRow="1" w:firstColumn="0"/>', [[True, True], [False, False]], [0x4472C4, None]),
        ('<w:tblLook w:firstRow="0" w:firstColumn="1"/>', [[True, False], [True, False]], [None, None]),
        ("", [[False, False], [False, False]], [None, None]),
    ],
)
def test_the_table_style_counts_as_far_as_the_table_asks(
    look: str, bold: list[list[bool]], fills: list[int | None]
) -> None:
    properties = f'<w:tblStyle w:val="Grille"/>{look}'
    document = read_body(table(row("a", "b"), row("c", "d"), properties=properties), styles=TABLE_STYLE)
    assert [[c.blocks[0].style.bold for c in found] for found in cells(document)] == bold
    assert [found[1].style.fill for found in cells(document)] == fills


def test_a_cell_without_background_of_its_own_under_a_coloured_style_can_say_so() -> None:
    properties = '<w:tblStyle w:val="Grille"/><w:tblLook w:val="0020"/>'
    plain = cell("a", properties='<w:shd w:val="clear" w:fill="auto"/>')
    assert cells(read_body(table(row(plain, "b"), properties=properties), styles=TABLE_STYLE))[0][0].style.fill is None
