"""From a name as written to one spelling for one actor: name, acronym, kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.actor_lexicon import (
    NO_ACTOR,
    Acronym,
    acronyms,
    acronyms_by_name,
    category_of,
    words,
    words_as_written,
)
from pipeline.normalize.people import EMAIL, PHONE, person_span, without_civility
from pipeline.normalize.spelling import flatten, fold

_BRACKET: Final = re.compile(r"\s*\(([^()]*)\)")
_SIGLE: Final = re.compile(r"(?:[A-ZÀ-Ý]\.){2,}|[A-ZÀ-Ý0-9][\w&'’.-]*[A-ZÀ-Ý0-9][\w&'’.-]*")
_LINK: Final = re.compile(r"(?:de la |de l'|de |du |des |d')?(?=\S)")
# «Nom (SIGLE)»: the name goes back at most as many words as an acronym may stand for.
_DEFINITION: Final = re.compile(r"\(\s?((?:[A-ZÀ-Ý]\.){2,}|[A-ZÀ-Ý][A-ZÀ-Ýa-z&-]*[A-ZÀ-Ý][A-ZÀ-Ýa-z&-]*)\s?\)")
# «Communauté de communes Val Vert, service habitat» is the communauté.
_SERVICE_BEHIND: Final = re.compile(
    r",\s(?:service|pôle|direction|unité|cellule|bureau|antenne|mission|secteur|pour|représenté\w*)\b.*$"
)
_WORD: Final = re.compile(r"\w+")
_FIRST: Final = re.compile(r"(?:[A-ZÀ-Ý]\.){2,}|[A-ZÀ-Ý][A-Za-zÀ-ÿ&-]*")
_PLACE_BEHIND: Final = re.compile(r"\s(?:(?:de la|de|du|des|de l['’]|d['’])\s?)?[A-ZÀ-Ý0-9]")
_TWO_OWNERS: Final = re.compile(r"\set\s(?:de|du|d['’])")
_SMALL: Final = {
    "de",
    "du",
    "des",
    "d",
    "la",
    "le",
    "les",
    "l",
    "et",
    "a",
    "au",
    "aux",
    "en",
    "pour",
    "sur",
    "dans",
    "par",
}


@dataclass(frozen=True, slots=True)
class Name:
    """One actor's normalised name, its acronym and its kind (None where nothing tells)."""

    nom: str
    sigle: str | None
    categorie: str | None


@lru_cache(maxsize=8)  # every fiche of a document asks for the whole document's
def find_definitions(text: str) -> Mapping[str, str]:
    """The acronyms that a document spells out as «Nom (SIGLE)», each with its name as written there.

    >>> find_definitions("avec la Communauté de communes du Val Vert (CCVV), puis la CCVV")
    {'CCVV': 'Communauté de communes du Val Vert'}
    """
    found: dict[str, str] = {}
    for match in _DEFINITION.finditer(text):
        sigle = match[1].replace(".", "")
        name = _name_before(text, match.start(), sigle)
        if name and sigle not in found:
            found[sigle] = name
    return found


def _name_before(text: str, end: int, sigle: str) -> str | None:
    """The fewest words before a bracket whose initials are the acronym's letters."""
    tokens = list(_WORD.finditer(text[max(0, end - 160) : end]))
    base = max(0, end - 160)
    letters = [letter for letter in fold(sigle) if letter.isalpha()]
    position = len(letters) - 1
    for index in range(len(tokens) - 1, -1, -1):
        if text[base + tokens[index].end() : end].count("\n") or index < len(tokens) - 2 - 3 * len(letters):
            return None
        word = fold(tokens[index][0])
        position = _match_letters(letters, position, word)
        if position < 0 and word not in _SMALL:
            return text[base + tokens[index].start() : end].strip()
    return None


def _match_letters(letters: list[str], position: int, word: str) -> int:
    """The last letter still to be accounted for, once a word has given its initial (`CoDEPS`: or two letters)."""
    if position >= 0 and word.startswith(letters[position]):
        return position - 1
    if position >= 1 and word.startswith(letters[position - 1] + letters[position]):
        return position - 2
    return position


def read_name(source: str, definitions: Mapping[str, str] | None = None) -> Name:
    """One spelling of a name, as far as the words go: nothing is added that the text or the lexicon does not say.

    A known organisation goes by its acronym («l'Agence régionale de santé» and «A.R.S.» are `ARS`), with the place
    that follows it; an acronym that the document spells out by its full name.

    >>> read_name("Agence régionale de santé (ARS) de Bretagne").nom
    'ARS Bretagne'
    """
    if definitions and _is_touched_by(definitions, source):
        return _read_name(source, definitions)
    return _read_plain_name(source)


def _is_touched_by(definitions: Mapping[str, str], source: str) -> bool:
    """Whether a name holds an acronym that the document spells out, or what it stands for."""
    # «Office français (national) de la biodiversité» is read without its bracket.
    whole = f"{source} {_BRACKET.sub('', source)}" if "(" in source else source
    bare, key = undot(whole), fold(whole)
    return any(sigle in bare or fold(full) in key for sigle, full in definitions.items())


@lru_cache(maxsize=1 << 11)  # the same partners stand in fiche after fiche
def _read_plain_name(source: str) -> Name:
    return _read_name(source, {})


def _read_name(source: str, definitions: Mapping[str, str]) -> Name:
    person = person_span(source)
    if person:
        return Name(without_civility(source[: person[1]]), None, None)
    if EMAIL.match(source) or PHONE.match(source):
        return Name(source, None, None)
    outer, inner = _part_bracket(_SERVICE_BEHIND.sub("", source))
    name = _name_of(outer, inner, definitions)
    return Name(name.nom, name.sigle, name.categorie or category_of(outer) or category_of(source))


