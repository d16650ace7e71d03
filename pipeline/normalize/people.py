"""Persons, e-mail addresses and telephone numbers: what a published table may have to mask."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.spelling import flatten, fold

EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE: Final = re.compile(r"(?<!\d)(?:(?:\+|00)33[\s.]?(?:\(0\))?\s?[1-9]|0[1-9])(?:[\s.-]?\d{2}){4}(?!\d)")
# So many digits are in a row where a text holds a number, once the marks between them are gone.
_PHONE_DIGITS: Final = 10
_FIGURES: Final = bytes(code if 0x30 <= code <= 0x39 else 0x20 for code in range(256))
_INSIDE_PHONE: Final = b" \t\n\xa0.-()+?"
_NAME: Final = r"[A-ZÀ-Ý][\w'’]*(?:-[A-ZÀ-Ý]?[\w'’]+)*"
_FIRST_NAME: Final = re.compile(_NAME)
_FIRST_AND_LAST: Final = re.compile(rf"{_NAME}\s(?:(?:de|du|le|la)\s)?{_NAME}")
_FUNCTION: Final = re.compile(r"[\w()·-]+")
_CAPITAL: Final = re.compile(r"(?<![\w'’-])[A-ZÀ-Ý][\w.]")
_LAST_WORD: Final = re.compile(r"([\w-]+)\s$")
_LONGEST_WORD: Final = 20
_LONGEST_NAME: Final = 80
_SURNAME_IN_CAPITALS: Final = re.compile(
    rf"(?:{_NAME}\s){{1,2}}(?:(?:d[eu]s?|le|la)\s|D[EU]S?\s|L[EA]\s)*[A-ZÀ-Ý][A-ZÀ-Ý'’-]{{2,}}(?!\w)"
)


@cache
def _titles() -> tuple[str, ...]:
    return tuple(read_lexicon("actors")["personnes"]["civilites"])


@cache
def _bare_titles() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, _titles()))})\s")


@cache
def _civility() -> re.Pattern[str]:
    titles = sorted(_titles(), key=lambda title: (-len(title), title))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, titles))})\s+(?:{_NAME}\s?){{1,4}}")


@cache
def _first_names() -> frozenset[str]:
    return frozenset(map(fold, read_lexicon("first_names")["prenoms"].split()))


@cache
def _functions() -> tuple[str, ...]:
    return tuple(flatten(word) for word in read_lexicon("actors")["personnes"]["fonctions"])


@cache
def _named_after_people() -> frozenset[str]:
    return frozenset(map(flatten, read_lexicon("actors")["personnes"]["porte_un_nom"]))


@lru_cache(maxsize=1 << 10)
def person_span(text: str) -> tuple[int, int] | None:
    """Where a person is named at the start of a text: by a civility, a surname in capitals or a known first name.

    >>> person_span("Mme Untel, directrice")
    (0, 9)
    """
    civility = _civility().match(text) if text.startswith(_titles()) else None
    if civility:
        return 0, len(civility[0].rstrip())
    first = _FIRST_NAME.match(text)
    if not first or not all(fold(piece) in _first_names() for piece in first[0].split("-")):
        return None
    match = _SURNAME_IN_CAPITALS.match(text) or _FIRST_AND_LAST.match(text)
    return (0, match.end()) if match else None


def without_civility(name: str) -> str:
    """A person's name without «Mme», «Dr»."""
    first, _, rest = name.strip().partition(" ")
    return rest.strip() if first in _titles() else name.strip()


def is_person(text: str) -> bool:
    """Whether a text opens with a person's name."""
    return person_span(text.strip()) is not None


def starts_with_function(text: str) -> bool:
    """Whether a text opens with what a person does («chargée de mission», «directeur»)."""
    word = _FUNCTION.match(flatten(text.strip()))
    return word is not None and word[0] in _functions()


def find_people(text: str) -> Iterator[tuple[int, int, str]]:
    """Where persons and what reaches them stand in a text, in no order.

    Start, end and `personne`, `courriel` or `téléphone`. A first name and a surname behind a word such as «collège» or
    «rue» name a place.

    >>> list(find_people("Contact : Odile Granvert, collège Odile Granvert"))
    [(10, 24, 'personne')]
    """
    yield from ((match.start(), match.end(), "courriel") for match in EMAIL.finditer(text))
    yield from ((match.start(), match.end(), "téléphone") for match in PHONE.finditer(text))
    for match in _CAPITAL.finditer(text):
        before = _LAST_WORD.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        span = (
            None
            if before and flatten(before[1]) in _named_after_people()
            else person_span(text[match.start() : match.start() + _LONGEST_NAME])
        )
        if span is not None:
            yield match.start(), match.start() + span[1], "personne"


def has_personal_data(text: str) -> bool:
    """Whether an e-mail address of a person's kind, a telephone number or a civility with a name stands in a text."""
    if "@" in text and EMAIL.search(text):
        return True
    figures = text.encode("latin-1", "replace").translate(_FIGURES, _INSIDE_PHONE).split()
    if any(len(figure) >= _PHONE_DIGITS for figure in figures) and PHONE.search(text):
        return True
    return _bare_titles().search(text) is not None and _civility().search(text) is not None
