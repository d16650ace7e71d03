"""CSV files: RFC 4180 as an open-data portal takes it, and the dialect that a French Excel opens on a double click."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol, TextIO

import pyarrow as pa

from models.columns import Value
from pipeline.export.formulas import neutralise_formula


class _Writer(Protocol):
    """What `csv.writer` gives."""

    def writerow(self, row: Sequence[str], /) -> object: ...

    def writerows(self, rows: Iterable[Sequence[str]], /) -> object: ...


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written; its lines end with CRLF, as RFC 4180 has it."""

    delimiter: str
    encoding: str
    decimal_mark: str


PORTAL = Dialect(delimiter=",", encoding="utf-8", decimal_mark=".")
EXCEL = Dialect(delimiter=";", encoding="utf-8-sig", decimal_mark=",")
_ROWS_AT_A_TIME = 10_000


class CsvFile:
    """A table's CSV file, growing batch by batch: a header line, ISO dates, nothing for a missing value."""

    def __init__(self, path: Path, names: Sequence[str], dialect: Dialect) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("w", encoding=dialect.encoding, newline="")
        self._dialect = dialect
        self._writer = _open_writer(self._file, names, dialect)

    def add(self, batch: pa.RecordBatch) -> None:
        """Append rows."""
        self._writer.writerows(_list_cells(batch, self._dialect))

    def close(self) -> None:
        """Write what is left."""
        self._file.close()


def write_rows(path: Path, names: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write rows that are no table of the contract, in the dialect of the portals."""
    with path.open("w", encoding=PORTAL.encoding, newline="") as file:
        writer = _open_writer(file, names, PORTAL)
        writer.writerows([format_cell(value, PORTAL) for value in row] for row in rows)


def render_csv(table: pa.Table, dialect: Dialect) -> bytes:
    """A table as the bytes of its CSV file."""
    text = io.StringIO(newline="")
    writer = _open_writer(text, table.column_names, dialect)
    for batch in table.to_batches(max_chunksize=_ROWS_AT_A_TIME):
        writer.writerows(_list_cells(batch, dialect))
    return text.getvalue().encode(dialect.encoding)


def _open_writer(file: TextIO, names: Sequence[str], dialect: Dialect) -> "_Writer":
    writer = csv.writer(file, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerow(names)
    return writer


def _list_cells(batch: pa.RecordBatch, dialect: Dialect) -> Iterator[list[str]]:
    columns = [column.to_pylist() for column in batch.columns]
    return ([format_cell(value, dialect) for value in row] for row in zip(*columns, strict=True))


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
