"""Rules to the cells of ruled tables.

The cells are those that pdfplumber's `TableFinder` finds with its default settings, found on a grid of snapped lines
instead of by comparing every two edges; a test holds the two to the same cells.
"""

from collections.abc import Iterable, Sequence

from extractors.page_groups import Groups
from extractors.page_paths import BoxTuple

# pdfplumber's defaults, in points: lines so close are one, stretches of a line so close are joined, and a line may end
# so far from the one that it meets.
_SNAP = 3.0
_JOIN = 3.0
_REACH = 3.0
_SHORTEST = 3.0

# A stretch along a line, from one coordinate to another.
Stretch = tuple[float, float]
# A line's place across its direction, and its stretches.
SnappedLine = tuple[float, list[Stretch]]
# Column and row of a crossing of lines, counted from 0.
_Crossing = tuple[int, int]


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
    return _group(lattice.cells())


def _snap(lines: Iterable[tuple[float, float, float]]) -> list[SnappedLine]:
    """Parallel lines as (position, stretches): those close by are one at their mean, its close stretches joined."""
    clusters: list[list[tuple[float, float, float]]] = []
    for line in sorted(lines):
        if clusters and line[0] - clusters[-1][-1][0] <= _SNAP:
            clusters[-1].append(line)
        else:
            clusters.append([line])
    snapped: list[SnappedLine] = []
    for cluster in clusters:
        stretches: list[Stretch] = []
        for start, end in sorted((start, end) for _, start, end in cluster):
            if stretches and start <= stretches[-1][1] + _JOIN:
                stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
            else:
                stretches.append((start, end))
        stretches = [(start, end) for start, end in stretches if end - start >= _SHORTEST]
        snapped.append((sum(line[0] for line in cluster) / len(cluster), stretches))
    return snapped


class _Lattice:
    """The crossings of lines, each with the stretches that meet there."""

    def __init__(
        self, columns: Sequence[tuple[float, list[Stretch]]], rows: Sequence[tuple[float, list[Stretch]]]
    ) -> None:
        self._xs = [x for x, _ in columns]
        self._ys = [y for y, _ in rows]
        # For each crossing the stretches of its column's line and of its row's line that reach it.
        self._down: dict[_Crossing, int] = {}
        self._along: dict[_Crossing, int] = {}
        for column, (x, uprights) in enumerate(columns):
            for row, (y, flats) in enumerate(rows):
                down, along = _at(uprights, y), _at(flats, x)
                if down and along:
                    self._down[column, row] = down
                    self._along[column, row] = along
        self._rows_of: dict[int, list[int]] = {}
        self._columns_of: dict[int, list[int]] = {}
        for column, row in self._down:
            self._rows_of.setdefault(column, []).append(row)
            self._columns_of.setdefault(row, []).append(column)

    def cells(self) -> list[BoxTuple]:
        """The smallest cell to the right of and below each crossing."""
        found: list[BoxTuple] = []
        for column, row in sorted(self._down):
            opposite = self._opposite(column, row)
            if opposite is not None:
                found.append((self._xs[column], self._ys[row], self._xs[opposite[0]], self._ys[opposite[1]]))
        return found

    def _opposite(self, column: int, row: int) -> _Crossing | None:
        """The crossing at the lower right corner of the cell whose upper left one is given."""
        down, along = self._down, self._along
        here_down, here_along = down[column, row], along[column, row]
        rights = [c for c in self._columns_of[row] if c > column and along[c, row] & here_along]
        if not rights:
            return None
        for lower in self._rows_of[column]:
            if lower <= row or not down[column, lower] & here_down:
                continue
            for right in rights:
                corner = (right, lower)
                if corner in down and down[corner] & down[right, row] and along[corner] & along[column, lower]:
                    return corner
        return None


def _at(stretches: Sequence[Stretch], place: float) -> int:
    """The stretches that reach a place, one bit each: two crossings that share one are connected."""
    reached = 0
    for number, (start, end) in enumerate(stretches):
        if start - _REACH <= place <= end + _REACH:
            reached |= 1 << number
    return reached


def _group(cells: Sequence[BoxTuple]) -> list[list[BoxTuple]]:
    """Cells that share corners, table by table from the top down."""
    groups = Groups(len(cells))
    owners: dict[tuple[float, float], int] = {}
    for number, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            groups.join(number, owners.setdefault(corner, number))
    found = [[cells[number] for number in group] for group in groups.lists() if len(group) > 1]
    return sorted(found, key=lambda table: min((cell[1], cell[0]) for cell in table))
