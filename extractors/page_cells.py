"""The grids of ruled tables: what each cell spans, what text stands in it, and the rows that stripes leave open."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import Final

from extractors.page import ASKEW, BoxTuple, Run

# Points that a text may reach over its cell's border.
OVER: Final = 2.0
# Borders closer than this, in points, are one.
SNAP: Final = 3.0
# A badge is wider than its text and higher than its letters by no more than so many ems.
_BADGE_WIDTH: Final = 2.4
_BADGE_HEIGHT: Final = 2.2
# Borders of a table of one row.
_ONE_ROW: Final = 2
# A column without text narrower than this, in points, is a blank or an ornament.
_SPACER: Final = 40.0
# Cells that cover more than their table, by this factor, overlap.
_OVERLAP: Final = 1.02
# How many cells are tried for a run, from that of the run before on, before all are.
_NEXT_CELLS: Final = 3
# Share of its area by which the cells of a grid may miss it and still tile it.
_TILED: Final = 0.001
# A row between two coloured ones is at most so high, in points.
_STRIPE: Final = 120.0
# Share of the strips between horizontal lines that must hold text in two columns; the least gutter in points.
_MOST_ROWS: Final = 0.6
_GUTTER: Final = 7.0
# Ems below a striped table where its last row may start.
_NEXT_ROW: Final = 1.6


class Grid:
    """The cells of one table by their boxes, and the runs in each."""

    def __init__(self, cells: list[BoxTuple], *, striped: bool = False) -> None:
        self.striped = striped
        self.cells = sorted(cells, key=lambda cell: (cell[1], cell[0]))
        self.runs: list[list[Run]] = [[] for _ in cells]
        self.hosts: list[bool] = [False for _ in cells]
        self.box = _bounds(cells)
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
        inside = cell[0] - OVER <= x0 and cell[1] - OVER <= top and cell[2] + OVER >= x1 and cell[3] + OVER >= bottom
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
            if cell[3] - cell[1] > _BADGE_HEIGHT * size or cell[2] - cell[0] > width + _BADGE_WIDTH * size:
                return False
        return True

    def span(self, cell: BoxTuple) -> tuple[int, int, int, int]:
        """Row, column, and how many of each a cell takes."""
        row, column = index_of(self.ys, cell[1]), index_of(self.xs, cell[0])
        return row, column, max(1, index_of(self.ys, cell[3]) - row), max(1, index_of(self.xs, cell[2]) - column)


def share_area(one: BoxTuple, other: BoxTuple) -> bool:
    """Whether two boxes overlap by more than borders do."""
    return min(one[2], other[2]) - max(one[0], other[0]) > SNAP and min(one[3], other[3]) - max(one[1], other[1]) > SNAP


def _borders(cells: Iterable[BoxTuple], axis: int) -> list[float]:
    """The distinct borders along an axis; those that the finder's snapping left apart by less count as one."""
    borders: list[float] = []
    for value in sorted({cell[side] for cell in cells for side in (axis, axis + 2)}):
        if not borders or value - borders[-1] > SNAP:
            borders.append(value)
    return borders


def index_of(borders: Sequence[float], value: float) -> int:
    """The number of the border nearest to a place: a dropped border's cells go to its neighbour."""
    right = bisect_right(borders, value)
    if right == 0 or (right < len(borders) and borders[right] - value < value - borders[right - 1]):
        return right
    return right - 1


