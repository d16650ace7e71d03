"""Names of plans as texts write them: the kind, and behind it a title in quotes, a territory, years."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.spelling import flatten
from pipeline.structure.plan_kinds import Kind, Mention, find_mentions, find_unlisted

_CAP: Final = r"[A-ZÀ-ÝŒ](?:[\w’'-]*\w)?"
# In lower case, or in a line all in capitals; «de L'Isle» keeps its capital article.
_OF: Final = r"(?:de la|de l['’]|du|des|de|d['’]|DE LA|DE L['’]|DU|DES|DE|D['’]|Du|Des|De)"
_IN: Final = r"(?:en|dans le|dans la|dans les|EN)"
_INNER: Final = r"(?:de la|de l['’]|du|des|de|d['’]|la|le|les|l['’]|et|en|sur|sous|lès|lez|à|aux|au)"
_NAME: Final = rf"{_CAP}(?:(?:\s+|-)(?:(?i:{_INNER})(?:\s+|(?<=['’])))*{_CAP})*"
_YEARS: Final = re.compile(
    r"(?<![\d/])((?:19|20)\d\d)\s?(?:[-–—/]|à|au|et|jusqu['’]en)\s?((?:19|20)\d\d|\d\d)(?![\d/])"
)
_YEARS_BEHIND: Final = re.compile(
    r"[\s,(]*(?:(?:sur|pour) )?(?:la période |les années |de )?" + _YEARS.pattern + r"\)?"
)
_ASIDE: Final = re.compile(r"\s*\((?:[A-Z][A-Za-z.]{1,8})\)")
_VERSION: Final = re.compile(
    r"\s+(?:n° ?\d|[2-9](?![\d\w-])|I{1,3}(?!\w)|de (?:deuxième|seconde|troisième|nouvelle) génération)"
)
_QUOTED: Final = re.compile(r"[\s,:]*[«“\"]\s*([^«»“”\"]{4,180}?)\s*[»”\"]")
_QUOTES: Final = ("«", "“", '"')
_SEPARATOR: Final = re.compile(r"\s+[-–—|•·/]\s+|\s*[:;|\n]|[.!?](?:\s|$)|,\s|\s\((?!(?:19|20)\d\d)")
_WORD: Final = re.compile(r"[\s,]+[a-zà-ÿœ][\w’'-]*")
_MOST_YEARS: Final = 20
_TOPIC_WORDS: Final = 12
_TITLE_WORDS: Final = 3
_ACRONYM_LENGTH: Final = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A territory as a text gives it: its name, the authority before it, and the link («du») by which it hangs on."""

    name: str
    phrase: str
    link: str
    end: int


@dataclass(frozen=True, slots=True)
class PlanName:
    """A plan named in a text at `start`, with what its name says; `title` is the name as written, or what is quoted."""

    kind: Kind
    start: int
    title: str
    quoted: bool = False
    place: Place | None = None
    years: tuple[int, int] | None = None
    plural: bool = False

    @property
    def is_full(self) -> bool:
        """Whether the name says more than the kind."""
        return self.quoted or self.place is not None or self.years is not None


def read_plan_names(text: str, *, is_title: bool = False) -> Iterator[PlanName]:
    """The plans that a text names, in order; in a title, a name goes on up to the next separator."""
    mentions = find_mentions(text)
    unlisted = find_unlisted(text) if is_title and not mentions else None
    for mention in (unlisted,) if unlisted else mentions:
        if text[max(0, mention.start - 1) : mention.start] != "(":
            yield _read_quoted(text, mention, is_title=is_title) or _read_name(text, mention, is_title=is_title)


def may_quote(text: str) -> bool:
    """Whether any name of a text can be `quoted`."""
    return any(mark in text for mark in _QUOTES)


def find_years(text: str) -> tuple[int, int] | None:
    """The first span of years in a text.

    >>> find_years("Contrat 2021-26"), find_years("2014 2015")
    ((2021, 2026), None)
    """
    return next((years for found in _YEARS.finditer(text) if (years := _to_years(found[1], found[2]))), None)


def find_place(text: str, start: int = 0, *, links: str = _OF) -> Place | None:
    """The territory that stands at `start` behind a link and perhaps an authority's noun.

    >>> find_place("de la Communauté de communes du Val Vert").name
    'Val Vert'
    """
    link = re.compile(rf"\s*({links})(?:\s+|(?<=['’]))").match(text, start)
    if not link:
        return None
    authority = _authorities().match(text, link.end())
    return _name_at(text, link.end(), authority.end() if authority else link.end(), link[1])


def find_authority(text: str) -> Place | None:
    """The first authority that a text names with its territory.

    >>> find_authority("signé par la Communauté d'agglomération du Val Vert").name
    'Val Vert'
    """
    behind = (_name_at(text, head.start(), head.end(), "") for head in _authorities().finditer(text))
    itself = (_name_at(text, head.start(), head.start(), "") for head in _kept_nouns().finditer(text))
    return next(filter(None, chain(behind, itself)), None)


def may_start_name(text: str, start: int) -> bool:
    """Whether what stands before a plan's name in a title lets it be the title's subject («Fiches actions du …»)."""
    before = text[:start]
    return not before.strip(" «“\"'") or bool(_before_name().fullmatch(before))


def _read_quoted(text: str, mention: Mention, *, is_title: bool) -> PlanName | None:
    """«schéma départemental « Bien vieillir en Y 2015-2020 »»: a name of the plan's own, in quotes.

    A short quote in a longer name («Contrat de ville « Quartiers 2030 » de Y») is part of it.
    """
    found = _QUOTED.match(text, mention.end)
    if not found or len(found[1].split()) < _TITLE_WORDS:
        return None
    if is_title and find_place(text, found.end()):
        return None
    place = _last_place(found[1], links=f"{_OF}|{_IN}") or find_place(text, found.end())
    years = find_years(found[1]) or find_years(text[found.end() : found.end() + 24])
    return PlanName(mention.kind, mention.start, found[1], True, place, years, mention.plural)


