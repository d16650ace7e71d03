"""The figures that an indicator's words give: baseline, target, when, and where the figure comes from."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.spelling import flatten
from pipeline.words import digits_of

_UNIT: Final = r"(?:\s?(?:%|€|k€|m3|m2|ha|kwh|mwh|gwh|teqco2|tonnes?|km|h\b|heures?|jours?|ans?\b|[a-zœ-]+s\b))?"
_NUMBER: Final = rf"[<>≥≤+-]?\s?\d+(?:[ .]\d{{3}})*(?:[.,]\d+)?{_UNIT}"
_YEAR: Final = r"(?:19|20)\d\d"
_IN_YEAR: Final = rf"(?:\s+en\s+{_YEAR}|\s*\({_YEAR}\))?"
_CHANGE: Final = re.compile(
    r"\s*[:(,]?\s*(?:(?:passer|passage|evolution|hausse|baisse)\s)?"
    rf"(?:de\s+(?P<a>{_NUMBER}){_IN_YEAR}\s+a\s+(?P<b>{_NUMBER})"
    rf"|(?P<c>{_NUMBER}){_IN_YEAR}\s*(?:→|->|=>)\s*(?P<d>{_NUMBER}))"
    rf"\s*(?P<quand>(?:en|d'ici(?: a)?|fin)\s+(?:fin\s+)?{_YEAR}|\({_YEAR}\))?\s*\)?\s*\.?$"
)
# «– 2022 : 120 – 2027 : 180», «: 45 GWh en 2019 ; 120 GWh en 2030»: two figures, each of its year.
_TWO_YEARS: Final = re.compile(
    rf"\s*[:(,–-]\s*(?:(?P<y1>{_YEAR})\s?:\s?(?P<a>{_NUMBER})\s*[;,–-]\s*(?P<y2>{_YEAR})\s?:\s?(?P<b>{_NUMBER})"
    rf"|(?P<c>{_NUMBER})\s(?:en\s)?\(?(?P<y3>{_YEAR})\)?\s*[;,–-]\s*(?P<d>{_NUMBER})\s(?:en\s)?\(?(?P<y4>{_YEAR})\)?)"
    r"\s*\)?\s*\.?$"
)
_COUNTED: Final = r"(?:une?|deux|trois|quatre|cinq|six|dix|douze)\b"
_BOUND: Final = (
    r"(?:au moins|au minimum|minimum|min\.?|a minima|max\.?|au maximum|au plus|moins de|"
    r"plus de|superieure?s? (?:ou egale?s? )?a|[≥>])"
)
# What makes a bare figure a target: a bound, «objectif de», or a word behind it that says it is to come.
_GOAL: Final = re.compile(
    rf"\s*(?:[:(]\s*(?P<bounded>{_BOUND}\s*(?:{_NUMBER}|{_COUNTED})[^:;()]{{0,40}}?)"
    rf"|[:(,–-]?\s*(?:objectif|cible)\s(?:de|d'|fixee? a|vise de)\s?"
    rf"(?P<aimed>(?:{_BOUND}\s*)?{_NUMBER}[^:;()]{{0,40}}?)"
    rf"|[:(,;]\s*(?:objectif|cible)\s(?P<set>{_NUMBER}[^:;()]{{0,40}}?)"
    rf"|[:(]\s*(?P<coming>{_NUMBER}[^:;()]{{0,20}}?)\s(?:prevue?s?|attendue?s?|visee?s?|au minimum|au moins|minimum))"
    r"\s*\)?\s*\.?$"
)
# A bare figure a year is what is to be reached each year.
_YEARLY: Final = re.compile(
    rf"\s*[:(]\s*(?P<cible>{_NUMBER}(?:\s?(?:a|-)\s?{_NUMBER})?\s?(?:/\s?an|par an)\b)\s*\)?\s*\.?$"
)
_BASE: Final = re.compile(rf"\s*[:(]\s*(?P<base>{_NUMBER})\s(?:en\s|au\s|fin\s|\(){{1,2}}{_YEAR}\)?\s*$")
_SOURCE: Final = re.compile(
    r"\s*(?:\(\s*sources?\s(?=\w)|[(\[–-]?\s*sources?(?: des donnees)?\s*:\s*)(?P<source>[^()\[\];]+?)\s*[)\]]?\s*\.?$"
)
_WHEN: Final = re.compile(
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
    if not digits_of(text) and ":" not in text and "(" not in text and "=" not in text:
        # Without a figure, only a number in words behind such a mark is a target («Séances : au moins deux»).
        return Figures(text, None, None, None, source)
    pair = _take_change(text) or _take_two_years(text)
    if pair:
        return replace(pair, source=source)
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
    yearly = _YEARLY.search(flatten(text)) if not found else None
    if yearly and text[: yearly.start()].strip():
        return Figures(text[: yearly.start()].rstrip(), None, _slice(text, yearly, "cible"), None, source)
    base = _BASE.search(flatten(text)) if "cible" in found and "valeur_initiale" not in found else None
    if base and text[: base.start()].strip():
        found["valeur_initiale"] = _slice(text, base, "base")
        text = text[: base.start()].rstrip(" :(,;–-")
    cible, when = _take_when(found.get("cible"))
    return Figures(text, found.get("valeur_initiale"), cible, when, source)


def _take_change(text: str) -> Figures | None:
    """«de 62 % à 75 %», «62 % (2021) → 75 %»: the baseline and the target."""
    change = _CHANGE.search(flatten(text))
    label = text[: change.start()].rstrip(" :,(") if change else ""
    if change is None or not label or _between_years(change):
        return None
    first, second = ("a", "b") if change["a"] else ("c", "d")
    when = _slice(text, change, "quand").strip("()") if change["quand"] else None
    return Figures(label, _slice(text, change, first), _slice(text, change, second), when)


def _take_two_years(text: str) -> Figures | None:
    """«2022 : 120 – 2027 : 180»: the figure of the earlier year is the baseline, that of the later one the target."""
    two = _TWO_YEARS.search(flatten(text))
    label = text[: two.start()].rstrip(" :,(–-") if two else ""
    if two is None or not label:
        return None
    first, earlier, second, later = ("a", "y1", "b", "y2") if two["a"] else ("c", "y3", "d", "y4")
    if int(two[earlier]) >= int(two[later]):
        return None
    return Figures(label, _slice(text, two, first), _slice(text, two, second), _slice(text, two, later))


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
    flat = flatten(text)
    match = _SOURCE.search(flat) if "source" in flat else None
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
    said = "|".join(groups)
    return re.compile(
        # In a bracket a word may say whose target it is: «(objectif EGalim : 20 %)».
        rf"[\s(,;:–-]*(?<![\w])(?:{said})"
        rf"(?:\s+(?:en\s+|a\s+)?{_YEAR}|(?:\s[a-z'-]+){{1,2}}(?=\s?:[^:=()]*\)\s*\.?$))?\s*[:=]\s*(?=[^:=]*$)"
    )
