"""Tables of labels and values set without rules: a column of short labels beside a column of text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extractors.page import BoxTuple, PageModel
from extractors.page_lines import Line
from extractors.page_pairs import SecondPair, find_second_pair
from extractors.page_paragraphs import Column, Paragraph, make_paragraphs, paragraph_tops
from extractors.page_rejoin import rejoin
from extractors.page_tables import Table, TableCell, fill_behind, is_white
from models.document import Box

# Share of the labels that must look unlike the text, and stand level with a line of it.
_MOST: Final = 0.75
# The same where each label ends with a colon: pictures may stand for the other values.
_MOST_ASKED: Final = 0.5
_LEVEL: Final = 0.6
_LONGEST: Final = 70
# A step down from line to line by more, in ems, parts labels.
_STEP: Final = 1.67
# A gap above a value that is larger than the gaps inside by this many ems opens a row.
_ROW_GAP: Final = 0.25
_LEAST_LEVEL: Final = 2
# A table that is a value starts so far (in ems) below its label's top at most.
_TABLE_DROP: Final = 1.6
# Share of the page's width that labels take at most.
_WIDEST: Final = 0.45

Part = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Sides:
    """Two columns side by side on one page: lines of labels; lines and ruled tables of values; the gutter between.

    `stretches` are the lines of values cut at every gutter.
    """

    left: Sequence[Line]
    right: Sequence[Line]
    tables: Sequence[Table]
    gutter: tuple[float, float]
    page: PageModel
    stretches: Sequence[Line] = ()


def read_label_table(sides: Sides) -> list[Part] | None:
    """The two columns as a table of two columns, or None where the left one holds no labels.

    What stands in the right column above the first label comes before the table.
    """
    left = sides.left
    if len(left) < _LEAST_LEVEL or not (sides.right or sides.tables) or not _look_like_labels(sides):
        return None
    if any(after.top < before.bottom - before.size / 2 for before, after in pairwise(left)):
        return None
    reader = _LabelReader(sides)
    starts = reader.label_starts()
    asked = len(left) > _LEAST_LEVEL and all(map(_asks, left))
    if len(starts) < _LEAST_LEVEL or reader.level_share(starts) < (_MOST_ASKED if asked else _MOST):
        return None
    return reader.read(starts)


def read_pair_table(sides: Sides) -> list[Part] | None:
    """The two columns as a table of four, or None where no second column of labels stands among the values."""
    starts = _LabelReader(sides).label_starts() if sides.right else []
    return read_label_table(sides) if find_second_pair(starts, sides.stretches) is not None else None


def _look_like_labels(sides: Sides) -> bool:
    """Whether most lines on the left are short and set apart from the text: bold, coloured, capitals, or a colon."""
    if max(line.width for line in sides.left) > _WIDEST * sides.page.width:
        return False
    length = sum(len(line.text) for line in sides.right)
    bold = sum(_is_bold(line) * len(line.text) for line in sides.right) > 0.5 * length
    colors = {run.style.color for line in sides.right for run in line.runs}
    apart = 0
    for line in sides.left:
        text = line.text.strip()
        different = (_is_bold(line) and not bold) or line.runs[0].style.color not in colors
        apart += len(text) <= _LONGEST and (different or _asks(line) or (text.isupper() and len(text) > 2))
    return apart >= _MOST * len(sides.left)


def _is_bold(line: Line) -> bool:
    return all(run.style.bold for run in line.runs)


def _asks(line: Line) -> bool:
    return line.text.rstrip().endswith(":")


class _LabelReader:
    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        edges = [line.x1 for line in sides.right] + [table.box.x1 for table in sides.tables]
        self._column = Column(sides.gutter[1], max(edges), sides.page)
        # Values from top to bottom as (top, bottom, drop): drop is how far above its label a value's top may end.
        self._values = sorted(
            [(line.top, line.bottom) for line in sides.right]
            + [(table.box.top, table.box.bottom) for table in sides.tables]
        )
        # Where the paragraphs of the right side start.
        self._firsts = paragraph_tops(sides.right, self._column)
        self._gaps = [after[0] - before[1] for before, after in pairwise(self._values)]
        self._usual = min(self._gaps, default=0.0)

    def label_starts(self) -> list[Line]:
        """The first line of each label."""
        sides = self._sides
        sure = [
            line
            for before, line in pairwise([None, *sides.left])
            if line and (before is None or line.baseline - before.baseline > _STEP * line.size or _asks(before))
        ]
        # Where rows stand apart, a label's line close below another is its second one: «PUBLICS ET / TERRITOIRE».
        spaced = sum(self._opens_row(line) for line in sure[1:]) * 2 >= max(1, len(sure) - 1)
        starts: list[Line] = []
        for line in sides.left:
            level = any(abs(top - line.top) <= _LEVEL * line.size for top in self._firsts)
            tight = (self._opens_row(line) if spaced else level) and not line.text.lstrip()[:1].islower()
            ground = self._ground(line)
            if (line in sure or tight) and not (ground is not None and starts and ground == self._ground(starts[-1])):
                starts.append(line)
        return starts

    def _opens_row(self, line: Line) -> bool:
        """Whether a value level with a line stands off from the one above it."""
        usual, near = self._usual, _LEVEL * line.size
        for index, (top, _) in enumerate(self._values):
            if abs(top - line.top) <= near:
                return index == 0 or self._gaps[index - 1] > usual + _ROW_GAP * line.size
        return False

    def level_share(self, starts: Sequence[Line]) -> float:
        """How many labels stand level with a value, or values with a label: a label's value may be a picture."""
        level = sum(self._is_level(line) for line in starts)
        firsts = self._firsts
        answered = sum(any(abs(top - line.top) <= _LEVEL * line.size for line in starts) for top in firsts)
        if answered < _LEAST_LEVEL:
            return level / len(starts) if level >= _LEAST_LEVEL else 0.0
        return max(level / len(starts), answered / len(firsts))

    def _ground(self, line: Line) -> BoxTuple | None:
        """The filled box that a label stands on, if it is the label's alone: no value stands on it."""
        middle, gutter = (line.top + line.bottom) / 2, self._sides.gutter
        boxes = (
            box
            for box, color in zip(self._sides.page.fills.boxes, self._sides.page.fills.colors, strict=True)
            if box[0] <= line.x0
            and line.x1 <= box[2] <= gutter[1]
            and box[1] <= middle <= box[3]
            and not is_white(color)
        )
        return min(boxes, key=lambda box: box[3] - box[1], default=None)

    def _is_level(self, line: Line) -> bool:
        ground = self._ground(line)
        if ground is not None and any(top < ground[3] and bottom > ground[1] for top, bottom in self._values):
            return True
        near = any(abs(top - line.top) <= _LEVEL * line.size for top, _ in self._values)
        return near or any(
            0 <= table.box.top - line.top + line.size <= _TABLE_DROP * line.size * 1.5 for table in self._sides.tables
        )

    def read(self, starts: Sequence[Line]) -> list[Part]:
        """One row for each label: what stands from its top down to the next one's."""
        sides = self._sides
        tops = [self._row_top(line) for line in starts]
        x0 = min(line.x0 for line in sides.left)
        edges = [x0, (sides.gutter[0] + sides.gutter[1]) / 2, self._column.right]
        above = self._content(
            [line for line in sides.right if line.baseline < tops[0]],
            [table for table in sides.tables if table.box.top < tops[0]],
            self._column,
        )
        pair = find_second_pair(starts, sides.stretches)
        if pair is not None:
            edges[2:2] = [pair.labels, pair.values]
        rows: list[list[TableCell]] = []
        for index, top in enumerate(tops):
            end = tops[index + 1] if index + 1 < len(tops) else float("inf")
            rows.append(self._row(index, (top, end), edges, pair))
        box = Box(x0, rows[0][0].box.top, self._column.right, rows[-1][0].box.bottom)
        number = sides.page.number
        return [*above, Table(number, number, box, edges, rows, foot=box.bottom, ruled=False)]

    def _row(
        self, index: int, span: tuple[float, float], edges: list[float], pair: SecondPair | None
    ) -> list[TableCell]:
        """The cells of what stands from the first height of `span` down to the second: label and value, and the second
        pair where one stands there.
        """
        sides = self._sides
        top, end = span
        labels = [line for line in sides.left if top <= line.baseline < end]
        values = [line for line in sides.right if top <= line.baseline < end]
        tables = [table for table in sides.tables if top <= table.box.top < end]
        foot = max([line.bottom for line in (*labels, *values)] + [table.box.bottom for table in tables])
        head = min([line.top for line in (*labels, *values)] + [table.box.top for table in tables])
        room = Column(edges[0], sides.gutter[0], sides.page)

        def cell(first: int, behind: int, content: list[Part]) -> TableCell:
            box = Box(edges[first], head, edges[behind], foot)
            return self._cell(index, first, behind - first, box, content)

        row = [cell(0, 1, self._content(labels, (), room))]
        if pair is None or not any(top <= line.baseline < end for line in pair.starts):
            return [*row, cell(1, len(edges) - 1, self._content(values, tables, self._column))]
        parts = pair.sides([line for line in sides.stretches if top <= line.baseline < end])
        rooms = [Column(left, right, sides.page) for left, right in pairwise(edges[1:])]
        for number, (lines, part_room) in enumerate(zip(parts, rooms, strict=True)):
            inside = [table for table in tables if number == pair.column_of(table.box.x0)]
            row.append(cell(1 + number, 2 + number, self._content(rejoin(lines), inside, part_room)))
        return row

    def _row_top(self, line: Line) -> float:
        """Where a label's row starts: at its own line, or at a table beside it that reaches up a little further."""
        top = line.baseline - _LEVEL * line.size
        ground = self._ground(line)
        if ground is not None:
            # Its background is as high as the row, the label in its middle.
            return min(top, ground[1])
        tables = [table.box.top for table in self._sides.tables if abs(table.box.top - line.top) <= line.size]
        return min(top, *(value - 0.1 for value in tables)) if tables else top

    def _content(self, lines: Sequence[Line], tables: Sequence[Table], room: Column) -> list[Part]:
        """Paragraphs and tables of one cell from top to bottom."""
        content: list[Part] = []
        waiting = list(lines)
        for table in sorted(tables, key=lambda table: table.box.top):
            content.extend(make_paragraphs([line for line in waiting if line.top < table.box.top], room))
            content.append(table)
            waiting = [line for line in waiting if line.top >= table.box.top]
        return [*content, *make_paragraphs(waiting, room)]

    def _cell(self, row: int, column: int, span: int, box: Box, content: list[Part]) -> TableCell:
        page = self._sides.page
        fill = fill_behind(page.fills, (box.x0, box.top, box.x1, box.bottom)) if content else None
        return TableCell(row, column, 1, span, box, page.number, page.number, content, fill)
