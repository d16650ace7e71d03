"""Find moments, durations and horizons in French text: single ones, with their spans; `periods` joins them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.cues import Cues, make_cues
from pipeline.normalize.moments import SCHOOL_YEAR, Moment, is_possible
from pipeline.normalize.spelling import flatten
from pipeline.words import digits_of

_YEAR: Final = r"(?:19|20|21)\d{2}"
# No moment without a year somewhere in the text, or its last two digits («01/03/24», «juin 24»).
_LEAST_DIGITS: Final = 2
# Begins with a digit, which is rare, and looks back only then.
_DATED: Final = re.compile(r"[0-9](?:[/.-][0-9]{2}|(?<=1)9[0-9]{2}|(?<=2)[01][0-9]{2})")
_SHORT_DATED: Final = re.compile(r"[a-z][.-]{0,2}\s?'?[1-4]\d(?!\d)")
_AGE_BEHIND: Final = re.compile(r"\s(?:et plus|et moins|revolus)")
_LOOSE_END: Final = re.compile(r"[\s:(,']+$")
_LENGTH_BEHIND: Final = re.compile(r"\s*:\s*(?:\d|\w+ an)")
# What may open a date beside the names of months, days, seasons and the ranks of quarters.
_OPENINGS: Final = ("debut", "mi", "fin", "courant", "milieu", "le ", "annee", "l'annee", "rentree")
# Longer than any turn of phrase before a duration.
_BEFORE: Final = 80


@dataclass(frozen=True, slots=True)
class Found:
    """A moment in a text, with the span of its words."""

    start: int
    end: int
    moment: Moment


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in months; None where the text leaves it open («2 à 3 ans»). `told` says that a word such as
    «durée», «pendant» introduces it, or nothing else stands there."""

    start: int
    end: int
    months: int | None
    told: bool


@dataclass(frozen=True, slots=True)
class Horizon:
    """A horizon in words: `court`, `moyen`, `long` or `continu`."""

    start: int
    end: int
    name: str


@lru_cache(maxsize=2048)
def find_moments(flat: str) -> tuple[Found, ...]:
    """The moments of a flattened text (`spelling.flatten`) in order; those without a year count only in a range."""
    if len(digits_of(flat)) < _LEAST_DIGITS:
        return ()
    found: list[Found] = []
    for match in _moments().finditer(flat):
        read = _READERS[match.lastgroup or ""]
        moment = read(match)
        if moment and is_possible(moment):
            found.append(Found(match.start(), match.end(), moment))
    return tuple(found)


def may_tell_year(flat: str) -> bool:
    """Whether any moment of a flattened text can have a year."""
    if len(digits_of(flat)) < _LEAST_DIGITS:
        return False
    return _DATED.search(flat) is not None or _SHORT_DATED.search(flat) is not None


