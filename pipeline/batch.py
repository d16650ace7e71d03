"""Many sources, one after the other: whatever one does, the others go on, and each has its row."""

import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from models.columns import TABLES_BY_NAME, Row
from models.errors import Motif
from pipeline.convert import Conversion, convert_source, reject_source
from pipeline.export import remove_stale, write_tables
from pipeline.export.arrow import join_batches, make_batch
from pipeline.export.formulas import flag_formulas
from pipeline.export.staging import stage_folder
from pipeline.options import DEFAULT_OPTIONS, Options
from pipeline.sources import SourceFile


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source, for people: its row of `documents`, how many rows each table took, the technical cause
    of a rejection, and whether its bytes came before under another name (its rows stand under that one).
    """

    document: Row
    counts: Mapping[str, int]
    cause: str | None = None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A conversion with its Arrow batches by table: what a worker hands back."""

    conversion: Conversion
    batches: Mapping[str, pa.RecordBatch]


def run_batch(
    sources: Iterable[SourceFile],
    out: Path,
    *,
    options: Options = DEFAULT_OPTIONS,
    excel: bool = False,
    on_start: Callable[[SourceFile], None] = lambda source: None,
    on_end: Callable[[Outcome], None] = lambda outcome: None,
) -> tuple[Outcome, ...]:
    """Convert every source and write all tables into `out`; what stood there is replaced at the end, all at once.

    `on_start` and `on_end` are told of each source. Raises UsageError where `out` cannot be written.
    """
    outcomes: list[Outcome] = []
    batches: list[Mapping[str, pa.RecordBatch]] = []
    seen: dict[str, Conversion] = {}
    with stage_folder(out) as staging:
        for source in sources:
            on_start(source)
            result, repeated = _convert_once(source, seen, options)
            batches.append(result.batches)
            outcomes.append(_summarize(result, repeated=repeated))
            on_end(outcomes[-1])
        write_tables(join_batches(batches), staging, excel=excel)
    remove_stale(out, excel=excel)
    return tuple(outcomes)


def convert_guarded(data: bytes, name: str, options: Options = DEFAULT_OPTIONS) -> Result:
    """Convert one source, and turn what no reader foresaw into a row: the one boundary between fault and batch."""
    try:
        return _make_result(convert_source(data, name, options))
    except (MemoryError, RecursionError) as error:
        motif, cause = Motif.TROP_GRAND, _describe(error)
    except Exception as error:  # noqa: BLE001 - format libraries raise what they like on odd bytes; the batch must go on
        motif, cause = Motif.PLANTAGE, _describe(error)
    return _make_result(reject_source(data, name, motif, cause))


def convert_file(source: SourceFile, options: Options = DEFAULT_OPTIONS) -> Result:
    """Read one file and convert it; whatever goes wrong ends in its row of `documents`."""
    return _convert_once(source, {}, options)[0]


def _convert_once(source: SourceFile, seen: dict[str, Conversion], options: Options) -> tuple[Result, bool]:
    """Convert a file; of bytes that came before, only the row of `documents` is new. Adds to `seen`, by SHA-256."""
    if source.motif is not None:
        return _make_result(reject_source(None, source.name, source.motif, str(source.path))), False
    try:
        data = source.path.read_bytes()
    except FileNotFoundError as error:
        return _make_result(reject_source(None, source.name, Motif.INTROUVABLE, _describe(error))), False
    except OSError as error:
        return _make_result(reject_source(None, source.name, Motif.ILLISIBLE, _describe(error))), False
    except MemoryError as error:
        return _make_result(reject_source(None, source.name, Motif.TROP_GRAND, _describe(error))), False
    digest = sha256(data).hexdigest()
    if digest in seen:
        return _make_result(_repeat(seen[digest], source.name)), True
    result = convert_guarded(data, source.name, options)
    flags = result.conversion.rows["signalements"]
    seen[digest] = replace(result.conversion, rows={"signalements": flags})
    return result, False


def _repeat(conversion: Conversion, name: str) -> Conversion:
    """The same bytes under another name: a second row of `documents`, and no second row of anything else."""
    document = conversion.document | {"chemin": name}
    known = conversion.rows["signalements"]
    return replace(
        conversion,
        document=document,
        rows={"signalements": tuple(row for row in flag_formulas(document, {}) if row not in known)},
    )


def _make_result(conversion: Conversion) -> Result:
    known = conversion.rows.get("signalements", ())
    formulas = tuple(row for row in flag_formulas(conversion.document, conversion.rows) if row not in known)
    rows = {**conversion.rows, "signalements": (*known, *formulas)}
    tables = {"documents": (conversion.document,), **rows}
    batches = {name: make_batch(TABLES_BY_NAME[name], table) for name, table in tables.items()}
    return Result(replace(conversion, rows=rows), batches)


def _summarize(result: Result, *, repeated: bool) -> Outcome:
    counts = {name: len(rows) for name, rows in result.conversion.rows.items()}
    return Outcome(result.conversion.document, counts, result.conversion.cause, repeated)


def _describe(error: BaseException) -> str:
    """What was raised and where, in one line."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    message = " ".join(str(error).split())
    return f"{type(error).__name__}: {message}{where}" if message else f"{type(error).__name__}{where}"
