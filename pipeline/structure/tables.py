"""Tables as pieces: which cells label, which answer, whatever the grid (label beside value, above it, four columns)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.action import Method
from models.document import Block, BlockKind, Cell, Document, Style
from models.vocabulary.champs import AUTRE
from pipeline.structure.header_lines import parse_header_line
from pipeline.structure.labels import MAX_LABEL_LENGTH, LabelMatch, looks_like_label, match_label
from pipeline.structure.pieces import Piece, Role
from pipeline.structure.units import Unit, list_units

# A cell that looks like its table's labels though the lexicon does not know it.
_LEARNED = LabelMatch((AUTRE,), Method.STRUCTURE, 0.8)


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell with its units and, if its whole text is a label, what it names."""

    cell: Cell
    units: tuple[Unit, ...]
    match: LabelMatch | None

    @property
    def text(self) -> str:
        """The cell's text in one line."""
        return " ".join(unit.text for unit in self.units)

    @property
    def look(self) -> tuple[bool, bool, int | None]:
        """Header cell, bold, background: what labels of one table share."""
        bold = bool(self.units) and all(unit.style.bold for unit in self.units)
        return self.cell.header, bold or self.cell.style.bold, _fill(self.cell.style, self.units)


def _fill(style: Style, units: Sequence[Unit]) -> int | None:
    return style.fill if style.fill is not None else units[0].style.fill if units else None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table's rows of non-empty cells, its width in columns, and its index among the document's tables."""

    rows: tuple[tuple[CellView, ...], ...]
    width: int
    index: int


EMPTY_VIEW = TableView((), 0, 0)


def is_data_table(view: TableView) -> bool:
    """Whether a table looks like data: two or more columns under a header row, and hardly a label below it."""
    rows = [row for row in view.rows if row]
    if view.width < 2 or len(rows) < 2 or len(rows[0]) < 2:
        return False
    below = {
        cell.match.name
        for row in rows[1:]
        for cell in row
        if cell.match is not None and cell.match.method is not Method.STRUCTURE
    }
    return len(below) < 2


def view_table(document: Document, table: Block, index: int) -> TableView:
    """The cells of a table that hold text, with their labels; cells of the table's label look count as labels."""
    rows = tuple(
        tuple(_view_cell(document, cell) for cell in row if cell.place.end > cell.place.start) for row in table.rows
    )
    width = max((cell.column + cell.column_span for row in table.rows for cell in row), default=0)
    return TableView(_learn_labels(rows), width, index)


def _view_cell(document: Document, cell: Cell) -> CellView:
    units = tuple(list_units(document, cell.blocks))
    return CellView(cell, units, _match_cell(units))


def _match_cell(units: tuple[Unit, ...]) -> LabelMatch | None:
    if not units or len(units) > 3 or any(unit.cells for unit in units):
        return None
    text = " ".join(unit.text for unit in units)
    # «Objectif 1.3 :» and «Fiche 12» are header lines, though «Objectif» and «Fiche» alone are labels.
    if len(text) > MAX_LABEL_LENGTH or any(part.number for part in parse_header_line(text)):
        return None
    return match_label(text)


def _learn_labels(rows: tuple[tuple[CellView, ...], ...]) -> tuple[tuple[CellView, ...], ...]:
    """Cells that stand and look like the table's known labels are labels too, of a champ that nobody knows yet."""
    known = [(view.cell.column, view.look) for row in rows for view in row if view.match]
    if len(known) < 2:
        return rows
    places = {place for place in known if known.count(place) >= 2}
    learned: list[tuple[CellView, ...]] = []
    for row in rows:
        values = [view for view in row if not view.match and (view.cell.column, view.look) not in places]
        learned.append(
            tuple(
                CellView(view.cell, view.units, _LEARNED)
                if view.match is None and (view.cell.column, view.look) in places and _may_be_label(view, row, values)
                else view
                for view in row
            )
        )
    return tuple(learned)


def _may_be_label(view: CellView, row: tuple[CellView, ...], values: list[CellView]) -> bool:
    """A short cell that something answers to its right, or that stands among labels of a header row."""
    if not looks_like_label(view.text) or len(view.units) > 2 or parse_header_line(view.text):
        return False
    if view.look == (False, False, None) and view.cell.column > 0:
        return False
    to_the_right = any(other.cell.column > view.cell.column for other in values)
    among_labels = sum(other.match is not None for other in row) >= 2
    above_its_text = len(row) == 1 and view.look != (False, False, None)
    return to_the_right or among_labels or above_its_text


