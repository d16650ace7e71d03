"""Tables of one action a column: the first column labels, the head row names the actions side by side."""

from collections.abc import Iterator, Sequence
from typing import Final

from models.action import Method
from models.document import Document
from pipeline.structure.cells import CellView, Rows, TableView
from pipeline.structure.header_lines import noun_level, parse_header_line
from pipeline.structure.labels import LabelMatch
from pipeline.structure.pieces import Piece, make_text
from pipeline.structure.tables import label_cell, set_in_cell

_LEAST_ACTIONS: Final = 2
_LEAST_LABELS: Final = 3
_CORNER: Final = LabelMatch(("titre",), Method.STRUCTURE, 1.0)


def names_actions_by_column(view: TableView) -> bool:
    """Whether each column behind the first is an action: three rows or more that a label opens and several texts
    answer, under a head row whose cells name fiches or actions, or whose first cell says that they do.
    """
    head, body = _part(view)
    if not head or not body:
        return False
    starts = [cell.cell.column for cell in head[-1] if cell.cell.column > 0]
    names = {row[0].match.name for row in body if row[0].match}
    if len(starts) < _LEAST_ACTIONS or len(names) < _LEAST_LABELS or not _is_grid(body, starts):
        return False
    cells = [cell for row in head for cell in row if cell.cell.column > 0]
    if any(cell.match for cell in cells):
        return False
    if not all(any(map(str.isalpha, cell.text)) for cell in cells):
        return False
    named = [_names_an_action(cell.text) for cell in head[0] if cell.cell.column > 0]
    return all(named) or (head[0][0].cell.column == 0 and _announces_actions(head[0][0]))


def read_columns(document: Document, view: TableView) -> Iterator[Piece]:
    """The pieces of such a table action by action: its head cells, then each label with the text of its column. A text
    that several columns share stands with each of them.
    """
    head, body = _part(view)
    corners = (cell for row in head for cell in row if cell.cell.column == 0)
    # It names what stands at its right, as a header label does; it labels no champ.
    yield from (label_cell(document, cell.with_match(_CORNER), view.index) for cell in corners)
    for start in [cell.cell.column for cell in head[-1] if cell.cell.column > 0]:
        yield from _free(view, (cell for row in head for cell in row if cell.cell.column > 0 and _covers(cell, start)))
        for row in body:
            texts = [cell for cell in row[1:] if _covers(cell, start)]
            if texts:
                yield label_cell(document, row[0], view.index)
                yield from (make_text(unit, held=True, table=view.index) for cell in texts for unit in cell.units)


def _part(view: TableView) -> tuple[Rows, Rows]:
    """The head rows, and the rows from the first on that a champ's label opens."""
    rows = tuple(row for row in view.rows if row)
    first = next((i for i, row in enumerate(rows) if _is_labelled(row) and not _announces_actions(row[0])), len(rows))
    return rows[:first], rows[first:]


def _is_labelled(row: Sequence[CellView]) -> bool:
    match = row[0].match
    return row[0].cell.column == 0 and match is not None and not match.is_header


def _is_grid(body: Rows, starts: Sequence[int]) -> bool:
    """Whether labels stand in the first column only, and most rows answer them in two actions or more."""
    if any(not _is_labelled(row) or any(cell.match for cell in row[1:]) for row in body):
        return False
    several = sum(len(row) > _LEAST_ACTIONS for row in body)
    aligned = all(cell.cell.column in starts for row in body for cell in row[1:])
    return aligned and 2 * several > len(body)


def _announces_actions(corner: CellView) -> bool:
    """Whether the cell at the top left says what stands in the head: «Actions», «Fiche action», «Intitulé»."""
    titles = corner.match is not None and corner.match.is_header
    return titles or noun_level(corner.text) in ("fiche", "action")


def _names_an_action(text: str) -> bool:
    return any(part.niveau in ("fiche", "action") and part.number for part in parse_header_line(text))


def _covers(cell: CellView, column: int) -> bool:
    return cell.cell.column <= column < cell.cell.column + cell.cell.column_span


def _free(view: TableView, cells: Iterator[CellView]) -> Iterator[Piece]:
    for cell in cells:
        for unit in cell.units:
            yield make_text(set_in_cell(unit, cell.cell), table=view.index)
