"""What sentences say of the plan they speak of: when it was signed and by whom, for how long, from when to when."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.days import WrittenDay, find_days
from pipeline.normalize.plan_names import Place, any_of, find_authority, find_place
from pipeline.normalize.spelling import flatten
from pipeline.structure.plan_kinds import Kind, find_mentions

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý«•])|\n")
_PARTIES: Final = re.compile(r"\b(?:par|entre|avec)\s+(.{3,300})", re.DOTALL)
_PARTY_END: Final = re.compile(r",\s|\set\s|\savec\s|;|\.\s|\sen\s(?=\w+\s\d{4})")
_ARTICLE: Final = re.compile(r"^\s*(?:la |le |les |l['’])")
_FROM, _TO = re.compile(r"\b(?:du|de|depuis le|entre le)\s*$"), re.compile(r"\s*(?:au|à|et le|jusqu['’]au)\s*")
_SINCE: Final = re.compile(r"(?:a compter|a partir|a dater) (?:du|de)\s*$")
_FARTHEST: Final = 200
_POSSESSIVE_LENGTH: Final = 40
_CLOSE: Final = 20


def find_signature(lines: Iterable[str], kind: Kind) -> date | None:
    """The day on which the plan was or will be signed; a month gives its first day."""
    for sentence in _sentences_of(lines, kind):
        flat = flatten(sentence)
        verb = _signing().search(flat) or _formula().match(flat)
        if not verb or _other_plan().search(flat) or _is_of_another(sentence, verb, kind):
            continue
        near = [day for day in find_days(sentence) if abs(day.start - verb.end()) <= _FARTHEST]
        if near:
            return min(near, key=lambda day: _distance(day, verb)).day
    return None


def find_duration(lines: Iterable[str], kind: Kind) -> int | None:
    """For how many months the plan is concluded («signé pour 5 ans»)."""
    for sentence in _sentences_of(lines, kind):
        found = _lasting().search(flatten(sentence))
        if found and not _is_of_another(sentence, found, kind):
            return read_months(found[0])
    return None


def read_months(text: str) -> int | None:
    """A duration in months: «cinq ans» → 60.

    >>> read_months("pour une durée de trois ans"), read_months("18 mois"), read_months("sans durée")
    (36, 18, None)
    """
    found = _duration().search(flatten(text))
    if not found:
        return None
    number = _numbers().get(found["count"]) or int(found["count"])
    return number if found["unit"] == "mois" else number * 12


def find_span(lines: Iterable[str], kind: Kind) -> tuple[date, date] | None:
    """From which day to which the plan runs: «du 1er janvier 2020 au 31 décembre 2024», «cinq ans à compter du …»."""
    for sentence in _sentences_of(lines, kind):
        days = find_days(sentence)
        lasting = _lasting().search(flatten(sentence))
        since = next((day for day in days if _SINCE.search(flatten(sentence[: day.start]))), None) if lasting else None
        months = read_months(lasting[0]) if lasting else None
        if since and months:
            return since.day, since.moment.end_after(months).last
        for first, last in pairwise(days):
            opens = _FROM.search(sentence[: first.start])
            if opens and _TO.fullmatch(sentence[first.end : last.start]) and first.day < last.day:
                return first.day, last.day
    return None


def find_signatory(lines: Iterable[str], kind: Kind, definitions: Mapping[str, str]) -> Place | None:
    """The territory of the first local authority that signs the plan; acronyms that the document spells out count."""
    places = [
        place for sentence in _sentences_of(lines, kind) for place in _signing_places(sentence, kind, definitions)
    ]
    return next((place for place in places if _has_such_plans(place, kind)), places[0] if places else None)


def _signing_places(sentence: str, kind: Kind, definitions: Mapping[str, str]) -> Iterator[Place]:
    """The territories of those who sign, in a sentence that says so of this plan: its subject, then the parties."""
    flat = flatten(sentence)
    verb = _signing().search(flat)
    if not verb or _other_plan().search(flat) or _is_of_another(sentence, verb, kind):
        return
    subject = find_authority(sentence[: verb.start()])
    if subject and _has_such_plans(subject, kind):
        yield subject
    parties = _PARTIES.search(sentence, verb.end())
    for party in _PARTY_END.split(parties[1]) if parties else ():
        bare = _ARTICLE.sub("", party, count=1).strip(" .,")
        place = find_authority(definitions.get(bare, party))
        if place:
            yield place


def _is_of_another(sentence: str, verb: re.Match[str], kind: Kind) -> bool:
    """Whether the verb is right behind another plan's name: «le CLSM s'inscrit dans le contrat de santé signé en …»."""
    before = [mention for mention in find_mentions(sentence) if mention.end <= verb.start()]
    return bool(before) and before[-1].kind != kind and verb.start() - before[-1].end <= _CLOSE


def _has_such_plans(place: Place, kind: Kind) -> bool:
    openings = read_lexicon("plan_facts")["owners"][kind.scale or "local"]
    return flatten(place.phrase).startswith(tuple(flatten(opening) for opening in openings))


def find_holder(lines: Iterable[str], kind: Kind) -> Place | None:
    """The territory of an authority that a sentence gives the plan to («la CC du Val Vert adopte son PCAET»)."""
    for line in lines:
        for sentence in _SENTENCE_END.split(line):
            mentions = [mention for mention in find_mentions(sentence) if mention.kind == kind]
            before = (sentence[max(0, mention.start - _POSSESSIVE_LENGTH) : mention.start] for mention in mentions)
            if any(_own().search(flatten(words)) for words in before):
                place = find_authority(sentence[: mentions[0].start])
                if place:
                    return place
    return None


def find_scale(titles: Iterable[str]) -> Place | None:
    """The territory on whose scale a title says things happen («à l'échelle du Pays de Y»)."""
    for title in titles:
        for opener in _scale().finditer(title):
            place = find_place(title, opener.end())
            if place:
                return place
    return None


def find_owner(margins: Iterable[str], kind: Kind) -> Place | None:
    """The territory of the authority that puts its name to the pages, if it is one that has such plans."""
    places = filter(None, map(find_authority, margins))
    return next((place for place in places if _has_such_plans(place, kind)), None)


def _sentences_of(lines: Iterable[str], kind: Kind) -> Iterator[str]:
    """The sentences that speak of the plan, by its name or by «le contrat»."""
    for line in lines:
        for sentence in _SENTENCE_END.split(line):
            named = any(mention.kind == kind and not mention.plural for mention in find_mentions(sentence))
            if named or _about().search(flatten(sentence)):
                yield sentence


def _distance(day: WrittenDay, verb: re.Match[str]) -> int:
    """Between a date and the verb; a date before it is the less likely one."""
    return day.start - verb.end() if day.start >= verb.end() else _FARTHEST + verb.start() - day.end


def _words(*keys: str) -> str:
    entry: Any = read_lexicon("plan_facts")
    for key in keys:
        entry = entry[key]
    return any_of(flatten(word) for word in entry)


@cache
def _numbers() -> Mapping[str, int]:
    return {flatten(word): number for word, number in read_lexicon("dates")["nombres"].items()}


@cache
def _signing() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_words('signature', 'verbs')})(?!\w)")


