"""The text of a page outside ruled cells: columns, their paragraphs, and tables of labels set without rules."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from extractors.page import BoxTuple, PageModel, Run
from extractors.page_columns import Band, Block, least_gutter, split_bands
from extractors.page_labels import Sides, read_label_table, read_pair_table
from extractors.page_lines import Line, join_line, make_lines
from extractors.page_pairs import is_first_label
from extractors.page_paragraphs import Column, Paragraph, make_paragraphs, marker_length
from extractors.page_rejoin import APART, BIG, NUMBER, part_at_walls, rejoin
from extractors.page_tables import Table, fill_behind

Part = Paragraph | Table

# A number beside a title: how far it reaches up beside the line above, in ems, and its length.
_BESIDE: Final = 0.2
_SHORT: Final = 8
# No list marker is longer.
_LIGHT: Final = 12
# A pictogram has so many characters at most (the second may choose its colour); these are marks of a list or sentence.
_ICON: Final = 2
_MARKS: Final = frozenset("-–—:;,.…*€%/|+=«»()?!☐☒☑✓✗X×")
# A large number stands by a text though as far off as this in its own ems.
_FAR: Final = 3.0
# A number in a disc beside a title is larger than its words by this; lines of one title differ by less in size.
_SOMEWHAT: Final = 1.08
_SAME: Final = 0.02
# So many check boxes in a row are the choices of one list, whatever the room between them.
_BOXES: Final = frozenset("☐☑☒")
_LEAST_BOXES: Final = 3
# Share of the page's width at either side where nothing but page numbers stands.
_MARGIN: Final = 0.09
# Labels of the first of two pairs.
_LEAST_PAIRS: Final = 2
# For the height of a table in lines, in points.
_LINE_HEIGHT: Final = 13.0
# A small box around a name is at most so high, in points.
_HIGHEST_PILL: Final = 30.0
# A line below a page's head stands in this share of its height at its top, over this share of its text's width.
_HEAD: Final = 0.15
_ACROSS: Final = 0.95


def read_flow(
    runs: Sequence[Run], tables: Sequence[Table], page: PageModel, segments: Sequence[BoxTuple] = ()
) -> list[Part]:
    """Paragraphs, tables of labels, and the given ruled tables, in reading order. The runs are upright; `segments` are
    the rules that are no underlines.
    """
    stretches = _attach_icons([stretch for line in make_lines(runs) for stretch in _stretches(line)])
    stretches = _lift_numbers(stretches)
    blocks = [_block(line, number) for number, line in enumerate(stretches)]
    for number, table in enumerate(tables, start=len(stretches)):
        box = table.box
        weight = max(2.0, (box.bottom - box.top) / _LINE_HEIGHT)
        blocks.append(Block(box.x0, box.top, box.x1, box.bottom, 10.0, number, weight))
    reader = _FlowReader(page, stretches, tables)
    head, body = _part_head(blocks, page, segments)
    return [*reader.read(head), *reader.read(body)] if head else reader.read(body)


def _part_head(
    blocks: Sequence[Block], page: PageModel, segments: Sequence[BoxTuple]
) -> tuple[list[Block], list[Block]]:
    """The blocks above a line that parts the head of a page from all below it, and the others."""
    left, right = min((block.x0 for block in blocks), default=0.0), max((block.x1 for block in blocks), default=0.0)
    for x0, top, x1, bottom in segments:
        across = min(x1, right) - max(x0, left) >= _ACROSS * (right - left)
        if not across or bottom - top > 1 or top > _HEAD * page.height:
            continue
        above = [block for block in blocks if block.bottom <= top + 1]
        below = [block for block in blocks if block.top >= bottom - 1]
        if above and below and len(above) + len(below) == len(blocks):
            return above, below
    return [], list(blocks)


def _stretches(line: Line) -> Iterable[Line]:
    """A line cut at gaps as wide as a gutter; a row of check boxes stays whole."""
    if sum(run.text[:1] in _BOXES for run in line.runs) >= _LEAST_BOXES and line.text[:1] in _BOXES:
        yield line
        return
    start = 0
    for index in range(1, len(line.runs)):
        before = max(run.x1 for run in line.runs[start:index])
        if line.runs[index].x0 - before >= least_gutter(line.size):
            yield join_line(line.runs[start:index])
            start = index
    yield line if start == 0 else join_line(line.runs[start:])


def _attach_icons(stretches: list[Line]) -> list[Line]:
    """A pictogram set as text before a label belongs to it: in a column of its own it would part labels from texts."""
    attached = [_level_icon(line) for line in stretches]
    for icon in [line for line in attached if _is_icon(line.text)]:
        beside = [
            line
            for line in attached
            if line is not icon
            and 0 <= line.x0 - icon.x1 <= APART * icon.size
            and min(line.bottom, icon.bottom) - max(line.top, icon.top) > _BESIDE * line.size
        ]
        if not beside or any(_is_icon(line.text) for line in beside):
            continue
        if marker_length(f"{icon.text} x") and icon.size < BIG * beside[0].size:
            # A list's marker: what stands behind it is an item.
            continue
        line = min(beside, key=lambda line: (line.x0 > min(beside, key=lambda one: one.x0).x0 + line.size, line.top))
        attached = [other for other in attached if other is not icon]
        place = next(index for index, other in enumerate(attached) if other is line)
        attached[place] = _with_icon(icon.runs[0], line)
    return attached


def _level_icon(line: Line) -> Line:
    """A line that a pictogram opens, the pictogram set like the words behind it."""
    if len(line.runs) < 2 or not _is_icon(line.runs[0].text) or marker_length(f"{line.runs[0].text} x"):
        return line
    return _with_icon(line.runs[0], join_line(line.runs[1:]))


def _with_icon(icon: Run, line: Line) -> Line:
    first = line.runs[0]
    sign = replace(first, text=icon.text.strip(), x0=icon.x0, x1=first.x0 - line.size, order=first.order - 1)
    return replace(line, runs=[sign, *line.runs], x0=icon.x0, text=f"{sign.text} {line.text}")


def _is_icon(text: str) -> bool:
    """Whether a text is one or two signs that are neither letters nor figures, nor marks of a sentence."""
    text = text.strip()
    return 0 < len(text) <= _ICON and not any(map(str.isalnum, text)) and text not in _MARKS


def _lift_numbers(stretches: list[Line]) -> list[Line]:
    """A number set beside the middle of a title of two lines opens the first: «c.1 Connaître … / l'exploiter»."""
    lifted = list(stretches)
    for number in [line for line in lifted if len(line.text) <= _SHORT and line.text.strip().isdigit()]:
        _lift_to_first_line(lifted, number)
    for index in range(len(lifted) - 1, 0, -1):
        number, above = lifted[index], lifted[index - 1]
        gap = above.x0 - number.x1
        overlap = above.bottom - number.top
        if (
            overlap > _BESIDE * number.size
            and 0 <= gap <= APART * number.size
            and number.size < BIG * above.size
            and len(number.text) <= _SHORT
            and any(map(str.isalnum, number.text))
        ):
            lifted[index - 1 : index + 1] = [join_line([*number.runs, *above.runs])]
    for number in [line for line in lifted if len(line.text) <= _SHORT and any(map(str.isdigit, line.text))]:
        _lift_big(lifted, number)
    return lifted


