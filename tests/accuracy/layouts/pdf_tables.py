"""PDF layouts with ruling lines: two columns, label rows, grids, banners, one action a row."""

from collections.abc import Callable

from reportlab.lib.colors import black, white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from tests.accuracy.layouts.pdf_base import (
    MARGIN,
    assemble,
    color_of,
    head_flows,
    label_width,
    paragraph,
    piece_flows,
    style_of,
    write_pdf,
)
from tests.accuracy.sheet import Dossier, Look, Row, Sheet, is_short, split_rows

WIDTH = A4[0] - 2 * MARGIN
_PAD = 12.0


def _grid(look: Look) -> list[tuple[object, ...]]:
    return [("GRID", (0, 0), (-1, -1), 0.6, color_of(look.color)), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def two_columns(dossier: Dossier) -> bytes:
    """A ruled table of label and value, the label cells filled; long rows run over the page."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        return [*head_flows(sheet, look), _label_table(sheet.rows, look)]

    return assemble(dossier, make)


def _label_table(rows: tuple[Row, ...], look: Look) -> Table:
    left = label_width((row.label for row in rows), look, share=look.label_share, total=WIDTH)
    data = [
        [paragraph(row.label, style_of(look, bold=True)), piece_flows(row.pieces, look, width=WIDTH - left - _PAD)]
        for row in rows
    ]
    table = Table(data, colWidths=[left, WIDTH - left], splitInRow=1)
    table.setStyle(TableStyle([*_grid(look), ("BACKGROUND", (0, 0), (0, -1), color_of(look.fill))]))
    return table


def two_columns_merged(dossier: Dossier) -> bytes:
    """As `two_columns`, but each item of a champ has a row of its own, beside one label cell merged over them."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        left = label_width((row.label for row in sheet.rows), look, share=look.label_share, total=WIDTH)
        data, spans = [], []
        for row in sheet.rows:
            first = len(data)
            for number, part in enumerate(split_rows(row)):
                label = paragraph(row.label, style_of(look, bold=True)) if number == 0 else ""
                data.append([label, piece_flows(part, look, width=WIDTH - left - _PAD)])
            spans.append(("SPAN", (0, first), (0, len(data) - 1)))
        table = Table(data, colWidths=[left, WIDTH - left])
        table.setStyle(TableStyle([*_grid(look), *spans, ("BACKGROUND", (0, 0), (0, -1), color_of(look.fill))]))
        return [*head_flows(sheet, look), table]

    return assemble(dossier, make)


def label_rows(dossier: Dossier) -> bytes:
    """A table of one column: a coloured row with the label, white on a dark ground, above each value row."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        data, fills = [], []
        for row in sheet.rows:
            fills.append(("BACKGROUND", (0, len(data)), (0, len(data)), color_of(look.color)))
            data.append([paragraph(row.label, style_of(look, bold=True, color=white))])
            data.append([piece_flows(row.pieces, look, width=WIDTH - _PAD)])
        table = Table(data, colWidths=[WIDTH], splitInRow=1)
        table.setStyle(TableStyle([*_grid(look), *fills]))
        return [*head_flows(sheet, look), table]

    return assemble(dossier, make)


def label_first_line(dossier: Dossier) -> bytes:
    """A table of one column whose cells open with the label as a bold line."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        tint = style_of(look, bold=True, color=color_of(look.color))
        data = [
            [[paragraph(row.label, tint), *piece_flows(row.pieces, look, width=WIDTH - _PAD)]] for row in sheet.rows
        ]
        table = Table(data, colWidths=[WIDTH], splitInRow=1)
        table.setStyle(TableStyle(_grid(look)))
        return [*head_flows(sheet, look), table]

    return assemble(dossier, make)


def four_columns(dossier: Dossier) -> bytes:
    """A grid: short champs two a row (label, value, label, value), long ones over the full width."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        left = label_width((row.label for row in sheet.rows), look, share=0.17, total=WIDTH)
        widths = [left, WIDTH / 2 - left] * 2
        data, style = [], list(_grid(look))
        bold = style_of(look, bold=True)
        for pair in _pair_rows(sheet.rows):
            line = len(data)
            if len(pair) == 2:
                cells = [
                    (paragraph(row.label, bold), piece_flows(row.pieces, look, width=widths[1] - _PAD)) for row in pair
                ]
                data.append([*cells[0], *cells[1]])
                style += [("BACKGROUND", (c, line), (c, line), color_of(look.fill)) for c in (0, 2)]
            else:
                row = pair[0]
                data.append(
                    [paragraph(row.label, bold), piece_flows(row.pieces, look, width=sum(widths[1:]) - _PAD), "", ""]
                )
                style += [("SPAN", (1, line), (3, line)), ("BACKGROUND", (0, line), (0, line), color_of(look.fill))]
        table = Table(data, colWidths=widths)
        table.setStyle(TableStyle(style))
        return [*head_flows(sheet, look), table]

    return assemble(dossier, make)


def _pair_rows(rows: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    pairs: list[tuple[Row, ...]] = []
    waiting: Row | None = None
    for row in rows:
        if not is_short(row):
            pairs += [(waiting,)] if waiting else []
            pairs.append((row,))
            waiting = None
        elif waiting:
            pairs.append((waiting, row))
            waiting = None
        else:
            waiting = row
    return [*pairs, (waiting,)] if waiting else pairs


def banner_cells(dossier: Dossier) -> bytes:
    """Axe, number and title as coloured cells of a banner on top of a two-column table."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        data, style = [], [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("BOX", (0, 0), (-1, -1), 0.6, black)]
        light = style_of(look, bold=True, size=2, color=white)
        for role, text in sheet.head:
            if role == "numero":
                continue
            line = len(data)
            number = sheet.line("numero") if role == "titre" else None
            data.append([paragraph(number or text, light), paragraph(text, light) if number else ""])
            style.append(("BACKGROUND", (0, line), (-1, line), color_of(look.color)))
            if not number:
                style.append(("SPAN", (0, line), (1, line)))
        table = Table(data, colWidths=[WIDTH * 0.25, WIDTH * 0.75])
        table.setStyle(TableStyle(style))
        return [table, Spacer(1, 8), _label_table(sheet.rows, look)]

    return assemble(dossier, make)


def summary(dossier: Dossier) -> bytes:
    """One action a row on landscape pages, the header repeated; axe rows between; no other head lines."""
    look = dossier.look
    total = landscape(A4)[0] - 2 * MARGIN
    labels = [(row.champ, row.label) for row in dossier.sheets[0].rows]
    share = [0.06, 0.2] + [0.74 / len(labels)] * len(labels)
    widths = [total * part for part in share]
    head = style_of(look, bold=True, size=-1.5, color=white)
    small = Look(face=look.face, size=look.size - 1.5)
    data = [[paragraph(text, head) for text in ("N°", "Intitulé de l'action", *(label for _, label in labels))]]
    style = [*_grid(look), ("BACKGROUND", (0, 0), (-1, 0), color_of(look.color))]
    axe = None
    for sheet in dossier.sheets:
        if sheet.line("axe") != axe:
            axe = sheet.line("axe")
            style += [
                ("SPAN", (0, len(data)), (-1, len(data))),
                ("BACKGROUND", (0, len(data)), (-1, len(data)), color_of(look.fill)),
            ]
            data.append([paragraph(axe or "", style_of(small, bold=True)), *[""] * (len(widths) - 1)])
        cells = {row.champ: piece_flows(row.pieces, small, width=widths[2] - _PAD) for row in sheet.rows}
        number = sheet.number
        data.append(
            [paragraph(number, style_of(small)), paragraph(sheet.titre, style_of(small, bold=True))]
            + [cells.get(champ, "") for champ, _ in labels]
        )
    table = Table(data, colWidths=widths, repeatRows=1)
    table.setStyle(TableStyle(style))
    title = paragraph(dossier.title, style_of(look, bold=True, size=6, color=color_of(look.color), spaceAfter=8))
    return write_pdf(dossier, [title, table], wide=True)


LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {
    "pdf_two_columns": two_columns,
    "pdf_two_columns_merged": two_columns_merged,
    "pdf_label_rows": label_rows,
    "pdf_label_first_line": label_first_line,
    "pdf_four_columns": four_columns,
    "pdf_banner_cells": banner_cells,
    "pdf_summary": summary,
}
