"""OpenDocument spreadsheets: repeated cells, spans, looks, and what a user does not see."""

import pytest

from extractors import read_document, sniff
from models.document import BlockKind, Document
from models.errors import Motif, UnreadableSource
from tests.workbooks import zip_parts

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
_MANY = 'table:number-rows-repeated="1000000"'
STYLES = (
    '<office:automatic-styles><style:style style:name="gras"><style:text-properties fo:font-weight="bold"/>'
    '<style:table-cell-properties fo:background-color="#ffe699"/></style:style><style:style style:name="cache">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def make(tables: str, more: dict[str, str] | None = None) -> bytes:
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {_NAMES}>{STYLES}{body}</office:document-content>"
    return zip_parts({"mimetype": sniff.ODS, "content.xml": content} | (more or {}))


def table(*rows: str, name: str = "Feuille1", attributes: str = "") -> str:
    return f'<table:table table:name="{name}" {attributes}>{"".join(rows)}</table:table>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def grid(document: Document) -> list[list[str]]:
    (found,) = [block for block in document.body if block.kind is BlockKind.TABLE]
    return [[document.slice(one.place) for one in line] for line in found.rows]


def read(*tables: str) -> Document:
    return read_document(make("".join(tables)), "plan.ods")


def test_cells_show_their_text_and_empty_ones_leave_nothing() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16382"/>'
    many = row(
        '<table:table-cell table:number-columns-repeated="16384"/>', attributes='table:number-rows-repeated="1048000"'
    )
    shown = cell("10 €", 'office:value-type="currency" office:value="10"')
    assert grid(read(table(row(cell("Action"), cell("Budget"), empty), row(cell("Planter"), shown, empty), many))) == [
        ["Action", "Budget"],
        ["Planter", "10 €"],
    ]


def test_repeated_cells_and_rows_are_written_out() -> None:
    again = row(cell("oui", 'table:number-columns-repeated="2"'), attributes='table:number-rows-repeated="2"')
    assert grid(read(table(again))) == [["oui", "oui"], ["oui", "oui"]]


def test_a_merged_cell_stands_once() -> None:
    first = row(cell("Axe 1", 'table:number-rows-spanned="2"'), cell("a"))
    second = row("<table:covered-table-cell/>", cell("b"))
    document = read(table(first, second))
    assert grid(document) == [["Axe 1", "a"], ["b"]]
    assert document.body[0].rows[0][0].row_span == 2


def test_paragraphs_breaks_and_blanks_in_a_cell() -> None:
    text = 'Un<text:s text:c="2"/>mot<text:line-break/>- deux</text:p><text:p>Trois <text:span>mots</text:span>'
    document = read(table(row(cell(text), cell("b"))))
    assert grid(document)[0][0] == "Un mot\n- deux\nTrois mots"


def test_the_look_of_a_cell_is_its_styles() -> None:
    styled = read(table(row(cell("Action", 'table:style-name="gras"'), cell("b")))).body[0].rows[0][0]
    assert (styled.style.fill, styled.blocks[0].style.bold) == (0xFFE699, True)


def test_what_is_hidden_in_error_or_noted_is_flagged() -> None:
    note = "<office:annotation><text:p>à revoir</text:p></office:annotation>"
    noted = f"<table:table-cell>{note}<text:p>b</text:p></table:table-cell>"
    rows = (
        row(cell("Action"), noted),
        row(cell("Planter"), cell("#REF!", 'table:formula="of:=x"'), attributes='table:visibility="filter"'),
    )
    document = read(table(*rows), table(row(cell("Listes")), name="Listes", attributes='table:style-name="cache"'))
    assert [flag.code for flag in document.flags] == [
        "lignes_masquees",
        "cellule_en_erreur",
        "commentaires_ecartes",
        "feuille_masquee",
    ]
    assert "à revoir" not in document.text
    assert "#REF!" not in document.text


@pytest.mark.parametrize(
    ("data", "motif"),
    [
        (make(""), Motif.VIDE),
        (make("<table:table>"), Motif.ABIME),
        (zip_parts({"mimetype": sniff.ODS}), Motif.ABIME),
        (make("", {"META-INF/manifest.xml": "<manifest:encryption-data/>"}), Motif.CHIFFRE),
        (make(table(row(cell("oui", 'table:number-columns-repeated="9"'), attributes=_MANY))), Motif.TROP_GRAND),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, motif: Motif) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_document(data, "plan.ods")
    assert caught.value.motif is motif
