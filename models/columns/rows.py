"""The rows of one table, by the thousand: held as tuples, read as mappings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from models.columns.column import Row, Table, Value

Record = tuple[Value, ...]
"""A row's values in the order of its table's columns."""


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Row]):
    """Rows of a table, in order. Tuples take a third of what dictionaries take, and give columns at once."""

    table: Table
    records: tuple[Record, ...] = ()

    @classmethod
    def of_mappings(cls, table: Table, rows: Iterable[Row]) -> "Rows":
        """Rows from mappings that have all columns of the table. Raises KeyError where one is missing."""
        names = table.column_names
        return cls(table, tuple([tuple([row[name] for name in names]) for row in rows]))

    def columns(self) -> dict[str, Sequence[Value]]:
        """The values of all rows by the name of their column."""
        if not self.records:
            return dict.fromkeys(self.table.column_names, ())
        return dict(zip(self.table.column_names, zip(*self.records, strict=True), strict=True))

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Row]:
        names = self.table.column_names
        return (dict(zip(names, record, strict=True)) for record in self.records)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> "Rows": ...

    def __getitem__(self, index: int | slice) -> "Row | Rows":
        if isinstance(index, slice):
            return Rows(self.table, self.records[index])
        return dict(zip(self.table.column_names, self.records[index], strict=True))
