"""Word layouts: tables of several kinds, styled and unstyled headings, run-in labels, one action a row."""

from collections.abc import Callable

from docx.document import Document as WordDocument
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table

from tests.accuracy.layouts.docx_base import (
    add_head,
    add_outside,
    add_pieces,
    add_run,
    fill_cell,
    merge_down,
    new_document,
    new_table,
    open_cell,
    write_docx,
)
from tests.accuracy.sheet import Dossier, Kind, Look, Row, Sheet, is_short, run_in_label, split_rows


def _assemble(dossier: Dossier, make: Callable[[WordDocument, Sheet, Look], None]) -> bytes:
    word = new_document(dossier)
    add_outside(word, dossier)
    axe = ""
    for number, sheet in enumerate(dossier.sheets):
        if number:
            word.add_page_break()
        if dossier.grouped and sheet.group != axe:
            axe = sheet.group
            add_run(word.add_paragraph(), axe, bold=True).font.size = Pt(20)
        make(word, sheet, dossier.look)
    add_outside(word, dossier, after=True)
    return write_docx(word)


def two_columns(dossier: Dossier) -> bytes:
    """A label and a value cell a row."""

    def make(word: WordDocument, sheet: Sheet, look: Look) -> None:
        add_head(word, sheet, look)
        table = new_table(word, (4.2, 12.3))
        for row in sheet.rows:
            label, value = table.add_row().cells
            fill_cell(label, look.fill)
            add_run(open_cell(label), row.label, bold=True)
            add_pieces(value, row.pieces)

    return _assemble(dossier, make)


def two_columns_merged(dossier: Dossier) -> bytes:
    """Each item in a row of its own, beside one label cell merged over them; the head lines are rows too."""

    def make(word: WordDocument, sheet: Sheet, look: Look) -> None:
        table = new_table(word, (4.2, 12.3))
        for role, text in sheet.head:
            left, right = table.add_row().cells
            cell = left.merge(right)
            fill_cell(cell, look.fill)
            add_run(open_cell(cell), text, bold=role in ("titre", "numero_titre"))
        for row in sheet.rows:
            labels = []
            for number, part in enumerate(split_rows(row)):
                label, value = table.add_row().cells
                labels.append(label)
                add_pieces(value, part)
                if number == 0:
                    add_run(open_cell(label), row.label, bold=True)
            merge_down(labels)

    return _assemble(dossier, make)


def label_rows(dossier: Dossier) -> bytes:
    """One column: a coloured label row above each value row."""

    def make(word: WordDocument, sheet: Sheet, look: Look) -> None:
        add_head(word, sheet, look)
        table = new_table(word, (16.5,))
        for row in sheet.rows:
            label = table.add_row().cells[0]
            fill_cell(label, look.color)
            add_run(open_cell(label), row.label, bold=True).font.color.rgb = RGBColor(255, 255, 255)
            add_pieces(table.add_row().cells[0], row.pieces)

    return _assemble(dossier, make)


def label_first_line(dossier: Dossier) -> bytes:
    """One cell a champ, its first line the bold label."""

    def make(word: WordDocument, sheet: Sheet, look: Look) -> None:
        add_head(word, sheet, look)
        table = new_table(word, (16.5,))
        for row in sheet.rows:
            cell = table.add_row().cells[0]
            add_run(open_cell(cell), row.label, bold=True)
            add_pieces(cell, row.pieces, reuse=False)

    return _assemble(dossier, make)


