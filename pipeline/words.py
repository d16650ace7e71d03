"""The words of a flattened text, parted once for all value stages that ask for them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

# A word's characters in Latin-1 as they are, all others as blanks: what is not Latin-1 parts words here, but for «œ».
_WORD_BYTES: Final = bytes(code if chr(code).isalnum() else 0x20 for code in range(256))
_NO_DIGITS: Final = bytes(code for code in range(256) if not 0x30 <= code <= 0x39)


# Each value stage asks for the words of the items of some dozen fiches, before the next one does.
@lru_cache(maxsize=1 << 11)
def words_of(flat: str) -> Sequence[str]:
    """The words of a flattened text (`letters.flatten`) in order."""
    return split_words(flat)


def split_words(flat: str) -> list[str]:
    """The same for a piece that is asked for once."""
    return _blank_marks(flat).split()


def find_words(flat: str, words: Sequence[str], places: Iterable[int]) -> list[int]:
    """Where the words at some places, in order, begin in their text; `words` are all words of it.

    >>> find_words("un plan, deux plans, un plan", split_words("un plan, deux plans, un plan"), (1, 3, 5))
    [3, 14, 24]
    """
    spaced = f" {_blank_marks(flat)} "
    found: list[int] = []
    passed = at = 0
    for place in places:
        word = f" {words[place]} "
        for _ in range(words[passed:place].count(words[place])):
            at = spaced.find(word, at) + 1
        at = spaced.find(word, at)
        found.append(at)
        passed = place
    return found


def digits_of(text: str) -> bytes:
    """The digits of a text one behind the other: where there are too few of them, no pattern of figures need look.

    >>> digits_of("le 3 mai 2024")
    b'32024'
    """
    return text.encode("latin-1", "replace").translate(None, _NO_DIGITS)


def _blank_marks(flat: str) -> str:
    # In bytes, which is four times as fast as a pattern and keeps each character's place.
    return flat.replace("œ", "ø").encode("latin-1", "replace").translate(_WORD_BYTES).decode("latin-1")