def fill_cells(grids: list[Grid], runs: Sequence[Run]) -> list[Run]:
    """Put each run into the smallest cell around its middle; returns those that are in none."""
    boxes = [(*cell, grid, index) for grid in grids for index, cell in enumerate(grid.cells)]
    apart = not any(share_area(one.box, other.box) for one, other in combinations(grids, 2))
    # Where no cells overlap, a run stands most often in the cell of the run before.
    last = 0 if apart and all(map(_is_tiled, grids)) else None
    rest: list[Run] = []
    for run in runs if boxes else ():
        if run.turn == ASKEW:
            rest.append(run)
            continue
        x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
        if last is not None:
            near = _find_near(boxes, last, x, y)
            if near is not None:
                last = near
                boxes[near][4].runs[boxes[near][5]].append(run)
                continue
        inside = [
            ((x1 - x0) * (bottom - top), number)
            for number, (x0, top, x1, bottom, _, _) in enumerate(boxes)
            if x0 <= x <= x1 and top <= y <= bottom
        ]
        if not inside:
            rest.append(run)
            continue
        _, number = min(inside)
        last = None if last is None else number
        boxes[number][4].runs[boxes[number][5]].append(run)
    return rest if boxes else list(runs)


def _find_near(
    boxes: Sequence[tuple[float, float, float, float, Grid, int]], last: int, x: float, y: float
) -> int | None:
    """The number of the cell around a place, borders left out, if it is the last one or one of the next ones."""
    for number in range(last, min(last + _NEXT_CELLS, len(boxes))):
        x0, top, x1, bottom, _, _ = boxes[number]
        if x0 < x < x1 and top < y < bottom:
            return number
    return None


def _is_tiled(grid: Grid) -> bool:
    """Whether its cells cover a grid once and for all: then none overlaps another."""
    covered = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in grid.cells)
    return abs(covered - grid.area) <= _TILED * grid.area


def drop_spacers(grid: Grid) -> None:
    """Take out the columns without text that are too narrow for any: blanks between cells, ornaments."""
    for index in range(len(grid.xs) - 2, -1, -1):
        if grid.xs[index + 1] - grid.xs[index] >= _SPACER:
            continue
        inside = {
            number
            for number, cell in enumerate(grid.cells)
            if index_of(grid.xs, cell[0]) == index and index_of(grid.xs, cell[2]) == index + 1
        }
        if any(grid.runs[number] or grid.hosts[number] for number in inside) or len(inside) == len(grid.cells):
            continue
        grid.cells = [cell for number, cell in enumerate(grid.cells) if number not in inside]
        grid.runs = [runs for number, runs in enumerate(grid.runs) if number not in inside]
        grid.hosts = [hosts for number, hosts in enumerate(grid.hosts) if number not in inside]
        # The border of its far side goes, but never the table's own.
        del grid.xs[index if index == len(grid.xs) - 2 else index + 1]


def part_cells(cells: Sequence[BoxTuple]) -> list[list[BoxTuple]]:
    """The cells of one table, and apart from them those that stand inside one of them: a nested table whose border is
    its cell's on one side shares corners with it."""
    area = sum((cell[2] - cell[0]) * (cell[3] - cell[1]) for cell in cells)
    box = _bounds(cells)
    if area <= _OVERLAP * (box[2] - box[0]) * (box[3] - box[1]):
        return [list(cells)]
    outer = list(cells)
    nested: list[list[BoxTuple]] = []
    for host in sorted(cells, key=lambda cell: (cell[2] - cell[0]) * (cell[3] - cell[1]), reverse=True):
        inner = [cell for cell in outer if cell != host and _is_inside(cell, host)]
        if host in outer and len(inner) > 1:
            nested.extend(part_cells(inner))
            outer = [cell for cell in outer if cell not in inner]
    return [outer, *nested]


def _bounds(cells: Sequence[BoxTuple]) -> BoxTuple:
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _is_inside(inner: BoxTuple, outer: BoxTuple) -> bool:
    return (
        inner[0] >= outer[0] - SNAP
        and inner[1] >= outer[1] - SNAP
        and inner[2] <= outer[2] + SNAP
        and inner[3] <= outer[3] + SNAP
    )


