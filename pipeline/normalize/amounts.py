"""Amounts of money in French text, with what stands beside them: tax, period, year, nature."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.spelling import flatten

_CENT: Final = Decimal("0.01")
_NUMBER: Final = r"\d{1,3}(?:[ .]\d{3})+(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
_UNIT: Final = (
    r"k\s?€|k\s?euros?|keur|m\s?€|m\s?euros?|meur|mds?\s?€|milliers d'euros|millions? d'euros|millions? €|"
    r"milliards? d'euros|€uros?\b|€|euros?\b|eur\b"
)
_AMOUNT: Final = re.compile(
    rf"(?<![\w.,/-])(?:(?P<low>{_NUMBER})\s*(?P<low_unit>{_UNIT})?\s*(?P<to>a|et|-|ou|/)\s*)?"
    rf"(?P<high>{_NUMBER})\s*(?P<unit>{_UNIT})(?!(?!ht|ttc)[a-z])"
)
_BARE: Final = re.compile(rf"(?<![\w.,/-])(?:{_NUMBER})(?![\w.,%]|\s%)")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in euros with its span; `most` closes a range."""

    start: int
    end: int
    euros: Decimal
    most: Decimal | None


def find_amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of a text that name their currency.

    >>> [str(amount.euros) for amount in find_amounts("1,2 M€ puis 45 000 €, avec 0,5 ETP")]
    ['1200000.00', '45000.00']
    """
    flat = flatten(text)
    return tuple(_read(match) for match in _AMOUNT.finditer(flat)) if "€" in flat or "eur" in flat else ()


def read_bare(text: str, factor: Decimal = Decimal(1)) -> Amount | None:
    """The number of a cell under a header that names the currency."""
    match = _BARE.search(flatten(text))
    return Amount(match.start(), match.end(), _number(match[0]) * factor, None) if match else None


def shift_amount(amount: Amount, by: int) -> Amount:
    """The amount with its span moved by some characters."""
    return Amount(amount.start + by, amount.end + by, amount.euros, amount.most)


def _read(match: re.Match[str]) -> Amount:
    high = _number(match["high"]) * unit_factor(match["unit"])
    if match["low"] is None:
        return Amount(match.start(), match.end(), high, None)
    low = _number(match["low"]) * unit_factor(match["low_unit"] or match["unit"])
    opened = re.search(r"\b(?:entre|de)\s+$", match.string[: match.start()])
    # «2 et 500 €», «2025 - 500 €»: no range unless the first is the smaller and something makes it one.
    is_range = low < high and (opened or match["to"] in {"a", "-"}) and not _is_year(match["low"], match["low_unit"])
    if not is_range:
        return Amount(match.start("high"), match.end(), high, None)
    return Amount(opened.start() if opened else match.start(), match.end(), low, high)


def _is_year(number: str, unit: str | None) -> bool:
    return unit is None and re.fullmatch(r"(?:19|20)\d\d", number) is not None


def _number(text: str) -> Decimal:
    plain = text.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", ".")).quantize(_CENT)


def unit_factor(unit: str) -> Decimal:
    """Euros in a unit as written, flattened (`k€`, `millions d'euros`)."""
    bare = unit.replace(" ", "")
    if bare.startswith(("milliard", "md")):
        return Decimal(1_000_000_000)
    if bare.startswith(("millier", "k")):
        return Decimal(1000)
    return Decimal(1_000_000) if bare.startswith("m") else Decimal(1)


def tax_of(text: str) -> str | None:
    """`HT` or `TTC`, only where the text says so."""
    flat = flatten(text)
    if _word("ttc").search(flat):
        return "TTC"
    return "HT" if _word("ht").search(flat) else None


def nature_of(text: str) -> str | None:
    """`fonctionnement` or `investissement`, where one of them is named and not the other."""
    named = [name for name in ("fonctionnement", "investissement") if _word(name).search(flatten(text))]
    return named[0] if len(named) == 1 else None


def is_yearly(after: str) -> bool:
    """Whether the words right behind an amount make it one a year («12 000 €/an»)."""
    return _yearly().match(flatten(after)) is not None


def is_total(text: str) -> bool:
    """Whether the words before an amount call it a total."""
    return _word("total").search(flatten(text)) is not None


@cache
def _yearly() -> re.Pattern[str]:
    words = "|".join(
        re.escape(flatten(word))
        for word in sorted(read_lexicon("money")["mots"]["par_an"], key=len, reverse=True)
        if word != "an"
    )
    return re.compile(rf"\s*(?:ht|ttc)?\s*(?:{words})(?!\w)")


@cache
def _word(name: str) -> re.Pattern[str]:
    phrases = sorted(map(flatten, read_lexicon("money")["mots"][name]), key=lambda phrase: -len(phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")
