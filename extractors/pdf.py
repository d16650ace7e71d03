"""PDF: pages to one document, ruled tables with page and box for every cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from extractors.build import build_document
from extractors.heartbeat import tell_page
from extractors.hyphens import Vocabulary
from extractors.needs import INSTALL_OCR
from extractors.page import PageModel
from extractors.page_flow import Part
from extractors.page_layout import PageLayout, count_characters, read_layout
from extractors.pdf_drafts import draft_blocks
from extractors.pdf_engine import open_pdf
from extractors.pdf_flags import PageDoubt, describe_doubts
from extractors.pdf_flow import join_pages
from extractors.pdf_metadata import clean_metadata
from extractors.pdf_tasks import Task, find_task
from extractors.scan_places import place_back
from models.document import Document, Page, Source
from models.engines import PdfEngine
from models.errors import Motif, UnreadableSource
from models.flags import Flag

if TYPE_CHECKING:
    from extractors.pdf_plumber import PlumberFile
    from extractors.pdf_scans import ScanReading
    from extractors.raster import Tilt

# Share of the characters that PDFium counts on a page, and that must stand in what is made of it.
_WHOLE: Final = 0.97
# So many pages are read before the first of them is laid out: one after the other, PDFium's code and ours would drive
# each other out of the processor's caches on every page, which costs a tenth of the time.
_AT_ONCE: Final = 8
MEDIA_TYPES: Final = ("application/pdf",)


def read(data: bytes, source: Source, engine: PdfEngine = PdfEngine.PDFIUM) -> Document:
    """Read a PDF; raises UnreadableSource (chiffre, abime, sans_texte, ocr_absent).

    `engine` is asked for every page, the other one for pages in doubt. PDFium always counts pages and characters:
    pdfminer, on which pdfplumber stands, passes over damaged pages without a word.
    """
    file = open_pdf(data, source.name)
    plumber = _Plumber(data, len(file))
    try:
        reading = _Reading(plumber, engine)
        pages = enumerate(_tell_of_each(file.pages()), start=1)
        while some := list(islice(pages, _AT_ONCE)):
            for number, page in some:
                reading.add(number, page)
        if reading.tasks:
            from extractors.pdf_scans import read_tasks  # noqa: PLC0415 - few files are scans, and it loads Pillow

            reading.take_scans(read_tasks(file, reading.tasks))
        metadata = clean_metadata(file.facts(), source.name)
    finally:
        plumber.close()
        file.close()
    if not reading.characters:
        raise _refuse(source, reading)
    parts = join_pages(reading.take_layouts())
    words = Vocabulary([part.text for part in parts])
    drafts = (draft for part in _let_go(parts) for draft in draft_blocks((part,), words))
    return build_document(
        source,
        place_back(drafts, reading.tilts),
        reader="pdf",
        pages=reading.pages,
        metadata=metadata,
        flags=reading.flags(),
    )


def _tell_of_each(pages: Iterator[PageModel | None]) -> Iterator[PageModel | None]:
    """The pages as PDFium gives them. They are told of here: eight slow ones would else pass in silence."""
    for page in pages:
        yield page
        tell_page()


def _let_go(parts: list[Part]) -> Iterator[Part]:
    """The parts in order, each forgotten once it is drafted: a long document is in memory once, and not three times."""
    parts.reverse()
    while parts:
        yield parts.pop()


def _refuse(source: Source, reading: _Reading) -> UnreadableSource:
    """The error for a file without any text."""
    if reading.unread:
        what = "its pages are pictures (a scan), and no text recognition is installed"
        return UnreadableSource(source.name, Motif.OCR_ABSENT, what, INSTALL_OCR)
    what = "its pages are pictures that could not be read" if reading.failed else "there is no text on any page"
    return UnreadableSource(source.name, Motif.SANS_TEXTE, what, "check that it is the right file, or scan it anew")


class _Plumber:
    """pdfplumber over the same file, loaded and opened when the first page is asked for."""

    def __init__(self, data: bytes, count: int) -> None:
        self._data = data
        self._count = count
        self._opened = False
        self._file: PlumberFile | None = None

    def read_page(self, number: int) -> PageModel | None:
        """A page by its number from 1; None if it cannot be read."""
        if not self._opened:
            from extractors.pdf_plumber import open_plumber  # noqa: PLC0415 - few files need it, and it loads slowly

            self._file, self._opened = open_plumber(self._data, self._count), True
        return None if self._file is None else self._file.read_page(number)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A page as one engine gives it, and how many characters stand in what is made of it."""

    page: PageModel
    layout: PageLayout
    held: int

    @classmethod
    def make(cls, page: PageModel) -> _Attempt:
        layout = read_layout(page)
        return cls(page, layout, count_characters(layout.parts))