@cache
def _other_plan() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_words('signature', 'not_this')})(?!\w)")


@cache
def _duration() -> re.Pattern[str]:
    count = rf"(?P<count>\d{{1,2}}|{any_of(_numbers())})"
    return re.compile(rf"(?<!\w){count}(?:\s?\(\d{{1,2}}\))?\s(?P<unit>ans?|annees?|mois)(?!\w)")


@cache
def _lasting() -> re.Pattern[str]:
    """A verb of concluding with «pour N ans», or «une durée de N ans» said of the plan."""
    length = _duration().pattern.replace("?P<count>", "").replace("?P<unit>", "")
    told = r"(?:\w+ ){0,3}?(?:duree|periode) (?:\w+ ){0,2}?(?:de |d'|a )"
    return re.compile(
        rf"(?<!\w)(?:{_words('duration', 'verbs')})(?!\w)[^.;:]{{0,100}}?\b(?:pour|sur) (?:{told})?{length}"
        rf"|(?<!\w)(?:conclu|signe|etabli)\w*[^.;:]{{0,60}}\bduree de {length}"
        rf"|\bd'une duree de {length}"
        rf"|\b(?:sa|la) duree (?:du \w+ )?: {length}"
        rf"|\bduree (?:du|de la|de l'|de ce|de cette|de validite)[^.;:]{{0,60}}? est (?:de |fixee a ){length}"
    )


@cache
def _about() -> re.Pattern[str]:
    """«le contrat», «il est conclu», or the formula of signature."""
    named = rf"(?<!\w)(?:le|ce|la|cette|du|de ce|au|l') ?(?:present |presente )?(?:{_words('nouns', 'generic')})(?!\w)"
    meant = rf"^(?:il|elle) (?:est|a ete|sera) (?:{_words('duration', 'verbs')})(?!\w)"
    return re.compile(f"{named}|{meant}|^sa duree |^{_formula().pattern}")


@cache
def _formula() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('signature', 'formulas')})(?!\w)")


@cache
def _own() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:son|sa|leur) (?:\w+ )?$")


@cache
def _scale() -> re.Pattern[str]:
    openers = any_of(read_lexicon("plan_facts")["scale"]["openers"])
    return re.compile(rf"(?<!\w)(?:{openers})(?!\w)", re.IGNORECASE)
