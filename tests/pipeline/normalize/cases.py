"""The written cases of the value stages, and champs made from their texts."""

import tomllib
from pathlib import Path
from typing import Any

from models.action import Champ, Item
from models.document import CELL_SEPARATOR, Place

HERE = Path(__file__).parent


def read_cases(name: str, key: str = "cas") -> list[Any]:
    """The cases of one file beside this module."""
    cases: list[Any] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))[key]
    return cases


def make_champ(name: str, *texts: str, label: str | None = None) -> Champ:
    """A champ of these items; a text with cell separators is a table row, each of its cells in its own column."""
    return Champ(name, tuple(make_item(text) for text in texts), label)


def make_item(text: str) -> Item:
    """One item; a cell `-` is an empty one, which leaves nothing in the text."""
    columns = text.split(CELL_SEPARATOR) if CELL_SEPARATOR in text else []
    filled = [(number, cell.strip()) for number, cell in enumerate(columns, start=1) if cell.strip(" -")]
    if not filled:
        return Item(text, Place(0, len(text)))
    joined = CELL_SEPARATOR.join(cell for _, cell in filled)
    cells = tuple(Place(0, len(cell), path=f"table[1]/row[1]/cell[{number}]") for number, cell in filled)
    return Item(joined, Place(0, len(joined)), cells)
