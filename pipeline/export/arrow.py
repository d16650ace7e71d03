"""From rows to Arrow: one batch a document, so that a value no column holds stops its document and not the export."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from models.columns import TABLES, TABLES_BY_NAME, Kind, Row, Rows, Table, Value
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
    records = (rows if isinstance(rows, Rows) else Rows.of_mappings(table, rows)).records
    columns = list(zip(*records, strict=True))
    plan = _plan(table.name)
    arrays = _make_texts(plan.texts, columns)
    for place, kind in plan.others:
        arrays[place] = make_array(kind, columns[place])
    for place, name in plan.required:
        if missing := arrays[place].null_count:
            raise ValueError(f"{table.name}.{name} is empty in {missing} of {len(records)} rows")
    return pa.RecordBatch.from_arrays([arrays[place] for place in range(len(columns))], schema=plan.schema)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The places of a table's columns: of those that hold texts, of the others with their kind, of the required ones
    with their name."""

    texts: tuple[int, ...]
    others: tuple[tuple[int, Kind], ...]
    required: tuple[tuple[int, str], ...]
    schema: pa.Schema


@cache
def _plan(name: str) -> _Plan:
    columns = list(enumerate(TABLES_BY_NAME[name].columns))
    return _Plan(
        texts=tuple(place for place, column in columns if column.kind in TEXT_KINDS),
        others=tuple((place, column.kind) for place, column in columns if column.kind not in TEXT_KINDS),
        required=tuple((place, column.name) for place, column in columns if column.required),
        schema=ARROW_SCHEMAS[name],
    )


def _make_texts(places: Sequence[int], columns: Sequence[Sequence[Value]]) -> dict[int, pa.Array]:
    """Columns of texts as arrays by place: of a small document many at once, of a long table one after the other, so
    that the bytes of all its texts are not there a second and a third time."""
    together = max(1, _TEXTS_AT_ONCE // len(columns[0]))
    made: dict[int, pa.Array] = {}
    for at in range(0, len(places), together):
        some = places[at : at + together]
        made.update(zip(some, make_texts([columns[place] for place in some]), strict=True))
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
