"""Dates, periods and horizons of an action or plan, each as precise as its source and no more."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractors.byline import parse_byline
from models.action import Champ, Item, Period
from models.document import CELL_SEPARATOR
from models.flags import Flag, Gravity
from models.vocabulary.champs import AUTRE
from pipeline.lexicon import read_lexicon
from pipeline.normalize.boxes import ticked_spans
from pipeline.normalize.dates import (
    Duration,
    Found,
    Horizon,
    find_durations,
    find_horizons,
    find_moments,
    may_tell_year,
)
from pipeline.normalize.items import NumberedItem
from pipeline.normalize.moments import Moment, months_between
from pipeline.normalize.schedule import read_serial, ticked_years
from pipeline.normalize.spelling import flatten

CHAMP = "calendrier"
# Where an action says what is done when; a diagnosis or a reference names years that are not the action's.
_DOING = {"mise_en_oeuvre", "phases", "statut", "objectifs", "resultats_attendus"}
# A label of its own with a date behind it («Début : mars 2024»); longer texts are prose on anything.
_SHORT = 60
_LIKELY_YEARS = range(1950, 2061)
# «2022/2065» is the number of a regulation.
_LONGEST_PLAN = 35
_RANGE_GAP = re.compile(r"\s*(?:-|/|→|=>|->|>|a|au|aux|a la|jusqu'(?:a|en|au|a la)|et)\s*(?:le\s+)?")
_DAY_BEFORE = re.compile(r"\b(?:du|entre le)\s(?:[a-z]{5,8}\s)?(?P<day>1er|\d{1,2})\s(?:au|et le)\s\Z")
_LABELLED = re.compile(r"\s*[:–—-]\s*")
_HEADING = re.compile(r"\s*[:|]\s")
_SHORT_YEAR = re.compile(r"\s?[-/]\s?(\d{2})(?![\d/-])")
_BETWEEN = re.compile(r"\bentre\s+(?:l[ea]s?\s|l'|debut\s|fin\s)?\Z")
_FROM = re.compile(r"\b(?:entre|de|du|d')\s?(?:l[ea]\s|l'|debut\s|fin\s)?\Z")
# Longer than any turn of phrase before a date.
_NEAR = 60
_BESIDE = re.compile(r"[\s,:(–-]*(?:pour|sur|pendant|durant)?\s*(?:une (?:duree|periode) d[e'])?\s*[\s,:(–-]*")


@dataclass(frozen=True, slots=True)
class _Span:
    """A period before it is a row: its words, ends and length. A closed end without a beginning is «d'ici …»."""

    start: int
    end: int
    first: Moment | None = None
    last: Moment | None = None
    open_end: bool = False
    months: int | None = None
    horizon: str | None = None


def read_periods(items: Iterable[NumberedItem]) -> tuple[Period, ...]:
    """The dates, periods, durations and horizons of the champs that say when: of `calendrier` all, elsewhere dates."""
    found: list[Period] = []
    for champ, item, ordre in items:
        if item.checked is False:
            continue
        if champ.name == CHAMP:
            found.extend(_of_schedule(champ, item, ordre))
        elif champ.name in _DOING or (champ.name == AUTRE and len(item.text) <= _SHORT):
            found.extend(_of_text(item.text, champ.name, ordre, loose=False))
    return tuple(found)


def read_prose_periods(items: Iterable[NumberedItem]) -> tuple[Period, ...]:
    """The periods that running text tells: ranges, dates with what bounds them, durations with their beginning.

    The day on which a page was published, revised or signed by its author is the document's, and no period of the plan.
    """
    return tuple(
        period
        for champ, item, ordre in items
        if parse_byline(item.text) is None
        for period in _of_text(item.text, champ.name, ordre, loose=False)
        if not _is_publication(item.text, period.texte)
    )


def _is_publication(text: str, words: str) -> bool:
    """Whether a date is all that a line says, or the day of a publication («mis à jour le 3 mai 2022»)."""
    before, _, after = text.partition(words)
    if not re.search(r"\w", f"{before}{after}"):
        return True
    return _last_phrase(flatten(before)[-_NEAR:].rstrip(" :") + " ", "publication") is not None


