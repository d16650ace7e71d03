"""PDF layouts without ruled tables: headings and paragraphs, run-in labels, white space columns, a side bar."""

from collections.abc import Callable
from html import escape

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, FrameBreak, PageBreak, Spacer, Table, TableStyle
from reportlab.platypus.frames import Frame

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
from tests.accuracy.sheet import Dossier, Kind, Look, Row, Sheet, is_short, run_in_label

WIDTH = A4[0] - 2 * MARGIN


def headings(dossier: Dossier) -> bytes:
    """Labels as coloured bold headings above their paragraphs."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        flows = head_flows(sheet, look)
        heading = style_of(look, bold=True, size=1.5, color=color_of(look.color), spaceBefore=7, keepWithNext=1)
        for row in sheet.rows:
            flows += [paragraph(row.label, heading), *piece_flows(row.pieces, look, width=WIDTH)]
        return flows

    return assemble(dossier, make)


def run_in(dossier: Dossier) -> bytes:
    """Labels as bold words that open the paragraph («**Pilote :** ARS»); a list stands below its label."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        flows = head_flows(sheet, look)
        for row in sheet.rows:
            label = run_in_label(row.label)
            first, *rest = row.pieces
            bold = f"<b>{escape(label, quote=False)}</b>"
            if first.kind is Kind.PARAGRAPH and not first.lead:
                text = f"{bold} {escape(first.text, quote=False)}"
                flows.append(paragraph(text, style_of(look), markup=True))
            else:
                flows.append(paragraph(bold, style_of(look), markup=True))
                rest = [first, *rest]
            flows += [*piece_flows(rest, look, width=WIDTH), Spacer(1, 3)]
        return flows

    return assemble(dossier, make)


def blank_columns(dossier: Dossier) -> bytes:
    """Two columns by white space alone: bold labels at the left, text at the right, no rule and no fill."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        left = label_width((row.label for row in sheet.rows), look, share=look.label_share, total=WIDTH)
        bold = style_of(look, bold=True, color=color_of(look.color))
        data = [
            [paragraph(row.label, bold), piece_flows(row.pieces, look, width=WIDTH - left - 12)] for row in sheet.rows
        ]
        table = Table(data, colWidths=[left, WIDTH - left], splitInRow=1)
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 0), (-1, -1), 7)]))
        return [*head_flows(sheet, look), table]

    return assemble(dossier, make)


def _stands_aside(row: Row) -> bool:
    return is_short(row) or row.champ == "partenaires"


def side_bar(dossier: Dossier) -> bytes:
    """A page in two columns: who, where and when in a narrow bar, the prose beside it; read column by column."""
    look = dossier.look
    bar = WIDTH * 0.3
    height = A4[1] - 80
    frames = [
        Frame(MARGIN, height + 40 - 110, WIDTH, 110, leftPadding=0, rightPadding=0),
        Frame(MARGIN, 40, bar, height - 110, leftPadding=0, rightPadding=6),
        Frame(MARGIN + bar + 12, 40, WIDTH - bar - 12, height - 110, leftPadding=0, rightPadding=0),
    ]
    heading = style_of(look, bold=True, size=1, color=color_of(look.color), spaceBefore=6, keepWithNext=1)
    flows: list[Flowable] = []
    for number, sheet in enumerate(dossier.sheets):
        if number:
            flows.append(PageBreak())
        flows += [*head_flows(sheet, look), FrameBreak()]
        for aside in (True, False):
            for row in sheet.rows:
                if _stands_aside(row) is aside:
                    width = bar - 6 if aside else WIDTH - bar - 12
                    flows += [paragraph(row.label, heading), *piece_flows(row.pieces, look, width=width)]
            if aside:
                flows.append(FrameBreak())
    return write_pdf(dossier, flows, frames=frames)


LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {
    "pdf_headings": headings,
    "pdf_run_in": run_in,
    "pdf_blank_columns": blank_columns,
    "pdf_side_bar": side_bar,
}
