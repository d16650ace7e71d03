"""A table's cells as the eye sees them: which are labels by the lexicon or by their look, which form a grid inside."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from models.action import Method
from models.document import Block, BlockKind, Cell, Document, Style
from models.vocabulary.champs import AUTRE
from pipeline.structure.header_lines import parse_header_line
from pipeline.structure.labels import MAX_LABEL_LENGTH, LabelMatch, looks_like_label, match_label
from pipeline.structure.pieces import is_set_apart
from pipeline.structure.units import Unit, list_units

# A cell that looks like its table's labels though the lexicon does not know it.
_LEARNED: Final = LabelMatch((AUTRE,), Method.STRUCTURE, 0.8)
_LEAST_HEADERS: Final = 2
# Champs that plans set as a table without a label of its own.
_TABLED: Final = frozenset({"mise_en_oeuvre", "indicateurs", "budget", "calendrier", "partenaires"})
_LABELS_AND_TEXTS: Final = 2  # rows
_LISTING_ROWS: Final = 12
CellLook = tuple[bool, bool, int | None]
# Neither a header cell nor bold nor on a background.
PLAIN_LOOK: CellLook = (False, False, None)


@dataclass(init=False, unsafe_hash=True, slots=True)
class CellView:
    """A cell with its units, its text in one line and, if that is a label, what it names.

    `look` is what labels of one table share: header cell, bold, background.
    """

    cell: Final[Cell]
    units: Final[tuple[Unit, ...]]
    text: Final[str]
    look: Final[CellLook]
    match: Final[LabelMatch | None]

    def __init__(  # written out, since compiled code makes it ten times as fast
        self,
        cell: Cell,
        units: tuple[Unit, ...],
        text: str,
        look: CellLook,
        match: LabelMatch | None,
    ) -> None:
        self.cell = cell
        self.units = units
        self.text = text
        self.look = look
        self.match = match

    def with_match(self, match: LabelMatch | None) -> "CellView":
        """The same cell, naming something else, or nothing."""
        return CellView(self.cell, self.units, self.text, self.look, match)


def _fill(style: Style, units: Sequence[Unit]) -> int | None:
    return style.fill if style.fill is not None else units[0].style.fill if units else None


Rows = tuple[tuple[CellView, ...], ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table's rows of non-empty cells, its width in columns, and its index among the document's tables."""

    rows: Rows
    width: int
    index: int


def is_data_table(view: TableView) -> bool:
    """Whether a table looks like data: two or more columns under a header row, and hardly a label below it."""
    rows = [row for row in view.rows if row]
    if view.width < 2 or len(rows) < 2 or len(rows[0]) < 2:
        return False
    if all(len(row) == 2 and row[0].match is not None and row[1].match is None for row in rows):
        # «Pilote | ARS» over «Échéance | 2026»: the first column labels the second.
        return False
    below = {
        cell.match.name
        for row in rows[1:]
        for cell in row
        if cell.match is not None and cell.match.method is not Method.STRUCTURE
    }
    return len(below) < 3 and not _holds_labelled_cells(rows)


def read_row_of_labels(view: TableView, named: Set[str]) -> TableView | None:
    """A table that looks like data as what it is if it is a row of labels over a row of their texts («Échéances |
    Moyens | Indicateurs»), with all its labels: at least two champs, the first of which nothing else labels (`named`);
    None for others. A table of steps or indicators opens with what the label above it names.
    """
    rows = [row for row in view.rows if row]
    if len(rows) != _LABELS_AND_TEXTS or not all(looks_like_label(cell.text) for cell in rows[0]):
        return None
    names = [cell.match.name for cell in rows[0] if cell.match is not None and cell.match.is_champ]
    first = rows[0][0].match
    enough = len(set(names)) == len(names) > 1 and 3 * len(names) >= 2 * len(rows[0])
    if not enough or first is None or not first.is_champ or first.name in named:
        return None
    labels = tuple(cell if cell.match else cell.with_match(_LEARNED) for cell in rows[0])
    return TableView((labels, rows[1]), view.width, view.index)


def champ_of_table(view: TableView, named: Set[str]) -> LabelMatch | None:
    """The champ of a table that looks like data and that no label introduces, by its first header («Actions | Échéance
    | Pilote»): one that nothing else labels (`named`), beside a second that is a label too; None for others.
    """
    rows = [row for row in view.rows if row]
    matches = [cell.match for cell in rows[0] if cell.match is not None and cell.match.is_champ] if rows else []
    if len(matches) < _LEAST_HEADERS or not all(looks_like_label(cell.text) for cell in rows[0]):
        return None
    first = rows[0][0].match
    return first if first is not None and first.name in _TABLED and first.name not in named else None


