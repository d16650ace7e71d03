"""Persons out of the tables, for open data: names, e-mail addresses and telephone numbers become stable pseudonyms."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Mapping

from models.columns import TABLES_BY_NAME, Kind, Row, Rows, Table, Value
from pipeline.normalize.people import find_people, is_person, person_span, without_civility
from pipeline.normalize.spelling import fold

_DIGITS = 8
# What names the source and the row, or comes from a closed list, names nobody.
_KEPT = frozenset({"chemin", "type_media", "langue", "code", "edtf"})
_PERSON = "personne"


def mask_people(document: Row, rows: Mapping[str, Rows], key: str) -> tuple[Row, dict[str, Rows]]:
    """The document's row and its rows of every other table, without personal data.

    «Mme Odile Granvert» becomes `[personne 1f0c9a2e]` wherever it stands.

    A pseudonym depends on the name, civility and case aside, and on `key`: the same in every table, document and run.
    Without a key (an empty text) whoever guesses a name can check the guess. Offsets still point into the source.
    """
    known = _known_names(document, rows["acteurs"])
    masked = {
        name: Rows.of_mappings(found.table, (_mask_row(row, found.table, known, key) for row in found))
        for name, found in rows.items()
    }
    return _mask_row(document, TABLES_BY_NAME["documents"], known, key), masked


def _known_names(document: Row, actors: Iterable[Row]) -> re.Pattern[str] | None:
    """The persons among the actors, by their whole names: «Granvert» may stand alone elsewhere."""
    names = set(_list_names(actors))
    author = document.get("auteur")
    if isinstance(author, str) and is_person(author):
        names.add(author)
    if not names:
        return None
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def _list_names(actors: Iterable[Row]) -> Iterator[str]:
    for actor in actors:
        source = str(actor["nom_source"]).strip()
        span = person_span(source)
        if span is not None:
            yield source[slice(*span)]
            yield without_civility(source[slice(*span)])


def _mask_row(row: Mapping[str, Value], table: Table, known: re.Pattern[str] | None, key: str) -> Row:
    free = {
        column.name
        for column in table.columns
        if column.kind in {Kind.TEXT, Kind.JSON_LIST, Kind.JSON_OBJECT} and not column.terms and not column.pattern
    }
    return {
        name: _mask_text(value, known, key) if name in free - _KEPT and isinstance(value, str) else value
        for name, value in row.items()
    }


def _mask_text(text: str, known: re.Pattern[str] | None, key: str) -> str:
    spans = list(find_people(text))
    if known is not None:
        spans += [(match.start(), match.end(), _PERSON) for match in known.finditer(text)]
    pieces, position = [], 0
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= position:
            pieces += [text[position:start], f"[{kind} {_pseudonym(text[start:end], kind, key)}]"]
            position = end
    return "".join((*pieces, text[position:]))


def _pseudonym(words: str, kind: str, key: str) -> str:
    plain = fold(without_civility(words)) if kind == _PERSON else re.sub(r"[\s.()-]", "", words.lower())
    return hmac.new(key.encode("utf-8"), f"{kind}:{plain}".encode(), hashlib.sha256).hexdigest()[:_DIGITS]
