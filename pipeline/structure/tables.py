"""Tables as pieces: which cells label, which answer, whatever the grid (label beside value, above it, four columns)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from models.document import Cell, Document, Style
from pipeline.structure.cells import PLAIN_LOOK, CellView, TableView, join_cells, span_units
from pipeline.structure.folding import is_pictogram
from pipeline.structure.header_lines import parse_header_line
from pipeline.structure.labels import looks_like_label, match_label
from pipeline.structure.pieces import Piece, make_label, make_text
from pipeline.structure.units import Unit

# So many labels in the last column show that they stand there on purpose.
_LEAST_AT_THE_RIGHT: Final = 3


class _Reader:
    """Reads a table's rows in order; knows the label that waits for its text."""

    def __init__(self, document: Document, view: TableView) -> None:
        self.document = document
        self.view = view
        self.current: CellView | None = None
        self.alone = False  # the current label stood alone in its row: its text comes below
        self.columns: list[tuple[CellView, list[Piece]]] = []

    def read(self) -> Iterator[Piece]:
        mirrored = _labels_stand_at_the_right(self.view)
        for row in self.view.rows:
            if row:
                cells = self._join_pictograms(row)
                yield from self._read_row(cells[::-1] if mirrored and cells[-1].match else cells)
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

    def _join_pictograms(self, row: tuple[CellView, ...]) -> tuple[CellView, ...]:
        """A row whose cells of signs alone belong to the label behind them."""
        if not any(is_pictogram(view.text) for view in row[:-1]):
            return row
        cells: list[CellView] = []
        for view in row:
            before = cells[-1] if cells else None
            if before is not None and view.match and is_pictogram(before.text):
                unit = span_units(self.document, (*before.units, *view.units))
                cells[-1] = replace(view, units=(replace(unit, style=view.units[0].style),))
            else:
                cells.append(view)
        return tuple(cells)

    def _continues(self, row: tuple[CellView, ...]) -> bool:
        """Whether a row without a label goes on answering the current one."""
        if self.current is None:
            return False
        if row[0].cell.column > self.current.cell.column or self.alone:
            return not (self._is_banner(row[0]) if len(row) == 1 else _is_head_row(row))
        return len(row) > 1 and row[0].cell.column == self.current.cell.column and not looks_like_label(row[0].text)

    def _is_banner(self, view: CellView) -> bool:
        """A cell over the whole width that names an axe, an objectif or the next fiche; in a table of one column, one
        that looks unlike text.
        """
        if view.cell.column_span < self.view.width or (self.view.width == 1 and view.look == PLAIN_LOOK):
            return False
        return any(parse_header_line(unit.text) for unit in view.units)

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
        elif len(views) > 1 and all(len(view.units) == 1 and not view.units[0].cells for view in views):
            yield make_text(join_cells(self.document, views), held=True, table=self.view.index)
        else:
            for view in views:
                yield from self._free((view,)) if _opens_with_label(view, self.current) else self._hold(view.units)

    def _hold(self, units: Iterable[Unit]) -> Iterator[Piece]:
        return (make_text(unit, held=True, table=self.view.index) for unit in units)

    def _free(self, views: Sequence[CellView]) -> Iterator[Piece]:
        for view in views:
            # A background sets a banner apart; behind a whole side bar it says nothing of its lines.
            is_banner = len(view.units) <= 2
            for unit in view.units:
                yield make_text(set_in_cell(unit, view.cell) if is_banner else unit, table=self.view.index)

    def _label(self, view: CellView) -> Iterator[Piece]:
        yield label_cell(self.document, view, self.view.index)


def label_cell(document: Document, view: CellView, table: int) -> Piece:
    """A label cell as one piece, even when it is set on two lines; `table` is its table's index."""
    first, last = view.units[0], view.units[-1]
    unit = first if first is last else span_units(document, view.units)
    return make_label(set_in_cell(unit, view.cell), view.match, table=table)


def _labels_stand_at_the_right(view: TableView) -> bool:
    """Whether the last column labels what stands at its left, row by row, and hardly any other cell is a label."""
    rows = [row for row in view.rows if len(row) > 1]
    labels = Counter(cell.cell.column + cell.cell.column_span for row in rows for cell in row if cell.match)
    last = labels[view.width]
    return last >= _LEAST_AT_THE_RIGHT and 2 * last > len(rows) and 3 * last >= 2 * labels.total()


def _opens_with_label(view: CellView, label: CellView) -> bool:
    """Whether a cell holds a label of its own above its text: «Échéance / 2026» answers no «Public» at its left.

    What names the same as the label at its left is the head of a table without rules («Indicateur 2024 Cible 2027»).
    """
    first = view.units[0]
    if len(view.units) == 1 or first.cells or not first.style.bold:
        return False
    match = match_label(first.text)
    return match is not None and (label.match is None or match.names != label.match.names)


def _is_head_row(row: Sequence[CellView]) -> bool:
    """Whether each cell names a step, the next fiche or its action: «Axe 3 – Habiter | Action 3.4»."""
    return all(view.units and parse_header_line(view.units[0].text) for view in row)


def _is_label_pair(row: tuple[CellView, ...]) -> bool:
    """Two cells that both read like labels, the second plainly the answer («Statut | Projet», «Public | Habitants»)."""
    first, second = row[0], row[1]
    if len(row) != 2 or first.look == second.look:
        return False
    return (first.look[0] or first.look[1] or first.look[2] is not None) and not (second.look[0] or second.look[1])


def _overlap(a: Cell, b: Cell) -> int:
    return min(a.column + a.column_span, b.column + b.column_span) - max(a.column, b.column)


def set_in_cell(unit: Unit, cell: Cell) -> Unit:
    """A unit with the background of its cell, unless it has its own."""
    if unit.style.fill is None and cell.style.fill is not None:
        return unit.with_style(_fill_style(unit.style, cell.style.fill))
    return unit


@lru_cache(maxsize=256)
def _fill_style(style: Style, fill: int) -> Style:
    return replace(style, fill=fill)


def read_table(document: Document, view: TableView) -> Iterator[Piece]:
    """The pieces of a table in the order label, its text, next label."""
    return _Reader(document, view).read()
