"""List markers as plain text shows them: bullets, `1.`, `2 /`, `a)`, and the doubled `2. 2)` of exported pages."""

import re
from typing import Final

BULLETS: Final = "•●○◦▪▫■□◆◇►▸▶➢➤➔→⇒✓✔✗❖‣⁃∙·\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0e8\uf02d"
_BULLET: Final = re.compile(rf"\s*(?:[{BULLETS}]|[-–—−*](?=\s))\s*")
# `1.5 tonnes` and `2.3 %` are figures: the number must be followed by its own mark and a space.
# `16 - 25 ans` and `3 / 4 des élèves` are figures too. Two levels at most, or `2.1.3 Titre`, which
# is a heading's number, would lose it.
_ORDINAL: Final = re.compile(
    r"\s*(?:(?:\(?(?:\d{1,2}|[a-zA-Z])\)|\d{1,2}\s?[.°](?=\s))\s*(?=\S)|\d{1,2}\s?[/–-](?=\s)\s*(?=[^\s\d]))"
)
# Any marker opens like this; most texts don't, and are spared three searches.
_MAY_BE_MARKED: Final = re.compile(r"\s*(?:[^\w\s«\"'’]|\w{1,2}\s?[.)/°–-])")
_DOUBLED: Final = re.compile(r"(\d{1,2})[.)]\s*\(?(\d{1,2})\s?[.)/]\s+(?=\S)")


def marker_length(text: str) -> int:
    """How many characters of `text` its list marker takes, blanks around it included; 0 without a marker.

    >>> marker_length("• un point"), marker_length("1 / Agir"), marker_length("2. 2) la suite"), marker_length("1.5 t")
    (2, 4, 6, 0)
    """
    if not _MAY_BE_MARKED.match(text):
        return 0
    bullet = _BULLET.match(text)
    if bullet:
        # `• - texte`: a bullet typed behind the one the list draws.
        return bullet.end() + (
            marker_length(text[bullet.end() :]) if text[bullet.end() : bullet.end() + 1] in "-–•" else 0
        )
    doubled = _DOUBLED.match(text.lstrip())
    if doubled and doubled[1] == doubled[2]:
        return len(text) - len(text.lstrip()) + doubled.end()
    ordinal = _ORDINAL.match(text)
    return ordinal.end() if ordinal else 0


def is_ordinal(marker: str) -> bool:
    """Whether a marker counts (`1.`, `b)`) rather than only points (`•`)."""
    return any(char.isalnum() for char in marker)
