"""`datapackage.json`: the Data Package (version 2) that says what every table and column is."""

import hashlib
import json
from pathlib import Path
from typing import Any

from models.columns import TABLES, Table
from models.columns.open_lists import AddedTerms
from models.tables import make_table_schema
from pipeline.added_terms import ADDED_CATEGORIES, write_terms
from pipeline.lexicon.categories import own_terms
from pipeline.outputs import DATAPACKAGE

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def write_datapackage(folder: Path, *, csv_folder: str) -> None:
    """Describe the CSV files that stand in `folder / csv_folder`, with the size and SHA-256 of each; a user's own
    categories stand in a list of their own too, where `fiches validate` looks for them."""
    added = own_terms()
    package: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": "fiches-action",
        "title": "Fiches action",
        "description": (
            "Actions, plans et documents lus par le programme fiches, chaque valeur avec sa place dans la source."
            " Les mêmes tables sont dans les fichiers Parquet de même nom."
        ),
        "resources": [_describe_resource(table, folder, f"{csv_folder}/{table.name}.csv", added) for table in TABLES],
    }
    if added:
        package[ADDED_CATEGORIES] = write_terms(added)
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / DATAPACKAGE).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _describe_resource(table: Table, folder: Path, path: str, added: AddedTerms) -> dict[str, Any]:
    with (folder / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    return {
        "name": table.name,
        "type": "table",
        "path": path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": make_table_schema(table, added),
    }
