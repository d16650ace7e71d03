"""Sheets as blocks: the lines above the grid, the grid as one table, and the flags that say what a user does not see.

Empty rows and columns are left out of the grid. A sheet stays one table, however many blank rows part it: a header
row serves the rows behind a gap too.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby

from extractors.build import DraftBlock, DraftCell
from extractors.flow import PARAGRAPH, Shape, make_blocks
from extractors.fragment import has_markup, make_value_blocks
from extractors.sheet_cells import Sheet, SheetCell
from models.document import BlockKind
from models.flags import Flag, Gravity

# Names that the program gives by itself.
_STOCK_NAME = re.compile(r"(?:feuil(?:le)?|sheet|tabelle|hoja|foglio|classeur|worksheet)[ _-]?\d*", re.IGNORECASE)
# Sheets that tell how to fill the workbook, or feed its menus.
_NOTICE = re.compile(
    r"mode d.?\s?emploi|notice|lisez[ -]?moi|read ?me|consignes?|instructions?|aide|l[ée]gende|param[èe]tres?"
    r"|listes?(?: d[ée]roulantes?)?|menus?(?: d[ée]roulants?)?|nomenclatures?",
    re.IGNORECASE,
)
_LONGEST_HEADING = 250
_MOST_LINES_ABOVE = 12
_HIDDEN = Shape(furniture=True)


def make_sheet_blocks(sheets: Sequence[Sheet]) -> list[DraftBlock]:
    """The blocks of a workbook: each sheet's name as a heading where it says something, its lines, its table.

    A hidden sheet (lists for menus, workings) is furniture, and so is one that calls itself a notice; unless nothing
    else holds text.
    """
    filled = [sheet for sheet in sheets if sheet.cells or sheet.drawn]
    body = [sheet for sheet in filled if not (sheet.hidden or _NOTICE.fullmatch(sheet.name.strip()))]
    blocks: list[DraftBlock] = []
    for sheet in filled:
        blocks += _sheet_blocks(sheet, named=len(body) > 1, furniture=bool(body) and sheet not in body)
    return blocks


def _sheet_blocks(sheet: Sheet, *, named: bool, furniture: bool) -> list[DraftBlock]:
    blocks: list[DraftBlock] = []
    # The name of a notice or a hidden sheet would be taken for a running head, and so for a title.
    if named and not furniture and not _STOCK_NAME.fullmatch(sheet.name.strip()):
        blocks.append(DraftBlock(BlockKind.HEADING, sheet.name.strip(), level=1))
    rows = [list(group) for _, group in groupby(sheet.cells, key=lambda cell: cell.row)]
    # What stands above the grid of a notice is no title of the document.
    above = 0 if furniture else _count_lines_above(rows)
    usual = _usual_size(rows)
    for (cell,) in rows[:above]:
        blocks += _line_blocks(cell, usual, furniture=furniture)
    if rows[above:]:
        blocks.append(DraftBlock(BlockKind.TABLE, rows=_draft_rows(rows[above:]), furniture=furniture))
    shape = _HIDDEN if furniture else PARAGRAPH
    for text in sheet.drawn:
        blocks += make_value_blocks(text, shape)
    return blocks


def _count_lines_above(rows: Sequence[Sequence[SheetCell]]) -> int:
    """How many rows of one cell stand above the grid; none if the sheet is one column."""
    count = next((i for i, row in enumerate(rows) if len(row) > 1), 0)
    return count if count <= _MOST_LINES_ABOVE else 0


def _usual_size(rows: Sequence[Sequence[SheetCell]]) -> float:
    sizes = [size for row in rows for cell in row if (size := cell.runs[0][1].size) is not None]
    return sorted(sizes)[len(sizes) // 2] if sizes else 0.0


def _line_blocks(cell: SheetCell, usual: float, *, furniture: bool) -> list[DraftBlock]:
    style = cell.runs[0][1]
    stands_out = style.bold or (style.size or 0.0) > usual > 0
    heading = stands_out and "\n" not in cell.text.strip() and len(cell.text) <= _LONGEST_HEADING
    shape = Shape(BlockKind.HEADING, level=2, furniture=furniture) if heading else Shape(furniture=furniture)
    return make_blocks(list(cell.runs), shape)


def _draft_rows(rows: Sequence[Sequence[SheetCell]]) -> list[list[DraftCell]]:
    numbers = [row[0].row for row in rows]
    columns = sorted({cell.column for row in rows for cell in row})
    drafts: list[list[DraftCell]] = []
    for number, row in enumerate(rows):
        drafts.append([_draft_cell(cell, number, numbers, columns) for cell in row])
    return drafts


def _draft_cell(cell: SheetCell, number: int, numbers: Sequence[int], columns: Sequence[int]) -> DraftCell:
    row_span = column_span = 1
    if cell.row_span > 1:
        row_span = sum(cell.row <= other < cell.row + cell.row_span for other in numbers[number:])
    if cell.column_span > 1:
        column_span = sum(cell.column <= other < cell.column + cell.column_span for other in columns)
    blocks = make_value_blocks(cell.text) if has_markup(cell.text) else make_blocks(list(cell.runs))
    return DraftCell(
        number,
        bisect_left(columns, cell.column),
        row_span=max(row_span, 1),
        column_span=max(column_span, 1),
        blocks=blocks,
        style=cell.style,
    )


def flag_sheets(sheets: Iterable[Sheet]) -> list[Flag]:
    """What a user of the tables should know of the sheets: what was hidden, in error, or never computed."""
    flags: list[Flag] = []
    for sheet in sheets:
        where = f"Feuille « {sheet.name} » : "
        if sheet.hidden and sheet.cells:
            message = f"La feuille « {sheet.name} » est masquée : son texte est repris hors champ."
            flags.append(Flag("feuille_masquee", message, Gravity.INFO))
        flags += _flag_hidden(sheet, where)
        if sheet.errors:
            listed = ", ".join(f"{shown} ({count})" for shown, count in sorted(sheet.errors.items()))
            message = f"{where}des cellules sont en erreur et ne disent rien : {listed}."
            flags.append(Flag("cellule_en_erreur", message))
        if sheet.unsaved:
            message = f"{where}{sheet.unsaved} formule(s) sans valeur enregistrée ; ouvrez et enregistrez le classeur."
            flags.append(Flag("formule_sans_valeur", message))
        if sheet.notes:
            message = f"{where}{sheet.notes} commentaire(s) de cellule ne sont pas repris."
            flags.append(Flag("commentaires_ecartes", message, Gravity.INFO))
    return flags


def _flag_hidden(sheet: Sheet, where: str) -> list[Flag]:
    flags: list[Flag] = []
    rows = {cell.row for cell in sheet.cells} & sheet.hidden_rows
    columns = {cell.column for cell in sheet.cells} & sheet.hidden_columns
    if sheet.hidden:
        return flags
    if rows:
        first = min(rows) + 1
        message = (
            f"{where}{len(rows)} ligne(s) masquée(s) ou filtrée(s), dont la ligne {first} ; leur texte est repris."
        )
        flags.append(Flag("lignes_masquees", message))
    if columns:
        message = f"{where}{len(columns)} colonne(s) masquée(s) ; leur texte est repris."
        flags.append(Flag("colonnes_masquees", message, Gravity.INFO))
    return flags
