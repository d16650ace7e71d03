"""The figures that an indicator's words give: baseline, target, when, and where the figure comes from."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import read_lexicon
from pipeline.normalize.spelling import flatten

_UNIT = r"(?:\s?(?:%|€|k€|m3|m2|ha|kwh|mwh|gwh|teqco2|tonnes?|km|h\b|heures?|jours?|ans?\b|[a-zœ-]+s\b))?"
_NUMBER = rf"[<>≥≤+-]?\s?\d+(?:[ .]\d{{3}})*(?:[.,]\d+)?{_UNIT}"
_CHANGE = re.compile(
    r"\s*[:(,]?\s*(?:(?:passer|passage|evolution|hausse|baisse)\s)?"
    rf"(?:de\s+(?P<a>{_NUMBER})(?:\s+en\s+(?:19|20)\d\d)?\s+a\s+(?P<b>{_NUMBER})"
    rf"|(?P<c>{_NUMBER})(?:\s+en\s+(?:19|20)\d\d)?\s*(?:→|->|=>)\s*(?P<d>{_NUMBER}))"
    r"\s*(?P<quand>(?:en|d'ici(?: a)?|fin)\s+(?:fin\s+)?(?:19|20)\d\d)?\s*\)?\s*\.?$"
)
_BOUND = r"(?:au moins|au minimum|minimum|plus de|superieure?s? (?:ou egale?s? )?a|[≥>])"
# What makes a bare figure a target: a bound, «objectif de», or a word behind it that says it is to come.
_GOAL = re.compile(
    rf"\s*(?:[:(]\s*(?P<bounded>{_BOUND}\s*{_NUMBER}[^:;()]{{0,40}}?)"
    rf"|[:(,–-]?\s*(?:objectif|cible)\s(?:de|d'|fixee? a|vise de)\s?"
    rf"(?P<aimed>(?:{_BOUND}\s*)?{_NUMBER}[^:;()]{{0,40}}?)"
    rf"|[:(]\s*(?:objectif|cible)\s(?P<set>{_NUMBER}[^:;()]{{0,40}}?)"
    rf"|[:(]\s*(?P<coming>{_NUMBER}[^:;()]{{0,20}}?)\s(?:prevue?s?|attendue?s?|visee?s?|au minimum|au moins|minimum))"
    r"\s*\)?\s*\.?$"
)
_SOURCE = re.compile(r"\s*[(\[–-]?\s*source[s]?(?: des donnees)?\s*:\s*(?P<source>[^()\[\];]+?)\s*[)\]]?\s*\.?$")
_WHEN = re.compile(
    r"\s*,?\s*((?:d'ici(?: a| la)?|en|fin|a fin|a l'horizon|avant)\s+(?:fin\s+|la fin\s+)?(?:19|20)\d\d)\s*$"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """An indicator's label and its figures, each a slice of the text."""

    libelle: str
    valeur_initiale: str | None = None
    cible: str | None = None
    echeance: str | None = None
    source: str | None = None


def read_figures(text: str) -> Figures:
    """Take the figures off the end of an indicator's text, as far as words say which is which.

    >>> read_figures("Nombre de participants (cible : 80 par an)")
    Figures(libelle='Nombre de participants', valeur_initiale=None, cible='80 par an', echeance=None, source=None)
    """
    text, source = _take_source(text)
    change = _CHANGE.search(flatten(text))
    if change and not _between_years(change):
        first, second = ("a", "b") if change["a"] else ("c", "d")
        label = text[: change.start()].rstrip(" :,(")
        if label:
            when = text[change.start("quand") : change.end("quand")] if change["quand"] else None
            return Figures(label, _slice(text, change, first), _slice(text, change, second), when, source)
    found = _take_goal(text)
    if found:
        text = found.pop("libelle")
    while match := _said().search(flatten(text)):
        name = match.lastgroup or ""
        value = text[match.end() :].strip(" .);,")
        if not any(char.isdigit() for char in value) or not text[: match.start()].strip(" :(,;"):
            break
        found[name] = value
        text = text[: match.start()].rstrip(" :(,;–-")
    cible, when = _take_when(found.get("cible"))
    return Figures(text, found.get("valeur_initiale"), cible, when, source)


def _between_years(change: re.Match[str]) -> bool:
    """«de 2018 à 2020» is when, not how much."""
    figures = [change[group] for group in "abcd" if change[group]]
    return all(re.fullmatch(r"(?:19|20)\d\d", figure.strip()) for figure in figures)


def _slice(text: str, match: re.Match[str], group: str) -> str:
    return text[match.start(group) : match.end(group)].strip()


def _take_goal(text: str) -> dict[str, str]:
    """Label and target where words make the figure behind the label one («Nombre de séances : au moins 10»)."""
    match = _GOAL.search(flatten(text))
    label = text[: match.start()].rstrip(" :(,;–-") if match else ""
    return {"libelle": label, "cible": _slice(text, match, match.lastgroup or "")} if match and label else {}


def _take_source(text: str) -> tuple[str, str | None]:
    match = _SOURCE.search(flatten(text))
    if not match or not text[: match.start()].strip():
        return text, None
    return text[: match.start()].rstrip(" (,;."), _slice(text, match, "source")


def _take_when(target: str | None) -> tuple[str | None, str | None]:
    """«80 % d'ici 2026»: the target and when it is due."""
    match = _WHEN.search(flatten(target)) if target else None
    if not target or not match or not target[: match.start()].strip():
        return target, None
    return target[: match.start()].strip(" ,("), target[match.start(1) : match.end(1)]


def unit_of(figure: str | None) -> str | None:
    """The unit behind a figure: `%`, `€`, a noun; None where the figure stands alone.

    >>> unit_of("80 %"), unit_of("30 participants par an"), unit_of("12")
    ('%', 'participants par an', None)
    """
    match = re.fullmatch(r"[^\d]{0,4}\d[\d .,]*\s?(?P<unite>[^\d\s.,;:()].*)", figure.strip()) if figure else None
    return match["unite"].strip() if match else None


@cache
def _said() -> re.Pattern[str]:
    """The last words in a text that say what the figure after them is."""
    groups = []
    for name, phrases in read_lexicon("indicators")["dans_le_texte"].items():
        ordered = sorted(map(flatten, phrases), key=lambda phrase: -len(phrase))
        groups.append(f"(?P<{name}>{'|'.join(map(re.escape, ordered))})")
    return re.compile(
        rf"[\s(,;:–-]*(?<![\w])(?:{'|'.join(groups)})(?:\s+(?:en\s+)?(?:19|20)\d\d)?\s*[:=]\s*(?=[^:=]*$)"
    )
