"""OpenDocument spreadsheets (.ods, .ots): the content's XML read with lxml."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractors import sniff
from extractors.build import build_document
from extractors.flow import Run
from extractors.odf_metadata import read_odf_metadata
from extractors.sheet_blocks import flag_sheets, make_sheet_blocks
from extractors.sheet_cells import MAX_CELLS, Sheet, SheetCell
from extractors.sheet_package import Element, SheetPackage
from models.document import PLAIN, Document, Metadata, Source, Style
from models.errors import Motif, UnreadableSource

MEDIA_TYPES = (sniff.ODS, f"{sniff.ODS}-template")

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
# Rows and columns that only carry a style repeat to the sheet's end.
_FARTHEST = 1_048_576
_ERRORS = ("Err:", "#REF!", "#DIV/0!", "#VALUE!", "#VALEUR!", "#NAME?", "#NOM?", "#N/A", "#NUM!", "#NOMBRE!", "#NUL")


@dataclass(slots=True)
class _Draft:
    """A sheet while it is read."""

    cells: list[SheetCell] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: Counter[str] = field(default_factory=Counter)
    notes: int = 0


@dataclass(frozen=True, slots=True)
class _Look:
    """How a style's cells look, and whether it hides a table."""

    font: Style = PLAIN
    cell: Style = PLAIN
    hidden: bool = False


