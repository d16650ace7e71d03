"""The ruled tables of a page: cells from rules and filled areas, each with the text that stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractors.page import ASKEW, BoxTuple, Fills, PageModel, Run, lie_down, stand_up
from extractors.page_cards import find_cards, join_cards
from extractors.page_cells import OVER, SNAP, Grid, drop_spacers, fill_cells, fill_stripes, find_striped, part_cells
from extractors.page_frames import find_frames, find_strips
from extractors.page_grid import find_cells
from extractors.page_lines import make_lines
from extractors.page_paragraphs import Column, Paragraph, make_paragraphs
from extractors.page_shades import add_answers
from models.document import Box

# The blank between a cell's border and its text that word processors set, in points.
_LEAST_PADDING: Final = 1.0
_MOST_PADDING: Final = 6.0
# Anything as light as this shows as white.
_WHITE: Final = 0xFA
# How far apart rows drawn as boxes of their own may stand, in points.
_STACK: Final = 14.0


@dataclass(slots=True, init=False)
class TableCell:
    """A cell with its place in the grid (from 0), its box, and its paragraphs and nested tables in order."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    page: int
    last_page: int
    content: list["Paragraph | Table"]
    fill: int | None
    header: bool

    def __init__(  # noqa: PLR0913, PLR0917 - see `Run`
        self,
        row: int,
        column: int,
        row_span: int,
        column_span: int,
        box: Box,
        page: int,
        last_page: int,
        content: list["Paragraph | Table"],
        fill: int | None = None,
    ) -> None:
        self.row = row
        self.column = column
        self.row_span = row_span
        self.column_span = column_span
        self.box = box
        self.page = page
        self.last_page = last_page
        self.content = content
        self.fill = fill
        self.header = False

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


def find_tables(page: PageModel, runs: Sequence[Run], segments: Sequence[BoxTuple]) -> RuledPart:
    """The ruled tables of a page, nested ones inside their cells; `segments` are the rules that are no underlines."""
    grids = _find_grids(page, runs, segments)
    if not grids:
        return RuledPart([], list(runs))
    rest = fill_cells(grids, runs)
    for grid in grids:
        for index, cell in enumerate(grid.cells):
            grid.hosts[index] = any(other.runs_within(cell) for other in grids if other is not grid)
    kept = [grid for grid in grids if grid.is_table()]
    cards = join_cards([grid for grid in grids if grid not in kept])
    kept += [row for row, _ in cards]
    used = {id(grid) for _, joined in cards for grid in joined}
    for grid in grids:
        if grid not in kept and id(grid) not in used:
            rest.extend(run for cell_runs in grid.runs for run in cell_runs)
    rest.sort(key=lambda run: run.order)
    return RuledPart(_stack(_nest(kept, page), rest), rest)


def _find_grids(page: PageModel, runs: Sequence[Run], segments: Sequence[BoxTuple]) -> list[Grid]:
    frames = find_frames(segments, page.fills, (page.width, page.height))
    grids: list[Grid] = []
    found: list[tuple[list[BoxTuple], list[list[BoxTuple]]]] = []
    if frames:
        found = [(frame, find_cells(frame)) for frame in frames]
        tables = [cells for _, groups in found for group in groups for cells in part_cells(group)]
        grids = add_answers(fill_stripes([Grid(cells) for cells in tables], runs), runs)
    lone = [frame for frame, groups in found if not groups]
    grids += [Grid([box]) for box in find_cards(lone, page.fills, grids, runs)]
    return [*grids, *find_striped(find_strips(segments, page.fills), runs, grids)]


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
    if any(abs(one - other) > SNAP for one, other in zip(above.edges, below.edges, strict=True)):
        return False
    return not any(above.foot <= run.baseline <= below.box.top and run.x1 > above.box.x0 for run in rest)


def fill_behind(fills: Fills, box: BoxTuple) -> int | None:
    """The colour of the topmost fill behind the middle of a box that is at least half as large; None for white."""
    x0, top, x1, bottom = box
    x, y, width, height = (x0 + x1) / 2, (top + bottom) / 2, (x1 - x0) / 2, (bottom - top) / 2
    for number in range(len(fills.boxes) - 1, -1, -1):
        left, above, right, below = fills.boxes[number]
        if left <= x <= right and above <= y <= below and right - left >= width and below - above >= height:
            color = fills.colors[number]
            return None if color < 0 or is_white(color) else color
    return None


def is_white(color: int) -> bool:
    """Whether a colour shows as paper."""
    return color >> 16 >= _WHITE and color >> 8 & 0xFF >= _WHITE and color & 0xFF >= _WHITE


def _nest(grids: list[Grid], page: PageModel) -> list[Table]:
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


def _host(table: Table, larger: Sequence[Table]) -> TableCell | None:
    """The smallest cell that a table lies in."""
    hosts = [cell for other in larger for row in other.rows for cell in row if _contains(cell.box, table.box)]
    return min(hosts, key=lambda cell: (cell.box.x1 - cell.box.x0) * (cell.box.bottom - cell.box.top), default=None)


def _contains(outer: Box, inner: Box) -> bool:
    return (
        outer.x0 - OVER <= inner.x0
        and outer.top - OVER <= inner.top
        and outer.x1 + OVER >= inner.x1
        and outer.bottom + OVER >= inner.bottom
    )


def _table(grid: Grid, page: PageModel) -> Table:
    drop_spacers(grid)
    rows: list[list[TableCell]] = [[] for _ in range(max(1, len(grid.ys) - 1))]
    for index, box in enumerate(grid.cells):
        runs = grid.runs[index]
        row, column, row_span, column_span = grid.span(box)
        content: list[Paragraph | Table] = [*read_cell(runs, box, page)]
        number, fill = page.number, fill_behind(page.fills, box)
        cell = TableCell(row, column, row_span, column_span, Box(*box), number, number, content, fill)
        rows[min(row, len(rows) - 1)].append(cell)
    for cells in rows:
        cells.sort(key=lambda cell: cell.column)
    return Table(page.number, page.number, Box(*grid.box), grid.xs, rows, foot=grid.box[3])


def read_cell(runs: Sequence[Run], box: BoxTuple, page: PageModel) -> list[Paragraph]:
    """The paragraphs in a box, turned text in its own direction."""
    turns = {run.turn for run in runs}
    if turns == {0}:
        return read_box(runs, box, page, 0)
    paragraphs: list[Paragraph] = []
    for turn in sorted(turns):
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
        frame = stand_up(replace(runs[0], x0=box[0], top=box[1], x1=box[2], bottom=box[3]))
        x0, x1 = frame.x0, frame.x1
    starts, ends = min([line.x0 for line in lines]), max([line.x1 for line in lines])
    padding = min(max(starts - x0, _LEAST_PADDING), _MOST_PADDING)
    column = Column(min(x0 + padding, starts), max(x1 - padding, ends), page)
    paragraphs = make_paragraphs(lines, column)
    for paragraph in paragraphs if turn not in (0, ASKEW) else ():
        found = paragraph.box
        paragraph.box = Box(*lie_down((found.x0, found.top, found.x1, found.bottom), turn))
    return paragraphs
