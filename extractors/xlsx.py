"""Excel workbooks (.xlsx, .xlsm, .xltx): the sheets' parts read with lxml.

`docs/decisions/0007-spreadsheets.md` says why no spreadsheet library is asked.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors import sniff
from extractors.build import build_document
from extractors.flow import Run
from extractors.sheet_blocks import flag_sheets, make_sheet_blocks
from extractors.sheet_cells import MAX_CELLS, Sheet, SheetCell
from extractors.sheet_numbers import format_number
from extractors.sheet_package import Element, SheetPackage
from extractors.xlsx_styles import DEFAULT_LOOK, CellLook, read_font, read_looks, read_theme
from models.document import PLAIN, Document, Source
from models.errors import Motif, UnreadableSource

MEDIA_TYPES = (sniff.XLSX,)

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# A control character that XML cannot hold, written as `_x000D_`.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SHEET_KINDS = frozenset(("worksheet", "chartsheet", "dialogsheet"))

Span = tuple[int, int]


@dataclass(slots=True)
class _Workbook:
    """What all sheets of a workbook share."""

    package: SheetPackage
    looks: list[CellLook]
    theme: tuple[int | None, ...]
    strings: list[tuple[Run, ...]]
    since_1904: bool
    count: int = 0

    def look(self, index: str | None) -> CellLook:
        number = int(index) if index and index.isdecimal() else 0
        return self.looks[number] if number < len(self.looks) else DEFAULT_LOOK


@dataclass(slots=True)
class _Draft:
    """A sheet while it is read."""

    cells: dict[Span, SheetCell] = field(default_factory=dict)
    merges: dict[Span, Span] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: Counter[str] = field(default_factory=Counter)
    unsaved: int = 0


def read(data: bytes, source: Source) -> Document:
    """The workbook in `data`: a table a sheet. Raises UnreadableSource where no sheet holds text."""
    package = SheetPackage(data, source.name)
    sheets = tuple(_read_sheets(package, source.name))
    document = build_document(
        source,
        make_sheet_blocks(sheets),
        reader="xlsx",
        metadata=package.metadata(),
        flags=flag_sheets(sheets),
    )
    if not document.text:
        what = "no cell of the workbook holds text"
        raise UnreadableSource(source.name, Motif.VIDE, what, "check the export that made it")
    return document


def _read_sheets(package: SheetPackage, name: str) -> Iterator[Sheet]:
    main = next((part for kind, part in package.relations("").values() if kind == "officeDocument"), "xl/workbook.xml")
    if main.endswith(".bin"):
        what, remedy = "is a binary Excel workbook (.xlsb)", "save it as .xlsx in Excel or LibreOffice and try again"
        raise UnreadableSource(name, Motif.FORMAT_NON_LU, what, remedy)
    root = package.root(main)
    if root is None:
        raise package.broken("the package has no workbook part")
    relations = package.relations(main)
    parts = {kind: part for kind, part in relations.values() if kind not in _SHEET_KINDS}
    theme = read_theme(package, parts.get("theme"))
    properties = root.find("{*}workbookPr")
    book = _Workbook(
        package,
        read_looks(package, parts.get("styles"), theme),
        theme,
        [tuple(_read_runs(item, theme)) for item in package.walk(parts.get("sharedStrings", ""), "si")],
        properties is not None and properties.get("date1904") in ("1", "true"),
    )
    for element in root.iterfind("{*}sheets/{*}sheet"):
        identity = next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")
        kind, part = relations.get(identity, ("", ""))
        if kind in _SHEET_KINDS:
            yield _read_sheet(
                book, part, element.get("name") or "", hidden=element.get("state", "visible") != "visible"
            )


def _read_sheet(book: _Workbook, part: str, name: str, *, hidden: bool) -> Sheet:
    draft = _Draft()
    row = -1
    for element in book.package.walk(part, "row", "mergeCell", "col"):
        tag = element.tag.rpartition("}")[2]
        if tag == "row":
            number = element.get("r") or ""
            row = int(number) - 1 if number.isdecimal() else row + 1
            _read_row(book, draft, element, row)
        elif tag == "mergeCell":
            _read_merge(draft, element.get("ref") or "")
        elif element.get("hidden") in ("1", "true"):
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            draft.hidden_columns.update(range(first - 1, min(last, 16_384)))
    relations = book.package.relations(part)
    return Sheet(
        name=name,
        cells=tuple(_merge_cells(draft)),
        hidden=hidden,
        hidden_rows=frozenset(draft.hidden_rows),
        hidden_columns=frozenset(draft.hidden_columns),
        errors=draft.errors,
        unsaved=draft.unsaved,
        notes=sum(_count_notes(book.package, target) for kind, target in relations.values() if kind == "comments"),
        drawn=tuple(
            text
            for kind, target in relations.values()
            if kind == "drawing"
            for text in _read_drawing(book.package, target)
        ),
    )


def _read_row(book: _Workbook, draft: _Draft, element: Element, row: int) -> None:
    if element.get("hidden") in ("1", "true"):
        draft.hidden_rows.add(row)
    column = -1
    for cell in element:
        place = _REFERENCE.fullmatch(cell.get("r") or "")
        column = _column_number(place[1]) if place else column + 1
        if len(cell) == 0:
            continue
        look = book.look(cell.get("s"))
        runs = _read_value(book, draft, cell, look)
        if any(text and not text.isspace() for text, _ in runs):
            draft.cells[row, column] = SheetCell(row, column, runs, look.cell)
            book.count += 1
    if book.count > MAX_CELLS:
        raise book.package.too_big(f"the workbook holds more than {MAX_CELLS} cells")


def _read_value(book: _Workbook, draft: _Draft, cell: Element, look: CellLook) -> tuple[Run, ...]:
    """What the cell shows, as runs; nothing for an error or a formula without a saved value."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return () if inline is None else _styled(tuple(_read_runs(inline, book.theme)), look)
    value = cell.findtext("{*}v") or ""
    if kind == "s":
        known = value.isdecimal() and int(value) < len(book.strings)
        return _styled(book.strings[int(value)], look) if known else ()
    if kind == "e":
        draft.errors[value or "#VALUE!"] += 1
        return ()
    if not value:
        draft.unsaved += cell.find("{*}f") is not None and kind != "str"
        return ()
    return ((_show_value(book, kind, value, look), look.font),)


