"""PDF: pages to one document, ruled tables with page and box for every cell."""

from extractors.build import build_document
from extractors.hyphens import Vocabulary
from extractors.page import PageModel
from extractors.page_layout import PageLayout, count_characters, read_layout
from extractors.pdf_drafts import draft_blocks
from extractors.pdf_engine import open_pdf
from extractors.pdf_flow import join_pages
from extractors.pdf_metadata import clean_metadata
from models.document import Document, Page, Source
from models.errors import Motif, UnreadableSource
from models.flags import Flag, Gravity

# Share of the characters that PDFium counts on a page, and that must stand in what is made of it.
_WHOLE = 0.97
MEDIA_TYPES = ("application/pdf",)


def read(data: bytes, source: Source) -> Document:
    """Read a PDF; raises UnreadableSource (chiffre, abime, sans_texte)."""
    file = open_pdf(data, source.name)
    try:
        reading = _Reading()
        for number, page in enumerate(file.pages(), start=1):
            reading.add(number, page)
        metadata = clean_metadata(file.facts(), source.name)
    finally:
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


class _Reading:
    """What is kept of each page once it is closed."""

    def __init__(self) -> None:
        self.layouts: list[PageLayout] = []
        self.pages: list[Page] = []
        self.characters = 0
        self._lost: list[int] = []
        self._blank: list[int] = []
        self._unmapped: list[int] = []
        self._shortened: list[int] = []

    def add(self, number: int, page: PageModel | None) -> None:
        """Take in one page; None is one that the engine could not load."""
        if page is None:
            self._lost.append(number)
            self.pages.append(Page(number, 0.0, 0.0))
            return
        self.pages.append(Page(number, page.width, page.height))
        self.characters += page.characters
        if not page.characters:
            self._blank.append(number)
            return
        if page.unmapped * 50 > page.characters:
            self._unmapped.append(number)
        layout = read_layout(page)
        if sum(count_characters(part) for part in layout.parts) < _WHOLE * page.characters:
            self._shortened.append(number)
        self.layouts.append(layout)

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
        return lost + blank