def flag_periods(periods: Iterable[Period], items: Iterable[NumberedItem]) -> Iterator[Flag]:
    """A flag for a year that is hardly meant («2108»), and one for a schedule that is still to be settled."""
    for period in periods:
        years = [day.year for day in (period.debut, period.fin) if day and day.year not in _LIKELY_YEARS]
        if years:
            yield Flag("annee_improbable", f"L'année {years[0]} est peu vraisemblable : « {period.texte} ».")
    texts = [flatten(item.text) for champ, item, _ in items if champ.name == CHAMP]
    if any(flatten(phrase) in text for text in texts for phrase in read_lexicon("dates")["tours"]["incertain"]):
        yield Flag("calendrier_a_definir", "Le calendrier reste à définir.", Gravity.INFO)


def _of_schedule(champ: Champ, item: Item, ordre: int) -> Iterator[Period]:
    ticked = ticked_years(champ, item)
    if ticked is not None:
        for moment, last, text, step in ticked:
            yield _row(text, _Span(0, 0, moment, last), step, champ.name, ordre)
        return
    serial = read_serial(item.text)
    if serial:
        yield _row(item.text, _Span(0, 0, serial, serial), None, champ.name, ordre)
        return
    for start, end in ticked_spans(item.text):
        yield from _of_text(item.text[start:end], champ.name, ordre, loose=True)


def _of_text(text: str, champ: str, ordre: int, *, loose: bool) -> Iterator[Period]:
    """`loose` takes every date, duration and horizon; else only what a turn of phrase bounds or sets a length to."""
    flat = flatten(text)
    for span in find_spans(flat, loose=loose):
        closing = text[span.end : span.end + 1] == ")" and "(" in text[span.start : span.end]
        yield _row(text[span.start : span.end + closing], span, _step(text, span) if loose else None, champ, ordre)


def find_spans(flat: str, *, loose: bool) -> tuple[_Span, ...]:
    """The periods of a flattened text in order."""
    spans = list(_join_ranges(flat, find_moments(flat))) if may_tell_year(flat) else []
    spans = _join_ends(flat, [_bound(flat, span) for span in spans])
    if not loose:
        spans = [span for span in spans if _is_told(flat, span)]
    durations = [
        _Span(d.start, d.end, months=d.months)
        for d in find_durations(flat)
        if (loose and d.told) or _beside(flat, d, spans)
    ]
    spans = _join_beside(flat, sorted([*spans, *durations], key=lambda span: span.start))
    if loose:
        spans = _join_horizons(flat, spans, list(find_horizons(flat)))
    return tuple(spans)


def _is_told(flat: str, span: _Span) -> bool:
    """Whether running text dates something by it: «depuis 2012» tells how things stood."""
    if span.open_end:
        return not flat.startswith("depuis", span.start)
    return span.first != span.last or _dated(span) or _heads_line(flat, span)


def _heads_line(flat: str, span: _Span) -> bool:
    """Whether a bare year opens its line as a date does: «2024 : évaluation», «2024 | Évaluation»."""
    return span.first is not None and _HEADING.match(flat, span.end) is not None and _opens_line(flat, span)


def _opens_line(flat: str, span: _Span) -> bool:
    return not flat[flat.rfind("\n", 0, span.start) + 1 : span.start].strip(" •-–")


def _dated(span: _Span) -> bool:
    """Whether a single moment is precise enough to be an event: a month or a day, not a bare year."""
    return span.first is not None and bool(span.first.month or span.first.part)


def _join_ranges(flat: str, moments: tuple[Found, ...]) -> Iterator[_Span]:
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
                yield _Span(here.start, short.end(), here.moment, Moment(last))
                continue
        if here.moment.year is not None:
            yield _from_day(flat, here) or _Span(here.start, here.end, here.moment, here.moment)


def _from_day(flat: str, here: Found) -> _Span | None:
    """«du 15 au 30 septembre 2023»: a day before that takes month and year of the date."""
    opening = _DAY_BEFORE.search(flat, max(0, here.start - _NEAR), here.start) if here.moment.day else None
    day = int(opening["day"].removesuffix("er")) if opening else 0
    if not opening or not 0 < day < (here.moment.day or 0):
        return None
    return _Span(opening.start(), here.end, replace(here.moment, day=day), here.moment)


