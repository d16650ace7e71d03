"""Organisations in running text, by rules over its words: known names, acronyms with a place, nouns with complements.

No statistical model: those shatter names such as «Direction générale adjointe des solidarités», and what they find is
not the same on every machine. The rules were those of a spaCy pipeline, which takes most of a second and 60 MB to load;
a test holds these to that pipeline's spans.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from pipeline.normalize.actor_lexicon import LOWER_HEADS, full_names, known_in_prose, names_in_prose

Span = tuple[int, int]

_CAPITAL: Final = re.compile(r"[A-ZÀ-Ý][\w'’-]*")
_DOTTED: Final = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?")
SMALL_WORDS: Final = frozenset("de du des d' d’ la le les l' l’ à au aux en pour".split())
_LINKS: Final = frozenset(("du", "de", "d'", "d’"))
_LINKS_OF_HEADS: Final = _LINKS | {"des"}
_ARTICLES: Final = frozenset(("la", "l'", "l’"))

_CHUNK: Final = re.compile(r"\S+")
_EDGE_MARKS: Final = frozenset("…,:;!?¿¡()[]{}<>_#*&·'\"”“`‘´’‚„»«—–")
_FRONT_MARKS: Final = _EDGE_MARKS | frozenset("§%=$£€")
_FIGURE_ENDS: Final = frozenset("%²-+")
_POINTS: Final = re.compile(r"\.\.+")
_ENGLISH_GENITIVE: Final = re.compile(r"['’][sS]$")
# Words are parted behind an elision, and at marks between two of them; hyphenated names stay whole.
_JOINT: Final = re.compile(r"(?<=\w['’])(?=\w)|(?<=\w)[/;:,()|](?=\w)")
_ADDRESS: Final = re.compile(r"https?://|www\.")


class _Names(NamedTuple):
    """What opens a name: the words of full names by the first, acronyms, nouns; and what goes on behind a noun."""

    phrases: dict[str, list[tuple[str, ...]]]
    acronyms: frozenset[str]
    heads: frozenset[str]
    inside: frozenset[str]


def find_organisations(text: str, extra: frozenset[str] = frozenset()) -> tuple[Span, ...]:
    """The spans of the organisations of a running text in order; `extra` are acronyms that the document defines itself.

    >>> text = "signé par l'ARS de Bretagne et la CPAM"
    >>> [text[start:end] for start, end in find_organisations(text)]
    ['ARS de Bretagne', 'CPAM']
    """
    spans = part_words(text)
    words = [text[start:end] for start, end in spans]
    taken: set[int] = set()
    found: list[Span] = []
    # The longest first: a name counts where no longer one has taken its first or last word.
    for first, last in sorted(_candidates(words), key=lambda name: (name[0] - name[1], name[0])):
        if first not in taken and last - 1 not in taken:
            taken.update(range(first, last))
            found.append(trim_name(text, spans[first][0], spans[last - 1][1]))
    found += [spans[place] for place, word in enumerate(words) if word in extra and place not in taken]
    return tuple(sorted(found))


def trim_name(text: str, start: int, end: int) -> Span:
    """The span without the small words that a noun's complements took along at its end."""
    words = text[start:end].split(" ")
    while len(words) > 1 and (words[-1] in SMALL_WORDS or not words[-1]):
        words.pop()
    return start, start + len(" ".join(words).rstrip("'’ "))


def _candidates(words: Sequence[str]) -> Iterator[Span]:
    """Every run of words that may be a name: its first word and the one behind its last."""
    names = _names()
    for place, word in enumerate(words):
        low = word.lower()
        for phrase in names.phrases.get(low, ()):
            if tuple(other.lower() for other in words[place : place + len(phrase)]) == phrase:
                yield place, place + len(phrase)
        behind = place + 1
        if word in names.acronyms:
            yield from _with_place(words, place, {behind}, at_least=0)
            yield from _with_place(words, place, _past(words, _past_link(words, behind, _LINKS), _ARTICLES))
        if low in LOWER_HEADS:
            yield from _with_place(words, place, _past(words, _past(words, {behind}, _LINKS_OF_HEADS), _ARTICLES))
        if _DOTTED.fullmatch(word):
            yield from _with_place(words, place, {behind}, at_least=0)
        if low in names.heads:
            end = behind
            while end < len(words) and _goes_on(words[end], names.inside):
                end += 1
            yield from ((place, last) for last in range(behind, end + 1))


