"""A Word package opened for its stories: styles, lists, and the other documents that are embedded in its text."""

from extractors import docx_names as names
from extractors import sniff
from extractors.build import DraftBlock
from extractors.decode import decode_text, find_declared_charset
from extractors.docx_numbering import Numbering
from extractors.docx_parts import WordPackage
from extractors.docx_story import Book, StoryReader
from extractors.docx_styles import NO_ZONE, StyleSheet, share_memory
from extractors.flow import make_blocks
from extractors.office_ledger import Ledger
from models.document import PLAIN

# Bytes of a style sheet that is kept for the next documents; what is longer is no producer's own template.
_LARGEST_SHARED = 1_000_000
# A document in a document in a document: no program writes more.
_MAX_CHUNK_DEPTH = 3


def open_book(package: WordPackage, ledger: Ledger, chunk_depth: int = 0) -> Book:
    """What the stories of a package share; `chunk_depth` counts the documents that the package is embedded in."""
    name = package.related("styles") or ""
    packed = package.packed(name, largest=_LARGEST_SHARED)
    styles = StyleSheet(
        lambda: package.blob(name),
        lambda blob: package.parse(blob, name),
        None if packed is None else share_memory(packed),
    )
    numbering = Numbering(lambda: package.related_root("numbering"), lambda style: styles.paragraph(style).num_id)

    def read_chunk(data: bytes) -> list[DraftBlock] | None:
        return _read_chunk(data, package.name, ledger, chunk_depth + 1)

    body_size = styles.look(NO_ZONE, None, {}).style.size
    return Book(package, styles, numbering, ledger, body_size, read_chunk)


def _read_chunk(data: bytes, name: str, ledger: Ledger, depth: int) -> list[DraftBlock] | None:
    """The blocks of an embedded document (`w:altChunk`: Word shows its text in place); None for what is not read."""
    media_type = sniff.sniff_media_type(data)
    if depth > _MAX_CHUNK_DEPTH:
        return None
    if media_type == sniff.DOCX:
        return _read_package(WordPackage(data, name), ledger, depth)
    if media_type in (sniff.HTML, sniff.XHTML):
        from extractors.html import walk_page  # noqa: PLC0415 - hardly any file embeds a page

        walker, _ = walk_page(decode_text(data, declared=find_declared_charset(data)).text)
        return walker.drafts()
    if media_type == sniff.TEXT:
        return make_blocks([(decode_text(data).text, PLAIN)])
    return None


def _read_package(package: WordPackage, ledger: Ledger, depth: int) -> list[DraftBlock] | None:
    body = package.main.root.find(names.BODY)
    if body is None:
        return None
    story = StoryReader(open_book(package, ledger, depth), package.main)
    drafts = list(story.read_blocks(body))
    # The notes of an embedded document stand in parts of its own.
    ledger.unread += bool(story.notes)
    return drafts
