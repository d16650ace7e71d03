"""Names that stand one after the other without a mark between them: «ARS CPAM MSA», «Direction … Direction …»."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipeline.normalize.actor_lexicon import acronyms, full_names, words
from pipeline.normalize.spelling import flatten, fold
from pipeline.words import split_words

# A name behind one of these goes on with the one before.
_JOINING: Final = re.compile(r"(?:\b(?:d[eu]s?|la|les?|et|ou|aux?|par|pour|en|avec|sur|of)|[:(/«-])\s*\Z|'\Z")
_HEAD: Final = re.compile(r"\s*([A-ZÀ-Ý][\w-]{3,})\s")
_GOES_ON: Final = frozenset("_-")
_TOKENS: Final = re.compile(r"\S+")


def split_run_together(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the names in a stretch of a text that no mark parts; the whole stretch where it is one name."""
    piece = text[start:end]
    tokens = piece.split()
    if len(tokens) > 1 and all(token in acronyms() for token in tokens):
        yield from ((start + m.start(), start + m.end()) for m in _TOKENS.finditer(piece))
        return
    for opens, closes in _split_known(piece):
        yield from _split_at_heads(text, start + opens, start + closes)


def _split_at_heads(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """«Direction … Direction …»: the word that opens the first name opens others."""
    head = _HEAD.match(text[start:end])
    position = start
    # Most come once, and need no pattern of their own.
    if head and head[1] in text[start + head.end() : end] and fold(head[1]) in words("tetes"):
        # No break after «de», «et», «la»: there the word belongs to the name.
        again = re.compile(rf"(?<!\b[Dd]e)(?<!\bet)(?<!\bla)(?<!\bdu)(?<!\bdes)(?<!\bles)(?<!-)\s(?={head[1]}\s)")
        for match in again.finditer(text, start + head.end() - 1, end):
            yield position, match.start()
            position = match.end()
    yield position, end


def _split_known(piece: str) -> Iterator[tuple[int, int]]:
    """«Agence régionale de santé Conseil départemental»: known names one after the other, each with a capital."""
    cuts: list[int] = []
    flat = flatten(piece)
    end = _end_of_known(flat, len(flat) - len(flat.lstrip()))
    if end and not _first_words().isdisjoint(split_words(flat[end:])):
        later = (match.start() for match in _known_pattern().finditer(flat, end))
        cuts = [at for at in later if piece[at].isupper() and not _JOINING.search(flat, 0, at)]
    yield from zip([0, *cuts], [*cuts, len(piece)], strict=True)


def _end_of_known(flat: str, start: int) -> int | None:
    """The end of the longest known name there; None where none stands there, as in most pieces."""
    space = flat.find(" ", start)
    for name in _known_by_first_word().get(flat[start:space], ()) if space > 0 else ():
        end = start + len(name)
        if flat.startswith(name, start) and not (flat[end : end + 1].isalnum() or flat[end : end + 1] in _GOES_ON):
            return end
    return None


@cache
def _known_pattern() -> re.Pattern[str]:
    """The full names of known organisations, longest first, on flattened text."""
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, _known_full_names()))})(?![\w-])")


@cache
def _first_words() -> frozenset[str]:
    return frozenset(split_words(name)[0] for name in _known_full_names())


@cache
def _known_by_first_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in _known_full_names():
        found.setdefault(name.partition(" ")[0], []).append(name)
    return {word: tuple(names) for word, names in found.items()}


@cache
def _known_full_names() -> tuple[str, ...]:
    names = {flatten(name) for name in full_names() if " " in name}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