def _range_of(flat: str, here: Found, after: Found) -> _Span | None:
    gap = _RANGE_GAP.fullmatch(flat[here.end : after.start])
    if not gap or after.moment.year is None:
        return None
    if gap[0].strip() == "et" and not _BETWEEN.search(flat, max(0, here.start - _NEAR), here.start):
        return None
    if _is_reference(flat, here, after):
        return None
    first = here.moment if here.moment.year is not None else here.moment.with_year(after.moment.year)
    if first.first > after.moment.last:
        return None
    opening = _FROM.search(flat, max(0, here.start - _NEAR), here.start)
    return _Span(opening.start() if opening else here.start, after.end, first, after.moment)


def _is_reference(flat: str, here: Found, after: Found) -> bool:
    """Whether two years are the number of a law: no plan lasts that long."""
    if here.moment.year is None or after.moment.year is None or flat[here.end : after.start] not in {"/", "-"}:
        return False
    return after.moment.year - here.moment.year > _LONGEST_PLAN


def _bound(flat: str, span: _Span) -> _Span:
    """With the turn of phrase before it: «à partir de 2022» has no end, «d'ici fin 2025» no beginning."""
    if span.first != span.last or span.first is None:
        return span
    onward = _onward().match(flat, span.end)
    if onward:
        return replace(span, end=onward.end(), last=None, open_end=True)
    before = flat[max(0, span.start - 30) : span.start]
    opening = _last_phrase(before, "debut_ouvert")
    if opening:
        return replace(span, start=span.start - len(opening), last=None, open_end=True)
    closing = _last_phrase(before, "fin_ouverte")
    if not closing:
        return span
    rough = re.match(r"(?:debut|fin|mi|courant)", flat[span.start :])
    strictly = closing.startswith("avant") and not rough
    last = span.first.before() if strictly else span.first
    return replace(span, start=span.start - len(closing), first=None, last=last)


def _join_ends(flat: str, spans: list[_Span]) -> list[_Span]:
    """«à partir de 2024 et jusqu'à fin 2028»: an open beginning and the end behind it are one period."""
    joined: list[_Span] = []
    for span in spans:
        closed = _close(flat, joined[-1], span) if joined else None
        if closed:
            joined[-1] = closed
        else:
            joined.append(span)
    return joined


def _close(flat: str, before: _Span, span: _Span) -> _Span | None:
    """The period from an open beginning to the end right behind it."""
    if not before.open_end or before.first is None or span.first is not None or span.last is None:
        return None
    if not re.fullmatch(r"[\s,]*(?:et)?\s*", flat[before.end : span.start]) or before.first.first > span.last.last:
        return None
    return _Span(before.start, span.end, before.first, span.last)


def _last_phrase(before: str, name: str) -> str | None:
    """The phrase that a text ends with, with the blanks behind it, as long as can be."""
    match = _phrases_at_end(name).search(before)
    return match[0] if match else None


@cache
def _phrases_at_end(name: str) -> re.Pattern[str]:
    phrases = sorted(map(flatten, read_lexicon("dates")["tours"][name]), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})\s*(?:(?:le|la)\s+|l'\s*)?$")


@cache
def _onward() -> re.Pattern[str]:
    phrases = sorted(map(flatten, read_lexicon("dates")["tours"]["suite"]), key=lambda phrase: -len(phrase))
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, phrases))})(?!\w)")


def _beside(flat: str, duration: Duration, spans: list[_Span]) -> bool:
    """Whether a duration stands right beside a date from which it runs."""
    return any(
        _BESIDE.fullmatch(flat[min(span.end, duration.end) : max(span.start, duration.start)]) is not None
        for span in spans
        if span.open_end or span.first == span.last
    )


