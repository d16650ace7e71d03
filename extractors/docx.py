"""Word documents (.docx, .docm, .dotx) as Documents: every text the file shows, with its look and place in tables.

python-docx knows the package; the walk over the XML is our own, since python-docx's API passes over content controls,
tracked insertions, text boxes, nested tables, notes and headers without a word. Deleted revisions and comments stay
out. Pages are not told: Word lays them out anew on each machine.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import docx_names as names
from extractors.build import DraftBlock, build_document
from extractors.docx_book import open_book
from extractors.docx_check import Lineage, find_lost_texts
from extractors.docx_names import w
from extractors.docx_numbering import write_number
from extractors.docx_parts import WordPackage
from extractors.docx_story import Book, StoryReader
from extractors.office_drafts import mark_furniture, texts_of
from extractors.office_ledger import Ledger, flag_losses
from models.document import BlockKind, Document, Source
from models.errors import Motif, UnreadableSource
from models.flags import Flag, Gravity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.trees import Element

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MEDIA_TYPES: tuple[str, ...] = (
    f"{_WORD}.document",
    f"{_WORD}.template",
    "application/vnd.ms-word.document.macroEnabled.12",
    "application/vnd.ms-word.template.macroEnabled.12",
)
READER = "docx"
_SAMPLE = 60
_PICTURES = ("}blip", "}imagedata")
_NOTE_KINDS = (
    (names.FOOTNOTE_REFERENCE, "footnotes", "footnote", "decimal"),
    (names.ENDNOTE_REFERENCE, "endnotes", "endnote", "lowerRoman"),
)


def read(data: bytes, source: Source) -> Document:
    """The document in the bytes of a Word file.

    Blocks come in reading order: a section's headers before it, all footers last (`furniture`, each text once); a note
    follows the top-level block that refers to it, as a paragraph whose marker is its number. Raises
    `UnreadableSource`: `CHIFFRE`, `ABIME`, `TROP_GRAND` (a bomb), `VIDE` or `SANS_TEXTE` (only pictures).
    """
    package = WordPackage(data, source.name)
    main = package.main
    body = main.root.find(names.BODY)
    if body is None:
        raise UnreadableSource(
            source.name, Motif.ABIME, "the main part is no Word document", "open it in Word and save it as .docx"
        )
    book = open_book(package, Ledger())
    story = StoryReader(book, main)
    notes = _Notes(book, body)
    margins = _Margins(book, body)
    drafts = list(margins.read("headerReference", 0))
    section = 0
    for draft in story.read_blocks(body):
        while section < story.sections:
            section += 1
            drafts.extend(margins.read("headerReference", section))
        drafts.append(draft)
        for reference in story.notes:
            drafts.extend(notes.read(*reference))
        story.notes.clear()
    drafts.extend(notes.read_unreferred())
    drafts.extend(margins.read("headerReference"))
    drafts.extend(margins.read("footerReference"))
    document = build_document(source, drafts, reader=READER, metadata=package.metadata)
    if not document.text:
        raise _without_text(source, body)
    lost = find_lost_texts([body, *notes.roots, *margins.roots], document.text, book.ledger.excused)
    comments = package.related_root("comments")
    book.ledger.comments = 0 if comments is None else len(comments.findall(w("comment")))
    flags = (*flag_losses(book.ledger, lost, "Word"), *_flag_unread_parts(package, document.text))
    return replace(document, flags=flags)


def _flag_unread_parts(package: WordPackage, text: str) -> "Iterator[Flag]":
    """Parts that nothing in the document leads to, as far as they hold words that it has not."""
    found = {name: find_lost_texts([root], text, ()) for name, root in package.unread_parts()}
    lost = {name: texts for name, texts in found.items() if texts}
    if lost:
        sample = " ".join(next(iter(lost.values()))[0].split())[:_SAMPLE]
        message = f"Le fichier contient du texte que Word n'affiche pas ({', '.join(lost)}), dont « {sample} »."
        yield Flag("parties_non_affichees", message, Gravity.INFO)


class _Notes:
    """The footnotes and endnotes of a document, each read once, where it is first referred to."""

    def __init__(self, book: Book, body: "Element") -> None:
        self.roots: list[Element] = []
        self._notes: dict[tuple[str, str], Element] = {}
        self._stories: dict[str, StoryReader] = {}
        self._formats: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        lineage = Lineage(body)
        for tag, relation, name, number_format in _NOTE_KINDS:
            part_name = book.package.related(relation)
            part = None if part_name is None else book.package.part(part_name)
            if part is None:
                continue
            self._stories[tag] = StoryReader(book, part)
            self._formats[tag] = number_format
            references = [(found.get(w("id")), lineage.is_gone(found)) for found in body.iter(tag)]
            gone = {found for found, is_out in references if is_out} - {
                found for found, is_out in references if not is_out
            }
            for note in part.root.findall(w(name)):
                # The separators between text and notes have a type; what only deleted text referred to is deleted too.
                if note.get(w("type"), "normal") == "normal" and note.get(w("id")) not in gone:
                    self._notes[tag, note.get(w("id"), "")] = note

    def read(self, tag: str, note_id: str, own_mark: bool) -> "Iterator[DraftBlock]":
        """The paragraphs of a note, the first one with its number; none if it was read before."""
        note = self._notes.pop((tag, note_id), None)
        if note is None:
            return
        self.roots.append(note)
        marker = ""
        if not own_mark:
            self._counts[tag] = self._counts.get(tag, 0) + 1
            marker = write_number(self._counts[tag], self._formats[tag])
        for draft in self._stories[tag].read_blocks(note):
            if draft.kind is not BlockKind.TABLE and not draft.marker:
                draft.marker, marker = marker, ""
            yield draft

    def read_unreferred(self) -> "Iterator[DraftBlock]":
        """The notes that nothing refers to."""
        for tag, note_id in list(self._notes):
            yield from self.read(tag, note_id, own_mark=True)


class _Margins:
    """The headers and footers of all sections, each block of them once."""

    def __init__(self, book: Book, body: "Element") -> None:
        self.roots: list[Element] = []
        self._book = book
        self._sections = list(body.iter(names.SECT_PR))
        self._seen: set[tuple[str, ...]] = set()

    def read(self, kind: str, section: int | None = None) -> "Iterator[DraftBlock]":
        """The headers (`headerReference`) or footers (`footerReference`) of one section (from 0), or of all, that were
        not read before."""
        relations = self._book.package.main.relations
        sections = self._sections if section is None else self._sections[section : section + 1]
        references = [reference for found in sections for reference in found.findall(w(kind))]
        part_names = dict.fromkeys(relations.get(found.get(names.REL_ID, ""), ("", ""))[1] for found in references)
        for part_name in part_names:
            part = self._book.package.part(part_name)
            if part is None:
                continue
            self.roots.append(part.root)
            for draft in StoryReader(self._book, part).read_blocks(part.root):
                key = tuple(texts_of(draft))
                if key not in self._seen:
                    self._seen.add(key)
                    mark_furniture(draft)
                    yield draft


def _without_text(source: Source, body: "Element") -> UnreadableSource:
    if not any(element.tag.endswith(_PICTURES) for element in body.iter()):
        return UnreadableSource(
            source.name, Motif.VIDE, "the document holds no text", "check that it is the right file"
        )
    return UnreadableSource(
        source.name, Motif.SANS_TEXTE, "the document holds only pictures", "give the text, or a file with a text layer"
    )
