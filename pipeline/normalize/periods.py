"""Dates, periods and horizons of an action or plan, each as precise as its source and no more."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from extractors.byline import parse_byline
from models.action import Champ, Item, Period
from models.document import CELL_SEPARATOR
from models.flags import Flag, Gravity
from models.vocabulary.champs import AUTRE
from pipeline.lexicon import read_lexicon
from pipeline.normalize.boxes import ticked_spans
from pipeline.normalize.dates import find_horizons
from pipeline.normalize.items import NumberedItem
from pipeline.normalize.moments import months_between
from pipeline.normalize.schedule import read_serial, ticked_years
from pipeline.normalize.spans import NEAR, Span, find_spans, last_phrase
from pipeline.normalize.spelling import flatten

CHAMP: Final = "calendrier"
# Where an action says what is done when; a diagnosis or a reference names years that are not the action's.
_DOING: Final = {"mise_en_oeuvre", "phases", "statut", "objectifs", "resultats_attendus"}
# A label of its own with a date behind it («Début : mars 2024»); longer texts are prose on anything.
_SHORT: Final = 60
_LIKELY_YEARS: Final = range(1950, 2061)
_LABELLED: Final = re.compile(r"\s*[:–—-]\s*")


def read_periods(items: Iterable[NumberedItem]) -> tuple[Period, ...]:
    """The dates, periods, durations and horizons of the champs that say when: of `calendrier` all, elsewhere dates."""
    found: list[Period] = []
    for champ, item, ordre in items:
        if item.checked is False:
            continue
        if champ.name == CHAMP:
            found.extend(_once_each_horizon(_of_schedule(champ, item, ordre)))
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
    return last_phrase(flatten(before)[-NEAR:].rstrip(" :") + " ", "publication") is not None


def flag_periods(periods: Iterable[Period], items: Iterable[NumberedItem]) -> Iterator[Flag]:
    """A flag for a year that is hardly meant («2108»), and one for a schedule that is still to be settled."""
    for period in periods:
        years = [day.year for day in (period.debut, period.fin) if day and day.year not in _LIKELY_YEARS]
        if years:
            yield Flag("annee_improbable", f"L'année {years[0]} est peu vraisemblable : « {period.texte} ».")
    texts = [flatten(item.text) for champ, item, _ in items if champ.name == CHAMP]
    if any(phrase in text for text in texts for phrase in _still_open()):
        yield Flag("calendrier_a_definir", "Le calendrier reste à définir.", Gravity.INFO)


@cache
def _still_open() -> tuple[str, ...]:
    """What a schedule says that is still to be settled, flattened."""
    return tuple(map(flatten, read_lexicon("dates")["tours"]["incertain"]))


def _once_each_horizon(periods: Iterable[Period]) -> Iterator[Period]:
    """The periods of an item; a horizon without a date («annuel», «chaque année») once."""
    told: set[str | None] = set()
    for period in periods:
        undated = period.edtf is None and period.duree_mois is None and period.horizon is not None
        if not undated or period.horizon not in told:
            yield period
        told |= {period.horizon} if undated else set()


def _of_schedule(champ: Champ, item: Item, ordre: int) -> Iterator[Period]:
    ticked = ticked_years(champ, item)
    if ticked is not None:
        for moment, last, text, step in ticked:
            yield _row(text, Span(0, 0, moment, last), step, champ.name, ordre)
        return
    serial = read_serial(item.text)
    if serial:
        yield _row(item.text, Span(0, 0, serial, serial), None, champ.name, ordre)
        return
    for start, end in ticked_spans(item.text):
        yield from _of_text(item.text[start:end], champ.name, ordre, loose=True)


def _of_text(text: str, champ: str, ordre: int, *, loose: bool) -> Iterator[Period]:
    """`loose` takes every date, duration and horizon; else only what a turn of phrase bounds or sets a length to."""
    flat = flatten(text)
    for span in find_spans(flat, loose=loose):
        closing = text[span.end : span.end + 1] == ")" and "(" in text[span.start : span.end]
        yield _row(text[span.start : span.end + closing], span, _step(text, span) if loose else None, champ, ordre)


def _row(text: str, span: Span, step: str | None, champ: str, ordre: int) -> Period:
    debut = span.first.first if span.first else None
    fin = span.last.last if span.last else None
    months = span.months
    if months is None and debut and fin and span.first != span.last:
        months = months_between(debut, fin)
    return Period(text, _edtf(span), debut, fin, months, span.horizon, step, champ, ordre)


def _edtf(span: Span) -> str | None:
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


def _step(text: str, span: Span) -> str | None:
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
    return None if flatten(match[1]) in _no_steps() else match[1].strip()


@cache
def _no_steps() -> frozenset[str]:
    return frozenset(map(flatten, read_lexicon("dates")["tours"]["sans_etape"]))
