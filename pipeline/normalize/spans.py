"""Spans of time in French text: moments joined into ranges, with what bounds them, how long they last, which horizon
they have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.dates import (
    Duration,
    Found,
    Horizon,
    find_durations,
    find_horizons,
    find_moments,
    may_tell_year,
)
from pipeline.normalize.moments import Moment
from pipeline.normalize.spelling import flatten

# Longer than any turn of phrase before a date.
NEAR: Final = 60
_LABELLED: Final = re.compile(r"\s*[:–—-]\s*")
# «2022/2065» is the number of a regulation.
_LONGEST_PLAN: Final = 35
_RANGE_GAP: Final = re.compile(r"\.?\s*(?:-|/|→|=>|->|>|a|au|aux|a la|jusqu'(?:a|en|au|a la)|et)\s*(?:le\s+)?")
_DAY_BEFORE: Final = re.compile(r"\b(?:du|entre le)\s(?:[a-z]{5,8}\s)?(?P<day>1er|\d{1,2})\s(?:au|et le)\s\Z")
_HEADING: Final = re.compile(r"\s*[:|]\s")
_SHORT_YEAR: Final = re.compile(r"\s?[-/]\s?(\d{2})(?![\d/-])")
_BETWEEN: Final = re.compile(r"\bentre\s+(?:l[ea]s?\s|l'|debut\s|fin\s)?\Z")
_FROM: Final = re.compile(r"\b(?:entre|de|du|d')\s?(?:l[ea]\s|l'|debut\s|fin\s)?\Z")
# «Début : mars 2023 / Fin : juin 2024»
_OPENS: Final = re.compile(r"\b(?:debut|du)\s?(?:(?:previsionnel|prevu)(?:le|e)?\s?)?[:|]\s*\Z")
_CLOSES: Final = re.compile(
    r"\s*[/;,|\n–-]?\s*(?:date\s(?:previsionnelle\s)?(?:de\s)?)?(?:fin|achevement|cloture|au)\s?"
    r"(?:(?:previsionnel|prevu)(?:le|e)?\s?)?[:|]\s*"
)
# «3 ans (2024, 2025, 2026)» tells its years by itself.
_MORE_YEARS: Final = re.compile(r"\s*(?:,|et)\s*(?:19|20)\d\d")
_WINTER: Final = 24
_BESIDE: Final = re.compile(r"[\s,:(–-]*(?:pour|sur|pendant|durant)?\s*(?:une (?:duree|periode) d[e'])?\s*[\s,:(–-]*")


@dataclass(frozen=True, slots=True)
class Span:
    """A period before it is a row: its words, ends and length. A closed end without a beginning is «d'ici …»."""

    start: int
    end: int
    first: Moment | None = None
    last: Moment | None = None
    open_end: bool = False
    months: int | None = None
    horizon: str | None = None


def find_spans(flat: str, *, loose: bool) -> tuple[Span, ...]:
    """The periods of a flattened text in order."""
    dated = may_tell_year(flat)
    if not dated and not loose:
        # Most sentences: without a date there is nothing that a length of time could run from.
        return ()
    spans = list(_join_ranges(flat, find_moments(flat))) if dated else []
    spans = _join_ends(flat, [_bound(flat, span) for span in spans])
    if not loose:
        spans = [span for span in spans if _is_told(flat, span)]
    durations = [
        Span(d.start, d.end, months=d.months)
        for d in find_durations(flat)
        if (loose and d.told) or _beside(flat, d, spans)
    ]
    spans = _join_beside(flat, sorted([*spans, *durations], key=lambda span: span.start))
    if loose:
        spans = _join_horizons(flat, spans, list(find_horizons(flat)))
    return tuple(spans)


def _is_told(flat: str, span: Span) -> bool:
    """Whether running text dates something by it: «depuis 2012» tells how things stood."""
    if span.open_end:
        return not flat.startswith("depuis", span.start)
    return span.first != span.last or _dated(span) or _heads_line(flat, span)


def _heads_line(flat: str, span: Span) -> bool:
    """Whether a bare year opens its line as a date does: «2024 : évaluation», «2024 | Évaluation»."""
    return span.first is not None and _HEADING.match(flat, span.end) is not None and _opens_line(flat, span)


def _opens_line(flat: str, span: Span) -> bool:
    return not flat[flat.rfind("\n", 0, span.start) + 1 : span.start].strip(" •-–")


def _dated(span: Span) -> bool:
    """Whether a single moment is precise enough to be an event: a month or a day, not a bare year."""
    return span.first is not None and bool(span.first.month or span.first.part)


