"""One action per row: summary tables whose header names the champs and whose rows are fiches."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from models.action import Method
from models.document import Block, Cell, Document
from pipeline.structure.cells import CellView, view_cells
from pipeline.structure.header_lines import parse_header_line
from pipeline.structure.hierarchy import AXE, OBJECTIF
from pipeline.structure.labels import LabelMatch
from pipeline.structure.pieces import Piece, make_label, make_text, part_of
from pipeline.structure.record_header import (
    HEADER_ROWS,
    Column,
    RecordHeader,
    find_next_header,
    find_record_header,
    is_example,
    is_total,
)
from pipeline.structure.units import Unit

_SAMPLE: Final = 80
# «12. Planter des haies», «3) Réduire»: titles that count the actions.
COUNT: Final = re.compile(r"(\d{1,3})\s?(?:[.)°]|[-–](?=\s))\s*(?=\D)")


@dataclass(frozen=True, slots=True)
class Record:
    """One action as pieces (header labels and champ labels with their texts), those of its continuing rows included.

    `example` says that it is the row that a template comes with.
    """

    pieces: tuple[Piece, ...]
    example: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """A row between the records that situates those below it: the record that it stands before, its pieces.

    `niveau` is the step that its look tells where its words do not, None otherwise.
    """

    before: int
    pieces: tuple[Piece, ...]
    niveau: str | None = None


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table of one action per row: what stands above its rows, the rows in order, the banners between them.

    `counted` says that the titles count the rows; `template` names the template that it is filled into, if a known one.
    """

    heading: tuple[Piece, ...]
    records: tuple[Record, ...]
    between: tuple[Banner, ...]
    counted: bool
    template: str | None = None


def read_records(document: Document, table: Block, index: int) -> RecordTable | None:
    """The table's rows as records if its header names a title and at least two champs; None for any other table."""
    if not any(_is_wide(row) for row in table.rows[:_SAMPLE]):
        return None
    rows = [view_cells(document, row, matched=number < _SAMPLE) for number, row in enumerate(table.rows)]
    filled = [row for row in rows if row]
    if sum(len(row) > 1 for row in filled[: HEADER_ROWS + _SAMPLE]) < 2:
        return None
    header = find_record_header(filled)
    if header is None:
        return None
    width = max(cell.column + cell.column_span for row in table.rows for cell in row)
    return _Reader(document, header, index, width).read(filled)


def _is_wide(row: Sequence[Cell]) -> bool:
    """Whether a row has cells enough for a header of records: looked at before the cells are."""
    return len(row) > 2 and sum(cell.place.end > cell.place.start for cell in row) > 2


