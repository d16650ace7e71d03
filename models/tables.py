"""The Arrow schema and the Table Schema of every table, made from `models.columns`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from models.columns import TABLES, Column, Kind, Table
from models.columns.open_lists import AddedTerms, with_terms

TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"

# Euros with cents, up to the budget of a state.
MONEY_TYPE = pa.decimal128(18, 2)
ARROW_TYPES: Mapping[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.MONEY: MONEY_TYPE,
    Kind.DATE: pa.date32(),
    Kind.JSON_LIST: pa.string(),
    Kind.JSON_OBJECT: pa.string(),
}
_TABLE_SCHEMA_TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.MONEY: "number",
    Kind.DATE: "date",
    Kind.JSON_LIST: "array",
    Kind.JSON_OBJECT: "object",
}


def make_arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table: dates as date32, money as decimal128(18, 2), required columns not nullable."""
    return pa.schema(
        [pa.field(column.name, ARROW_TYPES[column.kind], nullable=not column.required) for column in table.columns]
    )


ARROW_SCHEMAS: Mapping[str, pa.Schema] = {table.name: make_arrow_schema(table) for table in TABLES}


def make_table_schema(table: Table, added: AddedTerms = MappingProxyType({})) -> dict[str, Any]:
    """The Table Schema (Data Package v2, in the manner of schema.data.gouv.fr) of a table's CSV file.

    `added` are the terms that a user adds to our closed lists.
    """
    table = with_terms(table, added)
    schema: dict[str, Any] = {
        "$schema": TABLE_SCHEMA,
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "fields": [_describe_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": [key.column], "reference": {"resource": key.to_table, "fields": [key.to_column]}}
            for key in table.foreign_keys
        ]
    return schema


def _describe_field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "description": _describe_terms(column),
        "example": column.example,
        "type": _TABLE_SCHEMA_TYPES[column.kind],
    }
    if column.kind is Kind.DATE:
        field["format"] = "%Y-%m-%d"
    constraints = _list_constraints(column)
    if constraints:
        field["constraints"] = constraints
    return field


def _describe_terms(column: Column) -> str:
    if not column.terms:
        return column.description
    terms = " ; ".join(f"{term.name} ({term.definition.rstrip('.')})" for term in column.terms)
    return f"{column.description} Valeurs : {terms}."


def _list_constraints(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {
        "required": column.required or None,
        "unique": column.unique or None,
        "enum": [term.name for term in column.terms] or None,
        "pattern": column.pattern,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    return {name: value for name, value in constraints.items() if value is not None}
