"""Pages to one document: what runs over a page break goes together, what repeats on every page is furniture."""

from collections.abc import Sequence

from extractors.page_layout import PageLayout, Part


def join_pages(layouts: Sequence[PageLayout]) -> list[Part]:
    """The parts of all pages in reading order."""
    return [part for layout in layouts for part in layout.parts]
