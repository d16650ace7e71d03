"""Which blocks of a page are its furniture, settled when all of it is known."""

from collections.abc import Sequence

from extractors.build import DraftBlock
from extractors.byline import parse_byline
from extractors.furniture import is_furniture_line, opens_breadcrumb
from extractors.html_frame import BY_CLASS, PAGE_HEADER
from models.document import BlockKind

_CLOSING_BLOCKS = 6
_NEAR_THE_TOP = 30


def settle_furniture(blocks: list[DraftBlock], reasons: Sequence[tuple[DraftBlock, int]]) -> list[DraftBlock]:
    """Mark what its words give away as furniture, and unmark what was held for it in error.

    `reasons` are the blocks marked so far, each with why (`extractors.html_frame`).
    """
    _restore_body(blocks, reasons)
    for at, block in enumerate(blocks):
        if block.text and not block.furniture:
            closing = at >= len(blocks) - _CLOSING_BLOCKS
            block.furniture = is_furniture_line(block.text, closing=closing) or (
                at < _NEAR_THE_TOP and (opens_breadcrumb(block.text) or parse_byline(block.text) is not None)
            )
    return blocks


def _restore_body(blocks: Sequence[DraftBlock], reasons: Sequence[tuple[DraftBlock, int]]) -> None:
    """Take back what was held for furniture where without it there is no title, or hardly a body."""
    header = [block for block, reason in reasons if reason == PAGE_HEADER]
    if not any(_is_title(block) and not block.furniture for block in blocks) and any(map(_is_title, header)):
        _unmark(header)
    named = [block for block, reason in reasons if reason == BY_CLASS]
    body = sum(_weight(block) for block in blocks if not block.furniture)
    if 4 * body < sum(map(_weight, named)):
        _unmark(named)


def _is_title(block: DraftBlock) -> bool:
    return block.kind is BlockKind.HEADING and block.level == 1


def _weight(block: DraftBlock) -> int:
    """Characters of text, down to the cells of tables in cells (their depth is bounded)."""
    cells = sum(_weight(inner) for row in block.rows for cell in row for inner in cell.blocks)
    return len(block.text) + len(block.caption) + cells


def _unmark(blocks: Sequence[DraftBlock]) -> None:
    for block in blocks:
        block.furniture = False