def _part_bracket(source: str) -> tuple[str, str | None]:
    """The name without its bracket, and the acronym in it, if it is one; other brackets only explain."""
    match = _BRACKET.search(source)
    if not match or not source[: match.start()].strip():
        return source.strip(), None
    outer = _BRACKET.sub("", source).strip(" ,;:-–")
    inner = match[1].strip()
    if _SIGLE.fullmatch(inner):
        return outer, undot(inner)
    if _SIGLE.fullmatch(outer) and fold(inner) in acronyms_by_name():
        return inner, undot(outer)
    return outer, None


def _name_of(outer: str, sigle: str | None, definitions: Mapping[str, str]) -> Name:
    known = _known_at_start(outer)
    if known:
        return _known_name(outer, known, sigle or _defined_as(outer, definitions))
    if sigle and sigle in acronyms() and acronyms()[sigle].categorie != NO_ACTOR:
        return Name(_tidy(outer), sigle, acronyms()[sigle].categorie)
    bare = undot(outer)
    if _SIGLE.fullmatch(outer) and fold(outer) not in words("tetes") and fold(outer) not in words("matieres"):
        return Name(definitions.get(bare, bare), bare, category_of(definitions.get(bare, "")))
    return Name(_tidy(outer), sigle or _defined_as(outer, definitions), None)


def _known_name(outer: str, known: "_Known", sigle: str | None) -> Name:
    acronym = known.acronym
    if known.tail and known.short and acronym.sigle in words_as_written("formes"):
        return Name(_tidy(outer), sigle, acronym.categorie)
    if acronym.sigle in words_as_written("en_toutes_lettres"):
        full = f"{acronym.nom} {known.tail}" if known.short else outer
        return Name(_tidy(full), sigle, acronym.categorie)
    if known.short or acronym.sigle in words_as_written("usuels"):
        # «EHPAD des Ormes» bears that name; «CPAM du Finistère» is the Finistère's.
        tail = known.tail if acronym.categorie == "etablissement_sante" else _rest(known.tail)
        return Name(f"{acronym.sigle} {tail}".strip(), acronym.sigle, acronym.categorie)
    return Name(_tidy(outer), acronym.sigle, acronym.categorie)


def _defined_as(name: str, definitions: Mapping[str, str]) -> str | None:
    """The acronym that the document gives for a name."""
    return next((sigle for sigle, full in definitions.items() if fold(full) == fold(name)), None)


@dataclass(frozen=True, slots=True)
class _Known:
    """A known organisation at the start of a name: what follows it, and whether its acronym stands there."""

    acronym: Acronym
    tail: str
    short: bool


def _known_at_start(name: str) -> _Known | None:
    """The known organisation that a name opens with, by acronym or in full."""
    first = _FIRST.match(name)
    if not first:
        return None
    acronym = acronyms().get(undot(first[0]))
    if acronym and acronym.categorie != NO_ACTOR:
        return _Known(acronym, name[first.end() :].strip(" ,;:-–"), short=True)
    folded = fold(name)
    for full in _names_by_first_word().get(folded.split(" ")[0], ()):
        if not folded.startswith(full):
            continue
        # The place must follow as a place: «Centre hospitalier spécialisé» is not a «Centre hospitalier».
        tail = name[_unfolded_length(name, full) :]
        if not tail or _PLACE_BEHIND.match(tail):
            return _Known(acronyms_by_name()[full], tail.strip(" ,;:-–"), short=False)
    return None


@cache
def _names_by_first_word() -> Mapping[str, tuple[str, ...]]:
    """The folded full names by their first word, longest first."""
    found: dict[str, list[str]] = {}
    for full in acronyms_by_name():
        found.setdefault(full.split(" ")[0], []).append(full)
    return {word: tuple(sorted(names, key=lambda name: (-len(name), name))) for word, names in found.items()}


def _unfolded_length(name: str, folded: str) -> int:
    """How many characters of a name make that folded beginning."""
    # Only ligatures, of which two letters are made, can make a text shorter than what it is folded to.
    length = max(1, len(folded) - sum([name.count(ligature) for ligature in "œæŒÆ"]))
    while length < len(name) and len(fold(name[:length])) < len(folded):
        length += 1
    return min(length, len(name))


def _rest(tail: str) -> str:
    """«du Finistère» as «Finistère», so that «CPAM du Finistère» and «CPAM Finistère» are one."""
    link = None if _TWO_OWNERS.search(tail) else _LINK.match(flatten(tail))
    bare = tail[link.end() :] if link else tail
    return bare if bare[:1].isupper() or bare[:1].isdigit() else tail


def _tidy(name: str) -> str:
    """The canonical spelling of a common name, else the name as written with a capital and plain quotes."""
    folded = fold(name)
    plain = " ".join(name.replace("’", "'").split())
    return _canonical().get(folded) or plain[:1].upper() + plain[1:]


@cache
def _canonical() -> Mapping[str, str]:
    lexicon = read_lexicon("actors")["noms"]
    by_key = {fold(name): name for name in lexicon["canoniques"]}
    for name, variants in lexicon["variantes"].items():
        by_key |= dict.fromkeys(map(fold, variants), name)
    return by_key


def undot(sigle: str) -> str:
    """An acronym without its points: «A.R.S.» is «ARS»."""
    return sigle.replace(".", "")
