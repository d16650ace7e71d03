"""The ruled tables of a page: cells from rules and filled areas, each with the text that stands in it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from extractors.page import ASKEW, Fills, Floats, PageModel, Run, lie_down, stand_up
from extractors.page_frames import find_frames
from extractors.page_lines import make_lines
from extractors.page_paragraphs import Column, Paragraph, make_paragraphs
from extractors.page_paths import BoxTuple
from models.document import Box

# Points that a text may reach over its cell's border.
_OVER = 2.0
# The blank between a cell's border and its text that word processors set, in points.
_PADDING = (1.0, 6.0)
# Anything as light as this shows as white.
_WHITE = 0xFA
# A badge is wider than its text and higher than its letters by no more than so many ems.
_BADGE = (2.4, 2.2)
# Borders of a table of one row.
_ONE_ROW = 2
_SNAP = 3.0
# How far apart rows drawn as boxes of their own may stand, in points.
_STACK = 14.0
# A column narrower than this holds no text, in points.
_SPACER = 14.0


@dataclass(slots=True)
class TableCell:
    """A cell with its place in the grid (from 0), its box, and its paragraphs and nested tables in order."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    page: int
    last_page: int
    content: list["Paragraph | Table"] = field(default_factory=list)
    fill: int | None = None
    header: bool = False

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.content)


@dataclass(slots=True)
class Table:
    """A table of one page, or of several once joined.

    `edges` are the x of its column borders on `page`, `foot` is how far down it reaches on `last_page`.
    """

    page: int
    last_page: int
    box: Box
    edges: list[float]
    rows: list[list[TableCell]]
    foot: float = 0.0
    ruled: bool = True
    furniture: bool = False

    @property
    def text(self) -> str:
        return "\n".join(cell.text for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class RuledPart:
    """The tables of a page, and the runs that stand in none of their cells."""

    tables: list[Table]
    rest: list[Run]


def find_tables(page: PageModel, runs: Sequence[Run], segments: Floats) -> RuledPart:
    """The ruled tables of a page, nested ones inside their cells; `segments` are the rules that are no underlines."""
    frames = find_frames(segments, page.fills, (page.width, page.height))
    if not frames:
        return RuledPart([], list(runs))
    from extractors.page_grid import find_cells  # noqa: PLC0415  (pdfplumber loads slowly: only where rules are)

    grids = [_Grid(cells) for frame in frames for cells in find_cells(frame)]
    rest = _fill_cells(grids, runs)
    for grid in grids:
        for index, cell in enumerate(grid.cells):
            grid.hosts[index] = any(other.runs_within(cell) for other in grids if other is not grid)
    kept = [grid for grid in grids if grid.is_table()]
    for grid in grids:
        if grid not in kept:
            rest.extend(run for cell_runs in grid.runs for run in cell_runs)
    rest.sort(key=lambda run: run.order)
    return RuledPart(_stack(_nest(kept, page), rest), rest)


def _stack(tables: Sequence[Table], rest: Sequence[Run]) -> list[Table]:
    """Rows drawn as tables of their own, one close below the other under the same columns, as one table."""
    stacked: list[Table] = []
    for table in tables:
        above = stacked[-1] if stacked else None
        if above is not None and len(table.rows) == 1 and _is_stacked(above, table, rest):
            for cell in table.rows[0]:
                cell.row += len(above.rows)
            above.rows.extend(table.rows)
            above.box, above.foot = above.box.union(table.box), table.foot
        else:
            stacked.append(table)
    return stacked


def _is_stacked(above: Table, below: Table, rest: Sequence[Run]) -> bool:
    """Whether two tables stand one below the other with the same columns and nothing between."""
    if not 0 <= below.box.top - above.foot <= _STACK or len(above.edges) != len(below.edges):
        return False
    if any(abs(one - other) > _SNAP for one, other in zip(above.edges, below.edges, strict=True)):
        return False
    return not any(above.foot <= run.baseline <= below.box.top and run.x1 > above.box.x0 for run in rest)


def fill_behind(fills: Fills, box: BoxTuple) -> int | None:
    """The colour of the topmost fill behind the middle of a box that is at least half as large; None for white."""
    if not len(fills.box):
        return None
    x0, top, x1, bottom = box
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    areas = fills.box
    behind = (areas[:, 0] <= x) & (areas[:, 2] >= x) & (areas[:, 1] <= y) & (areas[:, 3] >= y)
    behind &= (areas[:, 2] - areas[:, 0] >= (x1 - x0) / 2) & (areas[:, 3] - areas[:, 1] >= (bottom - top) / 2)
    hits = np.flatnonzero(behind)
    if not len(hits):
        return None
    color = int(fills.color[hits[-1]])
    return None if color < 0 or is_white(color) else color


def is_white(color: int) -> bool:
    """Whether a colour shows as paper."""
    return all(channel >= _WHITE for channel in (color >> 16, color >> 8 & 0xFF, color & 0xFF))


class _Grid:
    """The cells of one table by their boxes, and the runs in each."""

    def __init__(self, cells: list[BoxTuple]) -> None:
        self.cells = sorted(cells, key=lambda cell: (cell[1], cell[0]))
        self.runs: list[list[Run]] = [[] for _ in cells]
        self.hosts: list[bool] = [False for _ in cells]
        self.box = (
            min(cell[0] for cell in cells),
            min(cell[1] for cell in cells),
            max(cell[2] for cell in cells),
            max(cell[3] for cell in cells),
        )
        self.xs = _borders(cells, 0)
        self.ys = _borders(cells, 1)

    @property
    def area(self) -> float:
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])

    def is_table(self) -> bool:
        """Whether text stands in two of its cells, which are not only badges in a row."""
        filled = sum(1 for runs, hosts in zip(self.runs, self.hosts, strict=True) if runs or hosts)
        return filled > 1 and not self._is_badges()

    def runs_within(self, cell: BoxTuple) -> bool:
        """Whether this grid stands inside a cell of another, with text in it."""
        x0, top, x1, bottom = self.box
        inside = (
            cell[0] - _OVER <= x0 and cell[1] - _OVER <= top and cell[2] + _OVER >= x1 and cell[3] + _OVER >= bottom
        )
        return inside and any(self.runs)

    def _is_badges(self) -> bool:
        """Whether each cell is one line that it fits tightly, all of them in one row."""
        if len(self.ys) != _ONE_ROW:
            return False
        for cell, runs in zip(self.cells, self.runs, strict=True):
            if not runs:
                continue
            if any(self.hosts):
                return False
            size = max(run.size for run in runs)
            width = max(run.x1 for run in runs) - min(run.x0 for run in runs)
            if cell[3] - cell[1] > _BADGE[1] * size or cell[2] - cell[0] > width + _BADGE[0] * size:
                return False
        return True

    def span(self, cell: BoxTuple) -> tuple[int, int, int, int]:
        """Row, column, and how many of each a cell takes."""
        row, column = _index(self.ys, cell[1]), _index(self.xs, cell[0])
        return row, column, max(1, _index(self.ys, cell[3]) - row), max(1, _index(self.xs, cell[2]) - column)


