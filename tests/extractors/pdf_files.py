"""PDFs drawn for the tests with reportlab: nothing but what a test says stands on their pages."""

import hashlib
from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors import pdf
from models.document import Block, Document, Source

WIDTH, HEIGHT = A4
Draw = Callable[[Canvas], None]


def make_pdf(*pages: Draw, **options: object) -> bytes:
    """One page for each function that draws on the canvas, origin at the bottom left."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read_pdf(data: bytes, name: str = "essai.pdf") -> Document:
    return pdf.read(data, Source(hashlib.sha256(data).hexdigest(), name, "application/pdf", len(data)))


def write(canvas: Canvas, x: float, top: float, *lines: str, font: str = "Helvetica", size: float = 10) -> None:
    """Lines of text below one another, 1.2 ems apart; `top` is the first baseline from the top of the page."""
    canvas.setFont(font, size)
    for number, line in enumerate(lines):
        canvas.drawString(x, HEIGHT - top - 1.2 * size * number, line)


def rule(canvas: Canvas, x0: float, top: float, x1: float, bottom: float) -> None:
    canvas.line(x0, HEIGHT - top, x1, HEIGHT - bottom)


def fill(canvas: Canvas, x0: float, top: float, x1: float, bottom: float, color: str) -> None:
    canvas.saveState()
    canvas.setFillColor(HexColor(color))
    canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
    canvas.restoreState()


def grid(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A full grid of rules; x from the left, y from the top."""
    for x in xs:
        rule(canvas, x, ys[0], x, ys[-1])
    for y in ys:
        rule(canvas, xs[0], y, xs[-1], y)


def texts(document: Document, blocks: Sequence[Block] | None = None) -> list[str]:
    """The text of blocks: by default of those in the body that are no furniture."""
    chosen = [block for block in document.body if not block.furniture] if blocks is None else blocks
    return [document.slice(block.place) for block in chosen]


def rows(document: Document, table: Block) -> list[list[str]]:
    """The text of each cell, its blocks joined by a newline."""
    return [["\n".join(texts(document, cell.blocks)) for cell in row] for row in table.rows]
