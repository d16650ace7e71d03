"""What situates a fiche below its first labels: «Objectif 1.2 : Habiter» across its whole table, «Axe 2 – Habiter»
turned on a tab at the page's edge.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from models.action import Method
from pipeline.structure.header import Header
from pipeline.structure.hierarchy import STEPS, parts_to_levels
from pipeline.structure.labels import LabelMatch
from pipeline.structure.pieces import Piece, Role, make_label
from pipeline.structure.segment import cell_of

_TITLE_LENGTH: Final = 250


def set_banners_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """A fiche's body with its banners as labels of a header column, which nothing answers: no champ takes them in."""
    banners = _find_banners(pieces)
    return [
        make_label(piece.unit, LabelMatch((piece.parts[0].niveau,), Method.STRUCTURE, 1.0), table=piece.table)
        if i in banners
        else piece
        for i, piece in enumerate(pieces)
    ]


def add_banners(header: Header, pieces: Sequence[Piece], niveaux: Mapping[tuple[str, ...], str]) -> Header:
    """The header with the steps that only a banner in the fiche's body names."""
    banners = _find_banners(pieces)
    parts = [part for i in sorted(banners) for part in pieces[i].parts]
    own = {step.niveau for step in header.levels}
    steps = {step.niveau: step for step in reversed(list(parts_to_levels(parts, niveaux))) if step.niveau not in own}
    if not steps:
        return header
    return replace(
        header, levels=tuple(sorted((*header.levels, *steps.values()), key=lambda step: STEPS.index(step.niveau)))
    )


def _find_banners(pieces: Sequence[Piece]) -> frozenset[int]:
    """The free cells of the labels' table that name a numbered step between two labels, and share no cell with one;
    and turned lines that name one, which come behind all else of their page.
    """
    labels = [i for i, piece in enumerate(pieces) if piece.role is Role.LABEL]
    if not labels:
        return frozenset()
    cells = {cell_of(pieces[i].unit) for i in labels}
    return frozenset(
        i
        for i, piece in enumerate(pieces)
        if _is_banner(piece)
        and (piece.unit.style.rotated if piece.table is None else i < labels[-1] and cell_of(piece.unit) not in cells)
    )


def _is_banner(piece: Piece) -> bool:
    if not piece.is_free_text or len(piece.unit.text) > _TITLE_LENGTH:
        return False
    parts = piece.parts
    return bool(parts) and all(part.niveau in STEPS and part.number and part.title for part in parts)
