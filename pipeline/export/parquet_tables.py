"""Parquet files: typed, compressed, and the same bytes for the same tables."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from models.errors import UsageError

_ROW_GROUP = 100_000


def write_parquet(tables: Mapping[str, pa.Table], folder: Path) -> None:
    """Write each table as `<folder>/<table>.parquet`."""
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd", row_group_size=_ROW_GROUP)


def read_parquet(folder: Path, name: str) -> pa.Table:
    """The table of that name in an output folder. Raises UsageError where it is missing or cannot be read."""
    path = folder / f"{name}.parquet"
    try:
        # As bytes: a memory map would keep the file open, and Windows replaces no open file.
        return pq.read_table(pa.BufferReader(path.read_bytes()))
    except FileNotFoundError as error:
        remedy = "donnez le dossier qu'une commande « fiches convert … -o » a écrit."
        raise UsageError(f"{path} : introuvable", remedy) from error
    except (OSError, pa.ArrowException) as error:
        reason = " ".join(str(error).split())
        raise UsageError(f"{path} : table illisible ({reason})", "relancez « fiches convert ».") from error
