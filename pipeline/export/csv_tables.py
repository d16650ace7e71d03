"""CSV files: RFC 4180 as an open-data portal takes it, and the dialect that a French Excel opens on a double click."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from models.columns import Value
from pipeline.export.formulas import neutralise_formula


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written; its lines end with CRLF, as RFC 4180 has it."""

    delimiter: str
    encoding: str
    decimal_mark: str


PORTAL = Dialect(delimiter=",", encoding="utf-8", decimal_mark=".")
EXCEL = Dialect(delimiter=";", encoding="utf-8-sig", decimal_mark=",")
_ROWS_AT_A_TIME = 10_000


def write_csv(tables: Mapping[str, pa.Table], folder: Path, *, dialect: Dialect) -> None:
    """Write each table as `<folder>/<table>.csv`: a header line, ISO dates, nothing for a missing value."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        (folder / f"{name}.csv").write_bytes(render_csv(table, dialect))


def render_csv(table: pa.Table, dialect: Dialect) -> bytes:
    """A table as the bytes of its CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerow(table.column_names)
    for batch in table.to_batches(max_chunksize=_ROWS_AT_A_TIME):
        columns = [column.to_pylist() for column in batch.columns]
        writer.writerows([format_cell(value, dialect) for value in row] for row in zip(*columns, strict=True))
    return text.getvalue().encode(dialect.encoding)


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
