"""What a run writes into its output folder, by name. Nothing of it is ever a source."""

from pathlib import Path

from models.columns import TABLES
from pipeline.locations import Location

CSV_FOLDER = "csv"
EXCEL_FOLDER = "csv-excel"
DATAPACKAGE = "datapackage.json"
REPORT = "rapport.json"
QUARANTINE = "quarantaine.csv"
# The user's own labels: read by a run, written by `fiches labels --assign`, never replaced by a run.
LABELS = "libelles.toml"
# Hidden, as what the program keeps for itself: ledger, results, lock.
WORKSPACE = ".fiches"


def list_files(out: Path) -> tuple[Path, ...]:
    """The files that a run may write into its output folder, in the order of the tables."""
    tables = (out / f"{table.name}.parquet" for table in TABLES)
    folders = (out / CSV_FOLDER, out / EXCEL_FOLDER)
    texts = (folder / f"{table.name}.csv" for folder in folders for table in TABLES)
    return (*tables, *texts, *(out / name for name in (DATAPACKAGE, REPORT, QUARANTINE)))


def list_outputs(out: Location) -> tuple[Location, ...]:
    """The output folder, and what a run writes into it."""
    names = (CSV_FOLDER, EXCEL_FOLDER, WORKSPACE, *(path.as_posix() for path in list_files(Path())))
    return (out, *(out / name for name in names))
