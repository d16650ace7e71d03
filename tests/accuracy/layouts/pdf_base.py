"""What all PDF layouts share: type faces, running heads, and pieces of text as flowables."""

import io
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path

import matplotlib
from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from tests.accuracy.sheet import Dossier, Kind, Look, Piece, Sheet, group_pieces

_FACES = {
    "Helvetica": "Helvetica-Bold",
    "Times-Roman": "Times-Bold",
    "Vera": "VeraBd",
    "DejaVuSans": "DejaVuSans-Bold",
    "DejaVuSerif": "DejaVuSerif-Bold",
}
MARGIN = 45.0


def _register_faces() -> None:
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name in ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSerif", "DejaVuSerif-Bold"):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    for face, bold in _FACES.items():
        pdfmetrics.registerFontFamily(face, normal=face, bold=bold, italic=face, boldItalic=bold)


_register_faces()


def bold_face(look: Look) -> str:
    """The bold of the look's type face."""
    return _FACES[look.face]


def color_of(rgb: int) -> Color:
    """A colour of 0xRRGGBB."""
    return HexColor(f"#{rgb:06x}")


def label_width(labels: Iterable[str], look: Look, *, share: float, total: float) -> float:
    """A label column's width in points: its share of the total, but no word is cut."""
    face, size = bold_face(look), look.size
    longest = max(
        (pdfmetrics.stringWidth(word, face, size) for label in labels for word in label.split(" ")), default=0
    )
    return max(total * share, longest + 16)


def style_of(
    look: Look, *, bold: bool = False, size: float = 0, color: Color = black, **more: object
) -> ParagraphStyle:
    """A paragraph style in the look's face; `size` adds to the look's."""
    points = look.size + size
    return ParagraphStyle(
        f"s{points}{bold}",
        fontName=bold_face(look) if bold else look.face,
        fontSize=points,
        leading=points * 1.25,
        textColor=color,
        **{"spaceAfter": 2, **more},
    )


def paragraph(text: str, style: ParagraphStyle, *, markup: bool = False) -> Paragraph:
    """A paragraph of plain text; a newline is a forced line break. Check boxes come from a face that has them."""
    marked = text if markup else escape(text, quote=False).replace("\n", "<br/>")
    for box in "☒☐":
        marked = marked.replace(box, f'<font name="DejaVuSans">{box}</font>')
    return Paragraph(marked, style)


def piece_flows(pieces: Iterable[Piece], look: Look, *, width: float, lead_bold: bool = True) -> list[Flowable]:
    """The flowables of a champ's pieces, `width` points wide."""
    style = style_of(look)
    flows: list[Flowable] = []
    for group in group_pieces(tuple(pieces)):
        kind = group[0].kind
        if group[0].lead and kind not in (Kind.PARAGRAPH, Kind.CHECK):
            flows.append(paragraph(group[0].lead, style_of(look, bold=lead_bold)))
        if kind in (Kind.BULLET, Kind.NUMBER):
            flows.append(_list_flow(group, style, kind))
        elif kind is Kind.ROW:
            flows.append(nested_table(group, look, width))
        elif kind is Kind.CHECK:
            flows += [paragraph(f"{'☒' if piece.checked else '☐'} {piece.text}", style) for piece in group]
        elif kind is Kind.HEADING:
            flows += [
                paragraph(piece.text, style_of(look, bold=True, size=2, color=color_of(look.color))) for piece in group
            ]
        elif kind is Kind.SUB:
            flows += [paragraph(piece.text, style_of(look, bold=True)) for piece in group]
        else:
            flows += [_lead_paragraph(piece, style, lead_bold) for piece in group]
    return flows


def _lead_paragraph(piece: Piece, style: ParagraphStyle, lead_bold: bool) -> Paragraph:
    text = escape(piece.text, quote=False)
    lead = escape(piece.lead, quote=False)
    if lead:
        text = f"<b>{lead}</b> {text}" if lead_bold else f"{lead} {text}"
    return paragraph(text, style, markup=True)


def _list_flow(group: Sequence[Piece], style: ParagraphStyle, kind: Kind) -> Flowable:
    bullet = (
        {"bulletType": "bullet", "start": "•"} if kind is Kind.BULLET else {"bulletType": "1", "bulletFormat": "%s."}
    )
    items = [ListItem(paragraph(piece.text, style), leftIndent=12) for piece in group]
    return ListFlowable(items, leftIndent=12, bulletFontName=style.fontName, bulletFontSize=style.fontSize, **bullet)