def _holds_labelled_cells(rows: Sequence[Sequence[CellView]]) -> bool:
    """Whether cells of the first two rows open with a label of their own, as cards side by side do: two at least."""
    opened = {
        match.name
        for row in rows[:2]
        for cell in row
        if len(cell.units) > 1 and not cell.units[0].cells and is_set_apart(cell.units[0])
        if (match := match_label(cell.units[0].text)) is not None
    }
    return len(opened) > 1


def is_listing(view: TableView) -> bool:
    """Whether a table lists things that are no actions (criteria, towns, votes): many even rows under one header."""
    rows = [row for row in view.rows if row]
    if view.width < 3 or len(rows) < _LISTING_ROWS or not is_data_table(view):
        return False
    even = sum(len(row) >= 3 for row in rows)
    return even >= 0.8 * len(rows) and all(looks_like_label(cell.text) for cell in rows[0])


def view_table(document: Document, table: Block, index: int) -> TableView:
    """The cells of a table that hold text, with their labels; cells of the table's label look count as labels."""
    rows = tuple(
        tuple(_view_cell(document, cell) for cell in row if cell.place.end > cell.place.start) for row in table.rows
    )
    width = max((cell.column + cell.column_span for row in table.rows for cell in row), default=0)
    return TableView(_learn_labels(_demote_answers(_fold_nested(document, rows))), width, index)


def view_cells(document: Document, row: Sequence[Cell], *, matched: bool) -> tuple[CellView, ...]:
    """The cells of a row that hold text, with their labels by the lexicon if those are asked for."""
    filled = (cell for cell in row if cell.place.end > cell.place.start)
    if matched:
        return tuple(_view_cell(document, cell) for cell in filled)
    return tuple(_view_cell(document, cell, matched=False) for cell in filled)


def _view_cell(document: Document, cell: Cell, *, matched: bool = True) -> CellView:
    return _view_units(cell, tuple(list_units(document, cell.blocks)), matched=matched)


def _view_units(cell: Cell, units: tuple[Unit, ...], *, matched: bool) -> CellView:
    text = units[0].text if len(units) == 1 else " ".join([unit.text for unit in units])
    return CellView(cell, units, text, _look_of(cell, units), _match_cell(units, text) if matched else None)


def _look_of(cell: Cell, units: tuple[Unit, ...]) -> CellLook:
    bold = cell.style.bold
    if not bold and units and units[0].style.bold:
        bold = all(unit.style.bold for unit in units)
    return cell.header, bold, _fill(cell.style, units)


def _match_cell(units: tuple[Unit, ...], text: str) -> LabelMatch | None:
    if not units or len(units) > 3 or len(text) > MAX_LABEL_LENGTH or any(unit.cells for unit in units):
        return None
    if len(units) > 1 and (len({unit.style for unit in units}) > 1 or any(map(str.isdigit, text))):
        # «Durée» over «2024-2028»: a label with its text in one cell.
        return None
    # «Objectif 1.3 :» and «Fiche 12» are header lines, though «Objectif» and «Fiche» alone are labels.
    parts = parse_header_line(text)
    if parts and any(part.number for part in parts):
        return None
    return match_label(text)


def _demote_answers(rows: Rows) -> Rows:
    """An answer that reads like a label («Financement | Subventions») is none where its column holds few labels."""
    counts = Counter(view.cell.column for row in rows for view in row if view.match)
    looks = Counter((view.cell.column, view.look) for row in rows for view in row if view.match)
    marked = {column for (column, look), count in looks.items() if count >= 3 and look != PLAIN_LOOK}
    return tuple(
        tuple(
            view.with_match(None)
            if view.match and ((left is not None and _is_answer(view, left, counts)) or _is_plain_among(view, marked))
            else view
            for left, view in zip((None, *row), row, strict=False)
        )
        for row in rows
    )


def _is_plain_among(view: CellView, marked: set[int]) -> bool:
    """«Communes» in plain type, in a column whose labels are bold or coloured."""
    return view.cell.column in marked and view.look == PLAIN_LOOK


def _is_answer(view: CellView, left: CellView, counts: Counter[int]) -> bool:
    if left.match is None:
        return False
    if view.look == left.look != PLAIN_LOOK:
        return False
    return 2 * counts[view.cell.column] < counts[left.cell.column]


def _learn_labels(rows: Rows) -> Rows:
    """Cells that stand and look like the table's known labels are labels too, of a champ that nobody knows yet."""
    known = [(view.cell.column, view.look) for row in rows for view in row if view.match]
    if len(known) < 2:
        return rows
    places = {place for place, count in Counter(known).items() if count >= 2}
    places |= _columns_like(rows, {look for _, look in places if look != PLAIN_LOOK})
    return tuple(_learn_row(row, places) for row in rows)


