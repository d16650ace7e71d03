"""Turns of phrase of which most texts hold none: a look at a text's words tells before a long pattern runs over it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.normalize.spelling import flatten

# A word's characters in Latin-1 as they are, all others as blanks: what is not Latin-1 parts words here.
_WORD_BYTES = bytes(code if chr(code).isalnum() or chr(code) == "_" else 0x20 for code in range(256))
# What the patterns allow behind a word: feminine and plural.
_ENDINGS = (b"", b"e", b"s", b"es")


@dataclass(frozen=True, slots=True)
class Cues:
    """A pattern over flattened text, and words of which one stands in every text that it matches."""

    pattern: re.Pattern[str]
    triggers: frozenset[bytes]

    def may_stand_in(self, flat: str) -> bool:
        """Whether a flattened text holds one of the words without which the pattern matches nothing."""
        return not self.triggers.isdisjoint(words_of(flat))

    def finditer(self, flat: str) -> Iterator[re.Match[str]]:
        """The matches in a flattened text."""
        return self.pattern.finditer(flat) if self.may_stand_in(flat) else iter(())

    def search(self, flat: str) -> re.Match[str] | None:
        """The first match in a flattened text."""
        return self.pattern.search(flat) if self.may_stand_in(flat) else None


@lru_cache(maxsize=256)  # each value stage asks for the words of the same items
def words_of(flat: str) -> frozenset[bytes]:
    """The words of a flattened text in Latin-1, for comparing with triggers only."""
    return frozenset(split_words(flat))


def split_words(flat: str) -> list[bytes]:
    """The words of a flattened text in order, as `words_of` has them."""
    return flat.encode("latin-1", "replace").translate(_WORD_BYTES).split()


def make_cues(pattern: str, phrases: Iterable[str]) -> Cues:
    """The pattern with its triggers: of each phrase that it looks for, the longest word, in all its endings."""
    longest = (max(split_words(flatten(phrase)), key=len) for phrase in phrases)
    return Cues(re.compile(pattern), frozenset(word + ending for word in longest for ending in _ENDINGS))
