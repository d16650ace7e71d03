"""The schemas of the tables are those of the contract, and describe themselves."""

import re
from dataclasses import fields
from pathlib import Path

import pyarrow as pa
import pytest

from models.action import (
    Actor,
    Audience,
    Classification,
    Indicator,
    Method,
    Money,
    Period,
    PlanFacts,
    PlanLink,
    Territory,
    Values,
)
from models.columns import TABLES, Column, Kind, Table
from models.errors import MOTIF_DEFINITIONS, MOTIF_REMEDIES, Motif
from models.flags import Gravity
from models.tables import ARROW_SCHEMAS, make_table_schema
from models.vocabulary.documents import GRAVITES, METHODES

VALUES: dict[str, type] = {
    "acteurs": Actor,
    "indicateurs": Indicator,
    "echeances": Period,
    "financements": Money,
    "territoires": Territory,
    "publics": Audience,
    "classements": Classification,
    "liens": PlanLink,
}
CONTRACT = Path(__file__).parents[2] / "../shared/contract.md"
# What was asked for after the contract was written.
ADDED_TABLES = {"classements", "liens"}
COLUMNS = [
    pytest.param(table, column, id=f"{table.name}.{column.name}") for table in TABLES for column in table.columns
]


@pytest.mark.skipif(not CONTRACT.exists(), reason="the contract lies beside the checkout only")
@pytest.mark.parametrize(
    "table", [table for table in TABLES if table.name not in ADDED_TABLES], ids=lambda table: table.name
)
def test_a_table_has_the_columns_of_the_contract(table: Table) -> None:
    line = re.search(rf"^\| `{table.name}` \|[^|]*\|(.*)\|$", CONTRACT.read_text(encoding="utf-8"), re.MULTILINE)
    assert line is not None
    # What stands in brackets are the values of a column.
    named = re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", line[1]))
    # The contract names `champ` and `ordre` of the derived tables, and the champs of `actions`, in the text below.
    assert [name for name in table.column_names if name in named] == named


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_says_what_it_is_in_french(table: Table, column: Column) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,49}", column.name)
    assert column.title
    assert column.description.endswith(".")
    assert column.example != ""


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_an_example_keeps_to_the_constraints(table: Table, column: Column) -> None:
    if column.terms:
        assert column.example in {term.name for term in column.terms}
    if column.pattern:
        assert re.fullmatch(column.pattern, str(column.example))
    if column.minimum is not None:
        assert float(column.example) >= column.minimum
    if column.kind is Kind.DATE:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(column.example))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_table_names_a_column_twice(table: Table) -> None:
    assert len(set(table.column_names)) == len(table.columns)
    assert set(table.primary_key) <= set(table.column_names)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_schema_has_a_date_format_and_a_definition_of_every_term(table: Table) -> None:
    schema = make_table_schema(table)
    assert schema["$schema"].startswith("https://datapackage.org/profiles/2.0/")
    for field, column in zip(schema["fields"], table.columns, strict=True):
        assert (field.get("format") == "%Y-%m-%d") == (column.kind is Kind.DATE)
        assert [term.name for term in column.terms] == field.get("constraints", {}).get("enum", [])
        assert all(term.name in field["description"] for term in column.terms)


def test_dates_are_days_and_amounts_are_exact() -> None:
    assert ARROW_SCHEMAS["echeances"].field("debut").type == pa.date32()
    assert ARROW_SCHEMAS["financements"].field("montant_eur").type == pa.decimal128(18, 2)
    assert not ARROW_SCHEMAS["champs"].field("texte").nullable


@pytest.mark.parametrize("name", VALUES)
def test_every_kind_of_value_has_a_table_whose_columns_are_its_attributes(name: str) -> None:
    table = next(table for table in TABLES if table.name == name)
    owned = set(table.column_names) - {"objet", "objet_id", "action_id"}
    assert {attribute.name for attribute in fields(VALUES[name])} == owned


def test_the_kinds_of_value_are_those_of_an_action() -> None:
    assert {*VALUES, "flags"} == {field.name for field in fields(Values)}


def test_a_plan_s_facts_are_columns_of_plans() -> None:
    plans = next(table for table in TABLES if table.name == "plans")
    assert {field.name for field in fields(PlanFacts)} == set(plans.column_names) - {"plan_id", "document_id"}


def test_the_closed_lists_are_those_of_the_code() -> None:
    assert [term.name for term in METHODES] == list(Method)
    assert [term.name for term in GRAVITES] == list(Gravity)
    assert set(MOTIF_DEFINITIONS) == set(MOTIF_REMEDIES) == set(Motif)
