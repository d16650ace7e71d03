"""Target groups: each phrase of the champ `publics` with the group of the closed list that its words name."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from models.action import Audience
from pipeline.lexicon import read_lexicon
from pipeline.normalize.actor_lexicon import words
from pipeline.normalize.boxes import ticked_spans
from pipeline.normalize.cues import beginning_of, beginnings_in
from pipeline.normalize.items import NumberedItem
from pipeline.normalize.spelling import flatten, fold

CHAMP: Final = "publics"
_LONGEST: Final = 12
# Groups that what follows may qualify, by the group that it makes of them.
_QUALIFIED: Final = {
    "personnes_handicapees": {"enfants", "jeunes", "actifs", "femmes", "hommes", "tout_public"},
    "aidants": {"jeunes", "actifs"},
    "personnes_en_precarite": {"proprietaires", "tout_public"},
}
_BREAK: Final = re.compile(r"[,;\n•|/]|\s[-–]\s|\.\s|\s(?:et|ou|ainsi que|&|\+)\s")
_EDGES: Final = " \t\n.,;:-–—•·*/|&"
_AGES: Final = re.compile(
    r"(?:(?P<low>\d{1,3})\s?(?:a|-|/|et)\s?)?(?P<high>\d{1,3})\s?ans(?P<plus>\s(?:et plus|et \+|ou plus))?"
)
_OVER: Final = re.compile(r"(?:plus de|\+ de|\+de|a partir de|des)\s*$")
_UNDER: Final = re.compile(r"(?:moins de|- de|-de|jusqu'a)\s*$")


def read_publics(items: Iterable[NumberedItem]) -> tuple[Audience, ...]:
    """The groups that the champ names, in source order, each group once an object; words of no group keep None."""
    found: dict[tuple[str | None, str], Audience] = {}
    for champ, item, ordre in items:
        if champ.name != CHAMP or item.checked is False:
            continue
        for text in _options(item.text):
            group = group_of(text)
            key = (group, "" if group else flatten(text))
            found.setdefault(key, Audience(text, group, champ.name, ordre))
    return tuple(found.values())


def _options(text: str) -> Iterator[str]:
    """The phrases of a text; of boxes the ticked ones. A long one without a group is a remark, not a public."""
    for box_start, box_end in ticked_spans(text):
        option = text[box_start:box_end]
        for start, end in _phrases(option):
            phrase = option[start:end]
            if group_of(phrase) or (len(phrase.split()) <= _LONGEST and fold(phrase) not in words("vide")):
                yield phrase


def _phrases(text: str) -> Iterator[tuple[int, int]]:
    """The spans between separators; a part without a group of its own belongs to the phrase before it."""
    position, start = 0, 0
    pieces: list[tuple[int, int]] = []
    closed = _inside_brackets(text)
    for match in _BREAK.finditer(text):
        if match.start() in closed:
            continue
        pieces.append((start, match.start()))
        start = match.end()
    pieces.append((start, len(text)))
    kept: list[tuple[int, int]] = []
    for span in pieces:
        joined = kept and re.fullmatch(r"\s(?:et|ou|&|\+)\s|,", text[kept[-1][1] : span[0]].lower())
        same = group_of(text[slice(*kept[-1])]) if kept and joined and joined[0] != "," else None
        if joined and group_of(text[slice(*span)]) in {None, same}:
            kept[-1] = (kept[-1][0], span[1])
        else:
            kept.append(span)
    for position, end in kept:
        span = _trim(text, position, end)
        if span[0] < span[1] and any(char.isalpha() for char in text[slice(*span)]):
            yield span


def _inside_brackets(text: str) -> set[int]:
    return {position for match in re.finditer(r"\([^()]*\)", text) for position in range(match.start(), match.end())}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


@lru_cache(maxsize=2048)
def group_of(text: str) -> str | None:
    """The group whose words come first in a phrase, the longest where two begin together; ages count too.

    What qualifies a group of an age or trade tells more than it («enfants en situation de handicap»).
    """
    flat = flatten(text)
    beginnings = beginnings_in(flat)
    hits = sorted(
        (match.start(), -len(match[0]), name)
        for name, opened_by, pattern in _groups()
        if not opened_by.isdisjoint(beginnings) and (match := pattern.search(flat))
    )
    aged = _group_by_age(flat)
    if not hits or (aged and hits[0][2] in {"tout_public", "hommes"}):
        return aged
    first, aside = hits[0][2], flat.find("(") % (len(flat) + 1)
    return next((name for start, _, name in hits if start < aside and first in _QUALIFIED.get(name, ())), first)


def _group_by_age(flat: str) -> str | None:
    match = _AGES.search(flat)
    if not match:
        return None
    before, high = flat[: match.start()], int(match["high"])
    low = int(match["low"]) if match["low"] else 0 if _UNDER.search(before) else high
    if match["plus"] or _OVER.search(before):
        low, high = high, 120
    if low >= 55:
        return "personnes_agees"
    if high <= 11:
        return "enfants"
    return "jeunes" if low >= 10 and high <= 30 else None


@cache
def _groups() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """Each group with the pattern of its phrases, and how the first words of these begin."""

    def pattern(phrases: list[str]) -> re.Pattern[str]:
        ordered = sorted(map(flatten, phrases), key=lambda phrase: -len(phrase))
        alternatives = (re.escape(phrase).replace(r"\*", r"\w*") for phrase in ordered)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?![\w-])")

    groups = read_lexicon("publics").items()
    return tuple((name, frozenset(map(beginning_of, phrases)), pattern(phrases)) for name, phrases in groups)
