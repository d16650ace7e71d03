"""Pages to one document: what runs over a page break goes together, what repeats on every page is furniture."""

from collections.abc import Sequence
from typing import Final

from extractors.page_flow import Part
from extractors.page_layout import PageLayout
from extractors.page_paragraphs import Paragraph
from extractors.page_tables import Table
from extractors.pdf_furniture import mark_furniture, mark_margins
from extractors.pdf_headings import main_size, mark_headings
from extractors.pdf_joins import body_bottom, continues_paragraph, continues_table, join_paragraphs, join_tables

# Text so much smaller than the page's main text is a footnote.
_NOTE: Final = 0.88


def join_pages(layouts: Sequence[PageLayout]) -> list[Part]:
    """The parts of all pages in reading order, joined over page breaks, with headings and furniture marked."""
    mark_furniture(layouts)
    size = main_size([part for layout in layouts for part in layout.parts])
    mark_margins(layouts, size)
    mark_headings([part for layout in layouts for part in layout.parts], size)
    bottom = body_bottom(layouts)
    parts: list[Part] = []
    tail: Part | None = None
    for layout in layouts:
        body = [part for part in layout.parts if not part.furniture]
        head = body[0] if body else None
        taken = tail is not None and head is not None and _join(tail, head, bottom)
        parts.extend(part for part in layout.parts if not (taken and part is head))
        if body[1:] or not taken:
            tail = _tail(body, size)
    return parts


def _join(tail: Part, head: Part, bottom: float) -> bool:
    """Append `head` to `tail` if it goes on with it."""
    if isinstance(tail, Table) and isinstance(head, Table):
        if not continues_table(tail, head, bottom):
            return False
        join_tables(tail, head)
        return True
    if isinstance(tail, Paragraph) and isinstance(head, Paragraph) and continues_paragraph(tail, head):
        join_paragraphs(tail, head)
        return True
    return False


def _tail(body: Sequence[Part], size: float) -> Part | None:
    """The last part of a page that may go on on the next: not its footnotes."""
    for part in reversed(body):
        if isinstance(part, Table) or part.size >= _NOTE * size:
            return part
    return None
