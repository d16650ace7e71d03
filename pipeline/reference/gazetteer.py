"""The official territories by name: régions, départements, EPCI with what people call them, communes old and new."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

_SPACED = dict.fromkeys(map(ord, "-'’‘–‑/"), " ")
_CAPITALS = dict(zip(map(ord, "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ"), "AAACEEEEIIOOUUUY", strict=True))
_KEY = _SPACED | _CAPITALS | {ord("œ"): "oe", ord("Œ"): "Oe", ord("æ"): "ae", ord("Æ"): "Ae"}
# «Rennes métropole», «Annemasse agglo»: written small as often as not.
_KINDS = {"métropole", "agglomération", "agglo", "communauté", "intercommunalité", "eurométropole"}
_SHORT = {"St": "Saint", "Ste": "Sainte", "Sts": "Saints"}


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
    """Names by key (see `name_key`), and by a key's first word the number of words of the longest name."""

    rows: Mapping[str, tuple[int, ...]]
    longest: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names of territories, and apart the names that count only behind «communauté de communes», «CC», …"""

    names: Names
    groups: Names
    columns: Mapping[str, Any]

    def entries(self, rows: tuple[int, ...]) -> tuple[Entry, ...]:
        """The territories of these rows, in the table's order: régions, départements, EPCI, communes."""
        return tuple(_entry(row) for row in sorted(set(rows)))

    def by_code(self, kind: str, code: str) -> Entry | None:
        """The territory of that kind and code."""
        return next((entry for entry in self._of_kind(kind) if entry.code == code), None)

    def _of_kind(self, kind: str) -> tuple[Entry, ...]:
        return _few(kind)


@lru_cache(maxsize=1 << 16)
def word_key(word: str) -> str:
    """A word as it stands in keys: capitals without accents, `St` in full; lower-case letters keep their accents.

    >>> word_key("Évreux"), word_key("Ste"), word_key("placé")
    ('Evreux', 'Sainte', 'placé')
    """
    key = word.translate(_KEY)
    return _SHORT.get(key) or (key.capitalize() if key in _KINDS else key)


def name_key(name: str) -> str:
    """The key of a name: its words parted by one space.

    >>> name_key("St-Cyr-l'École")
    'Saint Cyr l Ecole'
    """
    words = name.translate(_KEY).replace(".", " ").split()
    return " ".join(map(word_key, words))


def _table() -> Any:
    # Late: pyarrow takes a tenth of a second, which `fiches --help` need not wait for.
    from pyarrow import parquet  # noqa: PLC0415

    with resources.files(__package__).joinpath("territories.parquet").open("rb") as file:
        return parquet.ParquetFile(file).read(use_threads=False)


@cache
def load_gazetteer() -> Gazetteer:
    """Read the reference table; about 0.2 s, once a process."""
    table = _table()
    columns = {name: table.column(name).combine_chunks() for name in table.column_names}
    names = columns["nom"].to_pylist()
    kinds = columns["type"].to_pylist()
    found: dict[str, list[int]] = {}
    groups: dict[str, list[int]] = {}
    for row, name in enumerate(names):
        key = name.translate(_KEY)
        found.setdefault(name_key(name) if "." in key or "St " in key or "  " in key else key, []).append(row)
    first_commune = kinds.index("commune")
    aliases, centres = columns["alias"][:first_commune].to_pylist(), columns["centre"][:first_commune].to_pylist()
    for row in range(first_commune):
        for alias in aliases[row]:
            found.setdefault(name_key(alias), []).append(row)
        if kinds[row] == "epci":
            for name in {_base(names[row]), centres[row], *aliases[row]}:
                groups.setdefault(name_key(name), []).append(row)
    return Gazetteer(_index(found), _index(groups), columns)


def _base(name: str) -> str:
    """A group's name without its kind and the article: «CC du Val Vert» is «Val Vert»."""
    words = name.split()
    start = 1 if words[0] in {"CC", "CA", "CU", "Métropole", "Eurométropole"} else 0
    if len(words) > start + 1 and words[start] in {"de", "du", "des", "le", "la", "les", "Le", "La", "Les"}:
        start += 2 if words[start : start + 2] == ["de", "la"] else 1
    return " ".join(words[start:]).removeprefix("de l'").removeprefix("l'").removeprefix("d'")


def _index(rows: Mapping[str, list[int]]) -> Names:
    longest: dict[str, int] = {}
    for key in rows:
        first, _, rest = key.partition(" ")
        length = 1 + (rest.count(" ") + 1 if rest else 0)
        if longest.get(first, 0) < length:
            longest[first] = length
    return Names({key: tuple(found) for key, found in rows.items()}, longest)


@lru_cache(maxsize=1 << 14)
def _entry(row: int) -> Entry:
    columns = load_gazetteer().columns
    values = {name: columns[name][row].as_py() for name in Entry.__slots__}
    return Entry(**values | {"population": values["population"] or 0})


@cache
def _few(kind: str) -> tuple[Entry, ...]:
    """All régions or départements."""
    gazetteer = load_gazetteer()
    kinds = gazetteer.columns["type"].to_pylist()
    return gazetteer.entries(tuple(row for row, name in enumerate(kinds) if name == kind))


@cache
def capital_names() -> Names:
    """Names in capitals without accents, for texts written so; built only when such a text comes."""
    folded: dict[str, list[int]] = {}
    for key, rows in load_gazetteer().names.rows.items():
        folded.setdefault(key.upper().translate(_CAPITALS), []).extend(rows)
    return _index(folded)
