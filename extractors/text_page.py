"""What a saved web page leaves in its text besides the article: site name, breadcrumb, byline, share links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.build import DraftBlock
from extractors.byline import find_byline, parse_byline
from extractors.furniture import fold, is_furniture_line, opens_breadcrumb, split_breadcrumb
from models.document import BlockKind, Metadata

_NEAR_THE_TOP = 12
_CLOSING_BLOCKS = 4
_LONGEST_NAME = 100
_LONGEST_TITLE = 200
_NUMBER_ONLY = re.compile(r"\d+[.)/-]|[^\W\d_]+(?:\s+[^\W\d_]+)?\s*(?:n\s?[°ºo]\s*)?[\d.-]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Breadcrumb:
    at: int
    last: str


def settle_page(blocks: list[DraftBlock]) -> tuple[list[DraftBlock], Metadata]:
    """Mark the page's furniture, set the article's title apart, and read what the page says of itself."""
    crumb = _find_breadcrumb(blocks)
    title = _find_title(blocks, crumb)
    marked = _mark_furniture(blocks, crumb, title)
    if title is not None:
        marked[title] = replace(marked[title], kind=BlockKind.HEADING, level=1, furniture=False)
    byline = find_byline(blocks)
    metadata = Metadata(
        title=marked[title].text if title is not None else None,
        author=byline.author if byline else None,
        publisher=_find_publisher(blocks, crumb),
        date=byline.date if byline else None,
    )
    return marked, metadata


def _find_breadcrumb(blocks: Sequence[DraftBlock]) -> _Breadcrumb | None:
    """A line of steps near the top: one that opens at the home page, or ends with a line that stands below it."""
    for at, block in enumerate(blocks[:_NEAR_THE_TOP]):
        if block.kind is BlockKind.TABLE:
            return None
        steps = split_breadcrumb(block.text)
        below = blocks[at + 1 : at + 5] if len(steps) > 2 else ()
        if opens_breadcrumb(block.text) or (below and fold(steps[-1]) in {fold(other.text) for other in below}):
            return _Breadcrumb(at, steps[-1])
    return None


def _find_title(blocks: Sequence[DraftBlock], crumb: _Breadcrumb | None) -> int | None:
    """The article's title: where the breadcrumb leads, else a line said twice, else a heading that opens the text."""
    near = range(min(_NEAR_THE_TOP, len(blocks)))
    if crumb:
        # Sites shorten long titles in a breadcrumb.
        last = fold(crumb.last.rstrip("….").strip())
        found = next((at for at in near if at > crumb.at and last and fold(blocks[at].text).startswith(last)), None)
        if found is not None and _may_be_title(blocks[found]):
            return found
    for at in near[1:]:
        if _may_be_title(blocks[at]) and fold(blocks[at].text) == fold(blocks[at - 1].text):
            return at
    opening = next((at for at in near if not is_furniture_line(blocks[at].text)), None)
    if opening is not None and crumb is None and _heads_the_text(blocks[opening]):
        return opening
    return None


def _heads_the_text(block: DraftBlock) -> bool:
    """A heading that names the text: neither a section's («1. Contexte», «Constat :») nor a number («Fiche 12»)."""
    heads = block.kind is BlockKind.HEADING and block.level <= 2
    return heads and not block.text.endswith(":") and not _NUMBER_ONLY.match(block.text)


def _may_be_title(block: DraftBlock) -> bool:
    return block.kind is not BlockKind.TABLE and 0 < len(block.text) <= _LONGEST_TITLE and not block.text.endswith(".")


def _mark_furniture(blocks: Sequence[DraftBlock], crumb: _Breadcrumb | None, title: int | None) -> list[DraftBlock]:
    marked = []
    for at, block in enumerate(blocks):
        closing = at >= len(blocks) - _CLOSING_BLOCKS
        repeated = title is not None and at < title and fold(block.text) == fold(blocks[title].text)
        above = crumb is not None and at <= crumb.at
        told = block.kind is not BlockKind.TABLE and (
            is_furniture_line(block.text, closing=closing) or (at < _NEAR_THE_TOP and bool(parse_byline(block.text)))
        )
        marked.append(replace(block, furniture=True) if above or repeated or told else block)
    return marked


def _find_publisher(blocks: Sequence[DraftBlock], crumb: _Breadcrumb | None) -> str | None:
    """The site's name: the first line above the breadcrumb that is a name and no menu entry."""
    if crumb is None:
        return None
    for block in blocks[: crumb.at]:
        text = block.text
        if (
            3 < len(text) <= _LONGEST_NAME
            and text[-1] not in ".:;,"
            and not is_furniture_line(text)
            and not block.marker
        ):
            return text
    return None
