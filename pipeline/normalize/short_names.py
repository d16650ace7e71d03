"""Towns by the first part of their names, as people there call them: «Brive», «Châlons», «Bourg»."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.spelling import fold
from pipeline.reference.gazetteer import Entry, load_gazetteer
from pipeline.reference.keys import name_key

# A name alone between the marks of a list: «Brive, Ussel et Tulle», «ville de Châlons».
_NAME: Final = re.compile(
    r"(?:^|(?<=[,;/\n(:•])|(?<=\bet))\s*(?:(?:[Vv]ille|[Cc]ommune)s?\sde\s)?"
    r"(?P<name>[A-ZÀ-ÝŒ][\w’']{3,}(?:-[\w’']+){0,3})(?=\s*(?:$|[,;/\n).]|et\b))"
)
# A town that alone is meant by its short name has so many inhabitants; beside other towns of the place, so many.
_TOWN: Final = 20_000
_TOWN_IN_A_LIST: Final = 2_000
_OUTWEIGHS: Final = 10


def find_short_names(
    text: str, taken: Collection[tuple[int, int]], departements: Collection[str], *, listed: bool
) -> Iterator[tuple[int, int, Entry]]:
    """The spans of short names and the one commune of these départements that each likely means.

    `taken` are the spans that say a territory already, `listed` whether the text names communes of these départements.
    """
    for match in _NAME.finditer(text):
        start, end = match.span("name")
        if any(left < end and start < right for left, right in taken):
            continue
        entry = _meant_by(match["name"], departements, _TOWN_IN_A_LIST if listed else _TOWN)
        if entry is not None:
            yield start, end, entry


def _meant_by(name: str, departements: Collection[str], least: int) -> Entry | None:
    """The commune whose name goes on behind a short one, if it has enough inhabitants and outweighs all namesakes."""
    gazetteer = load_gazetteer()
    names, key = gazetteer.names, name_key(name)
    if fold(key) in _no_names():
        return None
    first, last = bisect_left(names.keys, f"{key} "), bisect_left(names.keys, f"{key}!")
    rows = {names.numbers[at] for at in range(first, last)}
    here = [
        entry
        for entry in gazetteer.entries(rows)
        if entry.type == "commune" and entry.nature == "actuelle" and entry.departement in departements
    ]
    here.sort(key=_population, reverse=True)
    if not here or here[0].population < least:
        return None
    alone = len(here) == 1 or here[0].population >= _OUTWEIGHS * here[1].population
    return here[0] if alone else None


@cache
def _no_names() -> frozenset[str]:
    """Words that open many names and are none by themselves."""
    return frozenset(map(fold, read_lexicon("territories")["communes"]["pas_de_nom_court"]))


def _population(entry: Entry) -> int:
    return entry.population
