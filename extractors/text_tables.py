"""Tables in plain text: `label<TAB>value` lines, columns parted by tabs, by pipes, or by blanks one below the other."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extractors.build import DraftBlock, DraftCell
from extractors.flow import find_marker
from extractors.fragment import has_markup, make_value_blocks
from extractors.text_lines import Line
from models.document import BlockKind

_LONGEST_LABEL = 160
_ENDS_TEXT = re.compile(r"[.;…]\s*$")
_OPEN_ENDED = re.compile(r"[:,]\s*$")
_PIPE_RULE = re.compile(r"\s*[|+]?\s*:?[-=]{2,}:?\s*(?:[|+]\s*:?[-=]{2,}:?\s*)*[|+]?\s*")
_COLUMNS = re.compile(r"(\S(?:.{0,70}?\S)?)(\s{3,})(\S.*)")
_FEWEST_ALIGNED = 3
_ALIGNMENT = 1

Row = list[str]


@dataclass(slots=True)
class Rows:
    """Rows found at the start of some lines, and how many lines they take; `labels` says the first column names."""

    taken: int
    rows: list[Row] = field(default_factory=list)
    labels: bool = False
    headed: bool = False


def find_table(lines: Sequence[Line], at: int) -> tuple[DraftBlock, int] | None:
    """The table that starts at line `at`, with the number of lines it takes; None where none does."""
    for find in _FINDERS:
        found = find(lines, at)
        if found:
            return _make_table(found), found.taken
    return None


def _make_table(found: Rows) -> DraftBlock:
    rows = [
        [
            DraftCell(
                number,
                column,
                blocks=make_value_blocks(text),
                header=(found.labels and column == 0) or (found.headed and number == 0),
            )
            for column, text in enumerate(row)
        ]
        for number, row in enumerate(found.rows)
    ]
    return DraftBlock(BlockKind.TABLE, rows=rows)


# Tabs.


def _find_tabbed(lines: Sequence[Line], at: int) -> Rows | None:
    if not _opens_row(lines[at]):
        return None
    rows: list[Row] = []
    number = at
    while number < len(lines):
        line = lines[number]
        if _opens_row(line):
            rows.append([cell.strip() for cell in line.raw.split("\t")])
        elif not line.is_blank and _goes_on(rows[-1], lines, number):
            rows[-1][-1] = f"{rows[-1][-1]}\n{line.text}".strip()
        elif not (line.is_blank and _more_follows(rows, lines, number)):
            break
        number += 1
    return _settle_columns(rows, number - at)


def _opens_row(line: Line) -> bool:
    label, tab, _ = line.raw.partition("\t")
    label = label.strip()
    # `•<TAB>texte` and `1.<TAB>texte` are list items, not rows.
    return bool(tab and label and len(label) <= _LONGEST_LABEL and find_marker(f"{label} x") <= len(label) - 1)


def _goes_on(row: Row, lines: Sequence[Line], number: int) -> bool:
    """Whether a line without a label goes on with the value above it."""
    line, value = lines[number], row[-1]
    if _has_open_quote(value):
        return True
    if not lines[number - 1].is_blank:
        return line.text.startswith("<") or not value.rstrip().endswith(">")
    if line.text.startswith("<") or _OPEN_ENDED.search(value) or line.raw.startswith("\t"):
        return True
    return bool(
        find_marker(line.text) or line.text[0].islower() or (not has_markup(value) and _ENDS_TEXT.search(line.text))
    )


def _has_open_quote(value: str) -> bool:
    """A spreadsheet quotes a cell with line breaks in it, and doubles the quotes inside."""
    return value.startswith('"') and value.count('"') % 2 == 1


def _more_follows(rows: Sequence[Row], lines: Sequence[Line], number: int) -> bool:
    """Whether what stands behind blank lines still belongs to the table."""
    after = next((index for index in range(number, len(lines)) if not lines[index].is_blank), None)
    return after is not None and (_opens_row(lines[after]) or _goes_on(rows[-1], lines, after))


def _settle_columns(rows: list[Row], taken: int) -> Rows:
    """Label and value, unless the rows agree on more columns; a tab inside a value is then only a blank."""
    rows = [[_unquote(cell) for cell in row] for row in rows]
    widths = {len(row) for row in rows}
    if len(rows) > 1 and len(widths) == 1 and min(widths) > 2:
        return Rows(taken, rows)
    return Rows(taken, [[row[0], " ".join(cell for cell in row[1:] if cell)] for row in rows], labels=True)


def _unquote(cell: str) -> str:
    quoted = len(cell) > 1 and cell.startswith('"') and cell.endswith('"') and ("\n" in cell or '""' in cell)
    return cell[1:-1].replace('""', '"') if quoted else cell


# Pipes.


def _find_piped(lines: Sequence[Line], at: int) -> Rows | None:
    """Lines with as many pipes each, ruled (Markdown), bordered (`+---+`) or bare; one bare line is no table."""
    rows: list[Row] = []
    headed = bordered = False
    fresh = True
    number = at
    while number < len(lines):
        line = lines[number]
        if _is_border(line):
            bordered = bordered or line.text.startswith("+")
            headed = headed or (len(rows) == 1 and not bordered)
            fresh = True
        elif _is_piped(line, rows):
            _add_piped(rows, line, joins=bordered and not fresh)
            fresh = False
        else:
            break
        number += 1
    if not rows or (len(rows) < 2 and not headed and not bordered):
        return None
    return Rows(number - at, rows, headed=headed)


def _is_piped(line: Line, rows: Sequence[Row]) -> bool:
    """Bare rows may differ in length: whoever wrote them left empty cells out."""
    text = line.text
    closed = len(text) > 1 and text[0] == "|" == text[-1]
    return closed or " | " in text or (len(rows) > 0 and "|" in text and len(_split_pipes(line)) == len(rows[0]))


def _is_border(line: Line) -> bool:
    return ("|" in line.text or "+" in line.text) and bool(_PIPE_RULE.fullmatch(line.text))


def _split_pipes(line: Line) -> Row:
    text = line.text[1:] if line.text.startswith("|") else line.text
    text = text[:-1] if text.endswith("|") else text
    return [cell.strip() for cell in text.split("|")]


def _add_piped(rows: list[Row], line: Line, *, joins: bool) -> None:
    cells = _split_pipes(line)
    if joins and rows and len(cells) == len(rows[-1]):
        rows[-1] = [f"{above} {cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
    else:
        rows.append(cells)


# Blanks.


def _find_aligned(lines: Sequence[Line], at: int) -> Rows | None:
    """Two columns whose second starts at the same place in at least three lines."""
    first = _split_columns(lines[at])
    if not first:
        return None
    column = first[2]
    rows: list[Row] = []
    number = last = at
    for number in range(at, len(lines)):
        if lines[number].is_blank:
            continue
        if not _add_aligned(rows, lines[number], column):
            break
        last = number
    if len(rows) < _FEWEST_ALIGNED:
        return None
    return Rows(last + 1 - at, rows, labels=True)


def _split_columns(line: Line) -> tuple[str, str, int] | None:
    """Left text, right text, and the column where the right one starts."""
    found = _COLUMNS.fullmatch(line.raw.expandtabs(4).rstrip())
    if not found or "\t" in line.text or find_marker(line.text):
        return None
    return found[1], found[3], found.start(3)


def _add_aligned(rows: list[Row], line: Line, column: int) -> bool:
    """Take in a line as a row, or as more of the row above; false where it is neither."""
    parts = _split_columns(line)
    if parts and abs(parts[2] - column) <= _ALIGNMENT:
        label, value, _ = parts
        if rows and label[0].islower():
            rows[-1] = [f"{rows[-1][0]} {label}", f"{rows[-1][1]} {value}"]
        else:
            rows.append([label, value])
        return True
    if rows and abs(line.indent - column) <= _ALIGNMENT:
        joint = "\n" if find_marker(line.text) else " "
        rows[-1] = [rows[-1][0], f"{rows[-1][1]}{joint}{line.text}"]
        return True
    return False


_FINDERS: tuple[Callable[[Sequence[Line], int], Rows | None], ...] = (_find_tabbed, _find_piped, _find_aligned)
