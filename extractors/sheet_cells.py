"""A sheet as its reader saw it, whatever the workbook's format: cells with their texts, looks and spans."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.flow import Run
from models.document import PLAIN, Style

# More cells than any plan has: what holds more is a data dump, and would fill the memory.
MAX_CELLS = 1_500_000


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that holds text: its place from 0, what it shows as runs, its look, the cells that it is merged over."""

    row: int
    column: int
    runs: tuple[Run, ...]
    style: Style = PLAIN
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        """All of its runs as they are."""
        return "".join(text for text, _ in self.runs)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its cells in reading order, and what of it a user does not see.

    `errors` counts the cells in error by what they show (`#REF!`); `unsaved` the formulas saved without a value;
    `notes` the comments on cells, which are no text of the plan; `drawn` the texts of boxes drawn over the sheet.
    """

    name: str
    cells: tuple[SheetCell, ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: Mapping[str, int] = field(default_factory=dict)
    unsaved: int = 0
    notes: int = 0
    drawn: tuple[str, ...] = ()