def read(data: bytes, source: Source) -> Document:
    """The spreadsheet in `data`: a table a sheet. Raises UnreadableSource where no sheet holds text."""
    package = SheetPackage(data, source.name)
    manifest = package.blob("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise UnreadableSource(source.name, Motif.CHIFFRE, "is protected by a password", "save it without a password")
    root = package.root("content.xml")
    if root is None:
        raise package.broken("the package has no content")
    looks = _read_looks(package, root)
    sheets = tuple(_read_sheet(package, looks, table) for table in root.iter(f"{_TABLE}table"))
    document = build_document(
        source, make_sheet_blocks(sheets), reader="ods", metadata=_read_metadata(package), flags=flag_sheets(sheets)
    )
    if not document.text:
        what = "no cell of the spreadsheet holds text"
        raise UnreadableSource(source.name, Motif.VIDE, what, "check the export that made it")
    return document


def _read_looks(package: SheetPackage, content: Element) -> dict[str, _Look]:
    """The looks of styles by name; a style has its parent's where it says nothing itself."""
    elements: dict[str, Element] = {}
    for root in (package.root("styles.xml"), content):
        for element in () if root is None else root.iter(f"{_STYLE}style"):
            elements[element.get(f"{_STYLE}name") or ""] = element
    looks: dict[str, _Look] = {}
    for name in elements:
        _add_look(name, elements, looks)
    return looks


def _add_look(name: str, elements: Mapping[str, Element], looks: dict[str, _Look], depth: int = 0) -> _Look:
    if name in looks or name not in elements or depth > 20:
        return looks.get(name, _Look())
    element = elements[name]
    parent = _add_look(element.get(f"{_STYLE}parent-style-name") or "", elements, looks, depth + 1)
    found: dict[str, str] = {}
    for child in element:
        found.update({str(key): str(value) for key, value in child.attrib.items()})
    weight, size = found.get(f"{_FO}font-weight"), found.get(f"{_FO}font-size", "")
    font = Style(
        bold=parent.font.bold if weight is None else weight in ("bold", "600", "700", "800", "900"),
        italic=found.get(f"{_FO}font-style", "italic" if parent.font.italic else "") == "italic",
        underline=found.get(f"{_STYLE}text-underline-style", "none") != "none",
        size=float(size[:-2]) if size.endswith("pt") and size[:-2].replace(".", "").isdecimal() else parent.font.size,
        color=_color(found.get(f"{_FO}color")) or None,
    )
    background = found.get(f"{_FO}background-color")
    fill = parent.cell.fill if background is None else _color(background)
    cell = Style(bold=font.bold, fill=None if fill == 0xFFFFFF else fill)
    looks[name] = _Look(font, cell, found.get(f"{_TABLE}display") == "false")
    return looks[name]


def _color(text: str | None) -> int | None:
    try:
        return int(text[1:7], 16) if text and text.startswith("#") else None
    except ValueError:
        return None


def _read_sheet(package: SheetPackage, looks: Mapping[str, _Look], table: Element) -> Sheet:
    draft = _Draft()
    defaults = _read_columns(draft, table)
    row = 0
    for element in _iter_flat(table, "table-row"):
        repeated = _count(element.get(f"{_TABLE}number-rows-repeated"))
        row = _read_row(package, looks, draft, element, (row, repeated, defaults))
    drawn = tuple(_shape_texts(table))
    return Sheet(
        name=table.get(f"{_TABLE}name") or "",
        cells=tuple(draft.cells),
        hidden=looks.get(table.get(f"{_TABLE}style-name") or "", _Look()).hidden,
        hidden_rows=frozenset(draft.hidden_rows),
        hidden_columns=frozenset(draft.hidden_columns),
        errors=draft.errors,
        notes=draft.notes,
        drawn=drawn,
    )


def _iter_flat(table: Element, tag: str) -> Iterator[Element]:
    """The rows or columns of a table, those in groups and headers too; not those of a table in a cell."""
    for child in table:
        name = child.tag if isinstance(child.tag, str) else ""
        if name == f"{_TABLE}{tag}":
            yield child
        elif name.removeprefix(_TABLE) in (
            "table-row-group", "table-header-rows", "table-rows", "table-column-group", "table-header-columns",
            "table-columns",
        ):  # fmt: skip
            yield from _iter_flat(child, tag)


def _count(text: str | None) -> int:
    return min(int(text), _FARTHEST) if text and text.isdecimal() else 1


def _read_columns(draft: _Draft, table: Element) -> list[tuple[int, str]]:
    """The cell style of columns, as (first column behind, name); notes the hidden ones."""
    column = 0
    defaults: list[tuple[int, str]] = []
    for element in _iter_flat(table, "table-column"):
        count = _count(element.get(f"{_TABLE}number-columns-repeated"))
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            draft.hidden_columns.update(range(column, min(column + count, 16_384)))
        column += count
        defaults.append((column, element.get(f"{_TABLE}default-cell-style-name") or ""))
    return defaults


def _read_row(
    package: SheetPackage,
    looks: Mapping[str, _Look],
    draft: _Draft,
    element: Element,
    at: tuple[int, int, list[tuple[int, str]]],
) -> int:
    """Read a row, as often as it repeats if it holds text; gives the number of the row behind it."""
    row, repeated, defaults = at
    cells: list[SheetCell] = []
    column = 0
    for cell in element:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        count = _count(cell.get(f"{_TABLE}number-columns-repeated"))
        name = cell.get(f"{_TABLE}style-name") or next((style for end, style in defaults if column < end), "")
        look = looks.get(name, _Look())
        runs = _read_runs(draft, looks, cell, look)
        if runs:
            rows, columns = (_count(cell.get(f"{_TABLE}number-{side}-spanned")) for side in ("rows", "columns"))
            cells += [SheetCell(row, column + i, runs, look.cell, rows, columns) for i in range(min(count, 1024))]
        column += count
    if len(draft.cells) + len(cells) * repeated > MAX_CELLS:
        raise package.too_big(f"the spreadsheet holds more than {MAX_CELLS} cells")
    if cells:
        for again in range(repeated):
            draft.cells += [
                SheetCell(row + again, cell.column, cell.runs, cell.style, cell.row_span, cell.column_span)
                for cell in cells
            ]
    if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
        draft.hidden_rows.update(range(row, row + min(repeated, 100_000)))
    return row + repeated


def _read_runs(draft: _Draft, looks: Mapping[str, _Look], cell: Element, look: _Look) -> tuple[Run, ...]:
    """What a cell shows: its paragraphs are the text as displayed, a newline between two."""
    runs: list[Run] = []
    for child in cell:
        if child.tag == f"{_OFFICE}annotation":
            draft.notes += 1
        elif child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            if runs:
                runs.append(("\n", look.font))
            runs += _inline(child, look.font, looks)
    text = "".join(piece for piece, _ in runs).strip()
    if text.startswith(_ERRORS) and cell.get(f"{_TABLE}formula"):
        draft.errors[text] += 1
        return ()
    return tuple(runs) if text else ()


def _inline(element: Element, font: Style, looks: Mapping[str, _Look]) -> Iterator[Run]:
    if element.text:
        yield element.text, font
    for child in element:
        name = child.tag.removeprefix(_TEXT) if isinstance(child.tag, str) else ""
        if name == "s":
            yield " " * min(_count(child.get(f"{_TEXT}c")), 1000), font
        elif name in ("tab", "line-break"):
            yield ("\t" if name == "tab" else "\n"), font
        elif name and not name.startswith(_OFFICE):
            style = looks.get(child.get(f"{_TEXT}style-name") or "")
            yield from _inline(child, font if style is None else style.font, looks)
        if child.tail:
            yield child.tail, font


def _shape_texts(table: Element) -> Iterator[str]:
    """The texts of boxes drawn over a sheet."""
    for shapes in table.iterfind(f"{_TABLE}shapes"):
        lines = ["".join(text for text, _ in _inline(line, PLAIN, {})) for line in shapes.iter(f"{_TEXT}p")]
        text = "\n".join(line for line in lines if line.strip())
        if text:
            yield text


def _read_metadata(package: SheetPackage) -> Metadata:
    root = package.root("meta.xml")
    return Metadata() if root is None else read_odf_metadata(root.findtext)
