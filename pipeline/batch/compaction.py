"""From the store to the tables: a pure function of the list of sources and of what their contents gave."""

from collections.abc import Iterator, Mapping
from itertools import tee
from pathlib import Path

import pyarrow as pa

from models.columns import TABLES_BY_NAME, Row
from models.errors import Motif
from models.tables import ARROW_SCHEMAS
from pipeline.batch.envelope import DamagedResult
from pipeline.batch.ledger import Job, Ledger, Occurrence
from pipeline.batch.linking import PlanLinker, read_plan_book
from pipeline.batch.results import StoredResult, unpack_result
from pipeline.batch.single import make_result
from pipeline.batch.store import AnyStore
from pipeline.convert import reject_content, reject_source
from pipeline.export import write_tables
from pipeline.export.arrays import make_texts
from pipeline.export.arrow import make_batch
from pipeline.export.formulas import FORMULA_STARTS, flag_formulas
from pipeline.plan_rules import PlanRules

_GIVEN_UP = "quarantaine"
_CHEMIN = ARROW_SCHEMAS["documents"].get_field_index("chemin")


class MissingResult(Exception):
    """A content that the ledger takes for done, and of which the store holds nothing whole."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def compact(ledger: Ledger, store: AnyStore, folder: Path, rules: PlanRules, *, excel: bool) -> dict[str, int]:
    """Write all tables of the run into an empty folder, in the order of the sources; returns how many rows each has.

    Of bytes that stand in several sources, each source has its row of `documents`, and all other rows are there once.
    Plans are joined over documents by `rules`. One document is in memory at a time, and a row group of each table.
    Raises MissingResult, OSError, sqlite3.Error.
    """
    # Arrow's own allocator keeps what was freed, more and more of it: 270 MB for 50,000 documents in place of 230.
    pa.set_memory_pool(pa.system_memory_pool())
    with read_plan_book(ledger, rules) as book:
        return write_tables(_read_documents(ledger, store, PlanLinker(book)), folder, excel=excel)


def _read_documents(ledger: Ledger, store: AnyStore, linker: PlanLinker) -> Iterator[Mapping[str, pa.RecordBatch]]:
    sources, ahead = tee(ledger.read_run())
    # A store elsewhere fetches the next results while these are written.
    kept = store.load_each(job.key for _, job, _ in ahead if job is not None and job.state != _GIVEN_UP)
    for occurrence, job, first in sources:
        if job is None or job.state == _GIVEN_UP:
            yield _refused(occurrence, job, first=first)
        else:
            batches = _named(_unpack(job.key, next(kept)), occurrence.name, first=first)
            yield linker.link(job.content, batches) if first else batches


def _unpack(key: str, data: bytes | None) -> StoredResult:
    if data is None:
        raise MissingResult(key)
    try:
        return unpack_result(data)
    except (DamagedResult, ValueError, KeyError, pa.ArrowException) as error:
        raise MissingResult(key) from error


def _named(result: StoredResult, name: str, *, first: bool) -> Mapping[str, pa.RecordBatch]:
    """The rows of a content under the name of a source; for one that is not its first, that of `documents` only."""
    documents = result.batches["documents"]
    columns = documents.columns
    columns[_CHEMIN] = make_texts([[name]])[0]
    named = {"documents": pa.RecordBatch.from_arrays(columns, schema=documents.schema)}
    batches = {**result.batches, **named} if first else named
    flags = _flag_name(name, result.summary["document_id"])
    if not flags:
        return batches
    flagged = make_batch(TABLES_BY_NAME["signalements"], flags)
    known = batches.get("signalements")
    joined = flagged if known is None else pa.concat_batches([known, flagged])
    return {**batches, "signalements": joined}


def _flag_name(name: str, document_id: str) -> tuple[Row, ...]:
    if not name.startswith(FORMULA_STARTS):
        return ()
    row: Row = dict.fromkeys(TABLES_BY_NAME["documents"].column_names)
    return flag_formulas(row | {"document_id": document_id, "chemin": name}, {})


def _refused(occurrence: Occurrence, job: Job | None, *, first: bool) -> Mapping[str, pa.RecordBatch]:
    """The rows of a source whose bytes could not be had, or killed the worker."""
    name = occurrence.name
    if job is None:
        return make_result(reject_source(None, name, occurrence.motif or Motif.INTROUVABLE, "")).batches
    told = job.summary
    motif, media_type = Motif(told["motif"]), told["type_media"]
    batches = make_result(reject_content(job.content, told["octets"], name, motif, "", media_type=media_type)).batches
    if first:
        return batches
    flags = make_batch(TABLES_BY_NAME["signalements"], _flag_name(name, job.content))
    return {"documents": batches["documents"], "signalements": flags}