def _lift_to_first_line(stretches: list[Line], number: Line) -> None:
    """Set a number that is somewhat larger than the title at its right before the title's first line: in a disc it
    stands beside the middle of three.
    """
    beside = [
        line
        for line in stretches
        if 0 <= line.x0 - number.x1 <= APART * number.size
        and _SOMEWHAT * line.size < number.size < BIG * line.size
        and _is_level(line, number)
    ]
    first = min(beside, key=lambda line: line.top, default=None)
    for line in reversed(stretches if first is not None else []):
        if first is not None and line.top < first.top and _is_line_above(line, first):
            first = line
    if first is None or first.bottom > number.baseline:
        return
    place = next(index for index, line in enumerate(stretches) if line is first)
    stretches[place] = join_line([*number.runs, *first.runs])
    stretches[:] = [line for line in stretches if line is not number]


def _is_line_above(above: Line, below: Line) -> bool:
    """Whether two lines stand one below the other as those of one title do."""
    flush = abs(above.x0 - below.x0) <= 1 and abs(above.size - below.size) <= _SAME * below.size
    return flush and below.top - above.bottom < below.size


def _lift_big(stretches: list[Line], number: Line) -> None:
    """Move a number larger than the lines beside it before them, with the word above it: «Fiche / 4»."""
    if _lift_from_the_right(stretches, number):
        return
    beside = [
        line
        for line in stretches
        if line.x0 >= number.x1
        and line.x0 - number.x1 <= _FAR * number.size
        and min(line.bottom, number.bottom) - max(line.top, number.top) > _BESIDE * line.size
    ]
    if not beside or number.size < BIG * max(line.size for line in beside):
        return
    words = [line for line in _list_above(stretches, number) if line.x1 <= beside[0].x0]
    beside += [line for line in stretches if line.x0 >= number.x1 and any(_is_level(line, word) for word in words)]
    place = min(index for index, line in enumerate(stretches) if any(line is other for other in beside))
    taken = {id(line) for line in (*words, number)}
    before = [line for line in stretches[:place] if id(line) not in taken]
    behind = [line for line in stretches[place:] if id(line) not in taken]
    stretches[:] = [*before, _below_one_another([*words, number]), *behind]