def fill_stripes(grids: Sequence[Grid], runs: Sequence[Run]) -> list[Grid]:
    """Grids of one table of which only every other row is coloured, as one grid with the rows between.

    The runs are not in cells yet.
    """
    striped: list[Grid] = []
    for grid in sorted(grids, key=lambda grid: (grid.box[1], grid.box[0])):
        above = striped[-1] if striped else None
        stripe = _stripe(above, grid, runs) if above is not None else []
        if above is not None and stripe:
            striped[-1] = Grid([*above.cells, *stripe, *grid.cells], striped=True)
        else:
            striped.append(grid)
    return [_add_last_row(grid, runs) if grid.striped else grid for grid in striped]


def _stripe(above: Grid, below: Grid, runs: Sequence[Run]) -> list[BoxTuple]:
    """The cells of the row between two grids with the same columns, if text in those columns stands there."""
    top, bottom = above.box[3], below.box[1]
    if not SNAP < bottom - top <= _STRIPE or len(above.xs) < 3 or len(above.xs) != len(below.xs):
        return []
    if any(abs(one - other) > SNAP for one, other in zip(above.xs, below.xs, strict=True)):
        return []
    return _row(above.xs, top, bottom, runs)


def _row(xs: Sequence[float], top: float, bottom: float, runs: Sequence[Run]) -> list[BoxTuple]:
    """A cell for each column between two heights; none where text crosses a border or stands in one column only."""
    inside = [run for run in runs if top < (run.top + run.bottom) / 2 < bottom and xs[0] <= run.middle <= xs[-1]]
    if any(run.x0 < x - OVER and run.x1 > x + OVER for run in inside for x in xs[1:-1]):
        return []
    columns = {bisect_right(xs, run.middle) for run in inside}
    if len(columns) < 2:
        return []
    return [(left, top, right, bottom) for left, right in pairwise(xs)]


def _add_last_row(grid: Grid, runs: Sequence[Run]) -> Grid:
    """With the row below the last coloured one: the lines that follow close by, each in its column."""
    bottom = grid.box[3]
    below = [run for run in runs if run.top >= bottom - OVER and grid.xs[0] <= run.middle <= grid.xs[-1]]
    foot = bottom
    for run in sorted(below, key=lambda run: run.top):
        if run.top - foot > (_NEXT_ROW if foot == bottom else 0.5) * run.size:
            break
        foot = max(foot, run.bottom)
    cells = _row(grid.xs, bottom, foot + 1, runs) if foot > bottom else []
    return Grid([*grid.cells, *cells], striped=True) if cells else grid


def find_striped(strips: Iterable[list[BoxTuple]], runs: Sequence[Run], known: Sequence[Grid]) -> list[Grid]:
    """Tables ruled by horizontal lines alone: rows from strips, columns from the white space between their texts.

    Strips that share an area with a known grid are its own lines.
    """
    grids: list[Grid] = []
    for boxes in strips:
        box = x0, top, x1, bottom = boxes[0][0], boxes[0][1], boxes[0][2], boxes[-1][3]
        if any(share_area(box, grid.box) for grid in known):
            continue
        inside = [run for run in runs if top < (run.top + run.bottom) / 2 < bottom and x0 <= run.middle <= x1]
        xs = _columns(inside, x0, x1)
        if len(xs) < 3:
            continue
        rows = [_row(xs, strip[1], strip[3], inside) for strip in boxes]
        if sum(map(bool, rows)) < _MOST_ROWS * len(rows):
            continue
        cells = [cell for strip, row in zip(boxes, rows, strict=True) for cell in row or [(x0, strip[1], x1, strip[3])]]
        grids.append(Grid(cells))
    return grids


def _columns(runs: Sequence[Run], x0: float, x1: float) -> list[float]:
    """The borders of columns: the middles of the gutters that no text crosses."""
    borders = [x0]
    reach = x1
    for index, run in enumerate(sorted(runs, key=lambda run: run.x0)):
        if index and run.x0 - reach > max(_GUTTER, 0.6 * run.size):
            borders.append((reach + run.x0) / 2)
        reach = run.x1 if not index else max(reach, run.x1)
    return [*borders, x1]
