"""From rows to files: Parquet, CSV and the data package. The only place that knows the formats of the output."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa

from models.columns import TABLES
from models.tables import ARROW_SCHEMAS
from pipeline.export.csv_tables import EXCEL, PORTAL, CsvFile
from pipeline.export.datapackage import write_datapackage
from pipeline.export.parquet_tables import ParquetFile
from pipeline.outputs import CSV_FOLDER, EXCEL_FOLDER


def write_tables(
    documents: Iterable[Mapping[str, pa.RecordBatch]], folder: Path, *, excel: bool = False
) -> dict[str, int]:
    """Write every table as `<table>.parquet` and `csv/<table>.csv`, and `datapackage.json`, into an empty folder.

    `documents` gives the batches of one document after the other, by the table's name; never more than a row group of
    each table is in memory. With `excel`, `csv-excel/<table>.csv` too, as a French Excel opens it on a double click.
    The same rows give the same bytes. Returns how many rows each table has.
    """
    counts = dict.fromkeys((table.name for table in TABLES), 0)
    files = {table.name: _open_files(folder, table.name, excel=excel) for table in TABLES}
    try:
        for batches in documents:
            for name, batch in batches.items():
                counts[name] += batch.num_rows
                for file in files[name]:
                    file.add(batch)
    finally:
        for file in (file for opened in files.values() for file in opened):
            file.close()
    write_datapackage(folder, csv_folder=CSV_FOLDER)
    return counts


def _open_files(folder: Path, name: str, *, excel: bool) -> list[ParquetFile | CsvFile]:
    schema = ARROW_SCHEMAS[name]
    files: list[ParquetFile | CsvFile] = [
        ParquetFile(folder / f"{name}.parquet", schema),
        CsvFile(folder / CSV_FOLDER / f"{name}.csv", schema.names, PORTAL),
    ]
    if excel:
        files.append(CsvFile(folder / EXCEL_FOLDER / f"{name}.csv", schema.names, EXCEL))
    return files