def _lift_from_the_right(stretches: list[Line], number: Line) -> bool:
    """Move a number set larger than the title at its left before the title's first line, with the word above it; false
    if there is none.
    """
    level = [line for line in stretches if line is not number and _is_level(line, number)]
    left = [line for line in level if line.x1 <= number.x0]
    if not left or len(left) < len(level) or not number.text.strip().isdigit():
        return False
    if number.size < BIG * max(line.size for line in left):
        return False
    words = [line for line in _list_above(stretches, number) if line.x0 >= max(other.x1 for other in left)]
    left += [line for line in stretches if line.x1 <= number.x0 and any(_is_level(line, word) for word in words)]
    place = min(index for index, line in enumerate(stretches) if any(line is other for other in left))
    taken = {id(line) for line in (*words, number)}
    before = [line for line in stretches[:place] if id(line) not in taken]
    behind = [line for line in stretches[place:] if id(line) not in taken]
    stretches[:] = [*before, _below_one_another([*words, number]) if words else number, *behind]
    return True


def _list_above(stretches: Sequence[Line], number: Line) -> list[Line]:
    """The words close above a large number, over it: «Fiche» above «4»."""
    return [
        line
        for line in stretches
        if line is not number
        and 0 <= number.top + number.size / 2 - line.bottom <= number.size
        and min(line.x1, number.x1) > max(line.x0, number.x0)
    ]


def _below_one_another(lines: Sequence[Line]) -> Line:
    """Lines read as one though they stand below one another: «Fiche» above «4» is «Fiche 4»."""
    runs = [run for line in lines for run in line.runs]
    ordered = [replace(run, spaced=True, order=runs[0].order + number) for number, run in enumerate(runs)]
    last = lines[-1]
    return replace(
        last,
        runs=ordered,
        x0=min(line.x0 for line in lines),
        top=lines[0].top,
        x1=max(line.x1 for line in lines),
        text=" ".join(line.text for line in lines),
    )


def _is_level(one: Line, other: Line) -> bool:
    return min(one.bottom, other.bottom) - max(one.top, other.top) > 0


def _block(line: Line, number: int) -> Block:
    text = line.text
    light = len(text) <= _LIGHT and (marker_length(f"{text} x") > len(text) or bool(NUMBER.fullmatch(text)))
    bold = line.runs[0].style.bold and (len(line.runs) == 1 or all(run.style.bold for run in line.runs))
    return Block(
        line.x0, line.top, line.x1, line.bottom, line.size, number, 0.0 if light else 1.0, bold, text.endswith(":")
    )


