"""OpenDocument texts (.odt, .ott) as Documents: every text the file shows, with its look and place in tables.

The walk over the XML is our own: numbers that lists draw, looks, tracked changes and notes are in no library's text.
Deleted text, comments and prompts stay out. Pages are not told: the program lays them out anew on each machine.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors import sniff
from extractors.build import DraftBlock, build_document
from extractors.clean import clean_text
from extractors.odf_metadata import read_odf_metadata
from extractors.odt_lists import Lists
from extractors.odt_names import DRAW, NOTE, OFFICE, SILENT, STYLE, STYLE_NAME, TABLE_STYLE, TEXT, H, P
from extractors.odt_package import TextPackage
from extractors.odt_story import Book, StoryReader
from extractors.odt_styles import StyleSheet
from extractors.office_drafts import mark_furniture, texts_of
from extractors.office_ledger import Ledger, flag_losses
from extractors.text_finder import TextFinder
from extractors.trees import Element, iter_any
from models.document import BlockKind, Document, Metadata, Source
from models.errors import Motif, UnreadableSource

MEDIA_TYPES = (sniff.ODT, f"{sniff.ODT}-template", f"{sniff.ODT}-master")
_MASTER = "Standard"
_MAX_PAGE_STYLES = 200
_MARGINS = {"header": ("header-first", "header", "header-left"), "footer": ("footer-first", "footer", "footer-left")}
_SKIPPED = SILENT | {f"{OFFICE}binary-data"}
_PICTURES = frozenset((f"{DRAW}image", f"{DRAW}object-ole"))


def read(data: bytes, source: Source) -> Document:
    """The document in the bytes of an OpenDocument text.

    Blocks come in reading order, as for Word files: headers before the pages that have them, all footers last
    (`furniture`, each text once), a note behind the top-level block that refers to it. Raises `UnreadableSource`:
    `CHIFFRE`, `ABIME`, `TROP_GRAND`, `VIDE` or `SANS_TEXTE`.
    """
    package = TextPackage(data, source.name)
    if b"encryption-data" in (package.blob("META-INF/manifest.xml") or b""):
        raise UnreadableSource(source.name, Motif.CHIFFRE, "is protected by a password", "save it without a password")
    content, sheet = package.tree("content.xml"), package.tree("styles.xml")
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if content is None or body is None:
        raise package.broken("the package holds no text document")
    styles = StyleSheet(sheet, content)
    book = Book(package, styles, Lists(sheet, content), Ledger(), styles.look(styles.paragraph(_MASTER).run).style.size)
    margins = _Margins(book, sheet)
    drafts = list(_read_body(book, body, margins))
    document = build_document(source, drafts, reader="odt", metadata=_read_metadata(package))
    if not document.text:
        raise _without_text(source, body)
    lost = _find_lost((body, *margins.roots), document.text, book.ledger.excused)
    return replace(document, flags=tuple(flag_losses(book.ledger, lost, "le document")))


def _read_body(book: Book, body: Element, margins: "_Margins") -> Iterator[DraftBlock]:
    story = StoryReader(book)
    begun = False
    for element in body:
        master = _master_of(book.styles, element)
        if master or (not begun and element.tag not in SILENT):
            begun = True
            yield from margins.read("header", master or _MASTER)
        for draft in story.read_block(element):
            yield draft
            while story.notes:
                yield from _read_note(story, story.notes.pop(0))
    while story.notes:
        yield from _read_note(story, story.notes.pop(0))
    yield from margins.read("header")
    yield from margins.read("footer")


def _master_of(styles: StyleSheet, element: Element) -> str | None:
    """The page style that begins with a top-level element."""
    if element.tag in (P, H):
        return styles.paragraph(element.get(STYLE_NAME, "")).master
    return styles.master("table", element.get(TABLE_STYLE, ""))


def _read_note(story: StoryReader, note: Element) -> Iterator[DraftBlock]:
    """The paragraphs of a footnote or endnote, the first one with its number."""
    citation, body = note.find(f"{TEXT}note-citation"), note.find(f"{TEXT}note-body")
    marker = "" if citation is None else clean_text("".join(citation.itertext()), keep_breaks=False)
    for draft in () if body is None else story.read_blocks(body):
        if draft.kind is not BlockKind.TABLE and not draft.marker:
            draft.marker, marker = marker, ""
        yield draft


class _Margins:
    """The headers and footers of the page styles in use, each block of them once."""

    def __init__(self, book: Book, sheet: Element | None) -> None:
        self.roots: list[Element] = []
        self._book = book
        self._styles = (
            {} if sheet is None else {page.get(f"{STYLE}name", ""): page for page in sheet.iter(f"{STYLE}master-page")}
        )
        self._used: list[str] = []
        self._seen: set[tuple[str, ...]] = set()

    def read(self, kind: str, name: str | None = None) -> Iterator[DraftBlock]:
        """The headers (`header`) or footers (`footer`) that a page style and those that follow it show, or all that
        are in use, as far as they were not read before."""
        if name is not None:
            self._use(name)
        for used in list(self._used):
            for part in _MARGINS[kind]:
                element = self._styles[used].find(f"{STYLE}{part}")
                if element is not None and element.get(f"{STYLE}display", "true") == "true":
                    yield from self._read_part(element)

    def _use(self, name: str) -> None:
        while name in self._styles and name not in self._used and len(self._used) < _MAX_PAGE_STYLES:
            self._used.append(name)
            name = self._styles[name].get(f"{STYLE}next-style-name", "")

    def _read_part(self, element: Element) -> Iterator[DraftBlock]:
        if element not in self.roots:
            self.roots.append(element)
        for draft in StoryReader(self._book).read_blocks(element):
            key = tuple(texts_of(draft))
            if key not in self._seen:
                self._seen.add(key)
                mark_furniture(draft)
                yield draft


def _find_lost(roots: Iterable[Element], text: str, excused: Iterable[str]) -> list[str]:
    """The texts of the file that stand neither in the Document nor, for a known reason, outside it: looked for in the
    whole tree, whatever the walk did."""
    finder, allowed = TextFinder(text), frozenset(excused)
    pieces = (piece for root in roots for piece in _iter_texts(root))
    return [piece for piece in pieces if piece.strip() and piece not in allowed and not finder.holds(piece)]


def _iter_texts(root: Element) -> Iterator[str]:
    """The pieces of text inside paragraphs, in the order of the file."""
    stack = [(iter(root), root.tag in (P, H))]
    while stack:
        children, inside = stack[-1]
        for child in children:
            if inside and child.tail:
                yield child.tail
            if child.tag not in _SKIPPED:
                within = (inside and child.tag != NOTE) or child.tag in (P, H)
                if within and child.text:
                    yield child.text
                stack.append((iter(child), within))
                break
        else:
            stack.pop()


def _read_metadata(package: TextPackage) -> Metadata:
    root = package.tree("meta.xml")
    return Metadata() if root is None else read_odf_metadata(root.findtext)


def _without_text(source: Source, body: Element) -> UnreadableSource:
    if next(iter_any(body, _PICTURES), None) is None:
        return UnreadableSource(
            source.name, Motif.VIDE, "the document holds no text", "check that it is the right file"
        )
    return UnreadableSource(
        source.name, Motif.SANS_TEXTE, "the document holds only pictures", "give the text, or a file with a text layer"
    )
