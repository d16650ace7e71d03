"""Other fiches, and steps of other plans, named under a label such as «Actions liées» or «Lien PRS»: «2.1 Encourager le
covoiturage» opens no fiche there, «Objectif 4.2» names none of the plan's objectifs.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from models.document import BlockKind
from pipeline.structure.header_lines import parse_code_line
from pipeline.structure.pieces import Piece, Role, is_set_apart, look_of, make_text
from pipeline.structure.units import Unit

_NAMING: Final = "articulation"
# Lines of one look answer labels so many times as often as they do anything else.
_OFTENER: Final = 3


def hold_references(pieces: Sequence[Piece]) -> list[Piece]:
    """The same stream; lines that name fiches or steps right behind a label of `articulation` answer it, unless they
    look like the lines that do so elsewhere.
    """
    found = list(_find_references(pieces))
    if not found:
        return list(pieces)
    behind = set(found)
    opening = Counter(
        look_of(piece.unit) for i, piece in enumerate(pieces) if i not in behind and _names_something(piece)
    )
    answering = Counter(look_of(pieces[i].unit) for i in found)
    held = list(pieces)
    for i in found:
        look = look_of(pieces[i].unit)
        # A card that a page sets into another column stands behind another label.
        if _OFTENER * opening[look] < answering[look]:
            held[i] = make_text(pieces[i].unit, held=True, table=pieces[i].table)
    return held


def _find_references(pieces: Sequence[Piece]) -> Iterator[int]:
    label: Unit | None = None
    for i, piece in enumerate(pieces):
        if piece.role is Role.LABEL:
            names = piece.match is not None and piece.match.name == _NAMING
            label = piece.unit if names else None
        elif label is not None and not piece.unit.furniture:
            if _names_something(piece) and _may_answer(label, piece.unit):
                yield i
            else:
                label = None


def _names_something(piece: Piece) -> bool:
    if not piece.is_free_text:
        return False
    if piece.parts:
        return True
    return parse_code_line(piece.unit.text) is not None and (is_set_apart(piece.unit) or piece.table is not None)


def _may_answer(label: Unit, unit: Unit) -> bool:
    """Whether a line is no larger than the label above, on its page, and no heading."""
    sizes = label.style.size, unit.style.size
    larger = sizes[0] is not None and sizes[1] is not None and sizes[1] > sizes[0]
    return unit.kind is not BlockKind.HEADING and not larger and label.place.page == unit.place.page
