"""Telling the page's furniture from the document: menus, share links, breadcrumbs, titles by class name.

The lists are in `furniture.toml`, beside this module.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_WORDS = re.compile(r"[A-Z]?[a-z0-9à-ÿ]+|[A-Z]+(?![a-z])")
_FREE_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?![\w'’-])")
_STEP = re.compile(r"\s+[/>»›→|]\s+|\s*[>»›]\s*")
_LONGEST_LINE = 80
_MARKS = re.compile("[\u0300-\u036f]+")
_ORNAMENTS = re.compile(r"^[^\w(©«]+|[^\w)]+$")


@dataclass(frozen=True, slots=True)
class Names:
    """What the class and id names of an element say about it."""

    furniture: bool = False
    title: bool = False
    panel: bool = False


NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class _Lists:
    tokens: frozenset[str]
    unless: frozenset[str]
    titles: frozenset[str]
    panels: frozenset[str]
    lines: re.Pattern[str]
    closing: re.Pattern[str]
    breadcrumbs: tuple[str, ...]
    verbs: frozenset[str]
    open_ends: frozenset[str]


@cache
def _lists() -> _Lists:
    data = tomllib.loads(files("extractors").joinpath("furniture.toml").read_text(encoding="utf-8"))
    return _Lists(
        tokens=frozenset(data["tokens"]),
        unless=frozenset(data["unless"]),
        titles=frozenset(data["title_tokens"]),
        panels=frozenset(data["panel_tokens"]),
        lines=_compile_lines(data["lines"]),
        closing=_compile_lines(data["closing_lines"]),
        breadcrumbs=tuple(data["breadcrumb_starts"]),
        verbs=frozenset(data["sentence_verbs"]),
        open_ends=frozenset(data["open_ends"]),
    )


def _compile_lines(lines: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(line).replace(r"\*", ".*") for line in sorted(lines)))


def fold(text: str) -> str:
    """Without case, accents and typographic apostrophes, ornaments off both ends."""
    plain = _ORNAMENTS.sub("", text.strip()).replace("’", "'").casefold()
    return plain if plain.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", plain))


@lru_cache(maxsize=4096)
def read_names(names: str) -> Names:
    """What an element's class and id (blank-separated) say.

    >>> read_names("main-menu").furniture, read_names("has-sidebar").furniture, read_names("field--label-hidden").title
    (True, False, False)
    """
    lists = _lists()
    split = [(name.lower(), [word.lower() for word in _WORDS.findall(name)]) for name in names.split()]
    return Names(
        furniture=any(_names_furniture(name, words, lists) for name, words in split),
        title=any(words and words[-1].rstrip("0123456789") in lists.titles for _, words in split),
        panel=any(not lists.panels.isdisjoint(words) for _, words in split),
    )


def _names_furniture(name: str, words: list[str], lists: _Lists) -> bool:
    if not words or words[0] in lists.unless:
        return False
    return name in lists.tokens or words[0] in lists.tokens or words[-1] in lists.tokens


def is_furniture_line(text: str, *, closing: bool = False) -> bool:
    """Whether a whole short line is a page's furniture («Imprimer», «Partager sur …»); `closing` for the page's end."""
    if len(text) > _LONGEST_LINE and not closing:
        return False
    folded = fold(text[:200])
    return bool(_lists().lines.fullmatch(folded)) or (closing and bool(_lists().closing.fullmatch(folded)))


def split_breadcrumb(text: str) -> list[str]:
    """The steps of what may be a breadcrumb; fewer than two where it can't be one.

    >>> split_breadcrumb("Accueil / Santé / Le contrat")
    ['Accueil', 'Santé', 'Le contrat']
    """
    return [] if "\n" in text else [step for step in _STEP.split(text) if step]


def opens_breadcrumb(text: str) -> bool:
    """Whether a line opens as breadcrumbs do («Accueil > …», «Vous êtes ici : …») and has a second step."""
    return fold(text).startswith(_lists().breadcrumbs) and len(split_breadcrumb(text)) > 1


def has_sentence_verb(text: str) -> bool:
    """Whether a line holds a finite verb as a word of its own («à» is none, nor is the «A» of «Défi A»).

    >>> has_sentence_verb("Le contrat est un outil"), has_sentence_verb("Accès à la santé"), has_sentence_verb("est-ce")
    (True, False, False)
    """
    return not _lists().verbs.isdisjoint(_FREE_WORD.findall(text))


def announces(text: str) -> bool:
    """Whether a line that ends with a colon leaves its sentence open: it announces what follows, and heads nothing.

    >>> announces("L'accent porte sur :"), announces("Les objectifs :")
    (True, False)
    """
    words = text.casefold().rstrip(" :\u00a0").split()
    return bool(words) and words[-1] in _lists().open_ends