def _columns_like(rows: Rows, looks: set[CellLook]) -> set[tuple[int, CellLook]]:
    """Columns that look as the known labels do in nearly all of their rows: the third of a four-column grid, of which
    the lexicon knows no label.
    """
    cells = Counter(view.cell.column for row in rows for view in row)
    alike = Counter((view.cell.column, view.look) for row in rows for view in row if view.look in looks)
    return {place for place, count in alike.items() if count >= 2 and 3 * count >= 2 * cells[place[0]]}


def _learn_row(row: tuple[CellView, ...], places: set[tuple[int, CellLook]]) -> tuple[CellView, ...]:
    alike = [view.match is None and (view.cell.column, view.look) in places for view in row]
    if not any(alike):
        return row
    values = [view for view, is_alike in zip(row, alike, strict=True) if view.match is None and not is_alike]
    return tuple(
        view.with_match(_LEARNED) if is_alike and _may_be_label(view, row, values) else view
        for view, is_alike in zip(row, alike, strict=True)
    )


def _may_be_label(view: CellView, row: tuple[CellView, ...], values: list[CellView]) -> bool:
    """A short cell that something answers to its right, or that stands among labels of a header row."""
    if not looks_like_label(view.text) or len(view.units) > 2 or parse_header_line(view.text):
        return False
    if view.look == PLAIN_LOOK and view.cell.column > 0:
        return False
    # A label column at the right hand side: the text that it labels stands before it.
    closes_row = view is row[-1] and view.look != PLAIN_LOOK and not any(other.match for other in row)
    to_the_right = (closes_row and bool(values)) or any(other.cell.column > view.cell.column for other in values)
    among_labels = sum(other.match is not None for other in row) >= 2
    above_its_text = len(row) == 1 and view.look != PLAIN_LOOK
    return to_the_right or among_labels or above_its_text


def _fold_nested(document: Document, rows: Rows) -> Rows:
    """A grid beside one label cell merged over its rows (a budget, a calendar) as one cell, an item a row.

    A reader of ruled pages sees one big grid: the lines of the inner table cut its neighbours' rows.
    """
    folded = [list(row) for row in rows]
    for number, row in enumerate(rows):
        for label in row:
            grid = _find_grid(rows, number, label)
            if not grid or any(view not in folded[number + i] for i, line in enumerate(grid) for view in line):
                continue
            units = tuple(join_cells(document, line) for line in grid if line)
            for i, line in enumerate(grid):
                folded[number + i] = [view for view in folded[number + i] if view not in line]
            inner = _view_units(grid[0][0].cell, units, matched=False)
            folded[number] = sorted([*folded[number], inner], key=lambda view: view.cell.column)
    return tuple(tuple(row) for row in folded)


def _find_grid(rows: Rows, number: int, label: CellView) -> list[list[CellView]] | None:
    """The rows of cells between a merged label cell and its next neighbour as tall as itself, if they form a grid."""
    height = label.cell.row_span
    if label.match is None or height < 2:
        return None
    left = label.cell.column + label.cell.column_span
    peers = [v.cell.column for v in rows[number] if v.cell.column >= left and v.cell.row_span >= height]
    right = min(peers, default=10**6)
    grid = [[v for v in row if left <= v.cell.column < right] for row in rows[number : number + height]]
    if len(grid[0]) < 2 or max((len(line) for line in grid[1:]), default=0) < 2:
        return None
    below = sum(view.match is not None for line in grid[1:] for view in line)
    mixed = any(view.match for view in grid[0]) and any(view.match is None for view in grid[0])
    same_look = len({view.look for view in grid[0]}) == 1 and grid[0][0].look != PLAIN_LOOK
    return grid if below <= 1 and (same_look or not mixed) else None


def span_units(document: Document, units: Sequence[Unit]) -> Unit:
    """Units that follow one another as one."""
    first = units[0]
    place = replace(first.place, end=units[-1].place.end)
    return replace(first, text=document.slice(place), place=place, kind=BlockKind.PARAGRAPH)


def join_cells(document: Document, views: Sequence[CellView]) -> Unit:
    """Several answers of a row as one item, its cells kept for the value stage."""
    joined = span_units(document, [unit for view in views for unit in view.units])
    boxes = [view.cell.place.box for view in views]
    box = joined.place.box
    for other in boxes:
        box = box.union(other) if box is not None and other is not None else box
    cells = tuple(view.cell.place for view in views)
    return replace(joined, place=replace(joined.place, box=box), cells=cells, marker=None, lead=0)