def _join_ranges(flat: str, moments: tuple[Found, ...]) -> Iterator[Span]:
    """«de mars à juin 2021», «2015-2020»: two moments and what joins them; a year-less one takes the other's year."""
    number = 0
    while number < len(moments):
        here, following = moments[number], moments[number + 1 : number + 2]
        joined = following and _range_of(flat, here, following[0])
        if joined or (following and _is_reference(flat, here, following[0])):
            if joined:
                yield joined
            number += 2
            continue
        number += 1
        short = _SHORT_YEAR.match(flat, here.end)
        if here.moment == Moment(here.moment.year) and here.moment.year and short:
            last = here.moment.year // 100 * 100 + int(short[1])
            if 0 < last - here.moment.year <= 12:
                yield Span(here.start, short.end(), here.moment, Moment(last))
                continue
        if here.moment.year is not None:
            yield _from_day(flat, here) or Span(here.start, here.end, here.moment, here.moment)


def _from_day(flat: str, here: Found) -> Span | None:
    """«du 15 au 30 septembre 2023»: a day before that takes month and year of the date."""
    opening = _DAY_BEFORE.search(flat, max(0, here.start - NEAR), here.start) if here.moment.day else None
    day = int(opening["day"].removesuffix("er")) if opening else 0
    if not opening or not 0 < day < (here.moment.day or 0):
        return None
    return Span(opening.start(), here.end, replace(here.moment, day=day), here.moment)


def _range_of(flat: str, here: Found, after: Found) -> Span | None:
    gap = _RANGE_GAP.fullmatch(flat[here.end : after.start])
    if not gap or after.moment.year is None:
        return None
    if gap[0].strip() == "et" and not _BETWEEN.search(flat, max(0, here.start - NEAR), here.start):
        return None
    if _is_reference(flat, here, after):
        return None
    if here.moment.part == _WINTER and here.moment.year and after.moment == Moment(here.moment.year + 1):
        # «Hiver 2023-2024» is one winter.
        return Span(here.start, after.end, Moment(here.moment.year, 12), Moment(here.moment.year + 1, 2))
    first = here.moment if here.moment.year is not None else here.moment.with_year(after.moment.year)
    if first.first > after.moment.last:
        return None
    opening = _FROM.search(flat, max(0, here.start - NEAR), here.start)
    return Span(opening.start() if opening else here.start, after.end, first, after.moment)


def _is_reference(flat: str, here: Found, after: Found) -> bool:
    """Whether two years are the number of a law: no plan lasts that long."""
    if here.moment.year is None or after.moment.year is None or flat[here.end : after.start] not in {"/", "-"}:
        return False
    return after.moment.year - here.moment.year > _LONGEST_PLAN


def _bound(flat: str, span: Span) -> Span:
    """With the turn of phrase before it: «à partir de 2022» has no end, «d'ici fin 2025» no beginning."""
    if span.first != span.last or span.first is None:
        return span
    onward = _onward().match(flat, span.end)
    if onward:
        return replace(span, end=onward.end(), last=None, open_end=True)
    latest = _at_latest().match(flat, span.end)
    if latest:
        return replace(span, end=latest.end(), first=None)
    before = flat[max(0, span.start - 30) : span.start]
    opening = last_phrase(before, "debut_ouvert")
    if opening:
        return replace(span, start=span.start - len(opening), last=None, open_end=True)
    closing = last_phrase(before, "fin_ouverte")
    if not closing:
        return span
    rough = re.match(r"(?:debut|fin|mi|courant)", flat[span.start :])
    strictly = closing.startswith("avant") and not rough
    last = span.first.before() if strictly else span.first
    return replace(span, start=span.start - len(closing), first=None, last=last)


def _join_ends(flat: str, spans: list[Span]) -> list[Span]:
    """«à partir de 2024 et jusqu'à fin 2028»: an open beginning and the end behind it are one period."""
    joined: list[Span] = []
    for span in spans:
        closed = _close(flat, joined[-1], span) if joined else None
        if closed:
            joined[-1] = closed
        else:
            joined.append(span)
    return joined


def _close(flat: str, before: Span, span: Span) -> Span | None:
    """The period from an open or labelled beginning to the end right behind it."""
    if _is_labelled_end(flat, before, span) and before.first and span.last:
        return Span(before.start, span.end, before.first, span.last)
    if not before.open_end or before.first is None or span.first is not None or span.last is None:
        return None
    if not re.fullmatch(r"[\s,]*(?:et)?\s*", flat[before.end : span.start]) or before.first.first > span.last.last:
        return None
    return Span(before.start, span.end, before.first, span.last)


