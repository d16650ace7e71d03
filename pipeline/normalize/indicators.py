"""Indicators: one row an item, or a row of a nested table, with its figures as written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from models.action import Indicator, Item
from models.document import CELL_SEPARATOR
from pipeline.lexicon import read_lexicon
from pipeline.normalize.boxes import ticked_spans
from pipeline.normalize.cells import column_name, column_numbers
from pipeline.normalize.cues import beginning_of, beginnings_in
from pipeline.normalize.figures import read_figures, unit_of
from pipeline.normalize.indicator_lines import EDGES, empty_words, headed, split_indicators
from pipeline.normalize.items import NumberedItem
from pipeline.normalize.spelling import flatten, fold

CHAMP: Final = "indicateurs"
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# What a line below an indicator may tell of it.
_PROPERTIES: Final = frozenset({"valeur_initiale", "cible", "unite", "echeance", "source"})
_LONGEST_FILLER: Final = 6


@dataclass(frozen=True, slots=True)
class _Piece:
    """One indicator's text before its figures are taken: a slice of the item."""

    text: str
    champ: str
    ordre: int
    type: str | None


def read_indicators(items: Iterable[NumberedItem]) -> tuple[Indicator, ...]:
    """The indicators of the champs `indicateurs`, in source order."""
    found: list[Indicator] = []
    columns: Mapping[int, str] = {}
    heading: str | None = None
    for champ, item, ordre in items:
        if champ.name != CHAMP:
            continue
        if CELL_SEPARATOR in item.text:
            header = _header_columns(item)
            if header:
                columns = header
            else:
                found.append(_from_cells(item, columns, champ.name, ordre))
            continue
        columns = {}
        for text in _texts(item.text):
            key = fold(text.strip(EDGES + ":"))
            if found and _is_property(text):
                found[-1] = _with_property(found[-1], text, champ.name, ordre)
                continue
            if _says_nothing(key):
                heading = _heading_type(key) or heading
                continue
            found.append(_from_text(_Piece(text, champ.name, ordre, heading)))
    return tuple(found)


def _texts(text: str) -> Iterator[str]:
    """The texts of the indicators in an item; of options with boxes those that are ticked."""
    for start, end in ticked_spans(text):
        yield from split_indicators(text[start:end])


def _from_text(piece: _Piece) -> Indicator:
    text, heading = headed(piece.text)
    figures = read_figures(text)
    return Indicator(
        libelle=figures.libelle,
        type=(_heading_type(heading) if heading else None) or piece.type or indicator_type(figures.libelle),
        valeur_initiale=figures.valeur_initiale,
        cible=figures.cible,
        unite=unit_of(figures.cible or figures.valeur_initiale),
        echeance=figures.echeance,
        source=figures.source,
        champ=piece.champ,
        ordre=piece.ordre,
    )


def _is_property(text: str) -> bool:
    """Whether a line tells of the indicator above it: «Cible : 30», «Source : CCAS»."""
    head, colon, rest = text.partition(":")
    is_heading = fold(head) in empty_words()
    return bool(colon and rest.strip()) and not is_heading and column_name(head, _columns()) in _PROPERTIES


def _with_property(indicator: Indicator, text: str, champ: str, ordre: int) -> Indicator:
    """The indicator with what a line of the same item says of it; of another item's line nothing is kept, since a row's
    words stand in the item that it names."""
    head, _, rest = text.partition(":")
    if (indicator.champ, indicator.ordre) != (champ, ordre):
        return indicator
    told = {column_name(head, _columns()): rest.strip()}
    return replace(
        indicator,
        valeur_initiale=indicator.valeur_initiale or told.get("valeur_initiale"),
        cible=indicator.cible or told.get("cible"),
        unite=indicator.unite or told.get("unite") or unit_of(told.get("cible")),
        echeance=indicator.echeance or told.get("echeance"),
        source=indicator.source or told.get("source"),
    )


def _says_nothing(key: str) -> bool:
    short = len(key.split()) <= _LONGEST_FILLER
    return key in empty_words() or (short and key.startswith(_fillers()))


def _header_columns(item: Item) -> Mapping[int, str]:
    """The column that each cell of a header row names; empty unless the label's and one more are known."""
    cells = zip(column_numbers(item), item.text.split(CELL_SEPARATOR), strict=True)
    names = _with_years(
        {number: name for number, cell in cells if (name := column_name(cell, _columns()) or _year_column(cell))}
    )
    return names if "libelle" in names.values() and len(names) > 1 else {}


def _year_column(cell: str) -> str | None:
    return cell.strip() if _YEAR.fullmatch(cell.strip()) else None


def _with_years(names: Mapping[int, str]) -> Mapping[int, str]:
    """Columns that are headed by a year: the first holds the baseline, the last of several the target, where no other
    column is called so."""
    years = [number for number, name in names.items() if name.isdigit()]
    named = {number: name for number, name in names.items() if not name.isdigit()}
    if years and "valeur_initiale" not in named.values():
        named[years.pop(0)] = "valeur_initiale"
    if years and "cible" not in named.values():
        named[years[-1]] = "cible"
    return dict(sorted(named.items()))


def _from_cells(item: Item, columns: Mapping[int, str], champ: str, ordre: int) -> Indicator:
    cells = dict(zip(column_numbers(item), map(str.strip, item.text.split(CELL_SEPARATOR)), strict=True))
    values = {name: cells[number] for number, name in columns.items() if number in cells}
    first, *others = (cells[number] for number in sorted(cells))
    key = fold(first.rstrip(" :"))
    if not values and len(others) == 1 and key in empty_words():
        # «Indicateur de résultat | Part des exploitations engagées»: a row with its heading beside it.
        return _from_text(_Piece(others[0], champ, ordre, _heading_type(key)))
    label = values.get("libelle", first)
    return Indicator(
        libelle=label,
        type=_heading_type(fold(values.get("type", ""))) or indicator_type(label),
        valeur_initiale=values.get("valeur_initiale"),
        cible=values.get("cible"),
        unite=values.get("unite") or unit_of(values.get("cible") or values.get("valeur_initiale")),
        echeance=values.get("echeance"),
        source=values.get("source"),
        champ=champ,
        ordre=ordre,
    )


def indicator_type(label: str) -> str | None:
    """`resultat`, `processus` or `impact` by the words that open the label; None where none of them stands."""
    flat = flatten(label)
    beginnings = beginnings_in(flat)
    hits = [
        (match.start(), -len(match[0]), name)
        for name, begins, pattern in _types()
        if not begins.isdisjoint(beginnings) and (match := pattern.search(flat))
    ]
    return min(hits)[2] if hits else None


@cache
def _types() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """Each type with how the first words of its phrases begin, and their pattern."""

    def pattern(phrases: list[str]) -> re.Pattern[str]:
        ordered = sorted(map(flatten, phrases), key=lambda phrase: -len(phrase))
        alternatives = "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in ordered)
        return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")

    types = read_lexicon("indicators")["type"].items()
    return tuple((name, frozenset(map(beginning_of, phrases)), pattern(phrases)) for name, phrases in types)


@cache
def _columns() -> Mapping[str, str]:
    return {fold(word): name for name, phrases in read_lexicon("indicators")["colonnes"].items() for word in phrases}


@cache
def _fillers() -> tuple[str, ...]:
    return tuple(map(fold, read_lexicon("indicators")["vide"]["debuts"]))


def _heading_type(key: str) -> str | None:
    for name, phrases in read_lexicon("indicators")["intertitres"].items():
        if any(re.search(rf"(?<!\w){re.escape(fold(phrase))}(?!\w)", key) for phrase in phrases):
            return str(name)
    return None