class _Reading:
    """What is kept of each page once it is closed; numbers count from 1."""

    def __init__(self, plumber: _Plumber, engine: PdfEngine) -> None:
        self._plumber = plumber
        self._engine = engine
        self.layouts: dict[int, PageLayout] = {}
        self.pages: list[Page] = []
        self.characters = 0
        # Pages to be read from their pictures, and what became of them.
        self.tasks: list[Task] = []
        self.tilts: dict[int, Tilt] = {}
        self.unread: frozenset[int] = frozenset()
        self.failed: frozenset[int] = frozenset()
        self._scan_flags: list[Flag] = []
        self._doubts: dict[PageDoubt, list[int]] = {doubt: [] for doubt in PageDoubt}

    def add(self, number: int, page: PageModel | None) -> None:
        """Take in one page as PDFium gives it; None is one that it could not load."""
        task = None if page is None else find_task(page)
        if task is not None:
            self.tasks.append(task)
        if page is not None and not page.characters:
            self.pages.append(Page(number, page.width, page.height))
            self._doubts[PageDoubt.BLANK].append(number)
            return
        best = self._read_page(number, page)
        if best is None:
            self._doubts[PageDoubt.LOST].append(number)
            self.pages.append(Page(number, 0.0, 0.0))
            return
        self.pages.append(Page(number, best.page.width, best.page.height))
        expected = best.page.characters if page is None else page.characters
        self.characters += expected
        if best.page.unmapped * 50 > best.page.characters:
            self._doubts[PageDoubt.UNMAPPED].append(number)
        if best.held < _WHOLE * expected:
            self._doubts[PageDoubt.SHORTENED].append(number)
        if expected:
            self.layouts[number] = best.layout
        else:
            self._doubts[PageDoubt.BLANK].append(number)

    def take_scans(self, reading: ScanReading) -> None:
        """Take in what was read from pictures, in the place of what the file gave for those pages."""
        from extractors.scan_flags import describe_pages  # noqa: PLC0415 - as above

        for number, scan in reading.scans.items():
            attempt = _Attempt.make(scan.page)
            if not attempt.page.characters:
                continue
            for numbers in self._doubts.values():
                numbers[:] = [other for other in numbers if other != number]
            if attempt.held < _WHOLE * attempt.page.characters:
                self._doubts[PageDoubt.SHORTENED].append(number)
            self.characters += attempt.page.characters
            self.layouts[number] = attempt.layout
            self.tilts[number] = scan.tilt
        self.layouts = dict(sorted(self.layouts.items()))
        self.unread, self.failed = reading.unread, reading.failed
        self._scan_flags = describe_pages(self.tasks, reading)

    def take_layouts(self) -> list[PageLayout]:
        """The pages as laid out; they are kept here no longer."""
        layouts = list(self.layouts.values())
        self.layouts.clear()
        return layouts

    def _read_page(self, number: int, page: PageModel | None) -> _Attempt | None:
        """A page by the engine that is asked first or, where that one leaves out text, by the one that holds more."""
        by_plumber = self._engine is PdfEngine.PDFPLUMBER
        first = self._plumber.read_page(number) if by_plumber else page
        attempt = None if first is None else _Attempt.make(first)
        expected = 0 if page is None else page.characters
        if attempt is not None and attempt.held >= _WHOLE * expected:
            return attempt
        second = page if by_plumber else self._plumber.read_page(number)
        other = None if second is None else _Attempt.make(second)
        if other is None or (attempt is not None and other.held <= attempt.held):
            return attempt
        self._doubts[PageDoubt.REREAD].append(number)
        return other

    def flags(self) -> list[Flag]:
        """What a user should know of pages that gave no or spoilt text."""
        return [*self._scan_flags, *describe_doubts(self._doubts)]
