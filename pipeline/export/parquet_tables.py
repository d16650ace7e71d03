"""Parquet files: typed, compressed, and the same bytes for the same tables."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_ROW_GROUP = 100_000


def write_parquet(tables: Mapping[str, pa.Table], folder: Path) -> None:
    """Write each table as `<folder>/<table>.parquet`."""
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd", row_group_size=_ROW_GROUP)


def read_parquet(folder: Path, name: str) -> pa.Table:
    """The table of that name in an output folder. Raises OSError or pyarrow.ArrowInvalid where it cannot be read."""
    # As bytes: a memory map would keep the file open, and Windows replaces no open file.
    return pq.read_table(pa.BufferReader((folder / f"{name}.parquet").read_bytes()))
