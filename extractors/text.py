"""Plain text: exports of `label<TAB>value` lines with literal HTML in them, saved articles, typed fiches."""

from collections.abc import Sequence

from extractors import sniff
from extractors.article import draft_article
from extractors.build import DraftBlock, build_document
from extractors.decode import decode_text
from extractors.text_lines import Line, Paragraph, find_width, join_lines, split_lines
from extractors.text_page import settle_page
from extractors.text_tables import find_table
from models.document import Document, Source
from models.errors import Motif, UnreadableSource

MEDIA_TYPES = (sniff.TEXT,)


def read(data: bytes, source: Source) -> Document:
    """The text in `data` as headings, paragraphs, items and tables. Raises UnreadableSource where there is no text."""
    decoded = decode_text(data)
    blocks, metadata = settle_page(draft_article(_find_paragraphs(split_lines(decoded.text))))
    document = build_document(
        source, blocks, reader="text", metadata=metadata, encoding=decoded.encoding, flags=decoded.flags
    )
    if not document.text:
        what = "the file holds nothing but blanks"
        raise UnreadableSource(source.name, Motif.VIDE, what, "get it again from where it came")
    return document


def _find_paragraphs(lines: Sequence[Line]) -> list[Paragraph | DraftBlock]:
    """Tables where lines make one, and between them the paragraphs of what is left."""
    parts: list[DraftBlock | list[Line]] = []
    at = 0
    while at < len(lines):
        found = None if lines[at].is_blank else find_table(lines, at)
        if found:
            table, taken = found
            parts.append(table)
            at += taken
            continue
        if not parts or isinstance(parts[-1], DraftBlock):
            parts.append([])
        running = parts[-1]
        if isinstance(running, list):
            running.append(lines[at])
        at += 1
    width = find_width([line for part in parts if isinstance(part, list) for line in part])
    paragraphs: list[Paragraph | DraftBlock] = []
    for part in parts:
        paragraphs.extend([part] if isinstance(part, DraftBlock) else join_lines(part, width=width))
    return paragraphs
