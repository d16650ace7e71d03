"""Small Excel workbooks written part by part, the same bytes each time: for the tests, the samples and the corpus."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The styles that a cell may name: number format, bold, background.
STYLES: dict[str, tuple[str, bool, str]] = {
    "": ("General", False, ""),
    "bold": ("General", True, ""),
    "head": ("General", True, "FFDDEBF7"),
    "banner": ("General", True, "FFFFE699"),
    "date": ("dd/mm/yyyy", False, ""),
    "month": ("mmm-yy", False, ""),
    "euro": ('#,##0 "€"', False, ""),
    "percent": ("0%", False, ""),
}
Run = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class X:
    """A cell: a text, a number, runs of (text, bold), a raw cell (`<c …>` content with its type), and its style."""

    value: str | float | Sequence[Run]
    style: str = ""
    kind: str = ""


CellSpec = X | str | float | None


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet: its name, its rows of cells, merged ranges (`A1:B2`), state, hidden rows and columns (from 1)."""

    name: str
    rows: Sequence[Sequence[CellSpec]]
    merges: Sequence[str] = ()
    state: str = "visible"
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()


def make_workbook(
    *sheets: SheetSpec, since_1904: bool = False, title: str = "", more: dict[str, str] | None = None
) -> bytes:
    """The bytes of a workbook with shared strings; `more` are parts to add or to replace."""
    strings: dict[str, int] = {}
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations(
            [("officeDocument", "xl/workbook.xml"), ("metadata/core-properties", "docProps/core.xml")]
        ),
        "docProps/core.xml": _core(title),
        "xl/workbook.xml": _workbook(sheets, since_1904=since_1904),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ]
        ),
        "xl/styles.xml": _styles(),
        **{f"xl/worksheets/sheet{number}.xml": _sheet(sheet, strings) for number, sheet in enumerate(sheets, start=1)},
    }
    parts["xl/sharedStrings.xml"] = f'{_HEAD}<sst xmlns="{MAIN}">{"".join(strings)}</sst>'
    return zip_parts(parts | (more or {}))


def zip_parts(parts: dict[str, str]) -> bytes:
    """A zip package of text parts, dated 1980."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8"))
    return buffer.getvalue()


def column_name(number: int) -> str:
    """The letters of a column from 1.

    >>> column_name(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _types(count: int) -> str:
    kinds = [
        ("/xl/workbook.xml", "sheet.main"),
        ("/xl/styles.xml", "styles"),
        ("/xl/sharedStrings.xml", "sharedStrings"),
        *((f"/xl/worksheets/sheet{number}.xml", "worksheet") for number in range(1, count + 1)),
    ]
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(f'<Override PartName="{part}" ContentType="{base}.{kind}+xml"/>' for part, kind in kinds)
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return (
        f'{_HEAD}<Types xmlns="{types}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    )


def _workbook(sheets: Sequence[SheetSpec], *, since_1904: bool) -> str:
    listed = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" state="{sheet.state}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    dates = ' date1904="1"' if since_1904 else ""
    return (
        f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><workbookPr{dates}/><sheets>{listed}</sheets></workbook>'
    )


def _styles() -> str:
    formats = "".join(
        f'<numFmt numFmtId="{200 + number}" formatCode="{escape(code)}"/>'
        for number, (code, _, _) in enumerate(STYLES.values())
    )
    fills = "".join(
        '<fill><patternFill patternType="none"/></fill>'
        if not fill
        else f'<fill><patternFill patternType="solid"><fgColor rgb="{fill}"/></patternFill></fill>'
        for _, _, fill in STYLES.values()
    )
    cells = "".join(
        f'<xf numFmtId="{200 + number}" fontId="{int(bold)}" fillId="{number}"/>'
        for number, (_, bold, _) in enumerate(STYLES.values())
    )
    fonts = '<font><sz val="11"/></font><font><b/><sz val="11"/></font>'
    return (
        f'{_HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><fonts>{fonts}</fonts><fills>{fills}</fills>'
        f"<cellXfs>{cells}</cellXfs></styleSheet>"
    )


def _sheet(sheet: SheetSpec, strings: dict[str, int]) -> str:
    columns = "".join(f'<col min="{number}" max="{number}" hidden="1"/>' for number in sheet.hidden_columns)
    rows = []
    for number, row in enumerate(sheet.rows, start=1):
        cells = "".join(
            _cell(f"{column_name(column)}{number}", cell if isinstance(cell, X) else X(cell), strings)
            for column, cell in enumerate(row, start=1)
            if cell is not None
        )
        hidden = ' hidden="1"' if number in sheet.hidden_rows else ""
        rows.append(f'<row r="{number}"{hidden}>{cells}</row>')
    merges = "".join(f'<mergeCell ref="{merge}"/>' for merge in sheet.merges)
    return (
        f'{_HEAD}<worksheet xmlns="{MAIN}">{f"<cols>{columns}</cols>" if columns else ""}'
        f"<sheetData>{''.join(rows)}</sheetData>{f'<mergeCells>{merges}</mergeCells>' if merges else ''}</worksheet>"
    )


def _cell(place: str, cell: X, strings: dict[str, int]) -> str:
    head = f'r="{place}" s="{list(STYLES).index(cell.style)}"'
    if cell.kind:
        return f'<c {head} t="{cell.kind}">{cell.value}</c>'
    if isinstance(cell.value, int | float):
        return f"<c {head}><v>{cell.value}</v></c>"
    if isinstance(cell.value, str):
        item = f'<si><t xml:space="preserve">{escape(cell.value)}</t></si>'
    else:
        item = f"<si>{''.join(_run(text, bold=bold) for text, bold in cell.value)}</si>"
    return f'<c {head} t="s"><v>{strings.setdefault(item, len(strings))}</v></c>'


def _run(text: str, *, bold: bool) -> str:
    look = "<rPr><b/></rPr>" if bold else ""
    return f'<r>{look}<t xml:space="preserve">{escape(text)}</t></r>'
