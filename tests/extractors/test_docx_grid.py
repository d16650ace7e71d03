"""Merged cells: every place of the grid at most once, every cell's content in exactly one."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.docx_grid import MAX_COLUMNS, GridCell, Merge, RawCell, RawRow, merge_grid

START, CONTINUE = Merge.START, Merge.CONTINUE
CELLS = st.builds(
    RawCell,
    span=st.sampled_from((1, 1, 1, 2, 3, 64, 10**8)),
    down=st.sampled_from(Merge),
    across=st.sampled_from(Merge),
)
ROWS = st.builds(RawRow, before=st.sampled_from((0, 0, 0, 1, -3, 10**9)), cells=st.lists(CELLS, max_size=6).map(tuple))


def places(cell: GridCell) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]


@given(st.lists(ROWS, max_size=7), st.integers(0, 70))
def test_cells_cover_the_grid_once_and_hold_every_raw_cell_once(rows: list[RawRow], declared: int) -> None:
    grid = merge_grid(rows, declared)
    cells = [cell for row in grid for cell in row]
    covered = [place for cell in cells for place in places(cell)]
    assert len(covered) == len(set(covered))
    assert all(0 <= row < len(rows) for row, _ in covered)
    sources = sorted(source for cell in cells for source in cell.sources)
    assert sources == [(number, index) for number, row in enumerate(rows) for index in range(len(row.cells))]
    assert [[cell.row for cell in row] for row in grid] == [[number] * len(row) for number, row in enumerate(grid)]
    assert all(row == sorted(row, key=lambda cell: cell.column) for row in grid)


def test_a_label_merged_over_three_rows_stands_once() -> None:
    rows = [RawRow(cells=(RawCell(down=merge), RawCell())) for merge in (START, CONTINUE, CONTINUE)]
    label, *_ = merge_grid(rows)[0]
    assert (label.row_span, label.column_span, label.sources) == (3, 1, [(0, 0), (1, 0), (2, 0)])


def test_cells_merged_across_by_the_old_mark_stand_once() -> None:
    rows = [RawRow(cells=(RawCell(across=START), RawCell(across=CONTINUE), RawCell()))]
    assert [(cell.column, cell.column_span) for cell in merge_grid(rows)[0]] == [(0, 2), (2, 1)]


def test_a_continuation_of_another_width_stands_for_itself() -> None:
    rows = [
        RawRow(cells=(RawCell(span=2, down=START), RawCell())),
        RawRow(cells=(RawCell(down=CONTINUE), RawCell(), RawCell())),
    ]
    assert [len(row) for row in merge_grid(rows)] == [2, 3]


def test_a_new_merge_under_another_begins_anew() -> None:
    rows = [RawRow(cells=(RawCell(down=merge),)) for merge in (START, CONTINUE, START, CONTINUE)]
    assert [[cell.row_span for cell in row] for row in merge_grid(rows)] == [[2], [], [2], []]


def test_columns_left_out_at_the_start_move_the_cells() -> None:
    rows = [RawRow(cells=(RawCell(down=START), RawCell())), RawRow(before=1, cells=(RawCell(),))]
    assert [cell.column for cell in merge_grid(rows)[1]] == [1]


def test_an_absurd_span_reaches_to_the_end_of_the_declared_grid() -> None:
    rows = [RawRow(cells=(RawCell(), RawCell(span=10**8)))]
    assert [cell.column_span for cell in merge_grid(rows, 4)[0]] == [1, 3]
    assert [cell.column_span for cell in merge_grid(rows)[0]] == [1, MAX_COLUMNS - 1]
