"""PDF: pages to one document, ruled tables with page and box for every cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.build import build_document
from extractors.heartbeat import tell_page
from extractors.hyphens import Vocabulary
from extractors.page import PageModel
from extractors.page_layout import PageLayout, count_characters, read_layout
from extractors.pdf_drafts import draft_blocks
from extractors.pdf_engine import open_pdf
from extractors.pdf_flow import join_pages
from extractors.pdf_metadata import clean_metadata
from models.document import Document, Page, Source
from models.engines import PdfEngine
from models.errors import Motif, UnreadableSource
from models.flags import Flag, Gravity

if TYPE_CHECKING:
    from extractors.pdf_plumber import PlumberFile

# Share of the characters that PDFium counts on a page, and that must stand in what is made of it.
_WHOLE = 0.97
MEDIA_TYPES = ("application/pdf",)


def read(data: bytes, source: Source, engine: PdfEngine = PdfEngine.PDFIUM) -> Document:
    """Read a PDF; raises UnreadableSource (chiffre, abime, sans_texte).

    `engine` is asked for every page, the other one for pages in doubt. PDFium always counts pages and characters:
    pdfminer, on which pdfplumber stands, passes over damaged pages without a word.
    """
    file = open_pdf(data, source.name)
    plumber = _Plumber(data, len(file))
    try:
        reading = _Reading(plumber, engine)
        for number, page in enumerate(file.pages(), start=1):
            reading.add(number, page)
            tell_page()
        metadata = clean_metadata(file.facts(), source.name)
    finally:
        plumber.close()
        file.close()
    if not reading.characters:
        raise UnreadableSource(
            source.name, Motif.SANS_TEXTE, "no page has a text layer (a scan?)", "run OCR over it first"
        )
    parts = join_pages(reading.layouts)
    return build_document(
        source,
        draft_blocks(parts, Vocabulary([part.text for part in parts])),
        reader="pdf",
        pages=reading.pages,
        metadata=metadata,
        flags=reading.flags(),
    )


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
        return cls(page, layout, sum(map(count_characters, layout.parts)))


class _Reading:
    """What is kept of each page once it is closed."""

    def __init__(self, plumber: _Plumber, engine: PdfEngine) -> None:
        self._plumber = plumber
        self._engine = engine
        self.layouts: list[PageLayout] = []
        self.pages: list[Page] = []
        self.characters = 0
        self._lost: list[int] = []
        self._blank: list[int] = []
        self._unmapped: list[int] = []
        self._shortened: list[int] = []
        self._reread: list[int] = []

    def add(self, number: int, page: PageModel | None) -> None:
        """Take in one page as PDFium gives it; None is one that it could not load."""
        if page is not None and not page.characters:
            self.pages.append(Page(number, page.width, page.height))
            self._blank.append(number)
            return
        best = self._read_page(number, page)
        if best is None:
            self._lost.append(number)
            self.pages.append(Page(number, 0.0, 0.0))
            return
        self.pages.append(Page(number, best.page.width, best.page.height))
        expected = best.page.characters if page is None else page.characters
        self.characters += expected
        if best.page.unmapped * 50 > best.page.characters:
            self._unmapped.append(number)
        if best.held < _WHOLE * expected:
            self._shortened.append(number)
        if expected:
            self.layouts.append(best.layout)
        else:
            self._blank.append(number)

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
        self._reread.append(number)
        return other

    def flags(self) -> list[Flag]:
        """What a user should know of pages that gave no or spoilt text."""
        lost = [Flag("texte_perdu", f"La page {n} n'a pas pu être lue.", Gravity.ERREUR, n) for n in self._lost]
        lost += [
            Flag("texte_perdu", f"Une partie des caractères de la page {n} n'a pas de code lisible.", Gravity.ERREUR, n)
            for n in self._unmapped
        ]
        lost += [
            Flag("texte_perdu", f"Une partie du texte de la page {n} n'a pas été reprise.", Gravity.ERREUR, n)
            for n in self._shortened
        ]
        blank = [
            Flag("page_sans_texte", f"La page {n} n'a pas de texte (image ou page blanche).", Gravity.INFO, n)
            for n in self._blank
        ]
        reread = [
            Flag(
                "page_relue",
                f"La page {n} a été relue par un second moteur, qui y trouve plus de texte.",
                Gravity.INFO,
                n,
            )
            for n in self._reread
        ]
        return lost + blank + reread
