"""Large bare numbers that count the fiches: «7» beside «Ouvrir une ressourcerie», «8» beside the next title."""

import re
from collections import Counter
from collections.abc import Sequence

from models.document import BlockKind
from pipeline.structure.pieces import Piece, is_set_apart
from pipeline.structure.units import Unit

_BARE = re.compile(r"\d{1,3}")
_LARGER = 1.3  # than the text's own size
_SHORTEST_SERIES = 3


def find_counting_numbers(pieces: Sequence[Piece]) -> frozenset[int]:
    """The indexes of bare numbers that are large, count up by one and stand beside a line set apart.

    Key figures («400 000 €», «2030»), page numbers and a number alone count nothing.
    """
    bare = [i for i, piece in enumerate(pieces) if piece.is_free_text and _BARE.fullmatch(piece.unit.text)]
    if len(bare) < _SHORTEST_SERIES:
        return frozenset()
    body = _body_size(pieces)
    found = [i for i in bare if _is_large(pieces[i].unit, body) and _stands_by_a_title(pieces, i)]
    best: list[int] = []
    series: list[int] = []
    for i in found:
        if series and int(pieces[i].unit.text) != int(pieces[series[-1]].unit.text) + 1:
            series = []
        series.append(i)
        if len(series) > len(best):
            best = list(series)
    return frozenset(best) if len(best) >= _SHORTEST_SERIES else frozenset()


def _body_size(pieces: Sequence[Piece]) -> float | None:
    sizes: Counter[float] = Counter()
    for piece in pieces:
        if piece.unit.style.size is not None:
            sizes[piece.unit.style.size] += len(piece.unit.text)
    return sizes.most_common(1)[0][0] if sizes else None


def _is_large(unit: Unit, body: float | None) -> bool:
    size = unit.style.size
    return unit.kind is BlockKind.HEADING if body is None or size is None else size >= _LARGER * body


def _stands_by_a_title(pieces: Sequence[Piece], index: int) -> bool:
    return any(
        0 <= beside < len(pieces) and pieces[beside].is_free_text and _may_be_title(pieces[beside].unit)
        for beside in (index - 1, index + 1)
    )


def _may_be_title(unit: Unit) -> bool:
    return is_set_apart(unit) and sum(map(str.isalpha, unit.text)) >= 3