def _borders(cells: Iterable[BoxTuple], axis: int) -> list[float]:
    """The distinct borders along an axis; those that the finder's snapping left apart by less count as one."""
    borders: list[float] = []
    for value in sorted({cell[side] for cell in cells for side in (axis, axis + 2)}):
        if not borders or value - borders[-1] > _SNAP:
            borders.append(value)
    return borders


def _index(borders: list[float], value: float) -> int:
    return bisect_right(borders, value + 0.01) - 1


def _fill_cells(grids: list[_Grid], runs: Sequence[Run]) -> list[Run]:
    """Put each run into the smallest cell around its middle; returns those that are in none."""
    boxes = [(cell, grid, index) for grid in grids for index, cell in enumerate(grid.cells)]
    if not boxes or not runs:
        return list(runs)
    cells = np.array([cell for cell, _, _ in boxes])
    points = np.array([((run.x0 + run.x1) / 2, (run.top + run.bottom) / 2) for run in runs])
    x, y = points[:, 0, None], points[:, 1, None]
    inside = (cells[:, 0] <= x) & (x <= cells[:, 2]) & (cells[:, 1] <= y) & (y <= cells[:, 3])
    areas = (cells[:, 2] - cells[:, 0]) * (cells[:, 3] - cells[:, 1])
    choice: list[int] = np.where(inside, areas, np.inf).argmin(axis=1).tolist()
    hit: list[bool] = np.any(inside, axis=1).tolist()
    rest: list[Run] = []
    for run, number, found in zip(runs, choice, hit, strict=True):
        if found and run.turn != ASKEW:
            _, grid, index = boxes[number]
            grid.runs[index].append(run)
        else:
            rest.append(run)
    return rest


