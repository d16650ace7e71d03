"""Parquet files: typed, compressed, written a row group at a time, and the same bytes for the same rows.

pyarrow's part for Parquet brings file systems of clouds along, 6 MB: it is imported where a file is opened, for workers
make batches and open none.
"""

from pathlib import Path

import pyarrow as pa

from models.errors import UsageError

# A row group is written when it has as many rows or bytes: no more of a table is in memory, however long it grows.
_GROUP_ROWS = 50_000
_GROUP_BYTES = 4 * 1024 * 1024


class ParquetFile:
    """A table's Parquet file, growing batch by batch. Where groups end depends on the rows alone."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        from pyarrow import parquet  # noqa: PLC0415 - see the module's docstring

        self._schema = schema
        self._writer = parquet.ParquetWriter(path, schema, compression="zstd")
        self._batches: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Append rows."""
        self._batches.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= _GROUP_ROWS or self._bytes >= _GROUP_BYTES:
            self._write_group()

    def close(self) -> None:
        """Write what is left, and the footer."""
        self._write_group()
        self._writer.close()

    def _write_group(self) -> None:
        if not self._batches:
            return
        table = pa.Table.from_batches(self._batches, schema=self._schema).combine_chunks()
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))
        self._batches.clear()
        self._rows = self._bytes = 0


def read_parquet(folder: Path, name: str) -> pa.Table:
    """The table of that name in an output folder. Raises UsageError where it is missing or cannot be read."""
    from pyarrow import parquet  # noqa: PLC0415 - see the module's docstring

    path = folder / f"{name}.parquet"
    try:
        # As bytes: a memory map would keep the file open, and Windows replaces no open file.
        return parquet.read_table(pa.BufferReader(path.read_bytes()))
    except FileNotFoundError as error:
        remedy = "donnez le dossier qu'une commande « fiches convert … -o » a écrit."
        raise UsageError(f"{path} : introuvable", remedy) from error
    except (OSError, pa.ArrowException) as error:
        reason = " ".join(str(error).split())
        raise UsageError(f"{path} : table illisible ({reason})", "relancez « fiches convert ».") from error
