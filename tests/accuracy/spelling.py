"""One spelling for texts that mean the same, so that quotes, dashes, bullets and blanks decide nothing."""

import re
import unicodedata

from rapidfuzz import fuzz

_ONE_FOR_ONE = str.maketrans(
    {
        **dict.fromkeys("’‘", "'"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("–—", "-"),
        "…": "...",
        "\u00ad": None,
        "œ": "oe",
        "Œ": "OE",
    }
)
_BOXES = "\u2610\u2611\u2612\u2713\u2714\uf0fe\uf0a8"
_POINTS = "\u2022\u25cf\u25aa\u25e6\uf0b7\u27a2\u25a0\u25ba"
_REWRITES = (
    (re.compile(rf"[{_BOXES}{_POINTS}|]|\[[ xX]\]"), " "),
    (re.compile(r"^\s*[-*·]\s+", re.MULTILINE), " "),
    (re.compile(r"\s*([;:!?»%])"), r" \1"),
    (re.compile(r"([«(])\s*"), r"\1"),
    (re.compile(r"\s+"), " "),
)


def respell(value: object) -> str:
    """The value as comparable text; None is the empty text.

    >>> respell("•\u00a0L’« essai » : 5%")
    "L'«essai » : 5 %"
    """
    if value is None:
        return ""
    text = unicodedata.normalize("NFC", str(value)).translate(_ONE_FOR_ONE)
    for pattern, replacement in _REWRITES:
        text = pattern.sub(replacement, text)
    return text.strip()


def respell_items(items: object) -> str:
    """A list of items as one comparable text."""
    return respell("\n".join(items) if isinstance(items, list) else items)


def list_words(value: object) -> list[str]:
    """The words of a text, whatever their case."""
    return re.findall(r"\w+", respell(value).casefold())


def are_alike(one: str, other: str, bar: float = 98) -> bool:
    """Whether two respelled texts are the same but for a few characters: `bar` is the least likeness in percent."""
    return one == other or fuzz.ratio(one, other) >= bar


def are_equal_numbers(one: object, other: object) -> bool:
    """Whether two values are one number to the cent; what is no number is compared as text."""
    try:
        return abs(float(str(one)) - float(str(other))) < 0.01
    except ValueError:
        return respell(one) == respell(other)
