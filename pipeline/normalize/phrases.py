"""Find the phrases of a lexicon in a text, word by word: no case, no accents, plural or not, the longest first.

A phrase in capitals is an acronym: it meets words that begin with two capitals only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
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
        self._single: dict[str, tuple[tuple[str, ...], T]] = {}
        # By the first two words, the longest first: «santé» opens dozens.
        self._longer: dict[tuple[str, str], list[tuple[tuple[str, ...], T]]] = {}
        for words in sorted(entries, key=lambda words: (-len(words), words)):
            if len(words) == 1:
                self._single[words[0]] = words, entries[words]
            else:
                self._longer.setdefault((words[0], words[1]), []).append((words, entries[words]))
        firsts = {words[0] for words in entries}
        self._openings = frozenset(form for word in firsts for form in _forms_of(word))

    def find(self, text: str) -> Iterator[Hit[T]]:
        """The phrases of a text in its order, none inside or across another."""
        flat = flatten(text)
        written = _WORD.findall(flat)
        if self._openings.isdisjoint(written):
            return
        found: list[tuple[int, tuple[str, ...], T]] = []
        free = 0
        for place, word in enumerate(written):
            match = self._match(written, place) if word in self._openings and place >= free else None
            if match is not None:
                found.append((place, *match))
                free = place + len(match[0])
        needed = found[-1][0] + len(found[-1][1]) if found else 0
        spans = [match.span() for match in islice(_WORD.finditer(flat), needed)]
        for place, phrase, value in found:
            start, end = spans[place][0], spans[place + len(phrase) - 1][1]
            if len(phrase) > 1 or phrase[0] not in self._acronyms or text[start : start + 2].isupper():
                yield Hit(start, end, " ".join(phrase), value)

    def _match(self, written: list[str], place: int) -> tuple[tuple[str, ...], T] | None:
        first = _make_singular(written[place])
        if place + 1 < len(written):
            for phrase, value in self._longer.get((first, _make_singular(written[place + 1])), ()):
                rest = written[place + 2 : place + len(phrase)]
                if tuple(map(_make_singular, rest)) == phrase[2:]:
                    return phrase, value
        return self._single.get(first)


def _forms_of(singular: str) -> Iterator[str]:
    """The words of which a singular is made, and some that are none."""
    yield from (singular, f"{singular}s", f"{singular}x")
    if singular.endswith("al"):
        yield f"{singular[:-2]}aux"


@lru_cache(maxsize=1 << 12)
def _make_singular(word: str) -> str:
    """One form for singular and plural; not always a word (`corps` → `corp`), but the same on both sides.

    >>> [_make_singular(word) for word in ("sociaux", "social", "eaux", "soins", "bus")]
    ['social', 'social', 'eaux', 'soin', 'bus']
    """
    if len(word) < _SHORTEST_PLURAL or word[-1] not in "sx":
        return word
    return f"{word[:-3]}al" if word.endswith("aux") and not word.endswith("eaux") else word[:-1]
