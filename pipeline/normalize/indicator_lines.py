"""Part a champ on indicators into one text an indicator: lines, semicolons, and commas where another one opens."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.actor_lexicon import words
from pipeline.normalize.spelling import flatten, fold

_COUNT: Final = r"(?:nombre|nbre|nb\.?|taux|pourcentage)"
_OPENS: Final = r"(?:(?:Nombre|Nbre|Nb|Taux|Part|Pourcentage|Évolution|Evolution)\b|%)"
# Behind a semicolon these go on about the same indicator: what its figure is, or the figure of another year.
_GOES_ON: Final = (
    r"(?i:cible|objectif|valeur|seuil|référence|attendu|résultat attendu|source)\b"
    r"|(?:19|20)\d\d\s?:|\d[\d .,]*\s?\S{0,8}\s(?:en|\()\s?(?:19|20)\d\d"
)
_BETWEEN: Final = re.compile(
    # A bracket on a line of its own belongs to the words before it.
    rf"\n(?!\()|;\s(?!{_GOES_ON})|\s[•▪◦‣➢►▶✓✔❖]\s"
    rf"|(?<=[a-zà-ÿ)%0-9])\.\s+(?={_OPENS})|\s[/–-]\s(?={_OPENS})|,\s(?=(?i:{_COUNT})\sd)"
    # A reader may run two lines together; inside a sentence these words have no capital.
    rf"|(?<![Nn]ombre)(?<![Nn]bre)(?<!Nb)(?<!nb)(?<![Tt]aux)\set\s(?=(?i:{_COUNT})\s(?:de|d['’]|des|du)\s?\w)"
    r"|(?<=[a-zà-ÿ)])\s(?=(?:Nombre|Nbre|Nb\.?|Taux|Part|Pourcentage)\s(?:de|d'|d’|des|du)\s?\w)"
)
# «nb de formations - nb de participants»; behind a colon, or with a slash, it may be how the figure is reckoned.
_BETWEEN_SMALL: Final = re.compile(rf"\s[–-]\s(?=(?i:{_COUNT})\s(?:de|d['’]|des|du)\s?\w)")
_NUMBERING: Final = re.compile(
    r"^\s*(?:\d{1,2}\s?[.)]|[a-h]\))\s+(?=\S)|^\s*(?:Indicateurs?\s(?:n°\s?)?|IND\.?\s?|I)\d{1,2}\s*[:.–-]\s*"
    # «1. Nombre de permanences 2. Nombre de visites» on one line
    r"|(?<=[a-zà-ÿ)%])\s\d{1,2}\s?[.)]\s(?=[A-ZÀ-Ý%])",
    re.MULTILINE,
)
_COMMA: Final = re.compile(r",\s+")
_BRACKETED: Final = re.compile(r"\([^()]*\)")
_FULL_STOP: Final = re.compile(r"(?<=[a-zà-ÿ)%0-9])\.\s+(?=[A-ZÀ-Ý])")
_WORD: Final = re.compile(r"[\w-]+")
_LONGEST_NAME: Final = 12
_LONGEST_IN_LIST: Final = 7
EDGES: Final = " \t\n;,.•▪◦‣➢►▶✓✔❖-–—"


def split_indicators(text: str) -> list[str]:
    """The texts of the indicators in an item, each a slice of it.

    >>> split_indicators("Nombre de visites, délai moyen de réponse ; bilan annuel")
    ['Nombre de visites', 'délai moyen de réponse', 'bilan annuel']
    """
    pieces = [
        part
        for piece in _BETWEEN.split(_NUMBERING.sub(lambda match: "\n" if match[0][0].isspace() else "", text))
        for headed_part in _split_headings(piece)
        for sentence in _split_full_stops(headed_part)
        for half in (_BETWEEN_SMALL.split(sentence) if ":" not in sentence and "=" not in sentence else [sentence])
        for part in _split_commas(half)
    ]
    return [piece.strip(EDGES) for piece in pieces if any(char.isalnum() for char in piece)]


def headed(text: str) -> tuple[str, str | None]:
    """What a heading («Quantitatif : …») stands before, and the heading folded; None without one."""
    head, colon, rest = text.partition(":")
    key = fold(head)
    return (rest.strip(), key) if colon and rest.strip() and key in empty_words() else (text, None)


@cache
def empty_words() -> frozenset[str]:
    """What fills the champ and names no indicator, folded: headings, «à définir»."""
    return frozenset(map(fold, read_lexicon("indicators")["vide"]["mots"]))


def _split_headings(text: str) -> Iterator[str]:
    """«Quantitatifs : nombre d'actions. Qualitatifs : satisfaction»: a heading opens behind a full stop too."""
    position = 0
    for match in _headings().finditer(flatten(text)) if ":" in text else ():
        yield text[position : match.start()]
        position = match.end()
    yield text[position:]


def _split_full_stops(text: str) -> list[str]:
    """«Assiduité des participants. Diversité des structures.»: names each, and no sentence that goes on."""
    pieces = _FULL_STOP.split(text)
    verbs = words("phrases", "verbes")
    named = all(
        len(piece.split()) <= _LONGEST_NAME and verbs.isdisjoint(_WORD.findall(flatten(piece))) for piece in pieces
    )
    return pieces if named else [text]


def _split_commas(text: str) -> Iterator[str]:
    """At commas outside brackets where the next words open like an indicator; all of a list behind a heading."""
    commas = [match.span() for match in _COMMA.finditer(text)]
    if not commas:
        yield text
        return
    closed = [match.span() for match in _BRACKETED.finditer(text)]
    commas = [(start, end) for start, end in commas if not any(left < start < right for left, right in closed)]
    body, heading = headed(text)
    lists = heading is not None and _is_list(body)
    names = _names_indicator(body)
    position = 0
    for start, end in commas:
        if lists or (names and _names_indicator(text[end:])):
            yield text[position:start]
            position = end
    yield text[position:]


def _is_list(body: str) -> bool:
    """Whether all that stands between the commas is a short name of its own («budget consommé, ETP mobilisés»)."""
    pieces = [piece.strip() for piece in _COMMA.split(_BRACKETED.sub("", body))]
    return all(
        piece and len(piece.split()) <= _LONGEST_IN_LIST and not _clings().match(flatten(piece)) for piece in pieces
    )


def _names_indicator(text: str) -> bool:
    return _openings().match(flatten(text)) is not None


@cache
def _openings() -> re.Pattern[str]:
    opening = sorted(map(flatten, read_lexicon("indicators")["mots"]["ouvre"]), key=lambda word: -len(word))
    return re.compile(rf"[\s«\"•-]*(?:{'|'.join(map(re.escape, opening))})(?!\w)")


@cache
def _clings() -> re.Pattern[str]:
    """What goes on with the words before a comma: a complement, an adjective, a relative clause."""
    going_on = sorted(map(flatten, read_lexicon("indicators")["mots"]["suite"]), key=lambda word: -len(word))
    return re.compile(rf"(?:{'|'.join(map(re.escape, going_on))})(?!\w)|[dl]'|\w+ees?$|\d")


@cache
def _headings() -> re.Pattern[str]:
    headings = sorted(map(flatten, read_lexicon("indicators")["vide"]["mots"]), key=lambda word: -len(word))
    return re.compile(rf"[.,]\s+(?=(?:{'|'.join(map(re.escape, headings))})\s?:)")
