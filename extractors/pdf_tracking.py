"""Letter-spaced text («C O N S T A T»): the words behind letters set far apart, as design programs set small labels."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

# So many single letters between blanks are no abbreviation («A B C»); some pairs («AV») are set closer.
_LEAST: Final = 5
_SINGLE: Final = 0.7
_WIDEST: Final = 0.6  # between two letters, in ems; columns of single letters stand further apart
_WORD_GAP: Final = 1.5  # times the usual gap


def is_spaced(text: str) -> bool:
    """Whether nearly all words of a text are single characters, five at least."""
    words = text.split()
    return len(words) >= _LEAST and sum(len(word) == 1 for word in words) >= _SINGLE * len(words)


def close_up(letters: str, gaps: Sequence[float], size: float) -> str | None:
    """The words that letters set far apart make; None where they stand in columns. `gaps` are the points between each
    letter and the next, `size` is the font size.

    >>> close_up("PLAN12", [2.0, 2.0, 2.0, 8.0, 2.0], 10.0)
    'PLAN 12'
    """
    usual = median(gaps)
    if not 0 < usual <= _WIDEST * size:
        return None
    blanks = (" " if gap > _WORD_GAP * usual else "" for gap in gaps)
    return letters[0] + "".join(blank + letter for blank, letter in zip(blanks, letters[1:], strict=True))


def list_neighbours(text: str) -> list[tuple[int, int]]:
    """The indexes of each character that is no blank and of the next such."""
    return list(pairwise(index for index, character in enumerate(text) if not character.isspace()))
