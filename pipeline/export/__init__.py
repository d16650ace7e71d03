"""From rows to files: Parquet, CSV and the data package. The only place that knows the formats of the output."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from models.columns import TABLES
from pipeline.export.csv_tables import EXCEL, PORTAL, write_csv
from pipeline.export.datapackage import DATAPACKAGE, write_datapackage
from pipeline.export.parquet_tables import write_parquet

CSV_FOLDER = "csv"
EXCEL_FOLDER = "csv-excel"


def write_tables(tables: Mapping[str, pa.Table], folder: Path, *, excel: bool = False) -> None:
    """Write every table as `<table>.parquet` and `csv/<table>.csv`, and `datapackage.json`, into an empty folder.

    With `excel`, `csv-excel/<table>.csv` too, as a French Excel opens it on a double click. The same tables give the
    same bytes.
    """
    write_parquet(tables, folder)
    write_csv(tables, folder / CSV_FOLDER, dialect=PORTAL)
    if excel:
        write_csv(tables, folder / EXCEL_FOLDER, dialect=EXCEL)
    write_datapackage(folder, csv_folder=CSV_FOLDER)


def remove_stale(out: Path, *, excel: bool) -> None:
    """Remove what an earlier run left in `out` and this one did not write: without `excel`, the CSV files for Excel."""
    folder = out / EXCEL_FOLDER
    if excel or not folder.is_dir():
        return
    for table in TABLES:
        (folder / f"{table.name}.csv").unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def list_outputs(out: Path) -> tuple[Path, ...]:
    """The output folder, and what a run writes into it: nothing of which is ever a source."""
    tables = (out / f"{table.name}.parquet" for table in TABLES)
    return (out, out / CSV_FOLDER, out / EXCEL_FOLDER, out / DATAPACKAGE, *tables)
