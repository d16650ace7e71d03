"""From the rows of a Word table to a grid in which each merged cell stands once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from models.light import light_dataclass

# Word's own limit; a larger span is damage or an attack, and no table of ours has more.
MAX_COLUMNS = 63


class Merge(Enum):
    """How a cell takes part in a merge, down or across: not at all, as the first, or as one that continues it."""

    NONE = "none"
    START = "restart"
    CONTINUE = "continue"


@light_dataclass(frozen=True, slots=True)
class RawCell:
    """A `w:tc` as written: the columns it spans, and its merges down and across."""

    span: int = 1
    down: Merge = Merge.NONE
    across: Merge = Merge.NONE


@light_dataclass(frozen=True, slots=True)
class RawRow:
    """A `w:tr` as written: the grid columns it leaves out at its start, and its cells."""

    before: int = 0
    cells: tuple[RawCell, ...] = ()


@dataclass(slots=True)
class GridCell:
    """A cell of the grid, from 0; `sources` are the (row, index) of the raw cells whose content it holds."""

    row: int
    column: int
    column_span: int
    row_span: int = 1
    sources: list[tuple[int, int]] = field(default_factory=list)


def merge_grid(rows: Sequence[RawRow], declared_columns: int = 0) -> list[list[GridCell]]:
    """The cells that start in each row; every raw cell is a source of exactly one, and no two share a grid place.

    `declared_columns` is the number of the table's `w:gridCol`.
    """
    width = min(declared_columns, MAX_COLUMNS) or MAX_COLUMNS
    grid: list[list[GridCell]] = []
    open_cells: dict[int, GridCell] = {}
    for number, row in enumerate(rows):
        started: list[GridCell] = []
        still_open: dict[int, GridCell] = {}
        column = min(max(row.before, 0), MAX_COLUMNS)
        for cell, raw_span, sources in _join_across(number, row.cells):
            span = _bounded(raw_span, width - column)
            above = open_cells.get(column) if cell.down is Merge.CONTINUE else None
            if above is not None and above.column_span == span:
                above.row_span += 1
                above.sources += sources
                still_open[column] = above
            else:
                # A continuation that nothing above begins, or of another width, stands for itself.
                placed = GridCell(number, column, span, sources=sources)
                started.append(placed)
                if cell.down is not Merge.NONE:
                    still_open[column] = placed
            column += span
        grid.append(started)
        open_cells = still_open
    return grid


def _join_across(number: int, cells: tuple[RawCell, ...]) -> list[tuple[RawCell, int, list[tuple[int, int]]]]:
    """The cells of a row, those merged across as one: its first cell, the sum of the spans, the sources."""
    joined: list[tuple[RawCell, int, list[tuple[int, int]]]] = []
    for index, cell in enumerate(cells):
        if cell.across is Merge.CONTINUE and joined and joined[-1][0].across is not Merge.NONE:
            first, span, sources = joined[-1]
            joined[-1] = (first, span + cell.span, [*sources, (number, index)])
        else:
            joined.append((cell, cell.span, [(number, index)]))
    return joined


def _bounded(span: int, room: int) -> int:
    return max(span, 1) if span <= MAX_COLUMNS else max(room, 1)
