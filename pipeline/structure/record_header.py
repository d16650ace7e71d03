"""The header of a table of one action per row: which rows it takes, and what each column holds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from models.action import Method
from models.document import Cell
from models.vocabulary.champs import AUTRE
from pipeline.letters import strip_accents
from pipeline.lexicon import read_lexicon
from pipeline.structure.cells import CellView
from pipeline.structure.folding import fold_label
from pipeline.structure.hierarchy import STEPS
from pipeline.structure.labels import LabelMatch, looks_like_label, match_label

# How far down a header may stand: below a title, a caption, a line of thanks.
_TITLE_BLANKS: Final = 2
HEADER_ROWS: Final = 16
_KNOWN_SHARE: Final = 0.6
_WIDE, _WIDE_SHARE, _ODD_SHARE = 8, 0.4, 0.2
_TEMPLATE_SHARE: Final = 0.8
_HELP_ROWS: Final = 3
_CODE: Final = re.compile(r"[A-Za-z]{0,6}[-. °]{0,2}\d{1,3}(?:[.-]\d{1,3}){0,3}\s?(?:bis|ter)?\.?")
# «2024», «T1 2025», «2024-2025» over a column of amounts or of crosses.
_PERIOD: Final = re.compile(r"(?:[TS][1-4]\s*)?(?:19|20)\d{2}(?:\s*[-/–]\s*(?:(?:19|20)?\d{2}))?")
_AMOUNT: Final = re.compile(r"\d[\d .,]*(?:\s?(?:k?€|euros?))?(?:\s?(?:HT|TTC))?")
_CONTEXT: Final = 0.85
_UNKNOWN: Final = LabelMatch((AUTRE,), Method.STRUCTURE, 0.8)

Rows = Sequence[Sequence[CellView]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its header cell, and what it holds."""

    view: CellView
    match: LabelMatch

    @property
    def end(self) -> int:
        """The grid column behind it."""
        return _end(self.view.cell)

    @property
    def situates(self) -> bool:
        """Whether its cells name a step of the plan's hierarchy."""
        return self.match.name in STEPS

    @property
    def names(self) -> bool:
        """Whether its cells are titles."""
        return self.match.name == "titre"


@dataclass(frozen=True, slots=True)
class RecordHeader:
    """The index of the first row of data, the columns left to right, the template that they are of (if a known one)."""

    top: int
    columns: tuple[Column, ...]
    template: str | None = None

    def column_of(self, view: CellView) -> Column | None:
        """The column that a cell stands in."""
        for column in self.columns:
            if column.view.cell.column <= view.cell.column < column.end:
                return column
        return None


def find_record_header(rows: Rows) -> RecordHeader | None:
    """The first rows whose cells name a title column and two champs; None where no rows do.

    `rows` are a table's rows of filled cells; only the first `HEADER_ROWS` and a sample below need their labels.
    """
    for number, row in enumerate(rows[:HEADER_ROWS]):
        if len(row) < 3:
            continue
        columns, template = _template_columns(row), _find_template(row)
        below = number + 1
        if template is None:
            found = _columns_of(row) or _columns_of(_entitle(row, rows[below : below + HEADER_ROWS + 1]))
            if found is None or len(found) < 3:
                continue
            columns, below = _add_lower_row(found, rows, below)
        texts = {view.text for view in row}
        data = [other for other in rows[below : below + 60] if len(other) > 1 and {v.text for v in other} - texts]
        data = [other for other in data if _columns_of(other) is None] or data
        if data and (template or not _are_labels(data)):
            columns = _settle_steps(_settle_titles(_settle_figures(columns, data), data), data)
            return RecordHeader(below + _count_help_rows(rows[below:]), tuple(columns), template)
    return None


def _entitle(row: Sequence[CellView], below: Rows) -> list[CellView]:
    """The header cells with «Fiche» as the title's where its column holds titles («1 – Ouvrir une maison»)."""

    def holds_titles(head: CellView) -> bool:
        texts = [view.text for cells in below for view in cells if view.cell.column == head.cell.column]
        return bool(texts) and 2 * sum(text.count(" ") >= _TITLE_BLANKS for text in texts) > len(texts)

    return [
        view.with_match(LabelMatch(("titre",), Method.CONTEXTE, 0.9))
        if view.match is not None and view.match.name == "fiche_numero" and holds_titles(view)
        else view
        for view in row
    ]


