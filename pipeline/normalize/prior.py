"""Where a document plays: the départements that it names for sure, against which doubtful names are read."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pipeline.normalize.place_evidence import is_sure
from pipeline.normalize.places import Mention, find_places

# Both begin with what is rare, and look back only then.
_POSTCODE: Final = re.compile(r"([0-9][0-9][0-9][0-9][0-9])(?<![\d.,][0-9]{5})\s+(?=[A-ZÀ-Ý])")
_NUMBERED: Final = re.compile(
    r"(?:CD|CPAM|CAF|DT|DD|DDT|DDETS|UDAF|MDPH|SDIS|CODEPS|CoDEPS|IREPS|ADIL|CDOS|DSDEN)[ -]?(\d{2}|2[AB]|97\d)\b"
)


@lru_cache(maxsize=8)
def find_prior(text: str, departement: str | None = None) -> frozenset[str]:
    """The départements that a text plays in; what was given by hand wins. Empty where nothing is sure.

    >>> sorted(find_prior("le Conseil départemental du Finistère et Saint-Pol-de-Léon"))
    ['29']
    """
    if departement:
        return frozenset({departement})
    votes: Counter[str] = Counter()
    for mention in find_places(text):
        for code, weight in _votes(text, mention).items():
            votes[code] += weight
    votes.update(_departement_of(match[1]) for match in _POSTCODE.finditer(text))
    votes.update(match[1] for match in _numbered(text))
    most = max(votes.values(), default=0)
    return frozenset(code for code, count in votes.items() if count * 3 >= most)


def _numbered(text: str) -> Iterator[re.Match[str]]:
    """Acronyms of a département's bodies with its number behind («CPAM 41»)."""
    for match in _NUMBERED.finditer(text):
        if not text[match.start() - 1 : match.start()].isalnum() and text[match.start() - 1 : match.start()] != "_":
            yield match


def _departement_of(code: str) -> str:
    return code[:3] if code.startswith("97") else code[:2]


def _votes(text: str, mention: Mention) -> dict[str, int]:
    """A département counts three, a group of communes three, a commune of a name of its own one."""
    entry = is_sure(text, mention, frozenset())
    if entry is None:
        # «Corrèze» is a département and a commune in it: here or there, the same place.
        here = {other.departement for other in mention.entries}
        wide = any(other.type == "departement" for other in mention.entries)
        return {code: 1 for code in here if code} if wide and len(here) == 1 and len(mention.entries) > 1 else {}
    if entry.departement is None:
        return {}
    return {entry.departement: 1 if entry.type == "commune" else 3}
