"""One source, whatever its bytes do: the function that every worker runs, and the one boundary for the unforeseen."""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from models.columns import TABLES_BY_NAME, Row, Rows
from models.errors import Motif, UnreadableSource
from pipeline.batch.preflight import check_bytes
from pipeline.convert import Conversion, convert_source, reject_source
from pipeline.export.arrow import make_batch
from pipeline.export.formulas import flag_formulas
from pipeline.options import DEFAULT_OPTIONS, Options
from pipeline.sources import SourceFile


@dataclass(frozen=True, slots=True)
class Result:
    """A conversion with its Arrow batches by table: what a worker keeps in the store."""

    conversion: Conversion
    batches: Mapping[str, pa.RecordBatch]


def convert_guarded(data: bytes, name: str, options: Options = DEFAULT_OPTIONS) -> Result:
    """Convert one source, and turn what no reader foresaw into a row: the one boundary between fault and batch."""
    try:
        check_bytes(data, name)
        return make_result(convert_source(data, name, options))
    except UnreadableSource as error:
        motif, cause = error.motif, f"{error.what}; {error.remedy}"
    except MemoryError as error:
        motif, cause = Motif.MEMOIRE, describe_error(error)
    except RecursionError as error:
        motif, cause = Motif.TROP_GRAND, describe_error(error)
    except Exception as error:  # noqa: BLE001 - format libraries raise what they like on odd bytes; the batch must go on
        motif, cause = Motif.PLANTAGE, describe_error(error)
    return make_result(reject_source(data, name, motif, cause))


def convert_file(source: SourceFile, options: Options = DEFAULT_OPTIONS) -> Result:
    """Read one file and convert it in this process; whatever goes wrong ends in its row of `documents`."""
    if source.motif is not None:
        return make_result(reject_source(None, source.name, source.motif, str(source.path)))
    try:
        data = source.path.read_bytes()
    except FileNotFoundError as error:
        return make_result(reject_source(None, source.name, Motif.INTROUVABLE, describe_error(error)))
    except OSError as error:
        return make_result(reject_source(None, source.name, Motif.ILLISIBLE, describe_error(error)))
    except MemoryError as error:
        return make_result(reject_source(None, source.name, Motif.TROP_GRAND, describe_error(error)))
    return convert_guarded(data, source.name, options)


def make_result(conversion: Conversion) -> Result:
    """The conversion with its rows as Arrow batches, and a flag for every text that a spreadsheet would run."""
    known = conversion.rows["signalements"]
    formulas = [row for row in flag_formulas(conversion.document, conversion.rows) if row not in known]
    if formulas:
        flags = Rows.of_mappings(known.table, (*known, *formulas))
        conversion = replace(conversion, rows={**conversion.rows, "signalements": flags})
    tables: dict[str, Sequence[Row]] = {"documents": (conversion.document,), **conversion.rows}
    batches = {name: make_batch(TABLES_BY_NAME[name], table) for name, table in tables.items()}
    return Result(conversion, batches)


def describe_error(error: BaseException) -> str:
    """What was raised and where, in one line."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    message = " ".join(str(error).split())
    return f"{type(error).__name__}: {message}{where}" if message else f"{type(error).__name__}{where}"
