"""Excel workbooks: what stands in the cells, and what of it a user does not see."""

from contextlib import suppress
from itertools import pairwise

import pytest

from extractors import read_document
from models.document import BlockKind, Document
from models.errors import Motif, UnreadableSource
from tests.workbooks import MAIN, SheetSpec, X, make_workbook, zip_parts

HEAD = ["Axe", "Titre de l'action", "Pilote"]


def read(*sheets: SheetSpec, **options: bool) -> Document:
    return read_document(make_workbook(*sheets, **options), "plan.xlsx")


def grid(document: Document) -> list[list[str]]:
    (table,) = [block for block in document.body if block.kind is BlockKind.TABLE]
    return [[document.slice(cell.place) for cell in row] for row in table.rows]


def codes(document: Document) -> list[str]:
    return [flag.code for flag in document.flags]


def test_a_sheet_is_one_table_without_its_empty_rows_and_columns() -> None:
    document = read(SheetSpec("Feuil1", [[None, *HEAD], [], [None, "1", "Planter", "ARS"]]))
    assert grid(document) == [HEAD, ["1", "Planter", "ARS"]]
    assert [cell.column for row in document.body[0].rows for cell in row] == [0, 1, 2, 0, 1, 2]


def test_lines_above_the_grid_are_no_part_of_it() -> None:
    rows = [[X("Plan climat 2024-2030", "bold")], ["Mis à jour en mars."], HEAD, ["1", "Planter", "ARS"]]
    document = read(SheetSpec("Feuil1", rows))
    assert [block.kind for block in document.body] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.TABLE]


def test_a_sheets_own_name_is_a_heading_and_the_programs_is_not() -> None:
    document = read(SheetSpec("Axe 1 - Habiter", [HEAD]), SheetSpec("Feuil2", [HEAD]))
    assert [block.kind for block in document.body] == [BlockKind.HEADING, BlockKind.TABLE, BlockKind.TABLE]


def test_a_merged_cell_stands_once_and_says_how_far_it_goes() -> None:
    document = read(SheetSpec("Feuil1", [HEAD, ["1", "Planter", "ARS"], [None, "Semer", "ARS"]], merges=["A2:A3"]))
    assert [cell.row_span for cell in document.body[0].rows[1]] == [2, 1, 1]
    assert grid(document)[2] == ["Semer", "ARS"]


def test_line_breaks_in_a_cell_part_its_paragraphs() -> None:
    document = read(SheetSpec("Feuil1", [HEAD, ["1", "Planter\n- des haies\n- des arbres", "ARS"]]))
    cell = document.body[0].rows[1][1]
    assert [block.kind for block in cell.blocks] == [BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ITEM]


def test_bold_words_that_open_a_cell_lead_it() -> None:
    document = read(SheetSpec("Feuil1", [HEAD, ["1", X([("Freins :", True), (" le coût", False)]), "ARS"]]))
    (block,) = document.body[0].rows[1][1].blocks
    assert document.slice(block.place)[: block.lead] == "Freins :"


def test_a_number_is_what_its_cell_shows() -> None:
    row = [X(45000, "date"), X(45000, "month"), X(50000, "euro"), X(0.5, "percent"), 12.5]
    assert grid(read(SheetSpec("Feuil1", [row]))) == [["15/03/2023", "mars 2023", "50 000 €", "50 %", "12,5"]]


def test_a_cell_in_error_says_nothing_and_is_flagged() -> None:
    rows = [HEAD, [X("<v>#REF!</v>", kind="e"), "Planter", X("<v>1</v>", kind="b")]]
    document = read(SheetSpec("Feuil1", rows))
    assert grid(document)[1] == ["Planter", "VRAI"]
    (flag,) = document.flags
    assert (flag.code, "#REF! (1)" in flag.message) == ("cellule_en_erreur", True)


def test_a_formula_that_was_never_computed_is_flagged() -> None:
    rows = [HEAD, ["1", "Planter", X("<f>A1</f>", kind="n")]]
    assert codes(read(SheetSpec("Feuil1", rows))) == ["formule_sans_valeur"]


