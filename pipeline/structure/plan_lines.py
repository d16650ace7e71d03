"""A document's blocks as one flow of lines, tables opened: what sections are read from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from extractors.markers import is_ordinal
from models.action import Item
from models.document import Block, BlockKind, Box, Cell, Document, Place
from pipeline.letters import strip_accents
from pipeline.structure.plan_sections import is_caption

_NUMBER_WORDS: Final = {
    word: number
    for number, word in enumerate(
        ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"], start=2
    )
}
_ELEMENT_LENGTH: Final = 240
_LONGEST_LIST, _LONGEST_COUNT = 400, 20
_BETWEEN_LINES: Final = re.compile(r"[\s|]*")


@dataclass(init=False, unsafe_hash=True, slots=True)
class Line:
    """A block, or a table row with two filled cells or more (`cells`); `text` is without its list marker."""

    block: Final[Block]
    place: Final[Place]
    text: Final[str]
    cells: Final[tuple[Cell, ...]]
    marker: Final[str]

    def __init__(  # written out, since compiled code makes it ten times as fast
        self,
        block: Block,
        place: Place,
        text: str,
        cells: tuple[Cell, ...] = (),
        marker: str = "",
    ) -> None:
        self.block = block
        self.place = place
        self.text = text
        self.cells = cells
        self.marker = marker

    @property
    def is_heading(self) -> bool:
        """Whether the reader calls it a heading."""
        return self.block.kind is BlockKind.HEADING

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list, by kind or by its marker; a numbered heading is none."""
        return self.block.kind is BlockKind.ITEM or (self.block.marker is not None and not self.is_heading)

    @property
    def is_numbered(self) -> bool:
        """Whether it is an item whose marker counts (`1.`, `b)`)."""
        return self.is_item and is_ordinal(self.marker)

    @property
    def is_row(self) -> bool:
        """Whether it is a table row."""
        return bool(self.cells)

    @property
    def is_paragraph(self) -> bool:
        """Whether it is running text."""
        return not (self.is_heading or self.is_item or self.is_row)


def flow_lines(document: Document, blocks: Iterable[Block]) -> Iterator[Line]:
    """The lines of blocks in reading order; each character of the blocks stands in one line, separators left out.

    A row of which only one cell is filled is layout: its blocks are lines of their own.
    """
    for block in blocks:
        if block.kind is not BlockKind.TABLE:
            marker = document.slice(block.marker) if block.marker else ""
            yield Line(block, block.place, document.slice(block.place), marker=marker)
            continue
        if block.caption:
            yield Line(replace(block, rows=(), caption=None), block.caption, document.slice(block.caption))
        if not any(len(cell.place) for row in block.rows for cell in row):
            start = block.caption.end if block.caption else block.place.start
            place = replace(block.place, start=start)
            if document.slice(place).strip():
                yield Line(block, place, document.slice(place))
            continue
        for row in block.rows:
            yield from _flow_row(document, block, row)


def _flow_row(document: Document, table: Block, row: tuple[Cell, ...]) -> Iterator[Line]:
    filled = tuple(cell for cell in row if len(cell.place))
    if len(filled) == 1:
        yield from flow_lines(document, _inherit(filled[0].blocks, table))
    elif filled:
        place = _join_places(filled)
        yield Line(table, place, document.slice(place), filled)


def _inherit(blocks: Iterable[Block], table: Block) -> Iterator[Block]:
    """Blocks of a cell are furniture where their table is."""
    for block in blocks:
        yield replace(block, furniture=True) if table.furniture else block


def _join_places(cells: tuple[Cell, ...]) -> Place:
    first, last = cells[0].place, cells[-1].place
    boxes = [cell.place.box for cell in cells if cell.place.box and cell.place.page == first.page]
    box = reduce(Box.union, boxes) if boxes else None
    path = first.path.rpartition("/")[0]
    return Place(first.start, last.end, first.page, last.last_page or last.page, box, path)