class _Reader:
    """Reads a table's rows in order; knows the label that waits for its text."""

    def __init__(self, document: Document, view: TableView) -> None:
        self.document = document
        self.view = view
        self.current: CellView | None = None
        self.alone = False  # the current label stood alone in its row: its text comes below
        self.columns: list[tuple[CellView, list[Piece]]] = []

    def read(self) -> Iterator[Piece]:
        for row in self.view.rows:
            if row:
                yield from self._read_row(row)
        yield from self._close_columns()

    def _read_row(self, row: tuple[CellView, ...]) -> Iterator[Piece]:
        labels = [view for view in row if view.match]
        if self.columns and not labels and len(row) > 1:
            self._fill_columns(row)
            return
        if len(labels) == len(row) > 1 and not _is_label_pair(row):
            yield from self._close_columns()
            self.columns = [(view, []) for view in row]
            self.current = None
            return
        if self.columns and not labels and self._fits_one_column(row[0]):
            self._fill_columns(row)
            return
        yield from self._close_columns()
        if labels:
            yield from self._read_labelled_row(row)
        elif self._continues(row):
            yield from self._values(row)
        else:
            self.current = None
            yield from self._free(row)

    def _continues(self, row: tuple[CellView, ...]) -> bool:
        """Whether a row without a label goes on answering the current one."""
        if self.current is None:
            return False
        if row[0].cell.column > self.current.cell.column or self.alone:
            return not (len(row) == 1 and self._is_banner(row[0]))
        return len(row) > 1 and row[0].cell.column == self.current.cell.column and not looks_like_label(row[0].text)

    def _is_banner(self, view: CellView) -> bool:
        """A cell over the whole width that names an axe, an objectif or the next fiche."""
        return view.cell.column_span >= self.view.width > 1 and any(parse_header_line(unit.text) for unit in view.units)

    def _fits_one_column(self, view: CellView) -> bool:
        return view.cell.column_span < self.view.width

    def _fill_columns(self, row: tuple[CellView, ...]) -> None:
        for view in row:
            best = max(self.columns, key=lambda column: _overlap(column[0].cell, view.cell))
            best[1].extend(self._hold(view.units))

    def _close_columns(self) -> Iterator[Piece]:
        for view, pieces in self.columns:
            yield from self._label(view)
            yield from pieces
        self.columns = []

    def _read_labelled_row(self, row: tuple[CellView, ...]) -> Iterator[Piece]:
        pending: list[CellView] = []
        for view in row:
            if view.match is None:
                pending.append(view)
                continue
            yield from self._values(pending)
            pending = []
            yield from self._label(view)
            self.current = view
        yield from self._values(pending)
        self.alone = row[-1].match is not None

    def _values(self, views: Sequence[CellView]) -> Iterator[Piece]:
        if self.current is None:
            yield from self._free(views)
        elif len(views) > 1 and all(len(view.units) == 1 for view in views):
            yield Piece(Role.TEXT, _join_row(self.document, views), held=True, table=self.view.index)
        else:
            for view in views:
                yield from self._hold(view.units)

    def _hold(self, units: Iterable[Unit]) -> Iterator[Piece]:
        return (Piece(Role.TEXT, unit, held=True, table=self.view.index) for unit in units)

    def _free(self, views: Sequence[CellView]) -> Iterator[Piece]:
        for view in views:
            for unit in view.units:
                yield Piece(Role.TEXT, _with_fill(unit, view.cell), table=self.view.index)

    def _label(self, view: CellView) -> Iterator[Piece]:
        """A label cell as one piece, even when it is set on two lines."""
        first, last = view.units[0], view.units[-1]
        unit = first if first is last else _span(self.document, view.units)
        yield Piece(Role.LABEL, _with_fill(unit, view.cell), view.match, table=self.view.index)


def _is_label_pair(row: tuple[CellView, ...]) -> bool:
    """Two cells that both read like labels, the second plainly the answer («Statut | Projet», «Public | Habitants»)."""
    first, second = row[0], row[1]
    if len(row) != 2 or first.look == second.look:
        return False
    return (first.look[0] or first.look[1] or first.look[2] is not None) and not (second.look[0] or second.look[1])


def _overlap(a: Cell, b: Cell) -> int:
    return min(a.column + a.column_span, b.column + b.column_span) - max(a.column, b.column)


def _with_fill(unit: Unit, cell: Cell) -> Unit:
    if unit.style.fill is None and cell.style.fill is not None:
        return replace(unit, style=replace(unit.style, fill=cell.style.fill))
    return unit


def _span(document: Document, units: Sequence[Unit]) -> Unit:
    place = replace(units[0].place, end=units[-1].place.end)
    return replace(units[0], text=document.slice(place), place=place, kind=BlockKind.PARAGRAPH)


def _join_row(document: Document, views: Sequence[CellView]) -> Unit:
    """Several one-line answers of a row as one item, its cells kept for the value stage."""
    joined = _span(document, [view.units[0] for view in views])
    boxes = [view.cell.place.box for view in views]
    box = joined.place.box
    for other in boxes:
        box = box.union(other) if box is not None and other is not None else box
    cells = tuple(view.cell.place for view in views)
    return replace(joined, place=replace(joined.place, box=box), cells=cells, marker=None, lead=0)


def read_table(document: Document, view: TableView) -> Iterator[Piece]:
    """The pieces of a table in the order label, its text, next label."""
    return _Reader(document, view).read()
