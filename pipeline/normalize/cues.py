"""Turns of phrase of which most texts hold none: a look at a text's words tells before a long pattern runs over it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.normalize.spelling import flatten
from pipeline.words import split_words, words_of

# Of a word that a phrase leaves open («medic*»), so many letters tell whether the phrase may begin with it.
_BEGINNING: Final = 4
# What the patterns allow behind a word: feminine and plural.
_ENDINGS: Final = ("", "e", "s", "es")


@dataclass(frozen=True, slots=True)
class Cues:
    """A pattern over flattened text, and words of which one stands in every text that it matches."""

    pattern: re.Pattern[str]
    triggers: frozenset[str]

    def may_stand_in(self, flat: str) -> bool:
        """Whether a flattened text holds one of the words without which the pattern matches nothing."""
        return not self.triggers.isdisjoint(words_of(flat))

    def finditer(self, flat: str) -> Iterator[re.Match[str]]:
        """The matches in a flattened text."""
        return self.pattern.finditer(flat) if self.may_stand_in(flat) else iter(())

    def search(self, flat: str) -> re.Match[str] | None:
        """The first match in a flattened text."""
        return self.pattern.search(flat) if self.may_stand_in(flat) else None


def beginnings_in(flat: str) -> set[str]:
    """How the words of a flattened text begin: only phrases whose `beginning_of` is among them can stand in it."""
    words = words_of(flat)
    return {"", *words, *[word[:_BEGINNING] for word in words]}


def beginning_of(phrase: str) -> str:
    """A phrase's first word, or its first letters where it is left open; none where it has no word, or not letters
    enough."""
    flat = flatten(phrase)
    words = split_words(flat)
    if not words or "*" in flat[:_BEGINNING]:
        return ""
    head, star, _ = flat.partition("*")
    is_open = bool(star) and head[-1].isalnum() and split_words(head) == words[:1]
    return words[0][:_BEGINNING] if is_open else words[0]


def make_cues(pattern: str, phrases: Iterable[str]) -> Cues:
    """The pattern with its triggers: of each phrase that it looks for, the longest word, in all its endings."""
    longest = (max(split_words(flatten(phrase)), key=len) for phrase in phrases)
    return Cues(re.compile(pattern), frozenset(word + ending for word in longest for ending in _ENDINGS))
