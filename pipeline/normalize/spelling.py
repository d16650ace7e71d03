"""Keys for look-ups that do not depend on spelling."""

import re
from functools import lru_cache
from typing import Final

from pipeline.letters import flatten

__all__ = ["flatten", "fold"]

_POINTS: Final = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b|\s|$)")


@lru_cache(maxsize=1 << 12)
def fold(text: str) -> str:
    """A key for look-ups: flattened, `œ` spelled out, dots of `A.R.S.` gone, runs of spaces one.

    >>> fold("l’A.R.S.  du Cœur")
    "l'ars du coeur"
    """
    flat = flatten(text).replace("œ", "oe").replace("æ", "ae")
    if "." in flat:
        flat = _POINTS.sub("", flat)
    return " ".join(flat.split())