def nested_table(group: Sequence[Piece], look: Look, width: float) -> Table:
    """A small ruled table inside a champ, its first row a header."""
    columns = max(len(piece.cells) for piece in group)
    small = Look(face=look.face, size=look.size - 1)
    texts = [[piece.cells[n] if n < len(piece.cells) else "" for piece in group] for n in range(columns)]
    needed = [label_width([text for text in column if text], small, share=0, total=0) for column in texts]
    spare = max(width - sum(needed), 0)
    widths = [need + spare * (0.5 if number == 0 else 0.5 / (columns - 1)) for number, need in enumerate(needed)]
    rows = [
        [
            paragraph(cell, style_of(small, bold=number == 0))
            for cell in (*piece.cells, *[""] * (columns - len(piece.cells)))
        ]
        for number, piece in enumerate(group)
    ]
    table = Table(rows, colWidths=widths, hAlign="LEFT")
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.4, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def head_flows(sheet: Sheet, look: Look) -> list[Flowable]:
    """The head lines of a sheet as plain lines, the title the largest."""
    tint = color_of(look.color)
    flows: list[Flowable] = []
    for role, text in sheet.head:
        if role in ("titre", "numero_titre"):
            flows.append(paragraph(text, style_of(look, bold=True, size=5, color=tint, spaceAfter=6)))
        elif role == "numero":
            flows.append(paragraph(text, style_of(look, bold=True, size=3, spaceAfter=3)))
        else:
            flows.append(paragraph(text, style_of(look, size=1, color=tint, spaceAfter=3)))
    return [*flows, Spacer(1, 4)]


def outside_flows(pieces: Iterable[Piece], look: Look) -> list[Flowable]:
    """Headings and prose outside any fiche."""
    return piece_flows(pieces, look, width=A4[0] - 2 * MARGIN)


def cover_flows(dossier: Dossier) -> list[Flowable]:
    """A cover: the first line large, all centred."""
    look, flows = dossier.look, [Spacer(1, 180)]
    for number, text in enumerate(dossier.cover):
        size = 16 if number == 0 else 5
        flows.append(
            paragraph(
                text,
                style_of(
                    look, bold=number == 0, size=size, alignment=TA_CENTER, spaceAfter=18, color=color_of(look.color)
                ),
            )
        )
    return flows


class _NumberedCanvas(Canvas):
    """Holds the pages back until their number is known, then draws the running head and foot on each."""

    dossier: Dossier
    wide = False
    skip_first = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._held: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802  # the name is reportlab's
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self._held, start=1):
            self.__dict__.update(state)
            self._draw_furniture(number, len(self._held))
            super().showPage()
        super().save()

    def _draw_furniture(self, number: int, total: int) -> None:
        if self.skip_first and number == 1:
            return
        dossier = self.dossier
        width, height = self._pagesize
        self.setFont(dossier.look.face, 8)
        self.setFillColorRGB(0.35, 0.35, 0.35)
        if dossier.header:
            self.drawString(MARGIN, height - 26, dossier.header)
        if dossier.footer:
            self.drawString(MARGIN, 22, dossier.footer)
        if dossier.page_format:
            self.drawRightString(width - MARGIN, 22, dossier.page_format.format(page=number, total=total))


def write_pdf(
    dossier: Dossier,
    flows: list[Flowable],
    *,
    wide: bool = False,
    frames: Sequence[Frame] = (),
    templates: Sequence[PageTemplate] = (),
) -> bytes:
    """The PDF of a list of flowables, byte-identical from run to run."""
    buffer = io.BytesIO()
    size = landscape(A4) if wide else A4
    canvas_class = type("FurnishedCanvas", (_NumberedCanvas,), {"dossier": dossier, "skip_first": bool(dossier.cover)})
    template = BaseDocTemplate(buffer, pagesize=size, invariant=1, title=dossier.options.get("meta_title", ""))
    whole = Frame(MARGIN, 40, size[0] - 2 * MARGIN, size[1] - 80, leftPadding=0, rightPadding=0)
    template.addPageTemplates(list(templates) or [PageTemplate(frames=list(frames) or [whole])])
    template.build(flows, canvasmaker=canvas_class)
    return buffer.getvalue()


def assemble(dossier: Dossier, make: Callable[[Sheet, Look], list[Flowable]]) -> bytes:
    """A whole document: cover, contents, what stands before, every sheet, what stands after.

    Sheets open on a new page, unless the option `flow` is `run_on`; grouped ones have their axe on a page before them.
    """
    look = dossier.look
    flows: list[Flowable] = []
    if dossier.cover:
        flows += [*cover_flows(dossier), PageBreak()]
    if dossier.contents:
        flows += [*contents_flows(dossier), PageBreak()]
    if dossier.before:
        flows += [*outside_flows(dossier.before, look), *[PageBreak()] * bool(dossier.sheets)]
    axe: str | None = None
    for number, sheet in enumerate(dossier.sheets):
        if number:
            flows.append(Spacer(1, 30) if dossier.options.get("flow") == "run_on" else PageBreak())
        if dossier.grouped and sheet.group != axe:
            axe = sheet.group
            flows += [Spacer(1, 240), paragraph(axe, style_of(look, bold=True, size=12, color=color_of(look.color)))]
            flows.append(PageBreak())
        flows += make(sheet, look)
    if dossier.after:
        flows += [PageBreak(), *outside_flows(dossier.after, look)]
    return write_pdf(dossier, flows)


def contents_flows(dossier: Dossier) -> list[Flowable]:
    """A table of contents: each entry with leader dots and a page number."""
    look = dossier.look
    flows: list[Flowable] = [paragraph("Sommaire", style_of(look, bold=True, size=6, spaceAfter=10))]
    for number, entry in enumerate(dossier.entries):
        dots = "." * max(90 - len(entry), 8)
        flows.append(paragraph(f"{entry} {dots} {2 * number + 4}", style_of(look, size=-0.5)))
    return flows
