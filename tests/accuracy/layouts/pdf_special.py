"""PDF layouts that strain a reader: rotated labels, banners in the page head, cards, numbered headings, long fiches."""

from collections.abc import Callable

from reportlab.lib.colors import Color, black, white
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate, Spacer, Table, TableStyle

from tests.accuracy.layouts.pdf_base import (
    MARGIN,
    assemble,
    bold_face,
    color_of,
    head_flows,
    label_width,
    paragraph,
    piece_flows,
    style_of,
    write_pdf,
)
from tests.accuracy.sheet import Dossier, Look, Row, Sheet

WIDTH = A4[0] - 2 * MARGIN
_PAD = 12.0


class Upright(Flowable):
    """A text turned by 90 degrees, as narrow as its letters are high."""

    def __init__(self, text: str, face: str, size: float, color: Color) -> None:
        super().__init__()
        self.text, self.face, self.size, self.color = text, face, size, color

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The room it takes: one line wide, its text high."""
        return self.size * 1.3, pdfmetrics.stringWidth(self.text, self.face, self.size) + 12

    def draw(self) -> None:
        """Draw it bottom to top."""
        self.canv.saveState()
        self.canv.setFont(self.face, self.size)
        self.canv.setFillColor(self.color)
        self.canv.rotate(90)
        self.canv.drawString(6, -self.size, self.text)
        self.canv.restoreState()


def rotated(dossier: Dossier) -> bytes:
    """A ruled table whose labels stand upright in the margin."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        left = 26.0
        data = [
            [
                Upright(row.label, bold_face(look), look.size - 1, white),
                piece_flows(row.pieces, look, width=WIDTH - left - _PAD),
            ]
            for row in sheet.rows
        ]
        table = Table(data, colWidths=[left, WIDTH - left])
        table.setStyle(
            TableStyle(
                [
                    ("GRID", (0, 0), (-1, -1), 0.6, color_of(look.color)),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("BACKGROUND", (0, 0), (0, -1), color_of(look.color)),
                ]
            )
        )
        return [*head_flows(sheet, look), table]

    return assemble(dossier, make)


def numbered_headings(dossier: Dossier) -> bytes:
    """Labels as numbered headings: `1. Constat`, `2. Objectifs`."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        flows = head_flows(sheet, look)
        heading = style_of(look, bold=True, size=1, color=color_of(look.color), spaceBefore=7, keepWithNext=1)
        for number, row in enumerate(sheet.rows, start=1):
            flows += [paragraph(f"{number}. {row.label}", heading), *piece_flows(row.pieces, look, width=WIDTH)]
        return flows

    return assemble(dossier, make)


def label_boxes(dossier: Dossier) -> bytes:
    """No rule: each label in a coloured box, white on dark, its text beside it on a light ground."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        left = label_width((row.label for row in sheet.rows), look, share=look.label_share, total=WIDTH)
        flows = head_flows(sheet, look)
        for row in sheet.rows:
            cells = [
                paragraph(row.label, style_of(look, bold=True, color=white)),
                piece_flows(row.pieces, look, width=WIDTH - left - _PAD),
            ]
            table = Table([cells], colWidths=[left, WIDTH - left], splitInRow=1)
            table.setStyle(
                TableStyle(
                    [
                        ("VALIGN", (0, 0), (-1, -1), "TOP"),
                        ("BACKGROUND", (0, 0), (0, -1), color_of(look.color)),
                        ("BACKGROUND", (1, 0), (1, -1), color_of(look.fill)),
                    ]
                )
            )
            flows += [table, Spacer(1, 5)]
        return flows

    return assemble(dossier, make)


def cards(dossier: Dossier) -> bytes:
    """A grid of cards, two a row, each opening with its label as a bold line."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        tint = style_of(look, bold=True, color=color_of(look.color))
        half = WIDTH / 2

        def card(row: Row) -> list[Flowable]:
            return [paragraph(row.label, tint), *piece_flows(row.pieces, look, width=half - _PAD)]

        rows = sheet.rows
        data = [[card(row) for row in rows[start : start + 2]] for start in range(0, len(rows), 2)]
        if len(data[-1]) == 1:
            data[-1].append([])
        table = Table(data, colWidths=[half, half])
        table.setStyle(
            TableStyle([("GRID", (0, 0), (-1, -1), 0.6, color_of(look.color)), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        )
        return [*head_flows(sheet, look), table]

    return assemble(dossier, make)


def banner_line(dossier: Dossier) -> bytes:
    """A coloured band of one line, the axe at its left and the number at its right; title and ruled table below."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        light = style_of(look, bold=True, color=white)
        right = style_of(look, bold=True, color=white, alignment=2)
        number = (sheet.line("numero") or "").replace("\n", " – ")
        band = Table(
            [[paragraph(sheet.line("axe") or "", light), paragraph(number, right)]],
            colWidths=[WIDTH * 0.65, WIDTH * 0.35],
        )
        band.setStyle(TableStyle([("BACKGROUND", (0, 0), (-1, -1), color_of(look.color))]))
        others = tuple((role, text) for role, text in sheet.head if role not in ("axe", "numero"))
        head = Sheet(sheet.facts, others, (), {})
        return [band, Spacer(1, 6), *head_flows(head, look), _ruled(sheet, look, repeat=False)]

    return assemble(dossier, make)