class _Reader:
    """Reads the rows below a header."""

    def __init__(self, document: Document, header: RecordHeader, index: int, width: int) -> None:
        self.document = document
        self.header = header
        self.index = index
        self.width = width
        self.heading: list[Piece] = []
        self.records: list[Record] = []
        self.between: list[tuple[int, CellView]] = []
        self.carried: dict[int, CellView] = {}
        self.titles: Counter[tuple[bool, bool, int | None]] = Counter()
        self.last_title = ""

    def read(self, rows: Sequence[Sequence[CellView]]) -> RecordTable | None:
        data = rows[self.header.top :]
        self.heading = [piece for row in rows[: self.header.top] for view in row for piece in self._free(view)]
        self.titles = Counter(view.look for row in data for view in row if self._is_title(view))
        for row in data:
            self._read_row(row)
        if not self.records:
            return None
        return RecordTable(
            heading=tuple(self.heading),
            records=tuple(self.records),
            between=tuple(self._banners()),
            counted=self._counts(data),
            template=self.header.template,
        )

    def _read_row(self, row: Sequence[CellView]) -> None:
        title = next((view for view in row if self._is_title(view)), None)
        following = None if self._repeats_header(row) else find_next_header(self.header, row)
        if following is not None:
            self.header = following
        if following is not None or self._repeats_header(row) or self._sums_up(row, title):
            self.heading += [piece for view in row for piece in self._free(view)]
        elif len(row) == 1 and self._is_banner(row[0]):
            self.between.append((len(self.records), row[0]))
            self.carried = {}
        elif self._continues(row, title):
            pieces = tuple(piece for view in row for piece in self._cell(view))
            self.records[-1] = replace(self.records[-1], pieces=(*self.records[-1].pieces, *pieces))
            self._carry(row)
        else:
            self._forget(row)
            filled = {view.cell.column for view in row}
            above = [view for start, view in sorted(self.carried.items()) if start not in filled]
            views = sorted((*above, *row), key=lambda view: view.cell.column)
            pieces = tuple(piece for view in views for piece in self._cell(view))
            self.records.append(Record(pieces, is_example(row)))
            self._carry(row)
            self.last_title = title.text if title is not None else ""

    def _counts(self, data: Sequence[Sequence[CellView]]) -> bool:
        """Whether nearly all titles open with a number, and none twice."""
        titles = [self._with_marker(view.units[0]).text for row in data for view in row if self._is_title(view)]
        numbers = [found[1] for title in titles if (found := COUNT.match(title))]
        return len(numbers) >= 3 and len(set(numbers)) == len(numbers) >= 0.9 * len(titles)

    def _sums_up(self, row: Sequence[CellView], title: CellView | None) -> bool:
        """Whether a row holds the totals: it says so where the title stands, or left of it where there is none."""
        return is_total(title.text) if title is not None else any(is_total(view.text) for view in row[:2])

    def _is_title(self, view: CellView) -> bool:
        column = self.header.column_of(view)
        return column is not None and column.names

    def _repeats_header(self, row: Sequence[CellView]) -> bool:
        texts = {column.view.text for column in self.header.columns}
        return all(view.text in texts for view in row)

    def _is_banner(self, view: CellView) -> bool:
        """A row's only cell that names an axe or stands over the columns, or in a look that titles don't have."""
        if view.cell.column_span >= max(2, self.width - 1) or any(parse_header_line(unit.text) for unit in view.units):
            return True
        if len(self.header.columns) < 4 or view.cell.row_span > 1:
            return False
        if self._is_title(view):
            # A title all alone is an action's that nothing is known of yet, unless it looks unlike the others.
            return view.look[2] is not None and self.titles[view.look] * 2 < self.titles.total()
        column = self.header.column_of(view)
        left_of_titles = view.cell.column < min(c.view.cell.column for c in self.header.columns if c.names)
        return left_of_titles and (column is None or not column.match.is_champ) and not _situates(column)

    def _continues(self, row: Sequence[CellView], title: CellView | None) -> bool:
        """Whether a row goes on with the action above: its title cell is merged or empty, or says the same again."""
        if not self.records:
            return False
        if title is not None:
            details = len(row) > 1 and any(_details(self.header.column_of(view)) for view in row)
            return details and title.text == self.last_title
        columns = [self.header.column_of(view) for view in row]
        # A number or an axe of its own opens an action whose title is missing.
        return not any(column is not None and (column.situates or column.match.is_header) for column in columns)

    def _forget(self, row: Sequence[CellView]) -> None:
        """A new axe ends the objectif of the one before; a merged cell holds for its rows only."""
        steps = [view.cell.column for view in row if _situates(self.header.column_of(view))]
        at = min((view.cell.row for view in row), default=0)
        self.carried = {
            start: view
            for start, view in self.carried.items()
            if (self._holds_on(view) and start < min(steps, default=self.width))
            or view.cell.row <= at < view.cell.row + view.cell.row_span
        }

    def _carry(self, row: Sequence[CellView]) -> None:
        """Axe and objectif cells hold for the rows below until the next one, other merged cells for their own rows."""
        for view in row:
            column = self.header.column_of(view)
            if column.names if column is not None else not _names_a_step(view):
                continue
            if self._holds_on(view) or view.cell.row_span > 1:
                self.carried[view.cell.column] = view

    def _holds_on(self, view: CellView) -> bool:
        return _situates(self.header.column_of(view)) or _names_a_step(view)

    def _cell(self, view: CellView) -> Iterator[Piece]:
        column = self.header.column_of(view)
        units: Sequence[Unit] = view.units
        if column is None and _names_a_step(view):
            yield from self._step(view)
            return
        if column is not None:
            yield make_label(column.view.units[0], column.match, table=self.index)
            if column.match.is_header:
                # «1. Habiter»: what a reader took for a list's marker is the step's number.
                units = [self._with_marker(units[0]), *units[1:]]
        for unit in units:
            yield make_text(unit, held=True, table=self.index)

    def _step(self, view: CellView) -> Iterator[Piece]:
        """A cell of a column without a header that names a step («Axe 1 : Habiter», upright beside its rows): the noun
        labels what it names.
        """
        for unit in view.units:
            parts = parse_header_line(unit.text)
            if not parts:
                yield make_text(unit, held=True, table=self.index)
            for part, behind in zip(parts, (*parts[1:], None), strict=True):
                end = behind.noun_start if behind else len(unit.text)
                match = LabelMatch((part.niveau,), Method.STRUCTURE, 1.0)
                yield make_label(part_of(unit, part.noun_start, part.noun_end), match, table=self.index)
                yield make_text(part_of(unit, part.noun_end, end), held=True, table=self.index)

    def _with_marker(self, unit: Unit) -> Unit:
        if unit.marker is None or not any(char.isalnum() for char in self.document.slice(unit.marker)):
            return unit
        place = replace(unit.place, start=unit.marker.start)
        return replace(unit, place=place, marker=None, text=self.document.slice(place))

    def _free(self, view: CellView) -> Iterator[Piece]:
        return (make_text(unit, table=self.index) for unit in view.units)

    def _banners(self) -> Iterator[Banner]:
        niveaux = _niveaux_by_look([view for _, view in self.between])
        for before, view in self.between:
            yield Banner(before, tuple(self._free(view)), niveaux.get(view.look))


def _situates(column: Column | None) -> bool:
    return column is not None and column.situates


def _details(column: Column | None) -> bool:
    """Whether a column holds what is told of an action's parts («Sous-action»)."""
    return column is not None and "sous" in column.view.text.casefold() and not column.situates


def _names_a_step(view: CellView) -> bool:
    return any(part.niveau in (AXE, OBJECTIF) for part in parse_header_line(view.text))


def _niveaux_by_look(views: Sequence[CellView]) -> Mapping[tuple[bool, bool, int | None], str]:
    """The steps that wordless banners name («MOBILITÉS» over its actions): the look seen first is the axe's.

    One banner alone may be anything; where banners say «Axe 1», their words tell.
    """
    looks: dict[tuple[bool, bool, int | None], set[str]] = {}
    for view in views:
        if not any(parse_header_line(unit.text) for unit in view.units):
            looks.setdefault(view.look, set()).add(view.text)
    named = any(_names_a_step(view) for view in views)
    telling = [look for look, texts in looks.items() if len(texts) > 1 and look != (False, False, None)]
    return {} if len(telling) > 2 else dict(zip(telling, (OBJECTIF,) if named else (AXE, OBJECTIF), strict=False))