def four_columns(dossier: Dossier) -> bytes:
    """Short champs two a row, long ones over the whole width under a label row of their own."""

    def make(word: WordDocument, sheet: Sheet, look: Look) -> None:
        add_head(word, sheet, look)
        table = new_table(word, (3.2, 5.0, 3.2, 5.0))
        waiting: list[Row] = []
        for row in (*sheet.rows, None):
            if row and is_short(row) and len(waiting) < 2:
                waiting.append(row)
            if len(waiting) == 2 or (waiting and (row is None or not is_short(row))):
                _add_pair(table, waiting, look)
                waiting = []
            if row and not is_short(row):
                cells = table.add_row().cells
                fill_cell(cells[0], look.fill)
                add_run(open_cell(cells[0]), row.label, bold=True)
                add_pieces(cells[1].merge(cells[3]), row.pieces)

    return _assemble(dossier, make)


def _add_pair(table: Table, pair: list[Row], look: Look) -> None:
    cells = table.add_row().cells
    for number, row in enumerate(pair):
        fill_cell(cells[2 * number], look.fill)
        add_run(open_cell(cells[2 * number]), row.label, bold=True)
        add_pieces(cells[2 * number + 1], row.pieces)
    if len(pair) == 1:
        cells[1].merge(cells[3])


def headings(dossier: Dossier) -> bytes:
    """Title and labels in Word's heading styles."""

    def make(word: WordDocument, sheet: Sheet, look: Look) -> None:
        add_head(word, sheet, look, styled=True)
        for row in sheet.rows:
            word.add_heading(row.label, level=2)
            add_pieces(word, row.pieces)

    return _assemble(dossier, make)


def bold_lines(dossier: Dossier) -> bytes:
    """No style at all: labels are short bold paragraphs."""

    def make(word: WordDocument, sheet: Sheet, look: Look) -> None:
        add_head(word, sheet, look)
        for row in sheet.rows:
            add_run(word.add_paragraph(), row.label, bold=True)
            add_pieces(word, row.pieces)

    return _assemble(dossier, make)


def run_in(dossier: Dossier) -> bytes:
    """Labels as bold runs that open the paragraph."""

    def make(word: WordDocument, sheet: Sheet, look: Look) -> None:
        add_head(word, sheet, look)
        for row in sheet.rows:
            label = run_in_label(row.label)
            first, *rest = row.pieces
            line = word.add_paragraph()
            add_run(line, f"{label} ", bold=True)
            if first.kind is Kind.PARAGRAPH and not first.lead:
                add_run(line, first.text)
            else:
                rest = [first, *rest]
            add_pieces(word, tuple(rest))

    return _assemble(dossier, make)


def summary(dossier: Dossier) -> bytes:
    """One action a row; the axe in a merged row between."""
    word = new_document(dossier)
    first = dossier.sheets[0]
    names = ["N°", "Action", *(row.label for row in first.rows)]
    add_run(word.add_paragraph(), dossier.title, bold=True).font.size = Pt(16)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    table = new_table(word, (1.4, 4.0, *[18.6 / len(first.rows)] * len(first.rows)))
    for cell, name in zip(table.add_row().cells, names, strict=True):
        fill_cell(cell, dossier.look.fill)
        add_run(open_cell(cell), name, bold=True)
    axe = None
    for sheet in dossier.sheets:
        if sheet.line("axe") != axe:
            axe = sheet.line("axe")
            cells = table.add_row().cells
            add_run(open_cell(cells[0].merge(cells[-1])), axe or "", bold=True)
        cells = table.add_row().cells
        add_run(open_cell(cells[0]), sheet.number)
        add_run(open_cell(cells[1]), sheet.titre)
        by_champ = {row.champ: row for row in sheet.rows}
        for cell, row in zip(cells[2:], first.rows, strict=True):
            if row.champ in by_champ:
                add_pieces(cell, by_champ[row.champ].pieces)
    return write_docx(word)


LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {
    "docx_two_columns": two_columns,
    "docx_two_columns_merged": two_columns_merged,
    "docx_label_rows": label_rows,
    "docx_label_first_line": label_first_line,
    "docx_four_columns": four_columns,
    "docx_headings": headings,
    "docx_bold_lines": bold_lines,
    "docx_run_in": run_in,
    "docx_summary": summary,
}
