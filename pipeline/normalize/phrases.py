"""Find the phrases of a lexicon in a text, word by word: no case, no accents, plural or not, the longest first.

A phrase in capitals is an acronym: it meets words that begin with two capitals only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from pipeline.normalize.spelling import flatten

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+(?:[.,](?=\d)\d+)?%?|[+*★]+")
_SHORTEST_PLURAL = 5


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found: `text[start:end]` holds its words, `phrase` is its key and `value` what the book says of it."""

    start: int
    end: int
    phrase: str
    value: T


class PhraseBook(Generic[T]):
    """Phrases with a value each; of a phrase given twice the first value stands."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        entries: dict[tuple[str, ...], T] = {}
        self._acronyms: set[str] = set()
        for phrase, value in phrases:
            words = tuple(map(_make_singular, _WORD.findall(flatten(phrase))))
            if phrase.isupper() and len(words) == 1:
                self._acronyms.add(words[0])
            entries.setdefault(words, value)
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for words in sorted(entries, key=lambda words: (-len(words), words)):
            self._by_first.setdefault(words[0], []).append((words, entries[words]))

    def find(self, text: str) -> Iterator[Hit[T]]:
        """The phrases of a text in its order, none inside or across another."""
        flat = flatten(text)
        written = _WORD.findall(flat)
        openings = [place for place, word in enumerate(written) if _make_singular(word) in self._by_first]
        if not openings:
            return
        spans = [match.span() for match in _WORD.finditer(flat)]
        free = 0
        for place in openings:
            found = self._match(written, place) if place >= free else None
            if found is None:
                continue
            phrase, value = found
            free = place + len(phrase)
            start, end = spans[place][0], spans[free - 1][1]
            if len(phrase) > 1 or phrase[0] not in self._acronyms or text[start : start + 2].isupper():
                yield Hit(start, end, " ".join(phrase), value)

    def _match(self, written: list[str], place: int) -> tuple[tuple[str, ...], T] | None:
        for phrase, value in self._by_first[_make_singular(written[place])]:
            rest = written[place + 1 : place + len(phrase)]
            if len(phrase) == 1 or tuple(map(_make_singular, rest)) == phrase[1:]:
                return phrase, value
        return None


@lru_cache(maxsize=1 << 14)
def _make_singular(word: str) -> str:
    """One form for singular and plural; not always a word (`corps` → `corp`), but the same on both sides.

    >>> [_make_singular(word) for word in ("sociaux", "social", "eaux", "soins", "bus")]
    ['social', 'social', 'eaux', 'soin', 'bus']
    """
    if len(word) < _SHORTEST_PLURAL or word[-1] not in "sx":
        return word
    return f"{word[:-3]}al" if word.endswith("aux") and not word.endswith("eaux") else word[:-1]