def find_durations(flat: str) -> Iterator[Duration]:
    """The durations of a flattened text, ages and times gone by left out."""
    if not _units().may_stand_in(flat) and not digits_of(flat):
        return
    units = read_lexicon("dates")["unites"]
    for match in _units().pattern.finditer(flat):
        before = flat[max(0, match.start() - _BEFORE) : match.start()]
        if _ends_with(before, _tours("pas_duree")) or _AGE_BEHIND.match(flat, match.end()):
            continue
        unit = units.get(match["unite"])
        if unit is None or (match["unite"].startswith("an") and _count(match["nombre"]) > 30):
            continue
        months = None if match["a"] else _count(match["nombre"]) * unit + (unit // 2 if match["demi"] else 0)
        told = _ends_with(before, _tours("duree")) or _opens(flat, match.start()) or bool(_said_before().search(before))
        yield Duration(match.start(), match.end(), months, told)


def find_horizons(flat: str) -> Iterator[Horizon]:
    """The horizons that a flattened text names."""
    for match in _horizons().finditer(flat):
        if match[0].startswith("duree") and _LENGTH_BEHIND.match(flat, match.end()):
            # «Durée du contrat : 5 ans» tells the length.
            continue
        yield Horizon(match.start(), match.end(), match.lastgroup or "")


def _opens(flat: str, start: int) -> bool:
    """Whether nothing stands before a duration, at least in its line."""
    return flat[start - 1 : start] == "\n" or not flat[:start].strip(" :;-(\n")


def _ends_with(before: str, phrases: tuple[str, ...]) -> bool:
    bare = _LOOSE_END.sub("", before)
    return bare.endswith(phrases) and any(
        bare.endswith(phrase) and not re.match(r"\w", bare[: -len(phrase)][-1:]) for phrase in phrases
    )


@cache
def _said_before() -> re.Pattern[str]:
    """A label such as «Durée du plan :» or a horizon's bracket («Moyen terme (») before a duration."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_tours('libelle_duree'))})(?!\w)[^:;\n]{{0,40}}:\s*$|\bterme\s*[(:]\s*$")


@cache
def _tours(name: str) -> tuple[str, ...]:
    return tuple(flatten(phrase).rstrip("'") for phrase in read_lexicon("dates")["tours"][name])


def _count(word: str) -> int:
    return int(word) if word.isdigit() else int(read_lexicon("dates")["nombres"][word])


@cache
def _months() -> Mapping[str, int]:
    months: Mapping[str, int] = read_lexicon("dates")["mois"]
    return months


def _either(words: list[str] | Mapping[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _moments() -> re.Pattern[str]:
    lexicon = read_lexicon("dates")
    month, rank = _either(lexicon["mois"]), _either(lexicon["rangs"])
    weekday = rf"(?:(?:{_either(lexicon['jours'])})\s+)?"
    rough = r"(?:(?:debut|mi|fin|courant|milieu)(?: du mois)?[\s-]+(?:de\s+(?:l'annee\s+)?|d'annee\s+)?)?"
    parts = r"trimestres?|trim\.?|semestres?|sem\.?"
    of = r"\s+(?:de\s+(?:l'annee\s+)?|d')?"
    # Each form is one named group, so that `lastgroup` tells it; their parts are read again from its text.
    forms = {
        "school_year": rf"annees?\s+(?:scolaire|universitaire)s?\s+{_YEAR}\s?[-/]\s?(?:{_YEAR}|\d{{2}})"
        rf"|(?<=scolaires \d{{4}}[-/]\d{{4}} et ){_YEAR}[-/]{_YEAR}",
        "iso": rf"{_YEAR}-\d{{2}}-\d{{2}}",
        "numeric": r"\d{1,2}[/.-]\d{1,2}[/.-](?:(?:19|20|21)\d{2}|\d{2})(?![\d/])",
        "day": rf"{weekday}(?:le\s+)?(?:1er|\d{{1,2}})\s+(?:{month})\.?{of}{_YEAR}",
        "month": rf"{rough}(?:{month})\.?{of}{_YEAR}",
        # «juin 24», as spreadsheets write a month: not before a noun, nor a day, which stands before its month.
        "month_short": rf"(?:{month})\.?(?:-|\s'?)(?:1[5-9]|[2-4]\d)(?=\s*(?:$|[-/,;:)|\n]|→|au?\s))",
        "month_number": rf"(?<![\d/])(?:0?[1-9]|1[0-2])/{_YEAR}",
        "division": rf"(?:{rank})\s+(?:{parts})(?:{of}|\s*){_YEAR}"
        rf"|[ts][1-4][\s/-]*{_YEAR}|[1-4]\s?[ts]\.?[\s/-]*{_YEAR}|{_YEAR}[\s/-]*[ts][1-4]",
        "season": rf"(?:{_either(lexicon['saisons'])}){of}{_YEAR}",
        "school": rf"rentree(?:\s+scolaire|\s+universitaire)?(?:{of}|\s+(?:de\s+)?septembre\s+){_YEAR}",
        "year": rf"{rough}(?:l'annee\s+|annee\s+)?{_YEAR}",
        "yearless_day": rf"{weekday}(?:1er|\d{{1,2}})\s+(?:{month})",
        "yearless_division": rf"(?:{rank})\s+(?:{parts})|[ts][1-4](?=\s?(?:[-/]|au?)\s?[ts][1-4])",
        "yearless_month": rf"(?:{month})",
    }
    # Not «2 000 €», «n° 2015», «2015 habitants», «1 2015,50».
    end = r"(?![\w%]|[.,]\d|\s?(?:€|euros?|k€|m€|habitants|personnes|m2|km))"
    body = "|".join(f"(?P<{name}>{form})" for name, form in forms.items())
    # Most words open no form: told by their first two letters, before every form is tried.
    named = (*lexicon["mois"], *lexicon["rangs"], *lexicon["jours"], *lexicon["saisons"], *_OPENINGS)
    likely = rf"(?<![\w.,])(?=\d|[ts][1-4]|{_either(sorted({word[:2] for word in named}))})"
    # «mars-avril 2024», «T2-T3 2024»: behind the dash the second month or quarter begins.
    joined = r"(?<=[a-z]{2}[/-])(?=[a-z])|(?<=[a-z]\.[/-])(?=[a-z])|(?<=[ts][1-4][/-])(?=[ts][1-4])"
    return re.compile(rf"{likely}(?:(?<![\w.,/-])|(?<=[12]\d{{3}}[/-])|{joined})(?<!n°)(?<!n° )(?:{body}){end}")


def _read_iso(match: re.Match[str]) -> Moment:
    year, month, day = map(int, match[0].split("-"))
    return Moment(year, month, day)


def _read_numeric(match: re.Match[str]) -> Moment:
    day, month, year = map(int, re.split(r"[/.-]", match[0]))
    return Moment(year + 2000 if year < 100 else year, month, day)


def _year_of(text: str) -> int | None:
    years = re.findall(_YEAR, text)
    return int(years[-1]) if years else None


def _month_of(text: str) -> int | None:
    return next((_months()[word] for word in re.findall(r"[a-z]+", text) if word in _months()), None)


def _read_day(match: re.Match[str]) -> Moment:
    digits = re.search(r"\d{1,2}", match[0])
    return Moment(_year_of(match[0]), _month_of(match[0]), int(digits[0]) if digits else None)


def _read_month(match: re.Match[str]) -> Moment:
    return Moment(_year_of(match[0]), _month_of(match[0]))


def _read_month_short(match: re.Match[str]) -> Moment:
    return Moment(2000 + int(match[0][-2:]), _month_of(match[0]))


def _read_month_number(match: re.Match[str]) -> Moment:
    month, year = match[0].split("/")
    return Moment(int(year), int(month))


def _read_division(match: re.Match[str]) -> Moment | None:
    text = match[0]
    short = re.search(r"(?P<a>[ts])(?P<m>[1-4])|(?<!\d)(?P<n>[1-4])\s?(?P<b>[ts])(?![a-z])", text)
    if short:
        letter, number = short["a"] or short["b"], int(short["m"] or short["n"])
    else:
        letter = "t" if "trim" in text else "s"
        number = int(read_lexicon("dates")["rangs"][text.split()[0]])
        number = 2 if letter == "s" and text.startswith("dernier") else number
    if letter == "s" and number > 2:
        return None
    return Moment(_year_of(text), part=(32 if letter == "t" else 39) + number)


def _read_season(match: re.Match[str]) -> Moment:
    return Moment(_year_of(match[0]), part=int(read_lexicon("dates")["saisons"][re.split(r"\W", match[0])[0]]))


def _read_school(match: re.Match[str]) -> Moment:
    return Moment(_year_of(match[0]), 9)


def _read_school_year(match: re.Match[str]) -> Moment | None:
    first, last = re.findall(r"\d{4}|\d{2}$", match[0])
    year = int(first)
    return Moment(year, part=SCHOOL_YEAR) if (year + 1) % 100 == int(last) % 100 else None


_READERS: Mapping[str, Callable[[re.Match[str]], Moment | None]] = {
    "school_year": _read_school_year,
    "iso": _read_iso,
    "numeric": _read_numeric,
    "day": _read_day,
    "month": _read_month,
    "month_short": _read_month_short,
    "month_number": _read_month_number,
    "division": _read_division,
    "season": _read_season,
    "school": _read_school,
    "year": lambda match: Moment(_year_of(match[0])),
    "yearless_day": _read_day,
    "yearless_division": _read_division,
    "yearless_month": _read_month,
}


@cache
def _units() -> Cues:
    """Durations, told by their unit, which may stick to its number («6mois»)."""
    lexicon = read_lexicon("dates")
    number = rf"\d{{1,3}}|{_either(lexicon['nombres'])}"
    names = [*lexicon["unites"], "jours", "jour", "semaines", "semaine"]
    units = _either(names)
    return make_cues(
        rf"(?<![\w.,/-])(?P<nombre>{number})\s*(?P<a>(?:a|ou|-)\s*(?:{number})\s*)?(?P<unite>{units})(?!\w)"
        r"(?P<demi>\s+et\s+demie?)?",
        names,
    )


@cache
def _horizons() -> Cues:
    # «court/moyen terme», «court et long terme»: each of the words is one, whatever joins them to «terme».
    joined = r"(?=(?:\s*(?:/|,|-|et|ou|a)\s*(?:court|moyen|long))+\s+terme)"
    horizons = read_lexicon("horizons")
    groups = (
        f"(?P<{name}>{_either([flatten(p) for p in phrases])}|{name}{joined})" for name, phrases in horizons.items()
    )
    every = (phrase for phrases in horizons.values() for phrase in phrases)
    return make_cues(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])", (*horizons, *every))