def _ruled(sheet: Sheet, look: Look, *, repeat: bool) -> Table:
    left = label_width((row.label for row in sheet.rows), look, share=look.label_share, total=WIDTH)
    bold = style_of(look, bold=True)
    data = [
        [paragraph(row.label, bold), piece_flows(row.pieces, look, width=WIDTH - left - _PAD)] for row in sheet.rows
    ]
    if repeat:
        data.insert(0, [paragraph(text, style_of(look, bold=True, color=white)) for text in LONG_HEADER])
    table = Table(data, colWidths=[left, WIDTH - left], splitInRow=1, repeatRows=int(repeat))
    style = [("GRID", (0, 0), (-1, -1), 0.6, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    if repeat:
        style.append(("BACKGROUND", (0, 0), (-1, 0), color_of(look.color)))
    table.setStyle(TableStyle(style))
    return table


LONG_HEADER = ("Rubrique", "Contenu de la fiche")


def long_table(dossier: Dossier) -> bytes:
    """Large type: the fiche runs over several pages, its rows split by the page break, the table's header repeated."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        large = Look(look.color, look.fill, look.face, size=15, label_share=0.3)
        return [*head_flows(sheet, large), _ruled(sheet, large, repeat=True)]

    return assemble(dossier, make)


def page_head(dossier: Dossier) -> bytes:
    """Axe and number stand in the page's head, on each page of the fiche; the title opens its text."""
    look = dossier.look
    frame = Frame(MARGIN, 40, WIDTH, A4[1] - 140, leftPadding=0, rightPadding=0)
    templates = [
        PageTemplate(id=f"fiche{number}", frames=[frame], onPage=_draw_head(sheet, look))
        for number, sheet in enumerate(dossier.sheets)
    ]
    flows: list[Flowable] = []
    for number, sheet in enumerate(dossier.sheets):
        if number:
            flows += [NextPageTemplate(f"fiche{number}"), PageBreak()]
        inside = tuple((role, text) for role, text in sheet.head if role in ("titre", "numero_titre", "objectif"))
        flows += [*head_flows(Sheet(sheet.facts, inside, (), {}), look), _ruled(sheet, look, repeat=False)]
    return write_pdf(dossier, flows, templates=templates)


def _draw_head(sheet: Sheet, look: Look) -> Callable[[Canvas, object], None]:
    lines = [text for role, text in sheet.head if role in ("axe", "numero", "plan")]

    def draw(canvas: Canvas, _template: object) -> None:
        canvas.saveState()
        canvas.setFillColor(color_of(look.color))
        canvas.rect(MARGIN, A4[1] - 92, WIDTH, 52, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.setFont(bold_face(look), 11)
        top = A4[1] - 58
        for line in "\n".join(lines).split("\n"):
            canvas.drawString(MARGIN + 8, top, line)
            top -= 15
        canvas.restoreState()

    return draw


def big_number(dossier: Dossier) -> bytes:
    """A large number in a coloured square; beside it the title, of several lines, that begins above the number."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        word, _, number = (sheet.line("numero") or "").rpartition(" ")
        square = [
            paragraph(word, style_of(look, color=white, alignment=1)),
            paragraph(number, style_of(look, bold=True, size=24, color=white, alignment=1)),
        ]
        title = [paragraph(sheet.titre, style_of(look, bold=True, size=8, color=color_of(look.color)))]
        title += [paragraph(text, style_of(look, size=1)) for role, text in sheet.head if role in ("axe", "objectif")]
        head = Table([[square, title]], colWidths=[95, WIDTH - 95])
        head.setStyle(
            TableStyle(
                [
                    ("BACKGROUND", (0, 0), (0, 0), color_of(look.color)),
                    ("VALIGN", (0, 0), (0, 0), "BOTTOM"),
                    ("VALIGN", (1, 0), (1, 0), "TOP"),
                ]
            )
        )
        return [head, Spacer(1, 12), _ruled(sheet, look, repeat=False)]

    return assemble(dossier, make)


def two_sizes(dossier: Dossier) -> bytes:
    """Prose under headings; a long title in two sizes, its second half smaller, on lines of its own."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        others = tuple((role, text) for role, text in sheet.head if role != "numero_titre")
        flows = head_flows(Sheet(sheet.facts, others, (), {}), look)
        words = (sheet.line("numero_titre") or "").split(" ")
        middle = len(words) // 2 if len(words) > 12 else len(words)
        for part, size in ((words[:middle], 9.0), (words[middle:], 6.0)):
            if part:
                flows.append(
                    paragraph(" ".join(part), style_of(look, bold=True, size=size, color=color_of(look.color)))
                )
        heading = style_of(look, bold=True, size=1, color=color_of(look.color), spaceBefore=7, keepWithNext=1)
        for row in sheet.rows:
            flows += [paragraph(row.label, heading), *piece_flows(row.pieces, look, width=WIDTH)]
        return flows

    return assemble(dossier, make)


TRAPS: dict[str, Callable[[Dossier], bytes]] = {"pdf_two_sizes": two_sizes}
LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {
    "pdf_rotated": rotated,
    "pdf_numbered_headings": numbered_headings,
    "pdf_label_boxes": label_boxes,
    "pdf_cards": cards,
    "pdf_banner_line": banner_line,
    "pdf_long_table": long_table,
    "pdf_page_head": page_head,
    "pdf_big_number": big_number,
}
