"""The line under an article's title that says when it was published and by whom."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from extractors.build import DraftBlock
from extractors.furniture import fold
from models.document import BlockKind, Metadata

_LONGEST = 120
_YEAR = re.compile(r"[0-9][0-9][0-9][0-9]")
# Lines of a page among which a byline is looked for: further down, dates belong to what the page tells.
_NEAR_THE_TOP = 30
_NAME = r"(?-i:[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:d[eu]s?\s+|d['’]|l[ae]\s+)?[A-ZÀ-Þ][\w.'’-]*){0,4})"
# At the end of its line an author may also be a service: «par Service communication», «par le service jeunesse».
_AUTHOR = r"(?-i:[A-ZÀ-Þ][\w.'’-]*|service|pôle|direction)(?:\s+[\w.'’-]+){0,6}"


@dataclass(frozen=True, slots=True)
class Byline:
    """An ISO day and an author as written, either None; `revised` dates say when the page was last changed."""

    date: str | None
    author: str | None
    revised: bool = False


def complete_metadata(metadata: Metadata, blocks: Sequence[DraftBlock]) -> Metadata:
    """The metadata with author and date of the page's byline where it has none of its own."""
    byline = find_byline(blocks)
    if byline is None:
        return metadata
    return replace(metadata, author=metadata.author or byline.author, date=metadata.date or byline.date)


def find_byline(blocks: Iterable[DraftBlock]) -> Byline | None:
    """The first byline near the top of a page; one that names a revision only where no other is there."""
    near = [block for block, _ in zip(blocks, range(_NEAR_THE_TOP), strict=False) if block.kind is not BlockKind.TABLE]
    found = [byline for block in near if (byline := parse_byline(block.text))]
    return next((byline for byline in found if not byline.revised), found[0] if found else None)


def parse_byline(line: str) -> Byline | None:
    """Read a byline; None where the whole line is not one, or is only a bare date.

    >>> parse_byline("vendredi 22 septembre 2017, par Ana MOREAU")
    Byline(date='2017-09-22', author='Ana MOREAU', revised=False)
    >>> parse_byline("12 mars 2018") is None
    True
    """
    # Whatever else it says, a byline says the year: most lines are none for want of four digits.
    if len(line) > _LONGEST or not _YEAR.search(line):
        return None
    patterns = _patterns()
    found = patterns.dated.fullmatch(line) or patterns.signed.fullmatch(line)
    if not found:
        return None
    parts = found.groupdict()
    date = _read_date(parts)
    said = parts.get("said") or parts.get("weekday")
    if not parts.get("author") and not (date and said):
        return None
    return Byline(date, parts.get("author"), revised=bool(parts.get("revision")))


@dataclass(frozen=True, slots=True)
class _Patterns:
    dated: re.Pattern[str]
    signed: re.Pattern[str]
    months: dict[str, int]


@cache
def _patterns() -> _Patterns:
    words = tomllib.loads(files("extractors").joinpath("furniture.toml").read_text(encoding="utf-8"))["byline"]
    months = {name: number for number, names in enumerate(words["months"], start=1) for name in names}
    weekday = rf"(?:(?P<weekday>{_any_of(words['weekdays'])})\.?,?\s+)?"
    date = (
        rf"(?:le\s+)?{weekday}(?:(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>{_any_of(months)})\.?\s+(?P<year>\d{{4}})"
        r"|(?P<numbers>\d{1,2}[/.]\d{1,2}[/.]\d{4}))(?:,?\s+(?:à\s+)?\d{1,2}\s?[h:]\s?\d{0,2}(?:\s?min)?)?"
    )
    said = rf"(?:(?P<said>(?P<revision>{_any_of(words['revision'])})|{_any_of(words['publication'])})\s*:?\s+)?"
    by = rf"(?:{_any_of(words['authorship'])})\s*:?\s+"
    between = r"\s*[,|•·–-]?\s+"
    return _Patterns(
        dated=re.compile(
            rf"\W*{said}{date}(?:{between}{by}(?:l[ea]s?\s+|l['’])?(?P<author>{_AUTHOR}))?\.?", re.IGNORECASE
        ),
        signed=re.compile(rf"\W*{by}(?P<author>{_NAME}){between}{said}{date}\.?", re.IGNORECASE),
        months=months,
    )


def _any_of(words: Iterable[str]) -> str:
    """An alternative of words, longest first, each of its vowels with any accent."""
    accents = {"e": "[eéèê]", "a": "[aàâ]", "u": "[uùû]"}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join("".join(accents.get(char, re.escape(char)) for char in word) for word in ordered)


def _read_date(parts: dict[str, str | None]) -> str | None:
    numbers, name = parts.get("numbers"), parts.get("month")
    if numbers:
        day, month, year = map(int, re.split(r"[/.]", numbers))
    elif name:
        day, month, year = int(parts["day"] or 0), _patterns().months[fold(name)], int(parts["year"] or 0)
    else:
        return None
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
