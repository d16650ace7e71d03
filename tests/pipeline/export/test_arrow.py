"""From rows to Arrow batches, and from batches to tables."""

import pytest

from models.columns import TABLES, TABLES_BY_NAME, Row
from models.tables import ARROW_SCHEMAS
from pipeline.export.arrow import join_batches, make_batch

PUBLICS = TABLES_BY_NAME["publics"]


def row(texte: str | None) -> Row:
    return {"action_id": "b" * 16, "texte": texte, "categorie": "", "champ": "publics", "ordre": 1}


def test_an_empty_text_is_nothing_so_that_parquet_says_what_csv_says() -> None:
    assert make_batch(PUBLICS, [row("les jeunes")]).column("categorie").to_pylist() == [None]


@pytest.mark.parametrize("texte", [None, ""])
def test_a_missing_value_of_a_required_column_is_a_fault_and_named(texte: str | None) -> None:
    with pytest.raises(ValueError, match=r"publics\.texte"):
        make_batch(PUBLICS, [row(texte)])


def test_tables_are_joined_in_order_and_those_without_rows_are_there() -> None:
    batches = [{"publics": make_batch(PUBLICS, [row(text)])} for text in ("un", "deux")]
    tables = join_batches([*batches, {}])
    assert list(tables) == [table.name for table in TABLES]
    assert tables["publics"].column("texte").to_pylist() == ["un", "deux"]
    assert tables["actions"].num_rows == 0
    assert all(table.schema.equals(ARROW_SCHEMAS[name]) for name, table in tables.items())
