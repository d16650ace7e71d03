"""CSV files: RFC 4180 as an open-data portal takes it, and the dialect that a French Excel opens on a double click."""

import csv
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow as pa

from models.columns import Value
from pipeline.export.arrays import make_texts
from pipeline.export.formulas import FORMULA_STARTS, neutralise_formula


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written; its lines end with CRLF, as RFC 4180 has it."""

    delimiter: str
    encoding: str
    decimal_mark: str


PORTAL = Dialect(delimiter=",", encoding="utf-8", decimal_mark=".")
EXCEL = Dialect(delimiter=";", encoding="utf-8-sig", decimal_mark=",")
_ROWS_AT_A_TIME = 1_000
_LINE_END = "\r\n"
# Between these, Arrow writes a number with the digits that Python writes, and no exponent.
_LEAST_PLAIN, _MOST_PLAIN = 1e-4, 1e7
# As RE2 reads them.
_STARTS = "".join(f"\\{start}" if start in "+-" else start for start in FORMULA_STARTS)
_RUNS = rf"\A[{_STARTS}]"


class CsvFile:
    """A table's CSV file, growing batch by batch: a header line, ISO dates, nothing for a missing value."""

    def __init__(self, path: Path, names: Sequence[str], dialect: Dialect) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("wb")
        self._dialect = dialect
        self._file.write(_render_header(names, dialect))

    def add(self, batch: pa.RecordBatch) -> None:
        """Append rows."""
        self._file.write(_render_rows(batch, self._dialect))

    def close(self) -> None:
        """Write what is left."""
        self._file.close()


def write_rows(path: Path, names: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write rows that are no table of the contract, in the dialect of the portals."""
    with path.open("w", encoding=PORTAL.encoding, newline="") as file:
        writer = csv.writer(file, delimiter=PORTAL.delimiter, lineterminator=_LINE_END)
        writer.writerow(names)
        writer.writerows([format_cell(value, PORTAL) for value in row] for row in rows)


def render_csv(table: pa.Table, dialect: Dialect) -> bytes:
    """A table of at least two columns as the bytes of its CSV file."""
    batches = table.to_batches(max_chunksize=_ROWS_AT_A_TIME)
    return b"".join([_render_header(table.column_names, dialect), *(_render_rows(batch, dialect) for batch in batches)])


def _render_header(names: Sequence[str], dialect: Dialect) -> bytes:
    return f"{dialect.delimiter.join(names)}{_LINE_END}".encode(dialect.encoding)


def _render_rows(batch: pa.RecordBatch, dialect: Dialect) -> bytes:
    """Whole columns at a time: a call of Python's own for every cell costs as much as reading the document."""
    from pyarrow import compute  # noqa: PLC0415 - for who writes tables: workers make batches only

    if not batch.num_rows:
        return b""
    cells = [_render_column(column, dialect) for column in batch.columns]
    # A missing value is an empty cell, and so is what stands between a line's last cell and the next line.
    missing = {"null_handling": "replace", "null_replacement": ""}
    lines = compute.binary_join_element_wise(*cells, _make_text(dialect.delimiter), **missing)
    ended = compute.binary_join_element_wise(lines, _make_text(""), _make_text(_LINE_END), **missing)
    written: bytes = ended.buffers()[2].to_pybytes()
    return written


def _render_column(column: pa.Array, dialect: Dialect) -> pa.Array:
    """The cells of a column as texts, in quotes where they need them."""
    from pyarrow import compute  # noqa: PLC0415 - as above

    if column.null_count == len(column):
        return pa.nulls(len(column), pa.string())
    if pa.types.is_integer(column.type) or pa.types.is_date(column.type):
        return column.cast(pa.string())
    if pa.types.is_floating(column.type) and not _is_exotic(column):
        return _render_numbers(column, dialect)
    if not pa.types.is_string(column.type):
        return make_texts([[format_cell(value, dialect) for value in column.to_pylist()]])[0]
    runs = compute.match_substring_regex(column, _RUNS)
    if runs.true_count:
        harmless = compute.binary_join_element_wise(_make_text("'"), column, _make_text(""))
        column = compute.if_else(runs, harmless, column)
    special = compute.match_substring_regex(column, f'[{dialect.delimiter}"\r\n]')
    if special.true_count:
        doubled = compute.replace_substring(column, '"', '""')
        mark = _make_text('"')
        quoted = compute.binary_join_element_wise(mark, doubled, mark, _make_text(""))
        column = compute.if_else(special, quoted, column)
    return column


def _is_exotic(column: pa.Array) -> bool:
    """Whether Arrow and Python write a number otherwise: `1e-05`, `1e+16`, `nan`."""
    from pyarrow import compute  # noqa: PLC0415 - as above

    size = compute.abs(column)
    plain = compute.or_(
        compute.equal(size, _make_number(0.0)),
        compute.and_(
            compute.greater_equal(size, _make_number(_LEAST_PLAIN)), compute.less(size, _make_number(_MOST_PLAIN))
        ),
    )
    return bool(compute.invert(plain).true_count)


def _render_numbers(column: pa.Array, dialect: Dialect) -> pa.Array:
    """As Python writes them: Arrow leaves out the `.0` of whole numbers."""
    from pyarrow import compute  # noqa: PLC0415 - as above

    texts = column.cast(pa.string())
    whole = compute.binary_join_element_wise(texts, _make_text("0"), _make_text("."))
    texts = compute.if_else(compute.match_substring(texts, "."), texts, whole)
    return texts if dialect.decimal_mark == "." else compute.replace_substring(texts, ".", dialect.decimal_mark)


@cache
def _make_number(value: float) -> pa.DoubleScalar:
    """A number for Arrow, made by hand like a text."""
    return pa.Array.from_buffers(pa.float64(), 1, [None, pa.py_buffer(array("d", [value]))])[0]


@cache
def _make_text(text: str) -> pa.StringScalar:
    """A text for Arrow, made by hand, for `pyarrow.scalar` would import pandas."""
    data = text.encode("utf-8")
    buffers = [None, pa.py_buffer(array("i", [0, len(data)])), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.string(), 1, buffers)[0]


def format_cell(value: Value, dialect: Dialect) -> str:
    """One cell as text; a text that a spreadsheet would run gets a leading apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralise_formula(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return str(value).replace(".", dialect.decimal_mark)
    return str(value)
