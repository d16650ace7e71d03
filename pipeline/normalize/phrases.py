"""Find the phrases of a lexicon in a text, word by word: no case, no accents, plural or not, the longest first.

A phrase in capitals is an acronym: it meets words that begin with two capitals only.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from pipeline.normalize.spelling import flatten
from pipeline.words import find_words, split_words, words_of

T = TypeVar("T")

_WORD: Final = re.compile(r"[^\W_]+(?:[.,](?=\d)\d+)?%?|[+*★]+")
_MARK: Final = re.compile(r"[%+*★]")
_SHORTEST_PLURAL: Final = 5


class Hit(NamedTuple, Generic[T]):
    """A phrase found: `text[start:end]` holds its words, `phrase` is its key and `value` what the book says of it."""

    start: int
    end: int
    phrase: str
    value: T


class PhraseBook(Generic[T]):
    """Phrases with a value each; of a phrase given twice the first value stands."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        given = [(flatten(phrase), phrase.isupper(), value) for phrase, value in phrases]
        # Marks are words where some phrase holds such a one («+++», «100%»).
        self._has_marks = any(_MARK.search(flat) for flat, _, _ in given)
        entries: dict[tuple[str, ...], T] = {}
        self._acronyms: set[str] = set()
        for flat, in_capitals, value in given:
            words = tuple(map(_make_singular, _WORD.findall(flat) if self._has_marks else split_words(flat)))
            if in_capitals and len(words) == 1:
                self._acronyms.add(words[0])
            entries.setdefault(words, value)
        self._single: dict[str, tuple[tuple[str, ...], T]] = {}
        # By the first word and the second, the longest first: «santé» opens dozens.
        self._longer: dict[str, dict[str, list[tuple[tuple[str, ...], T]]]] = {}
        for words in sorted(entries, key=lambda words: (-len(words), words)):
            if len(words) == 1:
                self._single[words[0]] = words, entries[words]
            else:
                self._longer.setdefault(words[0], {}).setdefault(words[1], []).append((words, entries[words]))
        # Every form of a first word with its singular.
        self._openings = {form: _make_singular(form) for words in entries for form in _forms_of(words[0])}

    def find(self, text: str) -> list[Hit[T]]:
        """The phrases of a text in its order, none inside or across another."""
        flat = flatten(text)
        written = _WORD.findall(flat) if self._has_marks else words_of(flat)
        found: list[tuple[int, tuple[str, ...], T]] = []
        free = 0
        openings = self._openings
        for place in [place for place, word in enumerate(written) if word in openings]:
            match = self._match(written, place) if place >= free else None
            if match is not None:
                found.append((place, *match))
                free = place + len(match[0])
        return self._make_hits(text, flat, written, found) if found else []

    def _make_hits(
        self, text: str, flat: str, written: Sequence[str], found: list[tuple[int, tuple[str, ...], T]]
    ) -> list[Hit[T]]:
        edges = [edge for place, phrase, _ in found for edge in (place, place + len(phrase) - 1)]
        starts = self._find_words(flat, written, edges)
        hits: list[Hit[T]] = []
        for number, (place, phrase, value) in enumerate(found):
            start, last = starts[2 * number], starts[2 * number + 1]
            if len(phrase) > 1 or phrase[0] not in self._acronyms or text[start : start + 2].isupper():
                hits.append(Hit(start, last + len(written[place + len(phrase) - 1]), " ".join(phrase), value))
        return hits

    def _find_words(self, flat: str, written: Sequence[str], places: list[int]) -> list[int]:
        if not self._has_marks:
            return find_words(flat, written, places)
        every = [match.start() for match in _WORD.finditer(flat)]
        return [every[place] for place in places]

    def _match(self, written: Sequence[str], place: int) -> tuple[tuple[str, ...], T] | None:
        first = self._openings[written[place]]
        longer = self._longer.get(first)
        if longer is not None and place + 1 < len(written):
            for phrase, value in longer.get(_make_singular(written[place + 1]), ()):
                rest = written[place + 2 : place + len(phrase)]
                if tuple([_make_singular(word) for word in rest]) == phrase[2:]:
                    return phrase, value
        return self._single.get(first)


def _forms_of(singular: str) -> Iterator[str]:
    """The words of which a singular is made, and some that are none."""
    yield from (singular, f"{singular}s", f"{singular}x")
    if singular.endswith("al"):
        yield f"{singular[:-2]}aux"


def _make_singular(word: str) -> str:
    """One form for singular and plural; not always a word (`corps` → `corp`), but the same on both sides.

    >>> [_make_singular(word) for word in ("sociaux", "social", "eaux", "soins", "bus")]
    ['social', 'social', 'eaux', 'soin', 'bus']
    """
    if len(word) < _SHORTEST_PLURAL or word[-1] not in "sx":
        return word
    return f"{word[:-3]}al" if word.endswith("aux") and not word.endswith("eaux") else word[:-1]
