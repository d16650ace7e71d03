"""A breach of the contract in an output folder is found and named."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from models.columns import TABLES
from models.errors import UsageError
from models.tables import ARROW_SCHEMAS
from pipeline.batch.single import make_result
from pipeline.convert import make_conversion
from pipeline.export import write_tables
from pipeline.export.parquet_tables import read_parquet
from pipeline.validate import validate_output
from tests.pipeline.invented import make_document, make_reading

Row = dict[str, Any]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    result = make_result(make_conversion(make_document(pages=1), make_reading(page=1)))
    write_tables([result.batches], tmp_path)
    return tmp_path


def rewrite(out: Path, name: str, change: Callable[[list[Row]], None]) -> None:
    """Write the folder anew with one table's rows changed, in Parquet and CSV alike."""
    tables = {table.name: read_parquet(out, table.name) for table in TABLES}
    rows = tables[name].to_pylist()
    change(rows)
    tables[name] = pa.Table.from_pylist(rows, schema=ARROW_SCHEMAS[name])
    whole = {name: pa.RecordBatch.from_pylist(table.to_pylist(), schema=table.schema) for name, table in tables.items()}
    write_tables([whole], out)


def put(column: str, value: Any) -> Callable[[list[Row]], None]:
    def change(rows: list[Row]) -> None:
        rows[0][column] = value

    return change


def test_tables_as_written_are_valid(out: Path) -> None:
    assert validate_output(out) == ()


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("documents", "statut", "lu", "valeur hors contrainte « lu »"),
        ("documents", "couverture", 1.5, "valeur hors contrainte"),
        ("documents", "couverture", 0.5, "couverture incomplète sans signalement"),
        ("documents", "motif", "abime", "statut converti et motif abime"),
        ("actions", "rang", 0, "valeur hors contrainte"),
        ("actions", "plan_id", "0" * 16, "identifiant sans ligne correspondante"),
        ("actions", "constat", "Autre chose.", "pas celui des items"),
        ("champs", "fin", 0, "la longueur de son passage"),
        ("echeances", "fin", date(2020, 1, 1), "debut dépasse fin"),
        ("champs", "objet_id", "0" * 16, "aucun objet"),
        ("acteurs", "categorie", "zut", "valeur hors contrainte « zut »"),
        ("acteurs", "ordre", 9, "aucun item 9 du champ pilotage"),
        ("indicateurs", "action_id", "0" * 16, "identifiant sans ligne correspondante"),
        ("signalements", "code", "Pas Un Code", "valeur hors contrainte"),
    ],
)
def test_a_value_that_breaks_the_contract_is_named(
    out: Path, table: str, column: str, value: object, said: str
) -> None:
    rewrite(out, table, put(column, value))
    messages = [f"{violation.table} {violation.message}" for violation in validate_output(out)]
    assert any(said in message for message in messages), messages


def test_a_row_twice_breaks_the_primary_key(out: Path) -> None:
    rewrite(out, "actions", lambda rows: rows.append(rows[0]))
    assert any("en double" in violation.message for violation in validate_output(out))


def test_a_csv_file_edited_by_hand_no_longer_says_what_parquet_says(out: Path) -> None:
    path = out / "csv" / "acteurs.csv"
    path.write_bytes(path.read_bytes().replace(b"pilote", b"copilote"))
    (violation,) = validate_output(out)
    assert violation.message == "csv/acteurs.csv ne dit pas ce que dit acteurs.parquet"


def test_a_column_taken_away_is_found(out: Path) -> None:
    path = out / "csv" / "publics.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    path.write_text("\n".join(",".join(row[:-1]) for row in rows), encoding="utf-8")
    assert any(violation.table == "publics" and violation.column == "ordre" for violation in validate_output(out))


@pytest.mark.parametrize("path", ["champs.parquet", "csv/champs.csv"])
def test_a_missing_table_is_bad_usage(out: Path, path: str) -> None:
    (out / path).unlink()
    with pytest.raises(UsageError, match="introuvable"):
        validate_output(out)


def test_a_parquet_file_that_is_none_is_bad_usage(out: Path) -> None:
    (out / "champs.parquet").write_bytes(b"PAR1")
    with pytest.raises(UsageError, match="illisible"):
        validate_output(out)


def test_a_text_longer_than_any_csv_reader_s_limit_is_valid(out: Path) -> None:
    rewrite(out, "signalements", put("message", "a" * 300_000))
    assert validate_output(out) == ()
