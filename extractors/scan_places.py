"""Boxes of straightened pages back to where they stand on the pages as they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from extractors.build import DraftBlock, DraftCell
from models.document import Box

if TYPE_CHECKING:
    # Every PDF comes by here, and few are scans: what reads pictures is not loaded for the others.
    from extractors.raster import Tilt

Tilts: TypeAlias = "Mapping[int, Tilt]"


def place_back(drafts: Iterable[DraftBlock], tilts: Tilts) -> Iterable[DraftBlock]:
    """The drafts with every box where it stands on its page; `tilts` by page number, from 1."""
    turned = {number: tilt for number, tilt in tilts.items() if not tilt.is_none}
    return (_place_block(draft, turned) for draft in drafts) if turned else drafts


def _place_block(draft: DraftBlock, tilts: Tilts) -> DraftBlock:
    rows = [[_place_cell(cell, tilts) for cell in row] for row in draft.rows]
    return replace(draft, rows=rows, box=_place_box(draft.box, draft.page, tilts))


def _place_cell(cell: DraftCell, tilts: Tilts) -> DraftCell:
    blocks = [_place_block(block, tilts) for block in cell.blocks]
    return replace(cell, blocks=blocks, box=_place_box(cell.box, cell.page, tilts))


def _place_box(box: Box | None, page: int | None, tilts: Tilts) -> Box | None:
    if box is None or page is None or page not in tilts:
        return box
    return Box(*tilts[page].undo((box.x0, box.top, box.x1, box.bottom)))
