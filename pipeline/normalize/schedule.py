"""Schedules that are drawn rather than written: ticked years in a grid or a line of boxes, Excel's serial dates."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from models.action import Champ, Item
from models.document import CELL_SEPARATOR
from pipeline.normalize.moments import Moment

_TICK: Final = re.compile(r"[xX✓✔☒☑■●•◼✗✘]|oui|Oui|OUI")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_BOX: Final = re.compile(
    r"(?P<box>[☐☒☑□■]|\[[ xX]\])\s*(?P<year>(?:19|20)\d{2})"
    r"|(?P<year_first>(?:19|20)\d{2})\s*(?P<box_after>[☐☒☑□■]|\[[ xX]\])"
)
_EMPTY_BOXES: Final = {"☐", "□", "[ ]"}
# Days since 1899-12-30: between 1995 and 2064, so that no postcode or amount is taken for one.
_SERIALS: Final = range(34_700, 60_000)

Ticked = tuple[Moment, Moment, str, str | None]


def read_serial(text: str) -> Moment | None:
    """An Excel serial day number that stands alone («43831» is 1 January 2020)."""
    bare = text.strip()
    if not re.fullmatch(r"\d{5}(?:\.0)?", bare) or int(bare[:5]) not in _SERIALS:
        return None
    day = date(1899, 12, 30) + timedelta(days=int(bare[:5]))
    return Moment(day.year, day.month, day.day)


def ticked_years(champ: Champ, item: Item) -> tuple[Ticked, ...] | None:
    """The years ticked in an item, each run of years as first, last, words and step; None where it has no boxes.

    A row of a grid is read under the last header row of the champ above it: the columns come from the cells' paths.
    """
    boxes = list(_BOX.finditer(item.text))
    if boxes:
        years = [int(m["year"] or m["year_first"]) for m in boxes if (m["box"] or m["box_after"]) not in _EMPTY_BOXES]
        return tuple((first, last, item.text, None) for first, last in _runs(years))
    if _is_header(item):
        return ()
    header = _header_above(champ, item)
    if header is None or len(item.cells) < 2:
        return None
    texts = dict(zip(_columns(item), item.text.split(CELL_SEPARATOR), strict=False))
    years = [year for column, year in sorted(header.items()) if _TICK.fullmatch(texts.get(column, "").strip())]
    if not years:
        return None
    step = texts[min(texts)].strip()
    return tuple((first, last, item.text, step) for first, last in _runs(years))


def _runs(years: list[int]) -> Iterator[tuple[Moment, Moment]]:
    """Consecutive years as one."""
    ordered = sorted(set(years))
    start = 0
    for number, year in enumerate(ordered):
        if number + 1 == len(ordered) or ordered[number + 1] != year + 1:
            yield Moment(ordered[start]), Moment(year)
            start = number + 1


def _is_header(item: Item) -> bool:
    years = [cell for cell in item.text.split(CELL_SEPARATOR) if _YEAR.fullmatch(cell.strip())]
    return len(item.cells) > 1 and len(years) > 1 and len(years) >= len(item.cells) - 1


def _header_above(champ: Champ, item: Item) -> dict[int, int] | None:
    """The year of each column, from the nearest header row before the item in the same table."""
    header: dict[int, int] | None = None
    for other in champ.items:
        if other is item:
            return header
        if _is_header(other):
            cells = zip(_columns(other), other.text.split(CELL_SEPARATOR), strict=False)
            header = {column: int(cell) for column, cell in cells if _YEAR.fullmatch(cell.strip())}
    return None


def _columns(item: Item) -> list[int]:
    """Each cell's number in its row, as its path says; its rank where it does not."""
    numbers = [re.search(r"cell\[(\d+)\](?!.*cell\[)", cell.path) for cell in item.cells]
    return [int(match[1]) if match else rank for rank, match in enumerate(numbers, start=1)]
