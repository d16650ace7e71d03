"""Rules to the cells of ruled tables.

The cells are those that pdfplumber's `TableFinder` finds with its default settings, found on a grid of snapped lines
instead of by comparing every two edges; a test holds the two to the same cells.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from extractors.page import BoxTuple
from extractors.page_groups import Groups

# pdfplumber's defaults, in points: lines so close are one, stretches of a line so close are joined, and a line may end
# so far from the one that it meets.
_SNAP: Final = 3.0
_JOIN: Final = 3.0
_REACH: Final = 3.0
_SHORTEST: Final = 3.0
# Room for the number of a crossing's row beside that of its column.
_ROW_BITS: Final = 20

# A stretch along a line, from one coordinate to another.
Stretch = tuple[float, float]
# A line's place across its direction, and its stretches.
SnappedLine = tuple[float, list[Stretch]]
# Column and row of a crossing of lines, counted from 0.
_Crossing = tuple[int, int]
# A cell by its crossings: column and row of the upper left one, and of the lower right one.
_Span = tuple[int, int, int, int]


def find_cells(segments: Iterable[BoxTuple]) -> list[list[BoxTuple]]:
    """The tables that rules (x0, top, x1, bottom along an axis) enclose, each a list of cell boxes; two cells at least.

    A box stands for one cell however many rows or columns it spans. Tables come from the top down, cells by column.
    """
    flat: list[tuple[float, float, float]] = []
    upright: list[tuple[float, float, float]] = []
    for x0, top, x1, bottom in segments:
        if x1 - x0 >= bottom - top:
            flat.append((top, x0, x1))
        else:
            upright.append((x0, top, bottom))
    lattice = _Lattice(_snap(upright), _snap(flat))
    return [[lattice.box(span) for span in table] for table in _group(lattice.spans())]


def _snap(lines: Iterable[tuple[float, float, float]]) -> list[SnappedLine]:
    """Parallel lines as (position, stretches): those close by are one at their mean, its close stretches joined."""
    clusters: list[list[tuple[float, float, float]]] = []
    last = float("-inf")
    for line in sorted(lines):
        if line[0] - last <= _SNAP:
            clusters[-1].append(line)
        else:
            clusters.append([line])
        last = line[0]
    snapped: list[SnappedLine] = []
    for cluster in clusters:
        stretches: list[Stretch] = []
        since, until = 0.0, float("-inf")
        for start, end in sorted([line[1:] for line in cluster]):
            if start <= until + _JOIN:
                until = max(end, until)
            else:
                if until - since >= _SHORTEST:
                    stretches.append((since, until))
                since, until = start, end
        if until - since >= _SHORTEST:
            stretches.append((since, until))
        snapped.append((sum([line[0] for line in cluster]) / len(cluster), stretches))
    return snapped


class _Lattice:
    """The crossings of lines, each with the stretches that meet there."""

    def __init__(self, columns: Sequence[SnappedLine], rows: Sequence[SnappedLine]) -> None:
        self._xs = [x for x, _ in columns]
        self._ys = [y for y, _ in rows]
        # For each crossing, by column and row, the stretches of its column's line and of its row's line that reach it;
        # 0 where the two do not meet.
        self._down = [[0] * len(rows) for _ in columns]
        self._along = [[0] * len(rows) for _ in columns]
        self._rows_of: list[list[int]] = [[] for _ in columns]
        self._columns_of: list[list[int]] = [[] for _ in rows]
        for column, (x, uprights) in enumerate(columns):
            for row, (y, flats) in enumerate(rows):
                along = _at(flats, x)
                down = _at(uprights, y) if along else 0
                if down:
                    self._down[column][row] = down
                    self._along[column][row] = along
                    self._rows_of[column].append(row)
                    self._columns_of[row].append(column)

    def box(self, span: _Span) -> BoxTuple:
        """Where a cell stands on the page."""
        column, row, right, lower = span
        return self._xs[column], self._ys[row], self._xs[right], self._ys[lower]

    def spans(self) -> list[_Span]:
        """The smallest cell to the right of and below each crossing."""
        found: list[_Span] = []
        for column, rows in enumerate(self._rows_of):
            for number, row in enumerate(rows):
                opposite = self._opposite(column, row, rows[number + 1 :])
                if opposite is not None:
                    found.append((column, row, *opposite))
        return found

    def _opposite(self, column: int, row: int, lowers: Sequence[int]) -> _Crossing | None:
        """The crossing at the lower right corner of the cell whose upper left one is given; `lowers` are the rows of
        the crossings below it."""
        down, along = self._down, self._along
        here_down, here_along = down[column][row], along[column][row]
        rights = [right for right in self._columns_of[row] if right > column and along[right][row] & here_along]
        for lower in lowers if rights else ():
            if down[column][lower] & here_down:
                below = along[column][lower]
                for right in rights:
                    if down[right][lower] & down[right][row] and along[right][lower] & below:
                        return right, lower
        return None


def _at(stretches: Sequence[Stretch], place: float) -> int:
    """The stretches that reach a place, one bit each: two crossings that share one are connected."""
    reached = 0
    bit = 1
    for start, end in stretches:
        if start - _REACH <= place <= end + _REACH:
            reached |= bit
        bit <<= 1
    return reached


def _group(cells: Sequence[_Span]) -> list[list[_Span]]:
    """Cells that share corners, table by table from the top down."""
    if not cells:
        return []
    first, *others = [_corners(cell) for cell in cells]
    # Most pages have one table, of which each cell touches one before it.
    reached = set(first)
    for corners in others:
        if reached.isdisjoint(corners):
            return _part_tables(cells)
        reached.update(corners)
    return [list(cells)] if others else []


def _corners(cell: _Span) -> tuple[int, int, int, int]:
    """The four crossings at which a cell has its corners, each as one number."""
    column, row, right, lower = cell
    left, right = column << _ROW_BITS, right << _ROW_BITS
    return left | row, left | lower, right | row, right | lower


def _part_tables(cells: Sequence[_Span]) -> list[list[_Span]]:
    groups = Groups(len(cells))
    owners: dict[int, int] = {}
    for number, cell in enumerate(cells):
        for corner in _corners(cell):
            owner = owners.setdefault(corner, number)
            if owner != number:
                groups.join(number, owner)
    found = [[cells[number] for number in group] for group in groups.lists() if len(group) > 1]
    return sorted(found, key=lambda table: min((cell[1], cell[0]) for cell in table))
