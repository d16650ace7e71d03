"""From rows to Arrow: one batch a document, so that a value no column holds stops its document and not the export."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import pyarrow as pa

from models.columns import TABLES, Row, Table
from models.columns.column import TEXT_KINDS
from models.tables import ARROW_SCHEMAS
from pipeline.export.arrays import make_array, make_texts


@cache
def _empty_batch(name: str) -> pa.RecordBatch:
    schema = ARROW_SCHEMAS[name]
    return pa.RecordBatch.from_arrays([pa.nulls(0, field.type) for field in schema], schema=schema)


def make_batch(table: Table, rows: Sequence[Row]) -> pa.RecordBatch:
    """The rows of one table as an Arrow batch. Raises ValueError where a required value is missing."""
    if not rows:
        return _empty_batch(table.name)
    names = [column.name for column in table.columns if column.kind in TEXT_KINDS]
    texts = dict(zip(names, make_texts([[row[name] for row in rows] for name in names]), strict=True))
    arrays = [
        texts[column.name] if column.name in texts else make_array(column.kind, [row[column.name] for row in rows])
        for column in table.columns
    ]
    for column, made in zip(table.columns, arrays, strict=True):
        if column.required and made.null_count:
            raise ValueError(f"{table.name}.{column.name} is empty in {made.null_count} of {len(rows)} rows")
    return pa.RecordBatch.from_arrays(arrays, schema=ARROW_SCHEMAS[table.name])


def join_batches(batches: Iterable[Mapping[str, pa.RecordBatch]]) -> dict[str, pa.Table]:
    """The batches of many documents, each by the table's name, as whole tables; the order is kept."""
    documents = list(batches)
    return {
        table.name: pa.Table.from_batches(
            [document[table.name] for document in documents if table.name in document],
            schema=ARROW_SCHEMAS[table.name],
        ).combine_chunks()
        for table in TABLES
    }
