"""Scans made for the tests: pages drawn with reportlab, rendered, and put into PDFs as pictures."""

import io
from collections.abc import Callable, Sequence

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.ocr import has_library
from extractors.raster import Raster, make_raster
from tests.extractors.pdf_files import HEIGHT, WIDTH, Draw, make_pdf

DPI = 200.0
needs_ocr = pytest.mark.skipif(not has_library(), reason="text recognition is not installed: pip install 'fiches[ocr]'")


def draw_pictures(data: bytes, dpi: float = DPI) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in pdfium.PdfDocument(data)]


def draw_page(draw: Draw, dpi: float = DPI) -> Image.Image:
    return draw_pictures(make_pdf(draw), dpi)[0]


def draw_raster(draw: Draw) -> Raster:
    return make_raster(draw_page(draw), DPI)


def show(picture: Image.Image, over: Callable[[Canvas], None] | None = None) -> Draw:
    """A page that is a picture, with what `over` draws on it."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
        if over is not None:
            over(canvas)

    return draw


def make_scan(*draws: Draw, tilt: float = 0.0) -> bytes:
    """A PDF of pictures, one for each page drawn, turned counter-clockwise by `tilt` degrees."""
    pictures = [draw_page(draw).rotate(tilt, Image.Resampling.BICUBIC, fillcolor="white") for draw in draws]
    return make_pdf(*(show(picture) for picture in pictures))


def save_picture(pictures: Sequence[Image.Image], kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    pictures[0].save(
        buffer, kind, append_images=pictures[1:], **({"save_all": True} if pictures[1:] else {}), **options
    )
    return buffer.getvalue()


def write_hidden(canvas: Canvas, x: float, top: float, *lines: str, size: float = 10) -> None:
    """Text that is there to be copied and not shown, as scanners put it on their pictures."""
    text = canvas.beginText(x, HEIGHT - top)
    text.setFont("Helvetica", size)
    text.setTextRenderMode(3)
    text.setLeading(1.2 * size)
    for line in lines:
        text.textLine(line)
    canvas.drawText(text)