def _is_labelled_end(flat: str, before: Span, span: Span) -> bool:
    """«Début : 2023 – Fin : 2025»: two dates, each called what it is."""
    single = before.first == before.last and span.first == span.last
    if not single or before.first is None or span.last is None or before.first.first > span.last.last:
        return False
    opened = _OPENS.search(flat, max(0, before.start - NEAR), before.start)
    return opened is not None and _CLOSES.fullmatch(flat[before.end : span.start]) is not None


def last_phrase(before: str, name: str) -> str | None:
    """The phrase that a text ends with, with the blanks behind it, as long as can be."""
    match = _phrases_at_end(name).search(before)
    return match[0] if match else None


@cache
def _phrases_at_end(name: str) -> re.Pattern[str]:
    phrases = sorted(map(flatten, read_lexicon("dates")["tours"][name]), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})\s*(?:(?:le|la)\s+|l'\s*)?$")


@cache
def _onward() -> re.Pattern[str]:
    return _behind("suite")


@cache
def _at_latest() -> re.Pattern[str]:
    return _behind("fin_derriere")


def _behind(name: str) -> re.Pattern[str]:
    """A phrase right behind a date."""
    phrases = sorted(map(flatten, read_lexicon("dates")["tours"][name]), key=lambda phrase: -len(phrase))
    return re.compile(rf",?\s\(?(?:{'|'.join(map(re.escape, phrases))})(?!\w)\)?")


def _beside(flat: str, duration: Duration, spans: list[Span]) -> bool:
    """Whether a duration stands right beside a date from which it runs."""
    return any(
        _BESIDE.fullmatch(flat[min(span.end, duration.end) : max(span.start, duration.start)]) is not None
        for span in spans
        if span.open_end or span.first == span.last
    )


def _join_beside(flat: str, spans: list[Span]) -> list[Span]:
    """«durant un an, à compter de mai 2016»: a duration and the beginning beside it close the period."""
    joined: list[Span] = []
    for span in spans:
        other = joined[-1] if joined else None
        if other and _BESIDE.fullmatch(flat[other.end : span.start]):
            start, length = (other, span) if other.first else (span, other)
            runs = (start.open_end or start.first == start.last) and not _MORE_YEARS.match(flat, start.end)
            if start.first and runs and not length.first and length.months:
                joined[-1] = Span(
                    other.start, span.end, start.first, start.first.end_after(length.months), months=length.months
                )
                continue
            closed = next((one for one in (other, span) if one.first and one.last and one.first != one.last), None)
            if closed and _length_of(other, span):
                # «3 ans (2022-2024)»: the length is that of the range.
                joined[-1] = replace(closed, start=other.start, end=span.end, months=_length_of(other, span))
                continue
        joined.append(span)
    return joined


def _length_of(*spans: Span) -> int | None:
    """The months of the one of some spans that is a duration and nothing else."""
    return next((span.months for span in spans if not span.first and not span.last and span.months), None)


def _join_horizons(flat: str, spans: list[Span], horizons: list[Horizon]) -> list[Span]:
    """«Court terme (2015-2016)» is one row; a horizon on its own another."""
    rest = list(spans)
    for horizon in horizons:
        here = next(
            (
                n
                for n, s in enumerate(rest)
                if not s.horizon
                and re.fullmatch(r"\s*[:(–,-]?\s*", flat[min(horizon.end, s.end) : max(horizon.start, s.start)])
            ),
            None,
        )
        governed = _governed(flat, horizon, rest) if here is None else []
        for n in governed:
            rest[n] = replace(rest[n], horizon=horizon.name)
        if here is None and not governed:
            rest.append(Span(horizon.start, horizon.end, horizon=horizon.name))
        if here is None:
            continue
        span = rest[here]
        rest[here] = replace(
            span, start=min(span.start, horizon.start), end=max(span.end, horizon.end), horizon=horizon.name
        )
    return sorted(rest, key=lambda span: span.start)


def _governed(flat: str, horizon: Horizon, spans: list[Span]) -> list[int]:
    """The dates that a horizon labels: «Court terme : diagnostic (2021)» dates that diagnosis, at short term."""
    label = _LABELLED.match(flat, horizon.end)
    if not label or ":" not in label[0]:
        return []
    stops = [flat.find(mark, label.end()) for mark in ";\n"]
    others = [other.start for other in find_horizons(flat) if other.start > horizon.start]
    end = min((stop for stop in (*stops, *others) if stop >= 0), default=len(flat))
    return [n for n, span in enumerate(spans) if label.end() <= span.start < end and not span.horizon]