def _join_beside(flat: str, spans: list[_Span]) -> list[_Span]:
    """«durant un an, à compter de mai 2016»: a duration and the beginning beside it close the period."""
    joined: list[_Span] = []
    for span in spans:
        other = joined[-1] if joined else None
        if other and _BESIDE.fullmatch(flat[other.end : span.start]):
            start, length = (other, span) if other.first else (span, other)
            if start.first and (start.open_end or start.first == start.last) and not length.first and length.months:
                joined[-1] = _Span(
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


def _length_of(*spans: _Span) -> int | None:
    """The months of the one of some spans that is a duration and nothing else."""
    return next((span.months for span in spans if not span.first and not span.last and span.months), None)


def _join_horizons(flat: str, spans: list[_Span], horizons: list[Horizon]) -> list[_Span]:
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
            rest.append(_Span(horizon.start, horizon.end, horizon=horizon.name))
        if here is None:
            continue
        span = rest[here]
        rest[here] = replace(
            span, start=min(span.start, horizon.start), end=max(span.end, horizon.end), horizon=horizon.name
        )
    return sorted(rest, key=lambda span: span.start)


def _governed(flat: str, horizon: Horizon, spans: list[_Span]) -> list[int]:
    """The dates that a horizon labels: «Court terme : diagnostic (2021)» dates that diagnosis, at short term."""
    label = _LABELLED.match(flat, horizon.end)
    if not label or ":" not in label[0]:
        return []
    stops = [flat.find(mark, label.end()) for mark in ";\n"]
    others = [other.start for other in find_horizons(flat) if other.start > horizon.start]
    end = min((stop for stop in (*stops, *others) if stop >= 0), default=len(flat))
    return [n for n, span in enumerate(spans) if label.end() <= span.start < end and not span.horizon]


def _row(text: str, span: _Span, step: str | None, champ: str, ordre: int) -> Period:
    debut = span.first.first if span.first else None
    fin = span.last.last if span.last else None
    months = span.months
    if months is None and debut and fin and span.first != span.last:
        months = months_between(debut, fin)
    return Period(text, _edtf(span), debut, fin, months, span.horizon, step, champ, ordre)


def _edtf(span: _Span) -> str | None:
    if span.first is None and span.last is None:
        return None
    if span.first == span.last and span.first:
        return span.first.edtf
    if span.first and span.last and (span.first.part or span.last.part):
        # EDTF has no interval of quarters: its months say the same.
        return f"{span.first.first:%Y-%m}/{span.last.last:%Y-%m}"
    first = span.first.edtf.split("/")[0] if span.first else ".."
    return f"{first}/{span.last.edtf.split('/')[-1] if span.last else '..'}"


def _without_horizon(head: str) -> str:
    """The words before a date without a horizon that labels them: «Court terme : étude (»."""
    found = next(find_horizons(flatten(head)), None)
    label = _LABELLED.match(head, found.end) if found and not head[: found.start].strip() else None
    return head[label.end() :] if label and head[label.end() :].strip(" (") else head


def _step(text: str, span: _Span) -> str | None:
    """What the date is the date of: the words before it in its line or row, up to a colon, dash or cell mark."""
    start = text.rfind("\n", 0, span.start) + 1
    line = text[start : text.find("\n", span.end) if "\n" in text[span.end :] else len(text)]
    head = _without_horizon(line[: span.start - start].rpartition(";")[2])
    cells = head.split(CELL_SEPARATOR)
    label = cells[0] if len(cells) > 1 else head
    behind = re.match(r"\s*(?::|\||[–-]\s)\s*(\w[^;|(]*)", line[span.end - start :])
    if behind and not head.strip(" •-–"):
        # «Juin 2022 : signature du contrat»
        return behind[1].strip(" .") if len(behind[1]) <= 160 else None
    match = re.fullmatch(
        r"\s*(.*?\w.*?)\s*(?:[:–(|]|-)\s*(?:[eE]n |[aA]u |[lL]e |[dD]e |[dD]u )?\s*",
        label if len(cells) == 1 else label + " :",
    )
    if not match or match[1].strip().isdigit() or len(match[1]) > 160:
        return None
    return None if flatten(match[1]) in map(flatten, read_lexicon("dates")["tours"]["sans_etape"]) else match[1].strip()
