"""Find the phrases of a lexicon in a text, word by word: no case, no accents, plural or not, the longest first.

A phrase in capitals is an acronym: it meets words that begin with two capitals only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
            words = tuple(word for word, _, _ in _list_words(phrase))
            if phrase.isupper() and len(words) == 1:
                self._acronyms.add(words[0])
            entries.setdefault(words, value)
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for words in sorted(entries, key=lambda words: (-len(words), words)):
            self._by_first.setdefault(words[0], []).append((words, entries[words]))

    def find(self, text: str) -> Iterator[Hit[T]]:
        """The phrases of a text in its order, none inside or across another."""
        words = list(_list_words(text))
        position = 0
        while position < len(words):
            found = self._match(words, position)
            if found is None:
                position += 1
                continue
            phrase, value = found
            last = position + len(phrase) - 1
            start, end = words[position][1], words[last][2]
            if len(phrase) > 1 or phrase[0] not in self._acronyms or text[start : start + 2].isupper():
                yield Hit(start, end, " ".join(phrase), value)
            position = last + 1

    def _match(self, words: list[tuple[str, int, int]], position: int) -> tuple[tuple[str, ...], T] | None:
        for phrase, value in self._by_first.get(words[position][0], ()):
            end = position + len(phrase)
            if end <= len(words) and all(phrase[step] == words[position + step][0] for step in range(1, len(phrase))):
                return phrase, value
        return None


def _list_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Every word in the singular, with its span."""
    for match in _WORD.finditer(flatten(text)):
        yield _make_singular(match[0]), match.start(), match.end()


def _make_singular(word: str) -> str:
    """One form for singular and plural; not always a word (`corps` → `corp`), but the same on both sides.

    >>> [_make_singular(word) for word in ("sociaux", "social", "eaux", "soins", "bus")]
    ['social', 'social', 'eau', 'soin', 'bus']
    """
    if len(word) < _SHORTEST_PLURAL or word[-1] not in "sx":
        return word
    return f"{word[:-3]}al" if word.endswith("aux") and not word.endswith("eaux") else word[:-1]