def test_hidden_rows_and_columns_are_read_and_flagged() -> None:
    rows = [HEAD, ["1", "Planter", "ARS"]]
    document = read(SheetSpec("Feuil1", rows, hidden_rows=[2], hidden_columns=[3]))
    assert grid(document) == rows
    assert codes(document) == ["lignes_masquees", "colonnes_masquees"]


def test_a_hidden_sheet_is_furniture() -> None:
    document = read(SheetSpec("Plan", [HEAD]), SheetSpec("Listes", [["Pilote", "Statut"]], state="hidden"))
    assert {document.slice(block.place): block.furniture for block in document.body} == {
        "Axe | Titre de l'action | Pilote": False,
        "Pilote | Statut": True,
    }
    assert codes(document) == ["feuille_masquee"]


@pytest.mark.parametrize("name", ["Mode demploi", "Mode d’emploi", "NOTICE", "Listes déroulantes", "Lisez-moi"])
def test_a_sheet_that_calls_itself_a_notice_is_furniture(name: str) -> None:
    document = read(SheetSpec(name, [["Remplissez une ligne par action."]]), SheetSpec("Plan", [HEAD]))
    assert [block.furniture for block in document.body] == [True, False]
    assert not read(SheetSpec(name, [HEAD])).body[0].furniture


def test_a_workbook_with_hidden_sheets_only_is_still_a_workbook() -> None:
    assert not read(SheetSpec("Plan", [HEAD], state="veryHidden")).body[0].furniture


def test_control_characters_come_back_from_their_escapes() -> None:
    assert grid(read(SheetSpec("Feuil1", [["Planter_x000D_\ndes haies", "ARS"]])))[0][0].split() == [
        "Planter",
        "des",
        "haies",
    ]


def test_the_title_of_the_properties_is_the_documents() -> None:
    data = make_workbook(SheetSpec("Feuil1", [HEAD]), title="Plan climat du Valmorin")
    assert read_document(data, "plan.xlsx").metadata.title == "Plan climat du Valmorin"


def test_cells_without_references_stand_one_after_the_other() -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>'
    data = make_workbook(SheetSpec("Feuil1", [HEAD]), more={"xl/worksheets/sheet1.xml": sheet})
    assert grid(read_document(data, "plan.xlsx")) == [["1", "2"]]


@pytest.mark.parametrize(
    ("more", "motif"),
    [
        ({"xl/workbook.xml": "<workbook"}, Motif.ABIME),
        ({"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c><v>1</v>"}, Motif.ABIME),
        ({"xl/worksheets/sheet1.xml": '<!DOCTYPE w [<!ENTITY a "b">]><worksheet>&a;</worksheet>'}, Motif.ABIME),
        ({"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'}, Motif.VIDE),
        ({"xl/sharedStrings.xml": f"<!--{' ' * 30_000_000}--><sst/>"}, Motif.TROP_GRAND),
    ],
)
def test_a_damaged_workbook_is_refused_with_its_cause(more: dict[str, str], motif: Motif) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_document(make_workbook(SheetSpec("Feuil1", [["un", "deux"]]), more=more), "plan.xlsx")
    assert caught.value.motif is motif


def test_a_binary_workbook_says_what_to_do() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = f'<Relationships><Relationship Id="a" Type="{kind}" Target="xl/workbook.bin"/></Relationships>'
    with pytest.raises(UnreadableSource, match=r"save it as \.xlsx"):
        read_document(zip_parts({"[Content_Types].xml": "", "_rels/.rels": relations, "xl/workbook.bin": ""}), "plan")


def test_a_workbook_cut_anywhere_is_refused_or_read_but_never_fails() -> None:
    data = make_workbook(SheetSpec("Feuil1", [HEAD, ["1", "Planter", "ARS"]]))
    for start, end in pairwise(range(0, len(data), 97)):
        for broken in (data[:end], data[:start] + data[end:]):
            with suppress(UnreadableSource):
                assert read_document(broken, "plan.xlsx").text