def _columns_of(row: Sequence[CellView]) -> list[Column] | None:
    """The columns that a header row names: most of its cells are labels by the lexicon, nearly all by their look."""
    whole = row = [_name_column(view) for view in row]
    wide = len(row) >= _WIDE
    row = [view for view in row if not _PERIOD.fullmatch(view.text)] or row
    odd = sum(view.match is None and not looks_like_label(view.text) for view in row)
    if odd > (_ODD_SHARE * len(row) if len(row) >= 5 else 0):
        return None
    if sum(view.match is not None for view in row) < (_WIDE_SHARE if wide else _KNOWN_SHARE) * len(row):
        return None
    columns = [Column(view, view.match or _UNKNOWN) for view in whole]
    champs = {column.match.name for column in columns if column.match.is_champ}
    if not any(column.names for column in columns):
        columns = [
            replace(column, match=LabelMatch(("titre",), Method.CONTEXTE, 0.9)) if _names_actions(column) else column
            for column in columns
        ]
        champs -= {"mise_en_oeuvre"}
    enough = len(champs) >= 2 or (len(champs) == 1 and odd == 0 and all(view.match for view in row))
    return columns if any(column.names for column in columns) and enough else None


@cache
def _column_names() -> Mapping[tuple[str, ...], str]:
    columns = read_lexicon("records")["columns"]
    return {fold_label(label): name for name, labels in columns.items() for label in labels}


def _name_column(view: CellView) -> CellView:
    """The cell with what its label names at the head of a column, where the lexicon of labels says nothing."""
    name = _column_names().get(fold_label(view.text)) if view.match is None else None
    return view if name is None else replace(view, match=LabelMatch((name,), Method.LEXIQUE, 0.95))


def _names_actions(column: Column) -> bool:
    """«Actions» over a column of titles."""
    return column.match.name == "mise_en_oeuvre" and column.view.text.strip().lower().rstrip("s :") in (
        "action",
        "mesure",
        "opération",
        "projet",
    )


# A second header row.


def _add_lower_row(columns: list[Column], rows: Rows, below: int) -> tuple[list[Column], int]:
    """A second header row under merged group cells names the columns; what it does not name, its group does."""
    following = rows[below] if below < len(rows) else ()
    if not following:
        return columns, below
    labels = sum(view.match is not None for view in following)
    if labels < max(2, len(following) - 1) and not _stands_under_groups(columns, following):
        return columns, below
    lower = [Column(view, view.match or _group_match(columns, view)) for view in following]
    covered = {c for column in lower for c in range(column.view.cell.column, column.end)}
    kept = [column for column in columns if not covered & set(range(column.view.cell.column, column.end))]
    return sorted([*kept, *lower], key=lambda column: column.view.cell.column), below + 1


def _stands_under_groups(columns: Sequence[Column], row: Sequence[CellView]) -> bool:
    """Whether a row fills just what header cells merged over two rows leave free below their merged neighbours."""
    groups = [column for column in columns if column.view.cell.row_span == 1]
    singles = [column for column in columns if column.view.cell.row_span > 1]
    if not groups or not singles:
        return False
    return all(any(group.view.cell.column <= view.cell.column < group.end for group in groups) for view in row)


def _group_match(columns: Sequence[Column], view: CellView) -> LabelMatch:
    """«2024», «2025» under «Budget»: columns of the budget."""
    for group in columns:
        above = group.view.cell.row_span == 1 or group.view.cell.column_span > 1
        if above and group.view.cell.column <= view.cell.column < group.end and group.match.is_champ:
            return LabelMatch(group.match.names, Method.CONTEXTE, _CONTEXT)
    return _UNKNOWN


def _end(cell: Cell) -> int:
    return cell.column + cell.column_span


def _are_labels(data: Rows) -> bool:
    """Whether rows below read like labels: a grid of «Pilote | Partenaires» over its answers is one fiche."""
    telling = [
        sum(view.match is not None and view.match.method is not Method.STRUCTURE for view in row) for row in data
    ]
    alike = sum(2 * count > len(row) for count, row in zip(telling, data, strict=True))
    return alike > 0.1 * len(data)


# Templates and help.


@cache
def _templates() -> tuple[tuple[str, Mapping[tuple[str, ...], str]], ...]:
    found = []
    for template in read_lexicon("records")["template"]:
        columns = {fold_label(label): name for name, labels in template["columns"].items() for label in labels}
        found.append((template["name"], columns))
    return tuple(found)


def _find_template(row: Sequence[CellView]) -> str | None:
    """The template that a header row is of: it knows most of the row's labels, and the row has most of its champs."""
    if len(row) < _WIDE:
        return None
    keys = {fold_label(view.text) for view in row}
    for name, columns in _templates():
        wanted = {champ for champ in columns.values() if champ != AUTRE}
        known = keys & columns.keys()
        if len(known) >= _TEMPLATE_SHARE * len(keys) and len({columns[key] for key in known}) >= 0.7 * len(wanted):
            return name
    return None


def _template_columns(row: Sequence[CellView]) -> list[Column]:
    name = _find_template(row)
    known = dict(_templates()).get(name or "", {})
    columns = []
    for view in row:
        champ = known.get(fold_label(view.text))
        match = LabelMatch((champ,), Method.LEXIQUE, 1.0) if champ else view.match or _UNKNOWN
        columns.append(Column(view, match))
    return columns


