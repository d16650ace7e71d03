"""One action per row: summary tables whose header names the champs and whose rows are fiches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.action import Method
from models.document import Cell
from models.vocabulary.champs import AUTRE
from pipeline.structure.cells import CellView, TableView
from pipeline.structure.header_lines import parse_header_line
from pipeline.structure.labels import LabelMatch, looks_like_label
from pipeline.structure.pieces import Piece, Role

_HEADER_ROWS = 4
_TITLES = frozenset({"titre"})
_SITUATING = frozenset({"axe", "objectif"})


@dataclass(frozen=True, slots=True)
class Record:
    """One row as pieces (header labels and champ labels with their texts); `inherited` rows above situate it."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table of one action per row: what stands above its rows, and the rows in order.

    `between` are the pieces of full-width rows (axes) with the index of the record that they stand before.
    """

    heading: tuple[Piece, ...]
    records: tuple[Record, ...]
    between: tuple[tuple[int, Piece], ...]


@dataclass(frozen=True, slots=True)
class _Column:
    view: CellView
    match: LabelMatch


def read_records(table: TableView) -> RecordTable | None:
    """The table's rows as records if its header names a title and at least two champs; None for any other table."""
    header = _find_header(table)
    if header is None:
        return None
    top, columns = header
    heading = [piece for row in table.rows[:top] for view in row for piece in _free_pieces(view, table)]
    records: list[Record] = []
    between: list[tuple[int, Piece]] = []
    carried: dict[int, CellView] = {}
    for row in table.rows[top:]:
        if not row or _repeats_header(row, columns):
            heading += [piece for view in row for piece in _free_pieces(view, table)]
            continue
        if len(row) == 1 and row[0].cell.column_span >= max(2, table.width - 1):
            between += [(len(records), piece) for piece in _free_pieces(row[0], table)]
            carried = {}
            continue
        records.append(Record(tuple(_row_pieces(row, columns, carried, table))))
        carried |= _carry(row, columns)
    if not records:
        return None
    return RecordTable(tuple(heading), tuple(records), tuple(between))


def _find_header(table: TableView) -> tuple[int, list[_Column]] | None:
    """The first rows whose cells name a title column and two champs: (index of the first data row, columns)."""
    for number, row in enumerate(table.rows[:_HEADER_ROWS]):
        columns = _columns_of(row)
        if columns is None or len(columns) < 3:
            continue
        following = table.rows[number + 1 :]
        below = number + 1
        if following and sum(view.match is not None for view in following[0]) >= max(2, len(following[0]) - 1):
            # A second header row under merged group cells: the lower one names the columns.
            lower = _columns_of(following[0], needs_title=False)
            if lower:
                columns = _merge_columns(columns, lower)
                below += 1
        data = [row for row in table.rows[below:] if len(row) > 1]
        if data and not any(_mostly_labels(row) for row in data):
            return below, columns
    return None


def _columns_of(row: Sequence[CellView], *, needs_title: bool = True) -> list[_Column] | None:
    """The columns that a header row names; every cell must be a label by the lexicon or by its look."""
    if any(view.match is None and not looks_like_label(view.text) for view in row):
        return None
    if sum(view.match is not None for view in row) < 0.6 * len(row):
        return None
    unknown = LabelMatch((AUTRE,), Method.STRUCTURE, 0.8)
    columns = [_Column(view, view.match or unknown) for view in row]
    champs = {column.match.name for column in columns if column.match.is_champ}
    if not needs_title:
        return columns
    if not any(column.match.name in _TITLES for column in columns):
        columns = [
            replace(column, match=LabelMatch(("titre",), Method.CONTEXTE, 0.9)) if _names_actions(column) else column
            for column in columns
        ]
        champs -= {"mise_en_oeuvre"}
    titled = any(column.match.name in _TITLES for column in columns)
    return columns if titled and len(champs) >= 2 else None


def _names_actions(column: _Column) -> bool:
    """«Actions» over a column of titles."""
    return column.match.name == "mise_en_oeuvre" and column.view.text.strip().lower().rstrip("s :") in (
        "action",
        "mesure",
        "opération",
        "projet",
    )


def _merge_columns(upper: list[_Column], lower: list[_Column]) -> list[_Column]:
    covered = {c for column in lower for c in range(column.view.cell.column, _end(column.view.cell))}
    kept = [column for column in upper if not covered & set(range(column.view.cell.column, _end(column.view.cell)))]
    return sorted([*kept, *lower], key=lambda column: column.view.cell.column)


def _end(cell: Cell) -> int:
    return cell.column + cell.column_span


def _mostly_labels(row: Sequence[CellView]) -> bool:
    return sum(view.match is not None and view.match.method is not Method.STRUCTURE for view in row) * 2 > len(row)


def _repeats_header(row: Sequence[CellView], columns: Sequence[_Column]) -> bool:
    texts = {column.view.text for column in columns}
    return all(view.text in texts for view in row)


def _column_of(view: CellView, columns: Sequence[_Column]) -> _Column | None:
    for column in columns:
        if column.view.cell.column <= view.cell.column < _end(column.view.cell):
            return column
    return None


def _row_pieces(
    row: Sequence[CellView], columns: Sequence[_Column], carried: dict[int, CellView], table: TableView
) -> Iterator[Piece]:
    filled = {view.cell.column for view in row}
    for start, view in sorted(carried.items()):
        if start not in filled:
            yield from _cell_pieces(view, columns, table)
    for view in row:
        yield from _cell_pieces(view, columns, table)


def _cell_pieces(view: CellView, columns: Sequence[_Column], table: TableView) -> Iterator[Piece]:
    column = _column_of(view, columns)
    if column is not None:
        label = column.view.units[0]
        yield Piece(Role.LABEL, label, column.match, table=table.index)
    for unit in view.units:
        yield Piece(Role.TEXT, unit, held=True, table=table.index)


def _carry(row: Sequence[CellView], columns: Sequence[_Column]) -> dict[int, CellView]:
    """Axe and objectif cells hold for the rows below them until the next one (merged or left empty)."""
    kept: dict[int, CellView] = {}
    for view in row:
        column = _column_of(view, columns)
        situates = column is not None and column.match.name in _SITUATING
        if situates or (column is not None and any(p.niveau in _SITUATING for p in parse_header_line(view.text))):
            kept[view.cell.column] = view
    return kept


def _free_pieces(view: CellView, table: TableView) -> Iterator[Piece]:
    return (Piece(Role.TEXT, unit, table=table.index) for unit in view.units)
