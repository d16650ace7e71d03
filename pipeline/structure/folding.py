"""One spelling for labels that mean the same: no case, accents, articles, plural marks, numbering or punctuation."""

import re
from functools import lru_cache
from typing import Final

from pipeline.letters import strip_accents

_STOPWORDS: Final = frozenset(
    "l le la les d de du des un une a au aux en et par sur dans s n c ou est sont ses son il".split(" ")
)
# «Pilote(s)», «Porteur·euse·s», «Élu.e.s»: what inclusive or optional spelling adds to a word.
_OPTIONAL: Final = re.compile(
    r"\((?:e?s|e|x|aux|nt|ale?s?|trice|euse|ice)\)s?"
    r"|(?<=\w)[·•.](?:e|euse|rice|trice|ice|ne|le)?(?:[·•.]?s)?(?=[\s:,/)]|$)"
)
_OPTIONAL_SIGNS: Final = frozenset("(·•.")
_NUMBERING: Final = re.compile(
    r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2}){0,4}\s?[.)°/–-]?|[ivxIVX]{1,5}\s?[.)–-]|\(?[a-zA-Z]\s?[.)])\s+(?=\S)"
)
_PICTOGRAM: Final = re.compile(r"[^\w\s(«\"'“’]{1,3}\s+(?=\w)")
_LONGEST_PICTOGRAM: Final = 2
_ACRONYM: Final = re.compile(r"\s*[A-ZÀ-Ý][A-ZÀ-Ý&.-]{1,6}(?:\s?\d{1,3})?(?:\([A-Z]\))?\s*")
_WORDS: Final = re.compile(r"[a-z0-9€%]+")


def strip_numbering(text: str) -> str:
    """The text without a leading `2.1.1`, `IV -` or `a)`.

    >>> strip_numbering("2.1.1 Constat")
    'Constat'
    """
    return text[numbering_length(text) :]


def strip_pictogram(text: str) -> str:
    """The text without the signs that a designer set before it.

    >>> strip_pictogram("€ Estimation budgétaire"), strip_pictogram("☂ Contexte"), strip_pictogram("« Pourquoi ? »")
    ('Estimation budgétaire', 'Contexte', '« Pourquoi ? »')
    """
    found = _PICTOGRAM.match(text)
    return text[found.end() :] if found else text


def is_pictogram(text: str) -> bool:
    """Whether a text is one or two signs without a letter or figure, as pictograms set from a font are."""
    return 0 < len(text) <= _LONGEST_PICTOGRAM and not any(map(str.isalnum, text))


def numbering_length(text: str) -> int:
    """How many characters of `text` its leading numbering takes, the blank behind it included."""
    found = _NUMBERING.match(text)
    return found.end() if found else 0


@lru_cache(maxsize=8192)
def fold_label(text: str) -> tuple[str, ...]:
    """The words of a label that carry its meaning, singular and unaccented.

    >>> fold_label("2. Public(s) visé(s) :")
    ('public', 'vise')
    """
    bare = strip_numbering(text)
    if not _OPTIONAL_SIGNS.isdisjoint(bare):
        bare = _OPTIONAL.sub(" ", bare)
    return tuple([_singular(word) for word in _WORDS.findall(strip_accents(bare)) if word not in _STOPWORDS])


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def is_acronym(text: str) -> bool:
    """Whether a text is one short word in capitals, with no more than a number behind it.

    >>> is_acronym("ARS"), is_acronym("CD 19"), is_acronym("CALENDRIER"), is_acronym("IMPACT COVID")
    (True, True, False, False)
    """
    return _ACRONYM.fullmatch(text) is not None
