"""Indicators: one row an item, or a row of a nested table, with its figures as written."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from models.action import Indicator, Item
from models.document import CELL_SEPARATOR
from pipeline.lexicon import read_lexicon
from pipeline.normalize.cells import column_name, column_numbers
from pipeline.normalize.figures import read_figures, unit_of
from pipeline.normalize.items import NumberedItem
from pipeline.normalize.spelling import flatten, fold

CHAMP = "indicateurs"
_OPENS = r"(?:Nombre|Nb|Taux|Part|Pourcentage|%|Évolution|Evolution)\b"
_BETWEEN = re.compile(
    r"\n|;\s(?!(?i:cible|objectif|valeur|seuil|référence|attendu|résultat attendu|source)\b)|\s[•▪◦‣]\s"
    rf"|(?<=[a-zà-ÿ)%0-9])\.\s+(?={_OPENS})|\s[/–-]\s(?={_OPENS})|,\s(?=(?i:nombre|nb|taux|pourcentage)\sd)"
    # A reader may run two lines together; inside a sentence these words have no capital.
    r"|(?<![Nn]ombre)(?<!Nb)(?<!nb)(?<![Tt]aux)\set\s(?=(?i:nombre|nb|taux|pourcentage)\s(?:de|d['’]|des|du)\s?\w)"
    r"|(?<=[a-zà-ÿ)])\s(?=(?:Nombre|Nb|Taux|Part|Pourcentage)\s(?:de|d'|d’|des|du)\s?\w)"
)
# «nb de formations - nb de participants»; behind a colon, or with a slash, it may be how the figure is reckoned.
_BETWEEN_SMALL = re.compile(r"\s[–-]\s(?=(?i:nombre|nb|taux|pourcentage)\s(?:de|d['’]|des|du)\s?\w)")
_NUMBERING = re.compile(
    r"^\s*(?:\d{1,2}\s?[.)]|[a-h]\))\s+(?=\S)|^\s*Indicateurs?\s(?:n°\s?)?\d{1,2}\s*[:–-]\s*", re.MULTILINE
)
_LONGEST_FILLER = 6
_EDGES = " \t\n;,.•-–—"


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
        for text in _sentences(item.text):
            key = fold(text.strip(_EDGES + ":"))
            if _says_nothing(key):
                heading = _heading_type(key) or heading
                continue
            found.append(_from_text(_Piece(text, champ.name, ordre, heading)))
    return tuple(found)


def _sentences(text: str) -> list[str]:
    """Lines, and the parts between semicolons; a sentence is parted only where the next opens like an indicator."""
    pieces = [
        part
        for piece in _BETWEEN.split(_NUMBERING.sub("", text))
        for part in (_BETWEEN_SMALL.split(piece) if ":" not in piece and "=" not in piece else [piece])
    ]
    return [piece.strip(_EDGES) for piece in pieces if any(char.isalnum() for char in piece)]


def _from_text(piece: _Piece) -> Indicator:
    text, heading = _without_heading(piece.text)
    figures = read_figures(text)
    return Indicator(
        libelle=figures.libelle,
        type=heading or piece.type or indicator_type(figures.libelle),
        valeur_initiale=figures.valeur_initiale,
        cible=figures.cible,
        unite=unit_of(figures.cible or figures.valeur_initiale),
        echeance=figures.echeance,
        source=figures.source,
        champ=piece.champ,
        ordre=piece.ordre,
    )


def _without_heading(text: str) -> tuple[str, str | None]:
    """The text behind a heading («Quantitatif : …»), and the type that the heading gives."""
    head, colon, rest = text.partition(":")
    key = fold(head)
    return (rest.strip(), _heading_type(key)) if colon and rest.strip() and key in _empty() else (text, None)


def _says_nothing(key: str) -> bool:
    short = len(key.split()) <= _LONGEST_FILLER
    return key in _empty() or (short and key.startswith(_fillers()))


def _header_columns(item: Item) -> Mapping[int, str]:
    """The column that each cell of a header row names; empty unless the label's and one more are known."""
    cells = zip(column_numbers(item), item.text.split(CELL_SEPARATOR), strict=True)
    names = {number: name for number, cell in cells if (name := column_name(cell, _columns()))}
    return names if "libelle" in names.values() and len(names) > 1 else {}


def _from_cells(item: Item, columns: Mapping[int, str], champ: str, ordre: int) -> Indicator:
    cells = dict(zip(column_numbers(item), map(str.strip, item.text.split(CELL_SEPARATOR)), strict=True))
    values = {name: cells[number] for number, name in columns.items() if number in cells}
    label = values.get("libelle", cells[min(cells)])
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
    hits = [(match.start(), -len(match[0]), name) for name, pattern in _types() if (match := pattern.search(flat))]
    return min(hits)[2] if hits else None


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    def pattern(phrases: list[str]) -> re.Pattern[str]:
        ordered = sorted(map(flatten, phrases), key=lambda phrase: -len(phrase))
        return re.compile("|".join(rf"(?<!\w){re.escape(p)}(?!\w)".replace(r"\*", r"\w*") for p in ordered))

    return tuple((name, pattern(phrases)) for name, phrases in read_lexicon("indicators")["type"].items())


@cache
def _columns() -> Mapping[str, str]:
    return {fold(word): name for name, phrases in read_lexicon("indicators")["colonnes"].items() for word in phrases}


@cache
def _fillers() -> tuple[str, ...]:
    return tuple(map(fold, read_lexicon("indicators")["vide"]["debuts"]))


@cache
def _empty() -> frozenset[str]:
    return frozenset(map(fold, read_lexicon("indicators")["vide"]["mots"]))


def _heading_type(key: str) -> str | None:
    for name, phrases in read_lexicon("indicators")["intertitres"].items():
        if any(re.search(rf"(?<!\w){re.escape(fold(phrase))}(?!\w)", key) for phrase in phrases):
            return str(name)
    return None
