"""Rules and filled areas to the edges of possible tables: what touches belongs together, what stands alone is none."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.page import Fills, Floats
from extractors.page_groups import Groups
from extractors.page_paths import BoxTuple

# How far apart two lines may be and still meet, each side's share in points: drawn rules, borders of filled areas.
_RULE_REACH = 1.5
_FILL_REACH = 1.0
# Lines of a nested table this far (twice) from its cell's borders are not those borders; so many make one at least.
_NESTED_REACH = 0.6
_LEAST_NESTED = 4
# Share of a side that lines must cover for it to be closed.
_WHOLE = 0.9
# A fill that covers more of the page than this is paper, not a cell.
_PAPER = 0.7
# A filled rectangle lower or narrower than this many points is no cell: no line of text fits in it.
_LOWEST_FILL = 7.0
# The shade behind one line of text is no higher than this, in points.
_LINE_HEIGHT = 24.0
# A group of lines smaller than this many points is an icon.
_ICON = 20.0
_LOWEST = 8.0
# More lines than this on one page are a drawing: too many to compare each with each.
_MOST = 1500
# With more, pieces of one line are joined first, and short lines left out.
_MANY = 250
# Horizontal lines at least so long (in points) may rule a table by themselves; its rows are no higher.
_LONG_RULE = 120.0
_HIGHEST_STRIP = 220.0
# Ends of lines that differ by less stand at one border.
_ALIGNED = 3.0

# Left end, height and right end of a horizontal line.
FlatLine = tuple[float, float, float]


def find_frames(segments: Floats, fills: Fills, page_size: tuple[float, float]) -> list[list[BoxTuple]]:
    """Groups of touching lines that may be tables, each line as x0, top, x1, bottom along an axis.

    `segments` (m, 4) are drawn rules; the borders of filled areas count as well, unless they are as large as the page
    (width, height in points) or stand alone. Sides left open, as at a page break, are closed.
    """
    borders = _fill_borders(_merge_shading(fills, segments), page_size)
    many = len(segments) + len(borders) > _MANY
    if many:
        segments, borders = _merge_lines(segments), _merge_lines(borders)
    edges = np.concatenate([segments, borders]) if len(borders) else segments
    if len(edges) < 4 or len(edges) > _MOST:
        return []
    sides = 1 if many else 4
    owners = np.concatenate([np.arange(len(segments)), len(segments) + np.arange(len(borders)) // sides])
    frames: list[list[BoxTuple]] = []
    for group in _groups(edges, len(segments), owners):
        if len(set(owners[group].tolist())) < 2:
            continue
        x0, top, x1, bottom = _bounds(edges[group])
        width, height = x1 - x0, bottom - top
        if width < _ICON or height < _LOWEST or (width < 2 * _ICON and height < _ICON):
            continue
        frame = [(x0, top, x1, bottom) for x0, top, x1, bottom in edges[group].tolist()]
        frames.append([*frame, *_closing_lines(frame)])
    return frames


def _merge_lines(lines: Floats) -> Floats:
    """Lines whose pieces follow one another as one each, and without the short ones: what drawings are made of."""
    merged: list[BoxTuple] = []
    for axis in (0, 1):
        along = [line for line in lines.tolist() if (line[2] - line[0] >= line[3] - line[1]) == (axis == 0)]
        for line in sorted(along, key=lambda line: (round(line[1 - axis]), line[axis])):
            last = merged[-1] if merged else None
            if (
                last is not None
                and (last[2] - last[0] >= last[3] - last[1]) == (axis == 0)
                and abs(last[1 - axis] - line[1 - axis]) <= 1.0
                and line[axis] <= last[axis + 2] + _ALIGNED
            ):
                end = max(last[axis + 2], line[axis + 2])
                merged[-1] = (last[0], last[1], end, last[3]) if axis == 0 else (last[0], last[1], last[2], end)
            else:
                merged.append((line[0], line[1], line[2], line[3]))
    long = [line for line in merged if line[2] - line[0] + line[3] - line[1] >= _LOWEST]
    return np.array(long, dtype=np.float32).reshape(-1, 4)


def _groups(edges: Floats, rules: int, owners: NDArray[np.int64]) -> list[list[int]]:
    """The edges that belong together, by number; the first `rules` are drawn rules, the others borders of areas.

    Lines that stop short of one another are taken to meet, but for grids inside others, close to a cell's border.
    """
    close = _components(edges, np.full(len(edges), _NESTED_REACH, dtype=np.float32), owners)
    if len(close) == 1:
        return close
    reach = np.full(len(edges), _RULE_REACH, dtype=np.float32)
    reach[rules:] = _FILL_REACH
    groups: list[list[int]] = []
    for members in _components(edges, reach, owners):
        whole = set(members)
        inner = [group for group in close if whole.issuperset(group)]
        groups.extend(_part_nested(edges, members, inner) if len(inner) > 1 else [members])
    return groups


def _part_nested(edges: Floats, members: list[int], inner: list[list[int]]) -> list[list[int]]:
    """A group without the grids that stand inside it so close to a border that they touch, and those grids."""
    outer = _bounds(edges[members])
    nested = [
        group
        for group in inner
        if len(group) > _LEAST_NESTED and _is_inset(_bounds(edges[group]), outer) and _is_closed_grid(edges[group])
    ]
    apart = {index for group in nested for index in group}
    rest = [index for index in members if index not in apart]
    return [rest, *nested] if rest else nested


def _bounds(lines: Floats) -> BoxTuple:
    x0, top, x1, bottom = lines[:, 0].min(), lines[:, 1].min(), lines[:, 2].max(), lines[:, 3].max()
    return float(x0), float(top), float(x1), float(bottom)


def _is_inset(inner: BoxTuple, outer: BoxTuple) -> bool:
    return (
        inner[0] - outer[0] > _NESTED_REACH
        and inner[1] - outer[1] > _NESTED_REACH
        and outer[2] - inner[2] > _NESTED_REACH
        and outer[3] - inner[3] > _NESTED_REACH
    )


def _is_closed_grid(lines: Floats) -> bool:
    """Whether lines run along all four sides of their bounds, with one at least inside."""
    x0, top, x1, bottom = _bounds(lines)
    flat = lines[lines[:, 2] - lines[:, 0] >= lines[:, 3] - lines[:, 1]]
    upright = lines[lines[:, 2] - lines[:, 0] < lines[:, 3] - lines[:, 1]]
    if not len(flat) or not len(upright):
        return False
    sides = (
        (flat[np.abs(flat[:, 1] - top) <= 1], 0, x1 - x0),
        (flat[np.abs(flat[:, 1] - bottom) <= 1], 0, x1 - x0),
        (upright[np.abs(upright[:, 0] - x0) <= 1], 1, bottom - top),
        (upright[np.abs(upright[:, 0] - x1) <= 1], 1, bottom - top),
    )
    closed = all(float((side[:, axis + 2] - side[:, axis]).sum()) >= _WHOLE * length for side, axis, length in sides)
    across = np.abs(flat[:, 1] - top) > _ALIGNED
    across &= np.abs(flat[:, 1] - bottom) > _ALIGNED
    down = (np.abs(upright[:, 0] - x0) > _ALIGNED) & (np.abs(upright[:, 0] - x1) > _ALIGNED)
    return closed and bool(across.any() or down.any())


def _merge_shading(fills: Fills, segments: Floats) -> Floats:
    """The boxes of fills, with the shades behind the lines of one paragraph as one: word processors draw one a line.

    They touch, have one colour and extent, are no higher than a line, and nothing stands or is ruled at their sides.
    """
    boxes = fills.box
    low = np.flatnonzero(boxes[:, 3] - boxes[:, 1] <= _LINE_HEIGHT)
    if len(low) < 2:
        return boxes
    order = low[np.lexsort((boxes[low, 1], np.round(boxes[low, 0]), np.round(boxes[low, 2])))]
    merged = boxes.copy()
    drop: list[int] = []
    for above, below in pairwise(order.tolist()):
        one, other = merged[above], merged[below]
        same = abs(one[0] - other[0]) <= 1 and abs(one[2] - other[2]) <= 1 and fills.color[above] == fills.color[below]
        if same and abs(other[1] - one[3]) <= 1 and _stands_alone(other, boxes, segments):
            merged[below] = (other[0], one[1], other[2], other[3])
            drop.append(above)
    kept: Floats = np.delete(merged, drop, axis=0)
    return kept


def _stands_alone(box: Floats, boxes: Floats, segments: Floats) -> bool:
    """Whether no other fill and no line touches the left or right side of a box, nor its top."""
    x0, top, x1, bottom = box.tolist()
    level = (boxes[:, 1] < bottom - 1) & (boxes[:, 3] > top + 1)
    beside = level & ((np.abs(boxes[:, 2] - x0) <= _ALIGNED) | (np.abs(boxes[:, 0] - x1) <= _ALIGNED))
    if beside.any():
        return False
    lines = (segments[:, 1] < bottom - 1) & (segments[:, 3] > top + 1)
    lines &= (np.abs(segments[:, 0] - x0) <= _ALIGNED) | (np.abs(segments[:, 2] - x1) <= _ALIGNED)
    ruled = (np.abs(segments[:, 1] - top) <= 1) & (np.abs(segments[:, 3] - top) <= 1) & (segments[:, 2] > x0)
    return not (lines.any() or (ruled & (segments[:, 0] < x1)).any())


def _fill_borders(boxes: Floats, page_size: tuple[float, float]) -> Floats:
    """Four sides of every filled area that may be a cell, (4 k, 4)."""
    if not len(boxes):
        return boxes
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    may = (width * height < _PAPER * page_size[0] * page_size[1]) & (height >= _LOWEST_FILL) & (width >= _LOWEST_FILL)
    boxes = boxes[may]
    x0, top, x1, bottom = boxes.T
    sides = ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))
    borders: Floats = np.stack([np.stack(side, axis=1) for side in sides], axis=1).reshape(-1, 4)
    return borders


def _components(edges: Floats, reach: Floats, owners: NDArray[np.int64]) -> list[list[int]]:
    """Indices of the edges that touch one another, group by group."""
    x0, top, x1, bottom = edges[:, 0] - reach, edges[:, 1] - reach, edges[:, 2] + reach, edges[:, 3] + reach
    touch = (x0[:, None] <= x1) & (x1[:, None] >= x0) & (top[:, None] <= bottom) & (bottom[:, None] >= top)
    touch |= owners[:, None] == owners
    groups = Groups(len(edges))
    for one, other in zip(*(side.tolist() for side in np.nonzero(np.triu(touch, 1))), strict=True):
        groups.join(one, other)
    return groups.lists()


def _closing_lines(frame: Sequence[BoxTuple]) -> list[BoxTuple]:
    """The lines that close a grid where its inner lines end together in the open, at any of its four sides."""
    flat = [line for line in frame if line[2] - line[0] >= line[3] - line[1]]
    upright = [line for line in frame if line[2] - line[0] < line[3] - line[1]]
    sideways = [(start, y, end, y) for y, start, end in _open_gaps(upright, flat, axis=1)]
    return sideways + [(x, start, x, end) for x, start, end in _open_gaps(flat, upright, axis=0)]


def _open_gaps(lines: Sequence[BoxTuple], across: Sequence[BoxTuple], axis: int) -> list[tuple[float, float, float]]:
    """Where lines end together along `axis` (0 sideways, 1 down) at the grid's outer end: that end, and from where to
    where no line runs across between two neighbours of them."""
    if len(lines) < 2 or not across:
        return []
    other = 1 - axis
    gaps: list[tuple[float, float, float]] = []
    for side, pick in ((axis, min), (axis + 2, max)):
        end = pick(line[side] for line in lines)
        if (
            abs(pick(line[side] for line in across) - end) > _ALIGNED
            and pick(end, *(line[side] for line in across)) != end
        ):
            continue
        closed = [line for line in across if abs(line[axis] - end) <= _ALIGNED]
        places = sorted({line[other] for line in lines if abs(line[side] - end) <= _ALIGNED})
        for start, stop in pairwise(places):
            covered = sum(max(0.0, min(stop, line[other + 2]) - max(start, line[other])) for line in closed)
            if stop - start > _ALIGNED and covered < _WHOLE * (stop - start):
                gaps.append((end, start, stop))
    return gaps


def find_strips(segments: Floats, fills: Fills) -> list[list[BoxTuple]]:
    """Bands between horizontal lines of one extent, from top to bottom; three lines at least to a list."""
    flat = segments[(segments[:, 1] == segments[:, 3]) & (segments[:, 2] - segments[:, 0] >= _LONG_RULE)]
    lines = [(x0, top, x1) for x0, top, x1, _ in flat.tolist()]
    for x0, top, x1, bottom in fills.box.tolist():
        if x1 - x0 >= _LONG_RULE and _LOWEST_FILL <= bottom - top <= _HIGHEST_STRIP:
            lines += [(x0, top, x1), (x0, bottom, x1)]
    strips: list[list[BoxTuple]] = []
    for group in _same_extent(_merge_flat(lines)):
        boxes: list[BoxTuple] = []
        for above, below in pairwise(group):
            if below[1] - above[1] > _HIGHEST_STRIP:
                if len(boxes) >= 2:
                    strips.append(boxes)
                boxes = []
            elif below[1] - above[1] >= _LOWEST:
                boxes.append((above[0], above[1], above[2], below[1]))
        if len(boxes) >= 2:
            strips.append(boxes)
    return strips


def _merge_flat(lines: Iterable[FlatLine]) -> list[FlatLine]:
    """Lines at one height that touch or overlap as one."""
    merged: list[FlatLine] = []
    for x0, y, x1 in sorted(lines, key=lambda line: (round(line[1]), line[0])):
        if merged and abs(merged[-1][1] - y) <= 1.0 and x0 <= merged[-1][2] + _ALIGNED:
            merged[-1] = (merged[-1][0], merged[-1][1], max(merged[-1][2], x1))
        else:
            merged.append((x0, y, x1))
    return merged


def _same_extent(lines: Iterable[FlatLine]) -> Iterable[list[FlatLine]]:
    groups: dict[tuple[int, int], list[FlatLine]] = {}
    for line in lines:
        near = (
            key
            for key in groups
            if abs(groups[key][0][0] - line[0]) <= _ALIGNED and abs(groups[key][0][2] - line[2]) <= _ALIGNED
        )
        groups.setdefault(next(near, (round(line[0]), round(line[2]))), []).append(line)
    return (sorted(group, key=lambda line: line[1]) for group in groups.values() if len(group) > 2)
