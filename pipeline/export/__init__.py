"""From rows to files: Parquet, CSV and the data package. The only place that knows the formats of the output."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from models.columns import TABLES
from models.tables import ARROW_SCHEMAS
from pipeline.export.csv_tables import EXCEL, PORTAL, CsvFile
from pipeline.export.datapackage import write_datapackage
from pipeline.export.parquet_tables import ParquetFile
from pipeline.outputs import CSV_FOLDER, EXCEL_FOLDER

_CHUNK_ROWS = 1_000
_CHUNK_BYTES = 2 * 1024 * 1024


def write_tables(
    documents: Iterable[Mapping[str, pa.RecordBatch]], folder: Path, *, excel: bool = False
) -> dict[str, int]:
    """Write every table as `<table>.parquet` and `csv/<table>.csv`, and `datapackage.json`, into an empty folder.

    `documents` gives the batches of one document after the other, by the table's name; never more than a row group of
    each table is in memory, and the rows of some documents. With `excel`, `csv-excel/<table>.csv` too, as a French
    Excel opens it on a double click. The same rows give the same bytes. Returns how many rows each table has.
    """
    counts = dict.fromkeys((table.name for table in TABLES), 0)
    files = {table.name: _TableFiles(_open_files(folder, table.name, excel=excel)) for table in TABLES}
    try:
        for batches in documents:
            for name, batch in batches.items():
                counts[name] += batch.num_rows
                files[name].add(batch)
    finally:
        for opened in files.values():
            opened.close()
    write_datapackage(folder, csv_folder=CSV_FOLDER)
    return counts


class _TableFiles:
    """The files of one table. The rows of many documents are put together first: a batch of two rows costs as much as
    one of a thousand. What is put together depends on the rows alone.
    """

    def __init__(self, files: Sequence[ParquetFile | CsvFile]) -> None:
        self._files = files
        self._batches: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Append the rows of a document."""
        self._batches.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.get_total_buffer_size()
        if self._rows >= _CHUNK_ROWS or self._bytes >= _CHUNK_BYTES:
            self._write()

    def close(self) -> None:
        """Write what is left."""
        try:
            self._write()
        finally:
            for file in self._files:
                file.close()

    def _write(self) -> None:
        if not self._batches:
            return
        chunk = pa.concat_batches(self._batches)
        self._batches.clear()
        self._rows = self._bytes = 0
        for file in self._files:
            file.add(chunk)


def _open_files(folder: Path, name: str, *, excel: bool) -> list[ParquetFile | CsvFile]:
    schema = ARROW_SCHEMAS[name]
    files: list[ParquetFile | CsvFile] = [
        ParquetFile(folder / f"{name}.parquet", schema),
        CsvFile(folder / CSV_FOLDER / f"{name}.csv", schema.names, PORTAL),
    ]
    if excel:
        files.append(CsvFile(folder / EXCEL_FOLDER / f"{name}.csv", schema.names, EXCEL))
    return files