def _read_name(text: str, mention: Mention, *, is_title: bool) -> PlanName:
    position = mention.end
    for pattern in (_ASIDE, _VERSION):
        found = pattern.match(text, position)
        position = found.end() if found else position
    end, place, years = _follow(text, position, mention.kind)
    if is_title:
        separator = _SEPARATOR.search(text, end)
        tail_end = separator.start() if separator else len(text)
        tail = text[position:tail_end]
        if not _sentence().search(flatten(tail)):
            end = tail_end
            place = (
                place
                or (_bare_place(tail) if mention.kind.label else None)
                or _last_place(tail, links=_links(mention.kind))
            )
            years = years or find_years(tail)
    title = text[mention.start : end].strip(" ,(")
    return PlanName(mention.kind, mention.start, title[:1].upper() + title[1:], False, place, years, mention.plural)


def _follow(text: str, position: int, kind: Kind) -> tuple[int, Place | None, tuple[int, int] | None]:
    """The end of the name, its territory and years; a wide kind may say its subject before («de l'autonomie»)."""
    start = position
    for _ in range(_TOPIC_WORDS if kind.scale else 1):
        end, place, years = _follow_parts(text, start, kind)
        if end > start:
            return end, place, years
        word = _WORD.match(text, start)
        if not word or _sentence().fullmatch(flatten(word[0].strip())):
            break
        start = word.end()
    return position, None, None


def _follow_parts(text: str, start: int, kind: Kind) -> tuple[int, Place | None, tuple[int, int] | None]:
    end, place, years = start, None, None
    while True:
        span = None if years else _YEARS_BEHIND.match(text, end)
        found = None if place or span else find_place(text, end, links=_links(kind))
        if span and (read := _to_years(span[1], span[2])):
            end, years = span.end(), read
        elif found:
            end, place = found.end, found
        else:
            return end, place, years


def _links(kind: Kind) -> str:
    """«en Y» says whose a wide plan is; of a local one it says only where."""
    return f"{_OF}|pour (?:le|la|les|l['’])|{_IN}" if kind.scale else f"{_OF}|pour (?:le|la|les|l['’])"


def _last_place(text: str, *, links: str) -> Place | None:
    last = None
    for found in re.finditer(r"(?:^|(?<=\s))(?=\S)", text):
        # «du Pays des Monts» holds «des Monts», which is no place of its own.
        if last is None or found.start() >= last.end:
            last = find_place(text, found.start(), links=links) or last
    return last


def _bare_place(tail: str) -> Place | None:
    """«PCAET Val Vert 2022-2027»: a territory without a link, right behind the kind; not in a line all in capitals."""
    found = re.compile(rf"\s+{_NAME}").match(tail)
    if not found or tail.isupper():
        return None
    start = len(tail) - len(tail.lstrip())
    authority = _authorities().match(tail, start)
    return _name_at(tail, start, authority.end() if authority else start, "")


def _name_at(text: str, phrase_start: int, start: int, link: str) -> Place | None:
    found = re.compile(_NAME).match(text, start)
    words = re.findall(r"\w[\w-]*", flatten(found[0])) if found else []
    if not found or words[0] in _not_places() or not any(len(word) > 2 and word not in _not_places() for word in words):
        return None
    # «le CLS de l'ARS» is no territory; a whole line in capitals may be one.
    if len(found[0]) <= _ACRONYM_LENGTH and found[0].isupper() and not text.isupper():
        return None
    return Place(found[0], text[phrase_start : found.end()], link, found.end())


def _to_years(first: str, last: str) -> tuple[int, int] | None:
    begin, end = int(first), int(last if len(last) == 4 else first[:2] + last)
    return (begin, end) if 0 < end - begin <= _MOST_YEARS else None


@cache
def _authorities() -> re.Pattern[str]:
    """An authority's noun with what links its name: «communauté de communes du», «CC», «département de la»."""
    raw = read_lexicon("plan_facts")["authorities"]
    nouns = any_of(raw["nouns"])
    acronyms = "|".join(raw["acronyms"])
    return re.compile(rf"(?<![\w-])(?:(?i:{nouns})|{acronyms})(?![\w-])\s+(?:{_OF}(?:\s+|(?<=['’])))?(?=[A-ZÀ-ÝŒ])")


@cache
def _kept_nouns() -> re.Pattern[str]:
    """A noun that opens a territory's own name («Pays de», «Grand»), with more of the name behind it."""
    nouns = any_of(read_lexicon("plan_facts")["authorities"]["kept"])
    return re.compile(rf"(?<![\w'’-])(?:{nouns})\s+(?=(?:{_OF}(?:\s+|(?<=['’])))?[A-ZÀ-ÝŒ])")


@cache
def _not_places() -> frozenset[str]:
    return frozenset(flatten(word) for word in read_lexicon("plan_facts")["not_places"]["words"])


@cache
def _before_name() -> re.Pattern[str]:
    patterns = read_lexicon("plan_facts")["before_name"]["patterns"]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@cache
def _sentence() -> re.Pattern[str]:
    verbs = "|".join(re.escape(flatten(verb)) for verb in read_lexicon("plan_facts")["sentence"]["verbs"])
    return re.compile(rf"(?<![\w'-])(?:{verbs})(?![\w'-])")


def any_of(phrases: Iterable[str]) -> str:
    """An alternative of phrases, longest first, apostrophes of either kind."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace("'", "['’]") for phrase in ordered)