def _nest(grids: list[_Grid], page: PageModel) -> list[Table]:
    """Tables from top to bottom; one that lies inside a cell of another goes into that cell."""
    by_size = sorted(grids, key=lambda grid: grid.area, reverse=True)
    tables = [_table(grid, page) for grid in by_size]
    outer: list[Table] = []
    for number, table in enumerate(tables):
        host = _host(table, tables[:number])
        if host is None:
            outer.append(table)
        else:
            host.content.append(table)
            host.content.sort(key=lambda part: part.box.top)
    return sorted(outer, key=lambda table: (table.box.top, table.box.x0))


def _drop_spacers(grid: "_Grid") -> None:
    """Take out the columns without text that are too narrow for any: blanks between cells, ornaments."""
    for index in range(len(grid.xs) - 2, -1, -1):
        if grid.xs[index + 1] - grid.xs[index] >= _SPACER:
            continue
        inside = {
            number
            for number, cell in enumerate(grid.cells)
            if _index(grid.xs, cell[0]) == index and _index(grid.xs, cell[2]) == index + 1
        }
        if any(grid.runs[number] or grid.hosts[number] for number in inside) or len(inside) == len(grid.cells):
            continue
        grid.cells = [cell for number, cell in enumerate(grid.cells) if number not in inside]
        grid.runs = [runs for number, runs in enumerate(grid.runs) if number not in inside]
        grid.hosts = [hosts for number, hosts in enumerate(grid.hosts) if number not in inside]
        del grid.xs[index if index else 1]


def _host(table: Table, larger: Sequence[Table]) -> TableCell | None:
    """The smallest cell that a table lies in."""
    hosts = [cell for other in larger for row in other.rows for cell in row if _contains(cell.box, table.box)]
    return min(hosts, key=lambda cell: (cell.box.x1 - cell.box.x0) * (cell.box.bottom - cell.box.top), default=None)


def _contains(outer: Box, inner: Box) -> bool:
    return (
        outer.x0 - _OVER <= inner.x0
        and outer.top - _OVER <= inner.top
        and outer.x1 + _OVER >= inner.x1
        and outer.bottom + _OVER >= inner.bottom
    )


def _table(grid: _Grid, page: PageModel) -> Table:
    _drop_spacers(grid)
    rows: list[list[TableCell]] = [[] for _ in range(max(1, len(grid.ys) - 1))]
    for box, runs in zip(grid.cells, grid.runs, strict=True):
        row, column, row_span, column_span = grid.span(box)
        cell = TableCell(row, column, row_span, column_span, Box(*box), page.number, page.number)
        cell.fill = fill_behind(page.fills, box)
        cell.content.extend(read_cell(runs, box, page))
        rows[min(row, len(rows) - 1)].append(cell)
    for cells in rows:
        cells.sort(key=lambda cell: cell.column)
    return Table(page.number, page.number, Box(*grid.box), grid.xs, rows, foot=grid.box[3])


def read_cell(runs: Sequence[Run], box: BoxTuple, page: PageModel) -> list[Paragraph]:
    """The paragraphs in a box, turned text in its own direction."""
    paragraphs: list[Paragraph] = []
    for turn in sorted({run.turn for run in runs}):
        turned = [run for run in runs if run.turn == turn]
        paragraphs.extend(read_box(turned, box, page, turn))
    return paragraphs


def read_box(runs: Sequence[Run], box: BoxTuple, page: PageModel, turn: int) -> list[Paragraph]:
    """The paragraphs of runs of one direction in a box, placed on the page."""
    if turn in (0, ASKEW):
        x0, _, x1, _ = box
        lines = make_lines(runs)
    else:
        lines = make_lines([stand_up(run) for run in runs])
        frame = stand_up(runs[0]._replace(x0=box[0], top=box[1], x1=box[2], bottom=box[3]))
        x0, x1 = frame.x0, frame.x1
    starts, ends = min(line.x0 for line in lines), max(line.x1 for line in lines)
    padding = min(max(starts - x0, _PADDING[0]), _PADDING[1])
    column = Column(min(x0 + padding, starts), max(x1 - padding, ends), page)
    paragraphs = make_paragraphs(lines, column)
    for paragraph in paragraphs if turn not in (0, ASKEW) else ():
        found = paragraph.box
        paragraph.box = Box(*lie_down((found.x0, found.top, found.x1, found.bottom), turn))
    return paragraphs
