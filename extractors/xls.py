"""Old Excel workbooks (.xls, Excel 5 to 2003): xlrd, with the looks of cells."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from struct import error as struct_error

import xlrd
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, XL_CELL_TEXT, XLRDError
from xlrd.compdoc import CompDocError

from extractors import sniff, stock_names
from extractors.build import build_document
from extractors.flow import Run
from extractors.sheet_blocks import flag_sheets, make_sheet_blocks
from extractors.sheet_cells import MAX_CELLS, Sheet, SheetCell
from extractors.sheet_numbers import GENERAL, format_number
from extractors.stock_names import own_words
from models.document import PLAIN, Document, Metadata, Source, Style
from models.errors import Motif, UnreadableSource

MEDIA_TYPES = (sniff.XLS,)

# What xlrd raises on damaged records, besides its own error: it checks few of the numbers that it reads.
_BROKEN = (
    XLRDError, CompDocError, struct_error, IndexError, KeyError, ValueError, TypeError, AttributeError, EOFError,
    OverflowError, UnicodeError, AssertionError, NotImplementedError, ZeroDivisionError,
)  # fmt: skip
_WHITE = 0xFFFFFF
_NORMAL_WEIGHT = 400


def read(data: bytes, source: Source) -> Document:
    """The workbook in `data`: a table a sheet. Raises UnreadableSource where no sheet holds text."""
    try:
        # A log that nobody reads: xlrd prints what it finds odd.
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        looks = _Looks(book)
        sheets = tuple(_read_sheet(book, looks, sheet, source.name) for sheet in book.sheets())
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            what, remedy = "is protected by a password", "remove the password in the program that made it and try again"
            raise UnreadableSource(source.name, Motif.CHIFFRE, what, remedy) from error
        raise _broken(source, error) from error
    except _BROKEN as error:
        raise _broken(source, error) from error
    document = build_document(
        source, make_sheet_blocks(sheets), reader="xls", metadata=_metadata(book), flags=flag_sheets(sheets)
    )
    if not document.text:
        what = "no cell of the workbook holds text"
        raise UnreadableSource(source.name, Motif.VIDE, what, "check the export that made it")
    return document


def _broken(source: Source, error: BaseException) -> UnreadableSource:
    what = f"the workbook cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:120]})"
    return UnreadableSource(source.name, Motif.ABIME, what, "open it in a spreadsheet program and save it as .xlsx")


@dataclass(frozen=True)
class _Looks:
    """The fonts, fills and number formats of a workbook's cells."""

    book: xlrd.Book

    @cached_property
    def fonts(self) -> tuple[Style, ...]:
        return tuple(
            Style(
                bold=font.weight > _NORMAL_WEIGHT,
                italic=bool(font.italic),
                underline=bool(font.underline_type),
                size=font.height / 20,
                color=self._color(font.colour_index) or None,
            )
            for font in self.book.font_list
        )

    def font(self, index: int) -> Style:
        return self.fonts[index] if index < len(self.fonts) else PLAIN

    def _color(self, index: int) -> int | None:
        color = self.book.colour_map.get(index)
        return None if color is None else color[0] << 16 | color[1] << 8 | color[2]

    def look(self, index: int | None) -> tuple[Style, Style, str]:
        """Font, cell and number format of a cell format's index."""
        if index is None or index >= len(self.book.xf_list):
            return PLAIN, PLAIN, GENERAL
        xf = self.book.xf_list[index]
        font = self.font(xf.font_index)
        fill = self._color(xf.background.pattern_colour_index) if xf.background.fill_pattern else None
        form = self.book.format_map.get(xf.format_key)
        rotated = xf.alignment.rotation in (90, 180, 255)
        cell = replace(PLAIN, fill=None if fill == _WHITE else fill, bold=font.bold)
        return replace(font, rotated=rotated), cell, GENERAL if form is None else form.format_str


def _read_sheet(book: xlrd.Book, looks: _Looks, sheet: xlrd.sheet.Sheet, name: str) -> Sheet:
    if sheet.nrows * sheet.ncols > 20 * MAX_CELLS or len(sheet.rowinfo_map) > MAX_CELLS:
        what = f"the sheet {sheet.name} holds more than {MAX_CELLS} cells"
        raise UnreadableSource(name, Motif.TROP_GRAND, what, "split it into smaller workbooks")
    merges = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    errors: Counter[str] = Counter()
    return Sheet(
        name=sheet.name,
        cells=tuple(_read_cells(book, looks, sheet, merges, errors)),
        hidden=sheet.visibility != 0,
        hidden_rows=frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden),
        errors=errors,
        notes=len(sheet.cell_note_map),
    )


def _read_cells(
    book: xlrd.Book,
    looks: _Looks,
    sheet: xlrd.sheet.Sheet,
    merges: dict[tuple[int, int], tuple[int, int]],
    errors: Counter[str],
) -> Iterator[SheetCell]:
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
            if kind == XL_CELL_ERROR:
                errors[xlrd.error_text_from_code.get(value, "#VALUE!")] += 1
                continue
            font, look, code = looks.look(sheet.cell_xf_index(row, column))
            runs: tuple[Run, ...] = ()
            if kind == XL_CELL_TEXT:
                runs = _text_runs(looks, sheet, (row, column), value, font)
            elif kind in (XL_CELL_NUMBER, XL_CELL_DATE):
                runs = ((format_number(value, code, since_1904=book.datemode == 1), font),)
            elif kind == XL_CELL_BOOLEAN:
                runs = (("VRAI" if value else "FAUX", font),)
            if any(text and not text.isspace() for text, _ in runs):
                rows, columns = merges.get((row, column), (1, 1))
                yield SheetCell(row, column, runs, look, rows, columns)


def _text_runs(
    looks: _Looks, sheet: xlrd.sheet.Sheet, place: tuple[int, int], text: str, font: Style
) -> tuple[Run, ...]:
    """The text in runs where its letters change their font."""
    runs: list[Run] = []
    start = 0
    for offset, index in sheet.rich_text_runlist_map.get(place, ()):
        if start < offset <= len(text):
            runs.append((text[start:offset], font))
        start, font = min(offset, len(text)), looks.font(index)
    return (*runs, (text[start:], font))


def _metadata(book: xlrd.Book) -> Metadata:
    """The name of who saved it; xlrd reads no other properties."""
    return Metadata(author=own_words(book.user_name, stock_names.AUTHORS))