def make_item(document: Document, line: Line, *, with_marker: bool = False) -> Item:
    """The line as an item of a champ; `with_marker` keeps the list marker in its text."""
    place = line.place
    if with_marker and line.block.marker and line.block.place is line.place:
        place = replace(place, start=line.block.marker.start)
    return Item(
        text=document.slice(place),
        place=place,
        cells=tuple(cell.place for cell in line.cells),
        checked=line.block.checked,
    )


def is_apart(document: Document, before: Line, line: Line) -> bool:
    """Whether text that is none of ours stands between two lines: the caller left blocks out."""
    start = line.block.marker.start if line.block.marker and line.block.place == line.place else line.place.start
    return not _BETWEEN_LINES.fullmatch(document.text[before.place.end : start])


def is_aside(line: Line) -> bool:
    """Whether a line belongs to the page and not to its text: furniture, captions, download links."""
    return line.block.furniture or is_caption(line.text)


def announced_list(lines: Sequence[Line], at: int) -> tuple[int, ...]:
    """The positions of the list that the line at `at` announces: the items behind it, lost markers allowed.

    A line that ends as a sentence announces nothing, unless it names a number that the items make up. Elements without
    any marker count where they go on in lower case, or where as many short lines follow as the line says.
    """
    count = _announced_count(lines[at].text)
    behind = list(_positions_behind(lines, at))
    elements = _count_elements([lines[position] for position in behind], count)
    if lines[at].text.endswith((".", "!", ";")) and elements != count:
        return ()
    return tuple(behind[:elements])


def _positions_behind(lines: Sequence[Line], at: int) -> Iterator[int]:
    """The lines that may make the list: the next few whatever they are, then only what reads as elements."""
    for position in range(at + 1, min(at + 1 + _LONGEST_LIST, len(lines))):
        line = lines[position]
        if position - at > _LONGEST_COUNT and not (line.is_item or _goes_on(line)):
            return
        if not is_aside(line):
            yield position


def stands_alone(lines: Sequence[Line], at: int) -> bool:
    """Whether a numbered item has no item beside it: a numbered heading that the reader took for one."""
    beside = (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])
    return lines[at].is_numbered and not any(line.is_numbered for line in beside)


def _count_elements(lines: Sequence[Line], count: int | None) -> int:
    taken = 0
    while taken < len(lines):
        line = lines[taken]
        follows = lines[taken + 1] if taken + 1 < len(lines) else None
        # The first or a later element lost its number: it goes on in lower case, or is the one that is missing.
        lost = (
            not (line.is_item or line.is_row)
            and follows is not None
            and follows.is_item
            and (_goes_on(line) or taken == 0)
        )
        if not (line.is_item or lost):
            break
        if lost and not _goes_on(line) and count != 1 + sum(1 for _ in _leading_items(lines[1:])):
            break
        taken += 1
    return taken or _count_plain_elements(lines, count)


def _count_plain_elements(lines: Sequence[Line], count: int | None) -> int:
    running = 0
    while running < len(lines) and lines[running].is_paragraph and _goes_on(lines[running]):
        running += 1
    if running > 1:
        return running
    short = lines[: count or 0]
    if count and len(short) == count and all(_is_short(line) for line in short):
        return count
    return 0


def _leading_items(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        if not line.is_item:
            return
        yield line


def _goes_on(line: Line) -> bool:
    return line.text[:1].islower()


def _is_short(line: Line) -> bool:
    return line.is_paragraph and len(line.text) <= _ELEMENT_LENGTH and not line.text.endswith((".", ":"))


def _announced_count(text: str) -> int | None:
    """The number of things a line announces: the last one it names.

    >>> _announced_count("Quatre axes ont été proposés :")
    4
    """
    words = re.findall(r"\w+", strip_accents(text))
    numbers = [int(word) if word.isdigit() else _NUMBER_WORDS[word] for word in words if _is_count(word)]
    return numbers[-1] if numbers else None


def _is_count(word: str) -> bool:
    return word in _NUMBER_WORDS or (word.isascii() and word.isdigit() and 2 <= int(word) <= _LONGEST_COUNT)
