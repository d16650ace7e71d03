"""Is an output folder what the contract says? Each table against its Table Schema, and all against each other."""

from pathlib import Path

from models.columns import TABLES
from models.errors import UsageError
from models.tables import ARROW_SCHEMAS
from pipeline.export.csv_tables import PORTAL, render_csv
from pipeline.export.parquet_tables import read_parquet
from pipeline.outputs import CSV_FOLDER
from pipeline.validate.crosschecks import check_tables
from pipeline.validate.schemas import check_schemas
from pipeline.validate.violation import Violation

__all__ = ["Violation", "validate_output"]


def validate_output(out: Path) -> tuple[Violation, ...]:
    """Everything in which the tables of an output folder break the contract; empty where nothing does.

    Raises UsageError where a table is missing or cannot be read at all.
    """
    tables = {table.name: read_parquet(out, table.name) for table in TABLES}
    violations: list[Violation] = []
    for name, table in tables.items():
        if not table.schema.equals(ARROW_SCHEMAS[name]):
            violations.append(Violation(name, f"le schéma de {name}.parquet n'est pas celui du contrat"))
        path = out / CSV_FOLDER / f"{name}.csv"
        if not path.is_file():
            raise UsageError(f"{path} : introuvable", "relancez « fiches convert ».")
        # So that what is checked on the CSV file is known of the Parquet file.
        if path.read_bytes() != render_csv(table, PORTAL):
            violations.append(Violation(name, f"{CSV_FOLDER}/{name}.csv ne dit pas ce que dit {name}.parquet"))
    violations.extend(check_schemas(out))
    if all(table.schema.equals(ARROW_SCHEMAS[name]) for name, table in tables.items()):
        violations.extend(check_tables({name: table.to_pylist() for name, table in tables.items()}))
    return tuple(violations)