def _goes_on(word: str, inside: frozenset[str]) -> bool:
    return word in SMALL_WORDS or word in inside or _CAPITAL.fullmatch(word) is not None


def _past_link(words: Sequence[str], place: int, links: frozenset[str]) -> set[int]:
    """The place behind a link that must stand at a place; none where it does not."""
    return {place + 1} if place < len(words) and words[place] in links else set()


def _past(words: Sequence[str], places: Iterable[int], allowed: frozenset[str]) -> set[int]:
    """The places, and those behind a word that may stand there."""
    return {further for place in places for further in (place, *_past_link(words, place, allowed))}


def _with_place(words: Sequence[str], first: int, starts: Iterable[int], *, at_least: int = 1) -> Iterator[Span]:
    """The runs from `first` over the capitalised words that begin at one of the starts, so many at least."""
    for start in starts:
        end = start
        while end < len(words) and _CAPITAL.fullmatch(words[end]):
            end += 1
        yield from ((first, last) for last in range(start + at_least, end + 1))


@cache
def _names() -> _Names:
    heads, inside = names_in_prose()
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(full_names()):
        words = tuple(name[start:end].lower() for start, end in part_words(name))
        phrases.setdefault(words[0], []).append(words)
    return _Names(phrases, frozenset(known_in_prose()), heads, inside)


def part_words(text: str) -> list[Span]:
    """The spans of a text's words; a mark, and any gap but one blank, is a word of its own, which no name goes across.

    >>> [("l'ARS, etc."[start:end]) for start, end in part_words("l'ARS, etc.")]
    ["l'", 'ARS', ',', 'etc', '.']
    """
    found: list[Span] = []
    end = 0
    for chunk in _CHUNK.finditer(text):
        if end and text[end : chunk.start()] != " ":
            found.append((end, chunk.start()))
        start, end = chunk.span()
        found.extend(_part_chunk(text, start, end))
    return found


def _part_chunk(text: str, start: int, end: int) -> Iterator[Span]:
    if text[start:end].isalnum():
        yield start, end
        return
    front, back = _front(text, start, end), _back(text, start, end)
    inner_start = start
    while front and inner_start < end:
        yield inner_start, inner_start + front
        inner_start += front
        front = _front(text, inner_start, end)
    marks: list[Span] = []
    inner_end = end
    while back and inner_end > inner_start:
        marks.append((inner_end - back, inner_end))
        inner_end -= back
        back = _back(text, inner_start, inner_end)
    if inner_start < inner_end:
        yield from _part_joined(text, inner_start, inner_end)
    yield from reversed(marks)


def _part_joined(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    position = 0
    for joint in () if _ADDRESS.match(piece) else _JOINT.finditer(piece):
        yield start + position, start + joint.start()
        if joint[0]:
            yield start + joint.start(), start + joint.end()
        position = joint.end()
    yield start + position, end


def _front(text: str, start: int, end: int) -> int:
    """How many characters of a mark a chunk opens with."""
    if start >= end:
        return 0
    points = _POINTS.match(text, start, end)
    if points:
        return len(points[0])
    sign = text[start] == "+" and not text[start + 1 : min(start + 2, end)].isdigit()
    return int(sign or text[start] in _FRONT_MARKS or _is_icon(text[start]))


def _back(text: str, start: int, end: int) -> int:
    """How many characters of a mark a chunk closes with; the point of an acronym («A.R.S.») is none."""
    if start >= end:
        return 0
    last = text[end - 1]
    if _ENGLISH_GENITIVE.search(text, max(start, end - 2), end):
        return 2
    if last == ".":
        points = len(text[start:end]) - len(text[start:end].rstrip("."))
        return points if points > 1 else int(_closes(text[max(start, end - 3) : end - 1]))
    return int(last in _EDGE_MARKS or _is_icon(last))


def _closes(before: str) -> bool:
    """Whether the point behind some letters is none of theirs: behind «fin», «41» and «ARS», but not in «A.R.S.»."""
    last = before[-1:]
    capitals = len(before) == 2 and before.isalpha() and before.isupper()
    return capitals or last.isdigit() or last.islower() or last in _EDGE_MARKS or last in _FIGURE_ENDS


def _is_icon(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char) == "So" and char != "°"
