"""Rebuild `territories.index`, the form in which the program loads `territories.parquet`.

    python -m pipeline.reference.build_index

The table read with pyarrow and put into dictionaries costs each process half a second and 50 MB. The index is text
under zlib: the rows as lines, and for each kind of name the keys in order with the row that each belongs to.
"""

import zlib
from importlib import resources
from pathlib import Path
from typing import Any

from pyarrow import parquet

from pipeline.reference.keys import name_key

OUTPUT = Path(__file__).with_name("territories.index")
SECTION, LINE, CELL = "\f", "\n", "\t"
COLUMNS = ("type", "code", "nom", "nature", "departement", "region", "epci", "population", "mot")


def main() -> None:
    """Write the index beside this script."""
    OUTPUT.write_bytes(zlib.compress(make_index().encode(), 9))


def make_index() -> str:
    """The index of the committed table: five sections, of rows, names, their rows, names of groups, their rows."""
    with resources.files(__package__).joinpath("territories.parquet").open("rb") as file:
        rows = parquet.ParquetFile(file).read(use_threads=False).to_pylist()
    names: set[tuple[str, int]] = set()
    groups: set[tuple[str, int]] = set()
    for number, row in enumerate(rows):
        names.update((name_key(name), number) for name in (row["nom"], *row["alias"]))
        if row["type"] == "epci":
            groups.update((name_key(name), number) for name in (_base(row["nom"]), row["centre"], *row["alias"]))
    lines = LINE.join(CELL.join(_cell(row[column]) for column in COLUMNS) for row in rows)
    return SECTION.join((lines, *_sections(names), *_sections(groups)))


def _sections(names: set[tuple[str, int]]) -> tuple[str, str]:
    ordered = sorted(names)
    return LINE.join(key for key, _ in ordered), LINE.join(str(number) for _, number in ordered)


def _cell(value: Any) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def _base(name: str) -> str:
    """A group's name without its kind and the article: «CC du Val Vert» is «Val Vert»."""
    words = name.split()
    start = 1 if words[0] in {"CC", "CA", "CU", "Métropole", "Eurométropole"} else 0
    if len(words) > start + 1 and words[start] in {"de", "du", "des", "le", "la", "les", "Le", "La", "Les"}:
        start += 2 if words[start : start + 2] == ["de", "la"] else 1
    return " ".join(words[start:]).removeprefix("de l'").removeprefix("l'").removeprefix("d'")


if __name__ == "__main__":
    main()
