"""What a table and a column are, before any library's way of saying it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.vocabulary.champs import Term

Value = str | int | float | Decimal | date | None
Row = dict[str, Value]
"""A row of a table: values by column name, every column of the table present, None for nothing."""


class Kind(StrEnum):
    """What a column holds. The JSON kinds are texts that hold a JSON list or object."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    JSON_LIST = "json_list"
    JSON_OBJECT = "json_object"


TEXT_KINDS = frozenset({Kind.TEXT, Kind.JSON_LIST, Kind.JSON_OBJECT})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, French title, description and example, and what its values must keep to.

    `terms` is the closed list that the values come from; empty where they are free.
    """

    kind: Kind
    name: str
    title: str
    description: str
    example: str | int | float
    required: bool = False
    unique: bool = False
    terms: tuple[Term, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` holds only values that stand in `to_column` of the table `to_table` (or nothing)."""

    column: str
    to_table: str
    to_column: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order and their names, the columns that name a row, and where its ids point."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    column_names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        # Once a table, and not each time that a row is read.
        object.__setattr__(self, "column_names", tuple(column.name for column in self.columns))
