"""Boxes of text to columns, by the white space between them: read column by column, never across."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

# The least gutter between two columns, in points and in ems of the text beside it.
_GUTTER: Final = 9.0
_GUTTER_EMS: Final = 0.9
# Columns stand side by side for so many lines at least.
_LEAST_LINES: Final = 3
# So many do beside as many labels as above that end with a colon: pictures may stand for other values.
_LEAST_VALUES: Final = 2
# Or for so many, each with a heading; heads are level, and columns flush, within so many points.
_LEAST_HEADED: Final = 2
_LEVEL: Final = 3.0
# Text of one side alone belongs to its column while it follows without a gap larger than this, in ems.
_GAP: Final = 2.2
# Sizes of text that differ by more are not one column's.
_SIZE_STEP: Final = 1.06
# A text that stands closer below its label than this, in ems of the smaller one, is its text, whatever their sizes.
_CLOSE: Final = 0.8

Gutter = tuple[float, float]


class Block(NamedTuple):
    """A stretch of one line, or a whole table: its box, font size, and its number in the caller's list.

    `weight` counts its lines; a list marker or page number has none, for it makes no column. `bold` text may head one.
    What `asks` ends with a colon, and waits for a text at its right.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    number: int
    weight: float = 1.0
    bold: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Blocks that are read together: one column (`right` is empty), or two side by side."""

    left: list[Block]
    right: list[Block]
    gutter: Gutter = (0.0, 0.0)


def split_bands(blocks: Iterable[Block]) -> list[Band]:
    """The blocks from top to bottom as bands of one or two columns; split a column again for the bands inside."""
    ordered = sorted(blocks, key=lambda block: (block.top, block.x0))
    found = _best_band(ordered)
    if found is None:
        return [Band(ordered, [])] if ordered else []
    first, behind, gutter = found
    left, right = _sides(ordered[first:behind], gutter)
    return [*split_bands(ordered[:first]), Band(left, right, gutter), *split_bands(ordered[behind:])]


def least_gutter(size: float) -> float:
    """The narrowest gutter beside text of that size, in points."""
    return max(_GUTTER, _GUTTER_EMS * size)


def _best_band(blocks: Sequence[Block]) -> tuple[int, int, Gutter] | None:
    """The stretch (first, behind its last) with the most lines on both sides of one gutter, and the gutter."""
    best: tuple[int, int, Gutter] | None = None
    most = 0.0
    tried: set[tuple[int, int]] = set()
    grown: set[tuple[int, int, Gutter]] = set()
    for index, gap in _gaps(blocks):
        key = (round(gap[0] / 4), round(gap[1] / 4))
        if key in tried:
            continue
        tried.add(key)
        stretch = first, behind, gutter = _grow(blocks, index, gap)
        if stretch in grown:
            # Most gaps beside one column grow to the same gutter.
            continue
        grown.add(stretch)
        first, behind = _trim(blocks, first, behind, gutter)
        left, right = _sides(blocks[first:behind], gutter)
        lines = min(sum([block.weight for block in left]), sum([block.weight for block in right]))
        if lines > most:
            most, best = lines, (first, behind, gutter)
    if best is None or most < min(_LEAST_HEADED, _LEAST_VALUES):
        return None
    sides = _sides(blocks[best[0] : best[1]], best[2])
    return best if most >= _LEAST_LINES or _are_headed(sides) or _are_asked(sides) else None


def _are_asked(sides: tuple[list[Block], list[Block]]) -> bool:
    """Whether labels with a colon stand at the left, of which some have a text at the right."""
    left, right = sides
    return len(left) >= _LEAST_LINES and all(block.asks for block in left) and len(right) >= _LEAST_VALUES


def _are_headed(sides: tuple[list[Block], list[Block]]) -> bool:
    """Whether short columns open level with a bold line each, and go on in plain type at its left edge."""
    left, right = sides
    if min(len(left), len(right)) < _LEAST_HEADED:
        return False
    tops = {round(side[0].top / _LEVEL) for side in sides}
    return len(tops) == 1 and all(
        side[0].bold and not side[1].bold and abs(side[0].x0 - side[1].x0) <= _LEVEL for side in (left, right)
    )


def _gaps(blocks: Sequence[Block]) -> Iterable[tuple[int, Gutter]]:
    """White gaps between blocks at one height, with the index of the block at their left."""
    tall = [block for block in blocks if block.weight > 1]
    for index, block in enumerate(blocks):
        start = block.x1 + least_gutter(block.size)
        nearest: float | None = None
        for other in _level_with(blocks, index, tall):
            if other.x0 >= start and (nearest is None or other.x0 < nearest):
                nearest = other.x0
        if nearest is not None:
            yield index, (block.x1, nearest)


def _level_with(blocks: Sequence[Block], index: int, tall: Sequence[Block]) -> Iterable[Block]:
    """The blocks that share some height with one; blocks come sorted by their top."""
    block = blocks[index]
    for other in blocks[index + 1 :]:
        if other.top >= block.bottom:
            break
        yield other
    for other in reversed(blocks[max(0, index - 8) : index]):
        if other.bottom > block.top:
            yield other
    for other in tall:
        if other.top < block.bottom and other.bottom > block.top:
            yield other


def _grow(blocks: Sequence[Block], start: int, gap: Gutter) -> tuple[int, int, Gutter]:
    """The longest stretch around a block in which nothing crosses the gap, which may narrow on the way."""
    behind = start
    for block in blocks[start:]:
        # What crosses nothing is passed over here: a call for each line of each gap would cost more than all else.
        narrowed = gap if block.x1 <= gap[0] or block.x0 >= gap[1] else _narrow(gap, block)
        if narrowed is None:
            break
        gap, behind = narrowed, behind + 1
    first = start
    for block in reversed(blocks[:start]):
        narrowed = gap if block.x1 <= gap[0] or block.x0 >= gap[1] else _narrow(gap, block)
        if narrowed is None:
            break
        gap, first = narrowed, first - 1
    return first, behind, gap


def _narrow(gap: Gutter, block: Block) -> Gutter | None:
    """What is left of a gap beside a block that reaches into it; None if the block crosses it."""
    left, right = gap
    least = least_gutter(block.size)
    if right - block.x1 >= least:
        return max(left, block.x1), right
    if block.x0 - left >= least:
        return left, min(right, block.x0)
    return None


def _sides(blocks: Iterable[Block], gutter: Gutter) -> tuple[list[Block], list[Block]]:
    double = gutter[0] + gutter[1]
    left: list[Block] = []
    right: list[Block] = []
    for block in blocks:
        if block.x0 + block.x1 < double:
            left.append(block)
        else:
            right.append(block)
    return left, right


def _trim(blocks: Sequence[Block], first: int, behind: int, gutter: Gutter) -> tuple[int, int]:
    """Without what stands above or below the columns' common height and does not follow one of them closely."""
    sides = _sides(blocks[first:behind], gutter)
    if not all(sides):
        return first, first
    common_top = max([min([block.top for block in side]) for side in sides])
    common_bottom = min([max([block.bottom for block in side]) for side in sides])
    double = gutter[0] + gutter[1]
    near: dict[bool, Block] = {}
    for index in range(first, behind):
        block = blocks[index]
        side = block.x0 + block.x1 < double
        if block.top >= common_bottom and _parts(near.get(side), block, close=_CLOSE):
            behind = index
            break
        near[side] = block
    near.clear()
    for index in range(behind - 1, first - 1, -1):
        block = blocks[index]
        side = block.x0 + block.x1 < double
        if block.bottom <= common_top and _parts(block, near.get(side), close=_CLOSE):
            first = index + 1
            break
        near[side] = block
    return first, behind


def _parts(above: Block | None, below: Block | None, *, close: float = 0.0) -> bool:
    """Whether a block does not go on with its neighbour in the column: behind a gap, or set in another size and no
    closer than `close` ems (a label stands closer above its text).
    """
    if above is None or below is None:
        return True
    if below.top - above.bottom > _GAP * min(above.size, below.size):
        return True
    smaller, larger = min(above.size, below.size), max(above.size, below.size)
    if above.weight > 1 or below.weight > 1 or below.top - above.bottom < close * smaller:
        return False
    return larger > _SIZE_STEP * smaller
