"""The official territories by name: régions, départements, EPCI with what people call them, communes old and new.

Read from `territories.index`, which `build_index` makes from the table: sorted names, looked up by bisection, and the
rows as bytes, of which only those asked for are decoded. A tenth of a second and 10 MB, once a process.
"""

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import takewhile

from pipeline.reference.keys import CAPITALS


@dataclass(frozen=True, slots=True)
class Entry:
    """A territory: `type` (`commune`, `epci`, `departement`, `region`), INSEE code or SIREN, official name.

    `nature` tells current communes (`actuelle`) from former ones; `departement` is where an EPCI has most inhabitants;
    `mot` marks names that are French words too.
    """

    type: str
    code: str
    nom: str
    nature: str
    departement: str | None
    region: str | None
    epci: str | None
    population: int
    mot: bool


@dataclass(frozen=True, slots=True)
class Names:
    """Names by key (see `keys.name_key`) in order, one a row: a name that several territories share stands as often.

    `firsts` says for each first word where the names that it opens begin.
    """

    keys: Sequence[str]
    numbers: Sequence[int]
    firsts: Mapping[str, int]

    def find(self, key: str, start: int = 0) -> int | None:
        """Where the names begin, behind `start`, that are the key or go on behind it with another word; None where
        there are none."""
        # What is looked for stands close behind: names that open with the same word stand together.
        step, end = 8, len(self.keys)
        while start + step < end and self.keys[start + step] < key:
            start, step = start + step, 2 * step
        at = bisect_left(self.keys, key, start, min(start + step, end))
        if at == end:
            return None
        name = self.keys[at]
        return at if name == key or name.startswith(key + " ") else None

    def rows_at(self, at: int) -> tuple[int, ...]:
        """The rows of all territories of the name at a place."""
        name = self.keys[at]
        end = at + 1
        while end < len(self.keys) and self.keys[end] == name:
            end += 1
        return tuple(self.numbers[at:end])

    def rows(self, key: str) -> tuple[int, ...]:
        """The rows of all territories of exactly that name."""
        at = self.find(key)
        return self.rows_at(at) if at is not None and self.keys[at] == key else ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names of territories, and apart the names that count only behind «communauté de communes», «CC», …

    `lines` are the territories, as the index writes them, in the table's order: régions, départements, EPCI, communes.
    """

    names: Names
    groups: Names
    lines: Sequence[bytes]

    def entries(self, rows: Iterable[int]) -> tuple[Entry, ...]:
        """The territories of these rows, in the table's order."""
        return tuple(_entry(row) for row in sorted(set(rows)))

    def by_code(self, kind: str, code: str) -> Entry | None:
        """The région or département of that code."""
        return next((entry for entry in _wide_territories() if entry.type == kind and entry.code == code), None)


@cache
def load_gazetteer() -> Gazetteer:
    """Read the index, once a process."""
    data = zlib.decompress(resources.files(__package__).joinpath("territories.index").read_bytes())
    lines, names, name_rows, groups, group_rows = data.split(b"\f")
    return Gazetteer(_read_names(names, name_rows), _read_names(groups, group_rows), lines.split(b"\n"))


def _read_names(keys: bytes, numbers: bytes) -> Names:
    return _make_names(keys.decode().split("\n"), array("I", map(int, numbers.split(b"\n"))))


def _make_names(keys: Sequence[str], numbers: Sequence[int]) -> Names:
    firsts: dict[str, int] = {}
    for at, key in enumerate(keys):
        firsts.setdefault(key.partition(" ")[0], at)
    return Names(keys, numbers, firsts)


@lru_cache(maxsize=1 << 12)
def _entry(row: int) -> Entry:
    cells = load_gazetteer().lines[row].decode().split("\t")
    kind, code, nom, nature, departement, region, epci, population, mot = cells
    places = (departement or None, region or None, epci or None)
    return Entry(kind, code, nom, nature, *places, int(population or 0), mot == "1")


@cache
def _wide_territories() -> tuple[Entry, ...]:
    """All régions and départements."""
    entries: Iterator[Entry] = map(_entry, range(len(load_gazetteer().lines)))
    return tuple(takewhile(lambda entry: entry.type in {"region", "departement"}, entries))


@cache
def capital_names() -> Names:
    """Names in capitals without accents, for texts written so; built only when such a text comes."""
    names = load_gazetteer().names
    pairs = sorted(
        (key.upper().translate(CAPITALS), number) for key, number in zip(names.keys, names.numbers, strict=True)
    )
    return _make_names([key for key, _ in pairs], array("I", (number for _, number in pairs)))
