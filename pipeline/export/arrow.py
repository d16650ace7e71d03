"""From rows to Arrow: one batch a document, so that a value no column holds stops its document and not the export."""

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from models.columns import TABLES, Row, Table, Value
from models.tables import ARROW_SCHEMAS


def make_batch(table: Table, rows: Sequence[Row]) -> pa.RecordBatch:
    """The rows of one table as an Arrow batch. Raises ValueError where a required value is missing."""
    schema = ARROW_SCHEMAS[table.name]
    arrays = [pa.array([_null_if_empty(row[field.name]) for row in rows], type=field.type) for field in schema]
    for field, array in zip(schema, arrays, strict=True):
        if array.null_count and not field.nullable:
            raise ValueError(f"{table.name}.{field.name} is empty in {array.null_count} of {len(rows)} rows")
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


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


def _null_if_empty(value: Value) -> Value:
    # A CSV cell cannot tell an empty text from none; so that both files say the same, neither can Parquet.
    return None if value == "" else value
