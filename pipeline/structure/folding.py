"""One spelling for labels that mean the same: no case, accents, articles, plural marks, numbering or punctuation."""

import re
import unicodedata
from functools import lru_cache

_STOPWORDS = frozenset(
    "l le la les d de du des un une a au aux en et par sur dans s n c ou est sont ses son il".split(" ")
)
# «Pilote(s)», «Porteur·euse·s», «Élu.e.s»: what inclusive or optional spelling adds to a word.
_OPTIONAL = re.compile(
    r"\((?:e?s|e|x|aux|nt|ale?s?|trice|euse|ice)\)s?"
    r"|(?<=\w)[·•.](?:e|euse|rice|trice|ice|ne|le)?(?:[·•.]?s)?(?=[\s:,/)]|$)"
)
_NUMBERING = re.compile(
    r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2}){0,4}\s?[.)°/–-]?|[ivxIVX]{1,5}\s?[.)–-]|\(?[a-zA-Z]\s?[.)])\s+(?=\S)"
)
_WORDS = re.compile(r"[a-z0-9€%]+")


def strip_accents(text: str) -> str:
    """Lower case without accents, `œ` and `æ` spelled out.

    >>> strip_accents("Mise en Œuvre")
    'mise en oeuvre'
    """
    lowered = text.lower().replace("œ", "oe").replace("æ", "ae")
    if lowered.isascii():
        return lowered
    return "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))


def strip_numbering(text: str) -> str:
    """The text without a leading `2.1.1`, `IV -` or `a)`.

    >>> strip_numbering("2.1.1 Constat")
    'Constat'
    """
    return text[numbering_length(text) :]


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
    plain = strip_accents(_OPTIONAL.sub(" ", strip_numbering(text)).replace("’", "'"))
    return tuple(_singular(word) for word in _WORDS.findall(plain) if word not in _STOPWORDS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
