"""Days and months written in French prose, as dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.lexicon import read_lexicon
from pipeline.normalize.spelling import flatten


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A date in a text, from `start` to `end`; a month stands for its first day, and `is_month` says so."""

    start: int
    end: int
    day: date
    is_month: bool


def find_days(text: str) -> tuple[WrittenDay, ...]:
    """Every date written with its year: «12 mars 2019», «1er juin 2020», «12/03/2019», «septembre 2017».

    >>> [found.day.isoformat() for found in find_days("signé en septembre 2017, évalué le 1er mars 2019")]
    ['2017-09-01', '2019-03-01']
    """
    return tuple(_read_days(flatten(text)))


def _read_days(text: str) -> Iterator[WrittenDay]:
    pattern, months = _pattern()
    for found in pattern.finditer(text):
        parts = found.groupdict()
        month = months[parts["name"]] if parts["name"] else int(parts["month"])
        year = int(parts["year"] or parts["year_figures"])
        number = int(parts["day"] or parts["day_figures"] or 1)
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        yield WrittenDay(found.start(), found.end(), day, is_month=not (parts["day"] or parts["day_figures"]))


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, int]]:
    names = read_lexicon("plan_facts")["months"]["names"]
    months = {flatten(name): number for number, forms in enumerate(names, start=1) for name in forms}
    spelled = "|".join(sorted(months, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<!\w)(?:(?:(?P<day>\d{{1,2}})(?:er)?\s+)?(?P<name>{spelled})\.?\s+(?P<year>(?:19|20)\d\d)"
        r"|(?P<day_figures>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year_figures>(?:19|20)\d\d))(?!\w)"
    )
    return pattern, months
