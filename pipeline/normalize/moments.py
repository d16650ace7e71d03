"""A moment as precise as its source, in EDTF, with its bounds: computed here because `edtf` parses for 10 ms each.

The tests hold every form against the package `edtf`.
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, part of a year, month or day. `month` and `day` are None where the source is less precise.

    `part` is an EDTF division of the year: 21 to 24 seasons, 33 to 36 quarters, 40 and 41 semesters. `year` is None
    for what only gets its year from the other end of a range («de mars à juin 2021»).
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    part: int | None = None

    @property
    def edtf(self) -> str:
        """The moment in EDTF; a moment without a year has unspecified digits."""
        if self.part == SCHOOL_YEAR:
            return f"{self._known_year()}-09/{self._known_year() + 1}-08"
        head = f"{self.year:04d}" if self.year is not None else "XXXX"
        tail = [f"{number:02d}" for number in (self.part or self.month, self.day) if number is not None]
        return "-".join([head, *tail])

    @property
    def first(self) -> date:
        """The first day."""
        year = self._known_year()
        if self.part:
            return date(year, _PART_MONTHS[self.part][0], 1)
        return date(year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day."""
        year = self._known_year()
        if self.day and self.month:
            return date(year, self.month, self.day)
        if self.part == SCHOOL_YEAR:
            return date(year + 1, 8, 31)
        month = _PART_MONTHS[self.part][1] if self.part else self.month or 12
        # Winter is December of its year, as EDTF bounds it.
        return date(year, month, calendar.monthrange(year, month)[1])

    def _known_year(self) -> int:
        if self.year is None:
            raise ValueError("a moment without a year has no bounds")
        return self.year

    def before(self) -> "Moment":
        """The moment of the same precision that ends the day before this one begins («avant 2025» ends with 2024)."""
        day = self.first - timedelta(days=1)
        if self.part or (self.month and not self.day):
            return Moment(day.year, day.month)
        return Moment(day.year, day.month, day.day) if self.day else Moment(day.year)

    def end_after(self, months: int) -> "Moment":
        """Where a time of so many months ends that starts here, as precise as the start allows."""
        if not self.month and not self.part and months % 12 == 0:
            return Moment(self._known_year() + months // 12 - 1)
        start = self.first
        total = start.year * 12 + start.month - 1 + months
        if self.day:
            year, month = divmod(total, 12)
            day = min(start.day, calendar.monthrange(year, month + 1)[1])
            end = date(year, month + 1, day) - timedelta(days=1)
            return Moment(end.year, end.month, end.day)
        year, month = divmod(total - 1, 12)
        return Moment(year, month + 1)

    def with_year(self, year: int) -> "Moment":
        """The same in that year."""
        return replace(self, year=year)


# A school year has no number in EDTF: it is written as the interval from September to August.
SCHOOL_YEAR: Final = 99
_PART_MONTHS: Final = {
    SCHOOL_YEAR: (9, 12),
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip


def is_possible(moment: Moment) -> bool:
    """Whether the calendar has that day."""
    if moment.day is None:
        return moment.month is None or 1 <= moment.month <= 12
    if moment.month is None or not 1 <= moment.month <= 12:
        return False
    return 1 <= moment.day <= calendar.monthrange(moment.year or 2000, moment.month)[1]


def months_between(first: date, last: date) -> int | None:
    """Whole months from the first day to the last, both included; None where they are not whole."""
    after = last + timedelta(days=1)
    return (after.year - first.year) * 12 + after.month - first.month if after.day == first.day else None
