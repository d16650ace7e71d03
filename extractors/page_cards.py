"""Cards: boxes that stand side by side without touching, each with its own label and text."""

from collections.abc import Sequence
from typing import Final

from extractors.page import BoxTuple, Fills, Run
from extractors.page_cells import SNAP, Grid, share_area
from extractors.page_lines import make_lines

# A card holds a label and a text below it.
_LEAST_LINES: Final = 2
# A card is at least so wide and high, in points: room for a word over a word.
_NARROWEST: Final = 40.0
_LOWEST: Final = 20.0
# A box that is larger than a table in it by this factor holds more than that table.
_LARGER: Final = 1.15
# More filled areas than this on a page are a picture.
_MOST_FILLS: Final = 120


def find_cards(
    frames: Sequence[Sequence[BoxTuple]], fills: Fills, grids: Sequence[Grid], runs: Sequence[Run]
) -> list[BoxTuple]:
    """The boxes, drawn by lines (`frames`, none of which makes a table) or by a background, that have a neighbour of
    their height beside them and that no grid has taken in. A label set on a box's upper line is inside.
    """
    drawn = [_bounds(frame) for frame in frames]
    filled = fills.boxes if len(fills.boxes) <= _MOST_FILLS else []
    boxes: dict[tuple[int, ...], BoxTuple] = {}
    for x0, top, x1, bottom in (*filled, *drawn):
        box = (x0, top, x1, bottom)
        if (
            x1 - x0 >= _NARROWEST
            and bottom - top >= _LOWEST
            and not any(share_area(box, grid.box) and not _holds(box, grid.box) for grid in grids)
        ):
            boxes[round(x0 / SNAP), round(top / SNAP)] = box
    found = list(boxes.values())
    cards = [box for box in found if any(_are_level(box, other) for other in found)]
    tops = [_top_with_legend(box, runs) for box in cards]
    highest = [
        min(top for top, other in zip(tops, cards, strict=True) if abs(other[1] - box[1]) <= SNAP) for box in cards
    ]
    return [(box[0], top, box[2], box[3]) for box, top in zip(cards, highest, strict=True)]


def _top_with_legend(box: BoxTuple, runs: Sequence[Run]) -> float:
    """The top of a box, or of the text that stands on its upper line."""
    return min((run.top for run in runs if run.top < box[1] < run.bottom and box[0] < run.x0 < box[2]), default=box[1])


def _bounds(lines: Sequence[BoxTuple]) -> BoxTuple:
    lefts, tops, rights, bottoms = zip(*lines, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _holds(outer: BoxTuple, inner: BoxTuple) -> bool:
    """Whether a nested table stands inside a box, smaller than it."""
    inside = outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
    return inside and (outer[2] - outer[0]) * (outer[3] - outer[1]) > _LARGER * (inner[2] - inner[0]) * (
        inner[3] - inner[1]
    )


def _are_level(one: BoxTuple, other: BoxTuple) -> bool:
    """Whether two boxes stand side by side, of one top and foot, without touching."""
    apart = one[2] + SNAP / 2 < other[0] or other[2] + SNAP / 2 < one[0]
    return apart and abs(one[1] - other[1]) <= SNAP and abs(one[3] - other[3]) <= SNAP


def join_cards(grids: Sequence[Grid]) -> list[tuple[Grid, list[Grid]]]:
    """Rows of cards as one grid each, with the grids of one cell that it is made of."""
    single = [grid for grid in grids if len(grid.cells) == 1 and (grid.runs[0] or grid.hosts[0])]
    single.sort(key=lambda grid: (round(grid.box[1] / SNAP), grid.box[0]))
    rows: list[tuple[Grid, list[Grid]]] = []
    while single:
        first = single.pop(0)
        row = [first]
        for other in single:
            if all(_are_level(card.box, other.box) for card in row):
                row.append(other)
        if len(row) > 1 and any(map(_holds_lines, row)):
            single = [grid for grid in single if grid not in row]
            joined = Grid([card.cells[0] for card in row])
            ordered = sorted(row, key=lambda card: card.box[0])
            joined.runs = [card.runs[0] for card in ordered]
            joined.hosts = [card.hosts[0] for card in ordered]
            rows.append((joined, row))
    return rows


def _holds_lines(grid: Grid) -> bool:
    return len(make_lines(grid.runs[0])) + (_LEAST_LINES if grid.hosts[0] else 0) >= _LEAST_LINES
