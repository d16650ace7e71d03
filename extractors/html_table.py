"""A table while its markup goes by: rows, spans, and whether it is a table at all or only a page's layout."""

from extractors.build import DraftBlock, DraftCell
from models.document import PLAIN, BlockKind, Style

MAX_DEPTH = 20
_MAX_COLUMNS = 1000
_MAX_COLUMN_SPAN = 200
_MANY_BLOCKS = 4


class TableDraft:
    """Takes rows and cells in source order; `finish` gives the block, or the blocks of an unfolded layout table.

    `definitions` is a `dl`: terms and definitions instead of cells.
    """

    def __init__(self, *, furniture: bool = False, layout: bool = False) -> None:
        self.caption = ""
        self.definitions = False
        self._furniture = furniture
        self._layout = layout
        self._rows: list[list[DraftCell]] = []
        # By column, the last row that a cell from above still takes; spans as long as the source cares to claim.
        self._taken: dict[int, int] = {}
        self._column = 0

    def start_row(self) -> None:
        """Begin a row."""
        self._rows.append([])
        self._column = 0

    def start_cell(
        self, *, header: bool = False, row_span: int = 1, column_span: int = 1, style: Style = PLAIN
    ) -> list[DraftBlock]:
        """Begin a cell in the next free column and give the list that takes its blocks. A span of 0 runs to the end."""
        if not self._rows:
            self.start_row()
        row = len(self._rows) - 1
        column = self._column
        if row_span == column_span == 1 and not self._taken:
            self._column = column + 1
            cell = DraftCell(row, column, header=header, style=style)
            self._rows[row].append(cell)
            return cell.blocks
        while self._taken.get(column, -1) >= row:
            column += 1
        width = max(1, min(column_span, _MAX_COLUMN_SPAN, _MAX_COLUMNS - column))
        last_row = row + row_span - 1 if row_span > 0 else 1 << 30
        if last_row > row:
            self._taken |= dict.fromkeys(range(column, column + width), last_row)
        self._column = column + width
        cell = DraftCell(row, column, max(last_row - row + 1, 1), width, header=header, style=style)
        self._rows[row].append(cell)
        return cell.blocks

    def start_term(self) -> list[DraftBlock]:
        """Begin a `dt`: the label cell of a row of two; terms that follow one another share it."""
        if self._rows and len(self._rows[-1]) == 1:
            return self._rows[-1][0].blocks
        self.start_row()
        return self.start_cell(header=True)

    def start_definition(self) -> list[DraftBlock]:
        """Begin a `dd`: the value cell of the row; definitions that follow one another share it."""
        if not self._rows:
            self.start_row()
            self.start_cell(header=True)
        if len(self._rows[-1]) == 2:
            return self._rows[-1][1].blocks
        return self.start_cell()

    def finish(self) -> list[DraftBlock]:
        """The table, or what stands in it where it only lays out a page; empty without any text."""
        for row in self._rows:
            for cell in row:
                cell.row_span = min(cell.row_span, len(self._rows) - cell.row)
        filled = [[cell for cell in row if cell.blocks] for row in self._rows]
        filled = [row for row in filled if row]
        if not filled and not self.caption:
            return []
        if not self.caption and (self._layout or _is_layout(filled)):
            return [block for row in filled for cell in row for block in cell.blocks]
        return [DraftBlock(BlockKind.TABLE, caption=self.caption, rows=self._rows, furniture=self._furniture)]


def _is_layout(rows: list[list[DraftCell]]) -> bool:
    """No header cell, and in each row either one filled cell or only cells that each hold a piece of a page."""
    if any(cell.header for row in rows for cell in row):
        return False
    if not any(_holds_structure(cell) for row in rows for cell in row):
        return False
    return all(len(row) == 1 or all(_is_piece_of_page(cell) for cell in row) for row in rows)


def _holds_structure(cell: DraftCell) -> bool:
    return any(block.kind in (BlockKind.HEADING, BlockKind.TABLE) for block in cell.blocks)


def _is_piece_of_page(cell: DraftCell) -> bool:
    """A label is one short block: a cell like that makes its row a row of a real table."""
    return len(cell.blocks) >= _MANY_BLOCKS or (_holds_structure(cell) and _is_more_than_a_label(cell))


def _is_more_than_a_label(cell: DraftCell) -> bool:
    # A label marked up as a heading (`<td><h3>Constat</h3></td>`) is still a label.
    return len(cell.blocks) > 1 or cell.blocks[0].kind is BlockKind.TABLE
