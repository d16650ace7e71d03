"""The lines that name and situate a fiche: «Fiche 12», «Action 1.3.2», «Axe 2 : …», «Objectif 2.2 : …»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipeline.letters import strip_accents
from pipeline.lexicon import read_lexicon
from pipeline.structure.folding import fold_label

# 12 · 1.3.2 · 2-1 · III · B · A.2 · MOB-03 · 4bis · 1-A
_NUMBER: Final = (
    r"(?:[A-Z]{1,5}[-. ]?\d{1,3}(?:[.-]\d{1,3}){0,3}"
    r"|\d{1,3}(?:[.-]\d{1,3}){0,4}(?:\s?(?:bis|ter|quater)|[.-]?[a-z](?![\w’']))?"
    r"|[IVX]{1,5}(?![\w’'])|[A-Z](?![\w’']))"
)
_SIGN: Final = r"(?:n\s?[°ºo]\s?\.?|num[ée]ro|#)"
_LONGEST, _OPENING = 600, 3  # characters
_LONGEST_ENDING: Final = 160
_SEPARATORS: Final = " \t\n:.-–—|>/•»«·"


@dataclass(frozen=True, slots=True)
class HeaderPart:
    """One thing that a header line names.

    `niveau` is `fiche`, `action`, `axe` or `objectif`; `noun` the words as the source has them; `title` is what
    follows up to the next part, with `start` and `end` its offsets in the line; `noun_start` and `noun_end` are the
    noun's.
    """

    niveau: str
    noun: str
    number: str | None
    title: str
    start: int
    end: int
    noun_start: int
    noun_end: int


@cache
def _noun_levels() -> dict[tuple[str, ...], str]:
    nouns = read_lexicon("hierarchy")["nouns"]
    return {fold_label(noun): niveau for niveau, words in nouns.items() for noun in words}


def noun_level(text: str) -> str | None:
    """What a noun alone names («Actions»: `action`); None for any other text."""
    return _noun_levels().get(fold_label(text))


def _all_nouns() -> Iterator[str]:
    return (word for group in read_lexicon("hierarchy")["nouns"].values() for word in group)


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_all_nouns(), key=len, reverse=True)
    alternatives = "|".join(_noun_regex(word) for word in words)
    return re.compile(
        rf"(?:^|(?<=[\s|>/–—•(-]))(?P<noun>{alternatives})(?:\s*{_SIGN}\s*|\s*)(?P<number>{_NUMBER})?(?=\s*[:.|>/–—)·•-]|\s|$)",
        re.IGNORECASE,
    )


def _noun_regex(noun: str) -> str:
    """A noun with accents, hyphens and plural marks optional: `fiche action` also takes `FICHE-ACTIONS`."""
    letters = {"e": "[eéèê]", "a": "[aàâ]", "o": "[oô]", "i": "[iîï]", "u": "[uûù]", "c": "[cç]"}
    words = re.split(r"[\s'-]+", strip_accents(noun))
    return r"[\s'’-]+".join("".join(letters.get(char, char) for char in word) + "(?:s|x|\\(s\\))?" for word in words)


@cache
def _openings() -> frozenset[str]:
    return frozenset(strip_accents(noun)[:_OPENING] for noun in _all_nouns())


def parse_header_line(text: str) -> tuple[HeaderPart, ...]:
    """The parts of a header line in order; empty when the line does not begin with one.

    A noun opens a part only with a number, or as «axe transversal»; «Axe : Habitat» is a label with its text.

    >>> [(part.niveau, part.number, part.title) for part in parse_header_line("Axe2 : Prévenir - Fiche n° 7")]
    [('axe', '2', 'Prévenir'), ('fiche', '7', '')]
    """
    # Nearly every line begins otherwise: the pattern is asked about those only that begin as a noun does.
    if len(text) > _LONGEST or strip_accents(text.lstrip(_SEPARATORS)[:_OPENING]) not in _openings():
        return ()
    return _parse_parts(text)


@lru_cache(maxsize=4096)  # titles and running heads come again, and every stage asks what they name
def _parse_parts(text: str) -> tuple[HeaderPart, ...]:
    found = [match for match in _pattern().finditer(text) if _opens_part(text, match)]
    if not found or text[: found[0].start()].strip(_SEPARATORS):
        return ()
    parts: list[HeaderPart] = []
    for match, following in zip(found, [*found[1:], None], strict=True):
        end = following.start() if following else len(text)
        start = match.end()
        raw = text[start:end]
        start += len(raw) - len(raw.lstrip(_SEPARATORS.replace("«", "")))
        title = text[start:end].rstrip(_SEPARATORS.replace("»", "").replace(".", "")).rstrip("(")
        noun = match["noun"]
        niveau = _noun_levels()[fold_label(noun)]
        number = _tidy_number(match["number"])
        noun_span = match.start("noun"), match.end("noun")
        if number is None and not title:
            # «AXE TRANSVERSAL» alone is its own title.
            start, title = noun_span[0], noun
        parts.append(HeaderPart(niveau, noun, number, title, start, start + len(title), *noun_span))
    return tuple(parts)


def _opens_part(text: str, match: re.Match[str]) -> bool:
    number = match["number"]
    at_start = not text[: match.start()].strip(_SEPARATORS)
    rest = text[match.end() :].lstrip()
    if number is None:
        return at_start and rest[:1] in ("", ":", "-", "–", "—") and "transversal" in strip_accents(match["noun"])
    if number.isalpha() and not number.isupper():
        # «axe i», «fiche a»: re.IGNORECASE lets small letters in; they are words, not numbers.
        return False
    if number.isalpha() and len(number) == 1 and rest[:1] not in ("", ":", "-", "–", "—", ".", "|", "•", "·", ">"):
        return False
    if rest[:1] in ("%", "€") or re.match(r"(?:ans?|mois|jours?|habitants?|personnes?)\b", rest):
        return False
    # «Fiche 12 du plan d'insertion» speaks of a fiche, it opens none.
    return rest[:1] in ("", ":", "-", "–", "—", ".", "|", ">", ")", "«", '"', "/", "•", "·") or rest[:1].isupper()


def _tidy_number(number: str | None) -> str | None:
    return number.strip(" .-").upper() if number and number.isalpha() else number.strip(" .-") if number else None


_CODE_LINE: Final = re.compile(
    r"(?P<number>[A-Z]{1,5}[-. ]?\d{1,3}(?:\.\d{1,3}){0,2}|[a-z]\.\d{1,2}|\d{1,2}(?:[.-]\d{1,2}){1,3})"
    r"\s*[.:)–—-]?\s+(?=\S)"
)


def parse_code_line(text: str) -> tuple[str, int] | None:
    """A title behind a bare code («MOB-03 : Titre», «2.1.3 Titre»): the code and where the title starts.

    Figures are no codes: «1.5 tonnes», «2.3 %», «1 000 logements».
    """
    found = _CODE_LINE.match(text)
    if found is None:
        return None
    title = text[found.end() :]
    if not title[:1].isupper() and not title.startswith(("«", '"')):
        return None
    return found["number"].strip(), found.end()


@cache
def _ending_keys() -> frozenset[tuple[str, ...]]:
    return frozenset(fold_label(word) for word in read_lexicon("hierarchy")["endings"]["words"])


def ends_the_fiches(text: str) -> bool:
    """Whether a heading opens what comes after the fiches («Annexes», «Glossaire»)."""
    if len(text) > _LONGEST_ENDING:
        return False
    key = fold_label(text)
    return key in _ending_keys() or (key[:1] == ("annexe",) and len(key) <= 6)