class _FlowReader:
    """Walks bands of columns; knows what the blocks' numbers mean."""

    def __init__(self, page: PageModel, stretches: Sequence[Line], tables: Sequence[Table]) -> None:
        self._page = page
        self._stretches = stretches
        self._tables = tables
        self._walls = [box for box in page.rules.boxes if box[0] == box[2] and box[3] - box[1] <= _HIGHEST_PILL]

    def read(self, blocks: Iterable[Block], depth: int = 0) -> list[Part]:
        """The parts in reading order: down the left column first, then down the right one."""
        parts: list[Part] = []
        for band in split_bands(blocks) if depth < 4 else [Band(list(blocks), [])]:
            if not band.right:
                parts.extend(self._column(band.left))
                continue
            table = self._labels(band) or self._pairs(band)
            if table is not None:
                parts.extend(table)
            else:
                parts.extend(self.read(band.left, depth + 1))
                parts.extend(self.read(band.right, depth + 1))
        return parts

    def _lines(self, blocks: Iterable[Block]) -> list[Line]:
        """The lines of blocks, top down and from left to right: in the order in which they were cut."""
        numbers = sorted(block.number for block in blocks if block.number < len(self._stretches))
        return [self._stretches[number] for number in numbers]

    def _labels(self, band: Band) -> list[Part] | None:
        """The band as a table of labels and values, if it is one."""
        left, right = self._lines(band.left), self._lines(band.right)
        if len(left) < len(band.left):
            return None
        count = len(self._stretches)
        tables = [self._tables[block.number - count] for block in band.right if block.number >= count]
        return read_label_table(Sides(rejoin(left), rejoin(right), tables, band.gutter, self._page, right))

    def _pairs(self, band: Band) -> list[Part] | None:
        """The band as a table of two pairs of label and value a row, if it is one: its gutter stands between the
        pairs, not between the first labels and their values.
        """
        left = self._lines(band.left)
        labels = [line for line in left if is_first_label(line, left)]
        values = [line for line in left if line not in labels]
        if len(labels) < _LEAST_PAIRS or not values:
            return None
        gutter = max(line.x1 for line in labels), min(line.x0 for line in values)
        if gutter[1] - gutter[0] < least_gutter(labels[0].size):
            return None
        count = len(self._stretches)
        blocks = (*band.left, *band.right)
        tables = [self._tables[block.number - count] for block in blocks if block.number >= count]
        stretches = self._lines(block for block in blocks if block.number < count)
        beside = [line for line in stretches if line not in labels]
        return read_pair_table(Sides(rejoin(labels), rejoin(beside), tables, gutter, self._page, beside))

    def _column(self, blocks: Sequence[Block]) -> list[Part]:
        """One column: its lines between its tables."""
        parts: list[Part] = []
        waiting: list[Block] = []
        for block in blocks:
            if block.number < len(self._stretches):
                waiting.append(block)
            else:
                above = [line for line in waiting if line.top < block.top]
                parts.extend(self._paragraphs(above, blocks))
                waiting = [line for line in waiting if line.top >= block.top]
                parts.append(self._tables[block.number - len(self._stretches)])
        return [*parts, *self._paragraphs(waiting, blocks)]

    def _paragraphs(self, blocks: Sequence[Block], column: Sequence[Block]) -> list[Part]:
        if not blocks:
            return []
        # A page number in the margin widens no column.
        margins = _MARGIN * self._page.width, (1 - _MARGIN) * self._page.width
        aside = [block for block in blocks if not block.weight and (block.x1 <= margins[0] or block.x0 >= margins[1])]
        within = [block for block in blocks if block not in aside]
        text = [block for block in column if block not in aside] or column
        left, right = min(block.x0 for block in text), max(block.x1 for block in text)
        room = Column(left, right, self._page)
        parts: list[Part] = []
        lines = self._lines(within)
        groups = part_at_walls(lines, self._walls) if self._walls else [lines]
        for paragraph in (
            *(made for group in groups for made in make_paragraphs(rejoin(group), room)),
            *(made for block in aside for made in make_paragraphs(self._lines([block]), room)),
        ):
            box = paragraph.box
            paragraph.fill = fill_behind(self._page.fills, (box.x0, box.top, box.x1, box.bottom))
            parts.append(paragraph)
        return parts