@cache
def _help_starts() -> tuple[str, ...]:
    return tuple(strip_accents(start) for start in read_lexicon("records")["help"]["starts"])


def _count_help_rows(rows: Rows) -> int:
    """How many rows below the header say how to fill the columns."""
    count = 0
    for row in rows[:_HELP_ROWS]:
        helps = sum(strip_accents(view.text).lstrip("-–•(«* ").startswith(_help_starts()) for view in row)
        if not row or 2 * helps < len(row):
            break
        count += 1
    return count


@cache
def _totals() -> frozenset[tuple[str, ...]]:
    return frozenset(fold_label(word) for word in read_lexicon("records")["totals"]["words"])


def is_total(text: str) -> bool:
    """Whether a title is the name of a row of totals."""
    return fold_label(text) in _totals()


@cache
def _example_texts() -> frozenset[tuple[str, ...]]:
    return frozenset(fold_label(text) for text in read_lexicon("records")["example"]["texts"])


def is_example(row: Iterable[CellView]) -> bool:
    """Whether a row is the example that a template comes with."""
    return sum(fold_label(view.text) in _example_texts() for view in row) >= 2


# What the data say of the columns.


def _settle_titles(columns: Sequence[Column], data: Rows) -> list[Column]:
    """One column holds the titles: of several, the first whose cells are not mere numbers; «Sous-action» details it."""
    titled = [column for column in columns if column.names]
    coded = [column for column in titled if _holds_codes(column, data)]
    chosen = next((column for column in titled if column not in coded), titled[0])
    settled = []
    for column in columns:
        if column in titled and column is not chosen:
            name = "fiche_numero" if column in coded else "mise_en_oeuvre"
            settled.append(replace(column, match=LabelMatch((name,), Method.CONTEXTE, _CONTEXT)))
        else:
            settled.append(column)
    return settled


def find_next_header(header: RecordHeader, row: Sequence[CellView]) -> RecordHeader | None:
    """The header that a row among the data is, under which the rows below it stand; None for a row of data."""
    texts = {column.view.text for column in header.columns}
    if len(row) < 3 or 2 * sum(view.text in texts for view in row) < len(row):
        return None
    columns = _columns_of([replace(view, match=view.match or match_label(view.text)) for view in row])
    return None if columns is None else replace(header, columns=tuple(_settle_titles(columns, [])))


def _settle_figures(columns: Sequence[Column], data: Rows) -> list[Column]:
    """A year over amounts is a column of the budget, over crosses it stays what it says; the figures under «Cible»
    beside an indicator are nobody's public."""
    measured = any(column.match.names == ("indicateurs",) for column in columns)
    settled = []
    for column in columns:
        texts = [view.text for view in _cells_of(column, data)]
        figures = bool(texts) and all(_AMOUNT.fullmatch(text) for text in texts)
        if figures and column.match is _UNKNOWN and _PERIOD.fullmatch(column.view.text):
            settled.append(replace(column, match=LabelMatch(("budget",), Method.CONTEXTE, _CONTEXT)))
        elif figures and measured and column.match.names == ("publics",):
            settled.append(replace(column, match=_UNKNOWN))
        else:
            settled.append(column)
    return settled


def _cells_of(column: Column, data: Rows) -> Iterator[CellView]:
    start = column.view.cell.column
    return (view for row in data for view in row if start <= view.cell.column < column.end)


def _holds_codes(column: Column, data: Rows) -> bool:
    texts = [view.text for view in _cells_of(column, data)]
    return bool(texts) and all(_CODE.fullmatch(text) for text in texts)


def _settle_steps(columns: Sequence[Column], data: Rows) -> list[Column]:
    """The columns that situate, from the outermost: «Axe | Sous-axe | Sous-sous-axe», «Orientation | Objectif».

    A column of objectifs left of the titles situates where several actions share its cells.
    """
    title = next(i for i, column in enumerate(columns) if column.names)
    settled = [
        replace(column, match=LabelMatch(("objectif",), Method.CONTEXTE, _CONTEXT))
        if i < title and column.match.names == ("objectifs",) and _is_shared(column, data)
        else column
        for i, column in enumerate(columns)
    ]
    steps = [i for i, column in enumerate(settled) if column.situates]
    names = [settled[i].match.name for i in steps]
    if len(names) == len(set(names)) and names == sorted(names, key=STEPS.index):
        return settled
    ranks = STEPS if len(steps) > 2 else (STEPS[0], STEPS[-1])
    for rank, i in zip(ranks, steps, strict=False):
        settled[i] = replace(settled[i], match=replace(settled[i].match, names=(rank,)))
    for i in steps[len(ranks) :]:
        settled[i] = replace(settled[i], match=_UNKNOWN)
    return settled


def _is_shared(column: Column, data: Rows) -> bool:
    views = list(_cells_of(column, data))
    merged = any(view.cell.row_span > 1 for view in views)
    return len(data) > 1 and (merged or len({view.text for view in views}) < len(data))
