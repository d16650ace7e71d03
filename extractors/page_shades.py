"""Labels on a column of filled boxes, one below the other, beside text that nothing frames: the rows of a table whose
left column alone is drawn."""

from collections.abc import Sequence
from typing import Final

from extractors.page import BoxTuple, Run
from extractors.page_cells import OVER, SNAP, Grid, share_area

_FEWEST_ROWS: Final = 3
# Share of the boxes that have text beside them.
_MOST: Final = 0.66
# A label's characters at most, and the farthest that the text beside may begin from its box, in points.
_LONGEST: Final = 90
_FARTHEST: Final = 60.0
# How far a line may reach over the border of its row, in points.
_REACH: Final = 3.0


def add_answers(grids: Sequence[Grid], runs: Sequence[Run]) -> list[Grid]:
    """The same grids, before runs are put into them; each column of labels with a cell beside each for its text."""
    return [_with_answers(grid, grids, runs) for grid in grids]


def _with_answers(grid: Grid, grids: Sequence[Grid], runs: Sequence[Run]) -> Grid:
    if len(grid.cells) < _FEWEST_ROWS:
        return grid
    added = [
        cell
        for stack in _stacks(grid.cells)
        if len(stack) >= _FEWEST_ROWS
        for cell in _answers(stack, [other for other in grids if other is not grid], runs)
    ]
    return Grid([*grid.cells, *added], striped=grid.striped) if added else grid


def _stacks(cells: Sequence[BoxTuple]) -> list[list[BoxTuple]]:
    """Cells of one width that stand alone in their rows, each touching the one above."""
    stacks: list[list[BoxTuple]] = []
    for cell in _lone_cells(cells):
        above = stacks[-1][-1] if stacks else None
        if above is not None and _goes_on(above, cell):
            stacks[-1].append(cell)
        else:
            stacks.append([cell])
    return stacks


def _lone_cells(cells: Sequence[BoxTuple]) -> list[BoxTuple]:
    """The cells that share no more than SNAP of their height with another, in their order."""
    # From the top down, in one pass: a page may have thousands of cells. One as low as SNAP shares no more than that.
    order = sorted([n for n, cell in enumerate(cells) if cell[3] - cell[1] > SNAP], key=lambda n: cells[n][1])
    level: set[int] = set()
    deepest = -1
    for n in order:
        if deepest >= 0 and min(cells[deepest][3], cells[n][3]) - cells[n][1] > SNAP:
            level.update((deepest, n))
        if deepest < 0 or cells[n][3] > cells[deepest][3]:
            deepest = n
    return [cell for n, cell in enumerate(cells) if n not in level]


def _goes_on(above: BoxTuple, cell: BoxTuple) -> bool:
    apart = max(abs(above[0] - cell[0]), abs(above[2] - cell[2]), abs(cell[1] - above[3]))
    return apart <= SNAP


def _answers(stack: Sequence[BoxTuple], others: Sequence[Grid], runs: Sequence[Run]) -> list[BoxTuple]:
    """The cells beside a stack of labels; none where what stands there is no text in the same rows."""
    top, edge, bottom = stack[0][1], stack[0][2], stack[-1][3]
    level = [run for run in runs if not run.turn and top < (run.top + run.bottom) / 2 < bottom]
    beside = [run for run in level if run.x0 >= edge - OVER]
    room = (edge, top, max((run.x1 for run in beside), default=edge) + OVER, bottom)
    if not beside or min(run.x0 for run in beside) - edge > _FARTHEST:
        return []
    if any(run.x0 < edge - OVER and run.x1 > edge + OVER for run in level):
        return []
    if any(share_area(room, other.box) and not _fits(other.box[1], other.box[3], stack) for other in others):
        return []
    if not all(_fits(run.top, run.bottom, stack) for run in beside) or not _are_labels(stack, level):
        return []
    filled = sum(any(cell[1] < (run.top + run.bottom) / 2 < cell[3] for run in beside) for cell in stack)
    return [(edge, cell[1], room[2], cell[3]) for cell in stack] if filled >= _MOST * len(stack) else []


def _fits(top: float, bottom: float, stack: Sequence[BoxTuple]) -> bool:
    """Whether what reaches between two heights stands in one row."""
    return any(cell[1] - _REACH <= top and bottom <= cell[3] + _REACH for cell in stack)


def _are_labels(stack: Sequence[BoxTuple], runs: Sequence[Run]) -> bool:
    """Whether each box holds a short text; the first may be empty, where a page cuts its row."""
    for number, (x0, top, x1, bottom) in enumerate(stack):
        inside = [run for run in runs if top < (run.top + run.bottom) / 2 < bottom and x0 - OVER <= run.x0 < x1]
        length = sum(len(run.text) for run in inside)
        if length > _LONGEST or (not length and number):
            return False
    return True
