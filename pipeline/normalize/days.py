"""Days in prose, for facts that are a date: a month stands for its first day."""

from dataclasses import dataclass
from datetime import date

from pipeline.normalize.dates import find_moments, may_tell_year
from pipeline.normalize.moments import Moment
from pipeline.normalize.spelling import flatten


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day or month in a text, from `start` to `end`; a month's `day` is its first."""

    start: int
    end: int
    moment: Moment

    @property
    def day(self) -> date:
        """The day, or the month's first."""
        return self.moment.first


def find_days(text: str) -> tuple[WrittenDay, ...]:
    """Every date written to the day or month with its year: «12 mars 2019», «12/03/2019», «septembre 2017».

    >>> [found.day.isoformat() for found in find_days("signé en septembre 2017, évalué le 1er mars 2019")]
    ['2017-09-01', '2019-03-01']
    """
    flat = flatten(text)
    moments = find_moments(flat) if may_tell_year(flat) else ()
    return tuple(
        WrittenDay(found.start, found.end, found.moment)
        for found in moments
        if found.moment.year is not None and found.moment.month is not None
    )
