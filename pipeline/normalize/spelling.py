"""Two ways to look past spelling: `flatten` keeps every offset, `fold` makes keys for look-ups."""

import re
import unicodedata
from functools import lru_cache

_SAME = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\u202f": " "}
_SPACES = re.compile(r"\s+")


def _flat_letters() -> dict[int, str]:
    """One plain lower-case letter for every Latin letter with accents, where one letter stands for it."""
    table = {ord(mark): plain for mark, plain in _SAME.items()}
    for code in range(0x41, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(base) == 1 and base != chr(code):
            table[code] = base
    return table


_FLAT = _flat_letters()


@lru_cache(maxsize=1 << 12)  # each value stage flattens the same items
def flatten(text: str) -> str:
    """Lower case, no accents, straight quotes and plain dashes, character for character: offsets stay the same.

    >>> flatten("L’Été à Œuf"), len(flatten("L’Été à Œuf"))
    ("l'ete a œuf", 11)
    """
    return text.translate(_FLAT)


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """A key for look-ups: flattened, `œ` spelled out, dots of `A.R.S.` gone, runs of spaces one.

    >>> fold("l’A.R.S.  du Cœur")
    "l'ars du coeur"
    """
    flat = flatten(text).replace("œ", "oe").replace("æ", "ae")
    return _SPACES.sub(" ", re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b|\s|$)", "", flat)).strip()
