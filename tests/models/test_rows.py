"""The rows of a table: tuples inside, mappings outside."""

import pytest

from models.columns import TABLES_BY_NAME, Rows

PUBLICS = TABLES_BY_NAME["publics"]
FIRST = {"action_id": "b" * 16, "texte": "les jeunes", "categorie": None, "champ": "publics", "ordre": 1}
SECOND = {**FIRST, "texte": "les aînés", "ordre": 2}


def test_rows_read_as_the_mappings_that_they_were_made_from() -> None:
    rows = Rows.of_mappings(PUBLICS, (FIRST, SECOND))
    assert list(rows) == [FIRST, SECOND]
    assert (rows[0], rows[-1], list(rows[1:]), len(rows)) == (FIRST, SECOND, [SECOND], 2)
    assert SECOND in rows


def test_columns_follow_the_table_whatever_order_a_mapping_has() -> None:
    turned = dict(reversed(FIRST.items()))
    columns = Rows.of_mappings(PUBLICS, (turned, SECOND)).columns()
    assert tuple(columns) == PUBLICS.column_names
    assert list(columns["texte"]) == ["les jeunes", "les aînés"]


def test_no_rows_have_all_columns_and_nothing_in_them() -> None:
    assert Rows(PUBLICS).columns() == dict.fromkeys(PUBLICS.column_names, ())
    assert not Rows(PUBLICS)


def test_a_mapping_without_one_of_the_columns_is_refused() -> None:
    with pytest.raises(KeyError, match="ordre"):
        Rows.of_mappings(PUBLICS, ({name: value for name, value in FIRST.items() if name != "ordre"},))
