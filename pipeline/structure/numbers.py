"""Bare numbers that count the fiches: a large «7» beside «Ouvrir une ressourcerie», or «7 Ouvrir une ressourcerie» in
one line, «8» at the next title."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from models.document import BlockKind
from pipeline.structure.pieces import Piece, is_set_apart, make_text, part_of
from pipeline.structure.series import body_size
from pipeline.structure.units import Unit

_BARE: Final = re.compile(r"\d{1,3}")
# «7 Ouvrir», «7. Ouvrir», «7 – Ouvrir»; «3 000 arbres» and «8 sur 10» count something else.
_NUMBERED_TITLE: Final = re.compile(r"(?P<number>\d{1,3})(?:\s*[.:)–—/-]\s*|\s+)(?=[A-ZÀ-ÖØ-Þ«])")
_TITLE_LENGTH: Final = 250
_LEAST_LABELS: Final = 2
_LARGER: Final = 1.3  # than the text's own size
_SHORTEST_SERIES: Final = 3


def find_counting_numbers(pieces: Sequence[Piece]) -> frozenset[int]:
    """The indexes of bare numbers that are large, count up by one and stand beside a line set apart.

    Key figures («400 000 €», «2030»), page numbers and a number alone count nothing.
    """
    bare = [i for i, piece in enumerate(pieces) if piece.is_free_text and _BARE.fullmatch(piece.unit.text)]
    if len(bare) < _SHORTEST_SERIES:
        return frozenset()
    body = body_size(pieces)
    found = [i for i in bare if _is_large(pieces[i].unit, body) and _stands_by_a_title(pieces, i, body)]
    best: list[int] = []
    series: list[int] = []
    for i in found:
        if series and not _counts_on(int(pieces[series[-1]].unit.text), int(pieces[i].unit.text), len(series)):
            series = []
        series.append(i)
        if len(series) > len(best):
            best = list(series)
    return frozenset(best) if len(best) >= _SHORTEST_SERIES else frozenset()


def _counts_on(before: int, number: int, length: int) -> bool:
    """Whether a number follows in a series, which may start again at each axe."""
    return number == before + 1 or (number == 1 < before and length > 1)


def part_counting_titles(pieces: Sequence[Piece]) -> list[Piece]:
    """The same stream; titles that a bare number opens («7 Ouvrir une ressourcerie») as number and title, where the
    numbers count lines that have labels below them.
    """
    opened = {
        i: found
        for i, piece in enumerate(pieces)
        if piece.unit.text[:1].isdigit() and (found := _NUMBERED_TITLE.match(piece.unit.text))
    }
    if len(opened) < _SHORTEST_SERIES:
        return list(pieces)
    body = body_size(pieces)
    numbered = {i: found for i, found in opened.items() if _is_numbered_title(pieces[i], body)}
    places = [*numbered, len(pieces)]
    opening = [i for i, behind in pairwise(places) if _has_labels(pieces[i + 1 : behind])]
    series = opening[:1] + [i for before, i in pairwise(opening) if _follows(numbered, before, i)]
    if len(series) < max(_SHORTEST_SERIES, len(numbered) - 1):
        return list(pieces)
    parted: list[Piece] = []
    for i, piece in enumerate(pieces):
        if i in numbered:
            end, start = numbered[i].end("number"), numbered[i].end()
            parted.append(make_text(part_of(piece.unit, 0, end), table=piece.table))
            parted.append(make_text(part_of(piece.unit, start, len(piece.unit.text)), table=piece.table))
        else:
            parted.append(piece)
    return parted


def _is_numbered_title(piece: Piece, body: float | None) -> bool:
    unit = piece.unit
    if not piece.is_free_text or unit.kind is BlockKind.ITEM or len(unit.text) > _TITLE_LENGTH or piece.parts:
        return False
    return _is_large(unit, body)


def _has_labels(pieces: Sequence[Piece]) -> bool:
    names = {piece.match.name for piece in pieces if piece.is_champ_label and piece.match}
    return len(names) >= _LEAST_LABELS


def _follows(numbered: Mapping[int, re.Match[str]], before: int, index: int) -> bool:
    return _counts_on(int(numbered[before]["number"]), int(numbered[index]["number"]), 2)


def _is_large(unit: Unit, body: float | None) -> bool:
    size = unit.style.size
    return unit.kind is BlockKind.HEADING or (body is not None and size is not None and size >= _LARGER * body)


def _stands_by_a_title(pieces: Sequence[Piece], index: int, body: float | None) -> bool:
    return any(
        0 <= beside < len(pieces) and pieces[beside].is_free_text and _may_be_title(pieces[beside].unit, body)
        for beside in (index - 1, index + 1)
    )


def _may_be_title(unit: Unit, body: float | None) -> bool:
    return (is_set_apart(unit) or _is_large(unit, body)) and sum(map(str.isalpha, unit.text)) >= 3
