"""From rows to Arrow: one batch a document, so that a value no column holds stops its document and not the export."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import pyarrow as pa

from models.columns import TABLES, Row, Rows, Table, Value
from models.columns.column import TEXT_KINDS
from models.tables import ARROW_SCHEMAS
from pipeline.export.arrays import make_array, make_texts

_TEXTS_AT_ONCE = 5000


@cache
def _empty_batch(name: str) -> pa.RecordBatch:
    schema = ARROW_SCHEMAS[name]
    return pa.RecordBatch.from_arrays([pa.nulls(0, field.type) for field in schema], schema=schema)


def make_batch(table: Table, rows: Sequence[Row]) -> pa.RecordBatch:
    """The rows of one table as an Arrow batch. Raises ValueError where a required value is missing."""
    if not rows:
        return _empty_batch(table.name)
    columns = (rows if isinstance(rows, Rows) else Rows.of_mappings(table, rows)).columns()
    texts = _make_texts([(column.name, columns[column.name]) for column in table.columns if column.kind in TEXT_KINDS])
    arrays = [
        texts[column.name] if column.name in texts else make_array(column.kind, columns[column.name])
        for column in table.columns
    ]
    for column, made in zip(table.columns, arrays, strict=True):
        if column.required and made.null_count:
            raise ValueError(f"{table.name}.{column.name} is empty in {made.null_count} of {len(rows)} rows")
    return pa.RecordBatch.from_arrays(arrays, schema=ARROW_SCHEMAS[table.name])


def _make_texts(columns: Sequence[tuple[str, Sequence[Value]]]) -> dict[str, pa.Array]:
    """Columns of texts as arrays by name: of a small document many at once, of a long table one after the other, so
    that the bytes of all its texts are not there a second and a third time."""
    together = max(1, _TEXTS_AT_ONCE // len(columns[0][1]))
    made: dict[str, pa.Array] = {}
    for at in range(0, len(columns), together):
        names, values = zip(*columns[at : at + together], strict=True)
        made |= zip(names, make_texts(values), strict=True)
    return made


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