def _show_value(book: _Workbook, kind: str, value: str, look: CellLook) -> str:
    if kind == "b":
        return "VRAI" if value == "1" else "FAUX"
    if kind == "d":
        day, _, clock = value.partition("T")
        year, month, number = [*day.split("-"), "", ""][:3]
        return " ".join(filter(None, (f"{number}/{month}/{year}" if number else day, clock.rstrip("Z")[:5])))
    if kind == "n":
        try:
            return format_number(float(value), look.code, since_1904=book.since_1904)
        except (ValueError, OverflowError):
            return value
    return _unescape(value)


def _styled(runs: tuple[Run, ...], look: CellLook) -> tuple[Run, ...]:
    """Runs without a font of their own have the cell's."""
    return tuple((text, look.font if style is PLAIN else style) for text, style in runs)


def _read_runs(item: Element, theme: tuple[int | None, ...]) -> Iterator[Run]:
    """The runs of a string; phonetic ones (`rPh`) say how to read it, and are left out."""
    for child in item:
        tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if tag == "t":
            yield _unescape(child.text or ""), PLAIN
        elif tag == "r":
            font = child.find("{*}rPr")
            yield _unescape(child.findtext("{*}t") or ""), PLAIN if font is None else read_font(font, theme)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _read_merge(draft: _Draft, reference: str) -> None:
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) == 2 and ends[0] and ends[1]:
        (top, left), (bottom, right) = ((int(end[2]) - 1, _column_number(end[1])) for end in ends if end)
        if bottom >= top and right >= left:
            draft.merges[top, left] = (bottom - top + 1, right - left + 1)


def _merge_cells(draft: _Draft) -> Iterator[SheetCell]:
    for place in sorted(draft.cells):
        cell = draft.cells[place]
        rows, columns = draft.merges.get(place, (1, 1))
        yield cell if rows == columns == 1 else SheetCell(*place, cell.runs, cell.style, rows, columns)


def _count_notes(package: SheetPackage, part: str) -> int:
    return sum(1 for _ in package.walk(part, "comment"))


def _read_drawing(package: SheetPackage, part: str) -> Iterator[str]:
    """The texts of the boxes drawn over a sheet, a line a paragraph."""
    for body in package.walk(part, "txBody"):
        lines = ["".join(run.text or "" for run in line.iterfind(".//{*}t")) for line in body.iterfind("{*}p")]
        text = "\n".join(line for line in lines if line.strip())
        if text:
            yield text
