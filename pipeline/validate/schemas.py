"""Each CSV file against its Table Schema, by frictionless."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from frictionless import Error, Package, Resource, Schema

from models.columns import TABLES
from models.tables import make_table_schema
from pipeline.added_terms import read_terms
from pipeline.outputs import CSV_FOLDER
from pipeline.validate.violation import Violation

# What frictionless finds, in French; anything else keeps its own title.
_TITLES: Mapping[str, str] = {
    "constraint-error": "valeur hors contrainte",
    "type-error": "valeur d'un autre type",
    "unique-error": "valeur en double",
    "primary-key": "clé primaire vide ou en double",
    "foreign-key": "identifiant sans ligne correspondante",
    "missing-label": "colonne absente",
    "extra-label": "colonne en trop",
    "incorrect-label": "colonne mal nommée",
    "blank-row": "ligne vide",
    "missing-cell": "cellule absente",
    "extra-cell": "cellule en trop",
    "encoding": "fichier qui n'est pas en UTF-8",
}
_HEADER_LINES = 1


def check_schemas(out: Path) -> Iterator[Violation]:
    """The breaches of the contract's own Table Schemas, whatever the folder's datapackage says, in its CSV files.

    Of the data package only the categories that a user added count: their codes are valid beside ours.
    """
    added = read_terms(out)
    package = Package(
        resources=[
            Resource(
                name=table.name,
                path=f"{CSV_FOLDER}/{table.name}.csv",
                encoding="utf-8",
                schema=Schema.from_descriptor(make_table_schema(table, added)),
            )
            for table in TABLES
        ],
        basepath=str(out),
    )
    report = package.validate()
    for error in report.errors:
        yield Violation("datapackage", _describe(error))
    for task in report.tasks:
        for error in task.errors:
            yield _make_violation(task.name, error)


def _make_violation(table: str, error: Error) -> Violation:
    row = getattr(error, "row_number", None)
    return Violation(
        table,
        _describe(error),
        line=None if row is None else row - _HEADER_LINES,
        column=getattr(error, "field_name", None) or getattr(error, "label", None),
    )


def _describe(error: Error) -> str:
    cell = getattr(error, "cell", None)
    shown = f" « {cell} »" if cell else ""
    return f"{_TITLES.get(error.type, error.title)}{shown} ({error.note or error.message})"
