"""PDFium fills the page model: a PDF's bytes as pages of arrays, with what the file says of itself."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors import pdf_calls as calls
from extractors.heap import keep_heap
from extractors.page import PageModel
from extractors.page_paths import Borders
from extractors.pdf_drawing import DrawingReader
from extractors.pdf_looks import LookStore
from extractors.pdf_places import Frame, Places
from extractors.pdf_text import TextReading
from models.errors import Motif, UnreadableSource

if TYPE_CHECKING:
    from PIL import Image


@dataclass(slots=True)
class PdfFile:
    """An open PDF; close it when done. Use `open_pdf`."""

    name: str
    document: calls.PdfDocument
    looks: LookStore = field(default_factory=LookStore)
    places: Places = field(default_factory=Places)
    drawings: DrawingReader = field(default_factory=DrawingReader)

    def __len__(self) -> int:
        return len(self.document)

    def close(self) -> None:
        """Free what PDFium holds."""
        self.document.close()

    def facts(self) -> dict[str, str]:
        """The Info dictionary's title, author and day of making, verbatim; empty where it has none."""
        return {key: self.document.get_metadata_value(key) for key in ("Title", "Author", "CreationDate")}

    def _load(self, document: calls.Argument, index: int) -> int:
        """A page, what was filled into its form fields being part of it: PDFium's text leaves annotations out."""
        address = calls.load_page(document, index)
        page = calls.as_argument(address)
        if calls.page_count_annotations(page) and _has_fields(page):
            calls.page_flatten(page, calls.FLATTEN_FOR_DISPLAY)
            calls.page_close(page)
            address = calls.load_page(document, index)
        return address

    def render(self, index: int, dpi: float) -> Image.Image:
        """The picture of a page as displayed; raises UnreadableSource if PDFium cannot load it."""
        try:
            page = self.document[index]
            try:
                picture: Image.Image = page.render(scale=dpi / 72, may_draw_forms=False).to_pil()
            finally:
                page.close()
        except calls.PdfiumError as error:
            raise _damaged(self.name) from error
        return picture

    def pages(self) -> Iterator[PageModel | None]:
        """Every page as a model, in order; None for one that PDFium cannot load. Each is freed before the next."""
        document = calls.handle(self.document)
        for index in range(len(self.document)):
            try:
                page = self._load(document, index)
            except calls.PdfiumError:
                yield None
                continue
            try:
                model = self._read_page(page, index + 1)
            except calls.PdfiumError:
                model = None
            finally:
                # Without it PDFium keeps the objects of all pages: 851 MB instead of 35 MB on 1,000 pages.
                calls.page_close(calls.as_argument(page))
                # A font's handle may come back for another font once its page is gone.
                self.looks.fonts.clear()
            yield model

    def _read_page(self, address: int, number: int) -> PageModel:
        page = calls.as_argument(address)
        box = calls.Rect()
        calls.page_bounding_box(page, ctypes.byref(box))
        frame = Frame(box.left, box.bottom, box.right, box.top, calls.page_rotation(page))
        drawing = self.drawings.read(address, frame)
        borders = Borders(drawing)
        textpage = calls.load_text(page)
        try:
            reading = TextReading(textpage, frame, borders, self.places, self.looks)
            glyphs = reading.read()
        finally:
            calls.text_close(calls.as_argument(textpage))
        return PageModel(
            number=number,
            width=calls.page_width(page),
            height=calls.page_height(page),
            glyphs=glyphs,
            rules=drawing.rules(borders),
            fills=drawing.fills(),
            dots=drawing.dots,
            characters=reading.characters,
            unmapped=reading.unmapped,
            hidden=reading.hidden,
            pictures=drawing.pictures,
            paths=drawing.paths,
        )


def open_pdf(data: bytes, name: str) -> PdfFile:
    """Open a PDF from its bytes, with the empty password if it has one; raises UnreadableSource (chiffre, abime)."""
    keep_heap()
    try:
        document = calls.PdfDocument(data)
    except calls.PdfiumError as error:
        if error.err_code in calls.PASSWORD_ERRORS:
            raise UnreadableSource(
                name, Motif.CHIFFRE, "the PDF is protected by a password", "save a copy without the password"
            ) from error
        raise _damaged(name) from error
    if len(document) < 1:
        document.close()
        raise _damaged(name)
    return PdfFile(name, document)


def _damaged(name: str) -> UnreadableSource:
    return UnreadableSource(name, Motif.ABIME, "the file cannot be opened as a PDF", "fetch it again or export it anew")


def _has_fields(page: calls.Argument) -> bool:
    """Whether a page has form fields or typed notes."""
    for index in range(calls.page_count_annotations(page)):
        annotation = calls.as_argument(calls.page_annotation(page, index))
        kind = calls.annotation_type(annotation)
        calls.annotation_close(annotation)
        if kind in calls.SHOWN_ANNOTATIONS:
            return True
    return False
