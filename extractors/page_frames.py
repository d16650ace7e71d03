"""Rules and filled areas to the edges of possible tables: what touches belongs together, what stands alone is none."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from extractors.page import BoxTuple, Fills
from extractors.page_touching import find_touching

# How far apart two lines may be and still meet, each side's share in points: drawn rules, borders of filled areas.
_RULE_REACH: Final = 1.5
_FILL_REACH: Final = 1.0
# Lines of a nested table this far (twice) from its cell's borders are not those borders; so many make one at least.
_NESTED_REACH: Final = 0.6
_LEAST_NESTED: Final = 4
# Share of a side that lines must cover for it to be closed.
_WHOLE: Final = 0.9
# A fill that covers more of the page than this is paper, not a cell.
_PAPER: Final = 0.7
# A filled rectangle lower or narrower than this many points is no cell: no line of text fits in it.
_LOWEST_FILL: Final = 7.0
# The shade behind one line of text is no higher than this, in points.
_LINE_HEIGHT: Final = 24.0
# A group of lines smaller than this many points is an icon.
_ICON: Final = 20.0
_LOWEST: Final = 8.0
# More lines than this on one page are a drawing: too many to compare each with each.
_MOST: Final = 1500
# With more, pieces of one line are joined first, and short lines left out.
_MANY: Final = 250
# Horizontal lines at least so long (in points) may rule a table by themselves; its rows are no higher.
_LONG_RULE: Final = 120.0
_HIGHEST_STRIP: Final = 220.0
# Ends of lines that differ by less stand at one border.
_ALIGNED: Final = 3.0

# Left end, height and right end of a horizontal line.
FlatLine = tuple[float, float, float]


def find_frames(segments: Sequence[BoxTuple], fills: Fills, page_size: tuple[float, float]) -> list[list[BoxTuple]]:
    """Groups of touching lines that may be tables, each line as x0, top, x1, bottom along an axis.

    `segments` are drawn rules; the borders of filled areas count as well, unless they are as large as the page
    (width, height in points) or stand alone. Sides left open, as at a page break, are closed.
    """
    areas = _possible_cells(_merge_shading(fills, segments), page_size)
    lines = list(segments)
    outlines = [(box, _RULE_REACH) for box in lines]
    if len(lines) + 4 * len(areas) > _MANY:
        merged = _merge_lines(lines)
        borders = _merge_lines([side for box in areas for side in _sides(box)])
        outlines = [(line, _RULE_REACH) for line in merged] + [(line, _FILL_REACH) for line in borders]
        areas = []
    if not 4 <= len(outlines) + 4 * len(areas) <= _MOST:
        return []
    shapes = [_Shape(box, reach, [box]) for box, reach in outlines]
    shapes += [_Shape(box, _FILL_REACH, _sides(box)) for box in areas]
    frames: list[list[BoxTuple]] = []
    for group in _groups(shapes):
        if len(group) < 2:
            continue
        frame = [side for number in group for side in shapes[number].sides]
        x0, top, x1, bottom = _bounds(frame)
        width, height = x1 - x0, bottom - top
        if width < _ICON or height < _LOWEST or (width < 2 * _ICON and height < _ICON):
            continue
        frames.append([*frame, *_closing_lines(frame)])
    return frames


class _Shape(NamedTuple):
    """A line, or the outline of a filled area: the box around it, how far it reaches, and its lines."""

    box: BoxTuple
    reach: float
    sides: list[BoxTuple]


def _sides(box: BoxTuple) -> list[BoxTuple]:
    x0, top, x1, bottom = box
    return [(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)]


def _merge_lines(lines: Sequence[BoxTuple]) -> list[BoxTuple]:
    """Lines whose pieces follow one another as one each, and without the short ones: what drawings are made of."""
    merged: list[BoxTuple] = []
    for axis in (0, 1):
        along = [line for line in lines if (line[2] - line[0] >= line[3] - line[1]) == (axis == 0)]
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
                merged.append(line)
    return [line for line in merged if line[2] - line[0] + line[3] - line[1] >= _LOWEST]


def _groups(shapes: Sequence[_Shape]) -> list[list[int]]:
    """The shapes that belong together, by number.

    Lines that stop short of one another are taken to meet, but for grids inside others, close to a cell's border.
    """
    boxes = [shape.box for shape in shapes]
    close = find_touching(boxes, [_NESTED_REACH] * len(shapes))
    if len(close) == 1:
        return close
    groups: list[list[int]] = []
    for members in find_touching(boxes, [shape.reach for shape in shapes]):
        whole = set(members)
        inner = [group for group in close if whole.issuperset(group)]
        groups.extend(_part_nested(shapes, members, inner) if len(inner) > 1 else [members])
    return groups


def _part_nested(shapes: Sequence[_Shape], members: list[int], inner: list[list[int]]) -> list[list[int]]:
    """A group without the grids that stand inside it so close to a border that they touch, and those grids."""
    outer = _bounds([shapes[number].box for number in members])
    nested: list[list[int]] = []
    for group in inner:
        lines = [side for number in group for side in shapes[number].sides]
        if len(lines) > _LEAST_NESTED and _is_inset(_bounds(lines), outer) and _is_closed_grid(lines):
            nested.append(group)
    apart = {number for group in nested for number in group}
    rest = [number for number in members if number not in apart]
    return [rest, *nested] if rest else nested


def _bounds(lines: Iterable[BoxTuple]) -> BoxTuple:
    lefts, tops, rights, bottoms = zip(*lines, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _is_inset(inner: BoxTuple, outer: BoxTuple) -> bool:
    return (
        inner[0] - outer[0] > _NESTED_REACH
        and inner[1] - outer[1] > _NESTED_REACH
        and outer[2] - inner[2] > _NESTED_REACH
        and outer[3] - inner[3] > _NESTED_REACH
    )


def _is_closed_grid(lines: Sequence[BoxTuple]) -> bool:
    """Whether lines run along all four sides of their bounds, with one at least inside."""
    box = _bounds(lines)
    flat = [line for line in lines if line[2] - line[0] >= line[3] - line[1]]
    upright = [line for line in lines if line[2] - line[0] < line[3] - line[1]]
    return _closes(flat, box, 0) and _closes(upright, box, 1) and (_crosses(flat, box, 0) or _crosses(upright, box, 1))


def _closes(lines: Sequence[BoxTuple], box: BoxTuple, axis: int) -> bool:
    """Whether parallel lines run along both sides of a box."""
    other = 1 - axis
    for side in (box[other], box[other + 2]):
        covered = sum(line[axis + 2] - line[axis] for line in lines if abs(line[other] - side) <= 1)
        if not lines or covered < _WHOLE * (box[axis + 2] - box[axis]):
            return False
    return True


def _crosses(lines: Iterable[BoxTuple], box: BoxTuple, axis: int) -> bool:
    """Whether one of parallel lines runs through the inside of a box."""
    first, last = box[1 - axis], box[3 - axis]
    return any(abs(line[1 - axis] - first) > _ALIGNED and abs(line[1 - axis] - last) > _ALIGNED for line in lines)


def _merge_shading(fills: Fills, segments: Sequence[BoxTuple]) -> list[BoxTuple]:
    """The boxes of fills, with the shades behind the lines of one paragraph as one: word processors draw one a line.

    They touch, have one colour and extent, are no higher than a line, and nothing stands or is ruled at their sides.
    """
    boxes = fills.boxes
    low = [number for number, (_, top, _, bottom) in enumerate(boxes) if bottom - top <= _LINE_HEIGHT]
    if len(low) < 2:
        return boxes
    low.sort(key=lambda number: (round(boxes[number][2]), round(boxes[number][0]), boxes[number][1]))
    merged = list(boxes)
    drop: set[int] = set()
    for above, below in pairwise(low):
        one, other = merged[above], merged[below]
        same = abs(one[0] - other[0]) <= 1 and abs(one[2] - other[2]) <= 1 and abs(other[1] - one[3]) <= 1
        if same and fills.colors[above] == fills.colors[below] and _stands_alone(other, boxes, segments):
            merged[below] = (other[0], one[1], other[2], other[3])
            drop.add(above)
    return [box for number, box in enumerate(merged) if number not in drop]


def _stands_alone(box: BoxTuple, boxes: Iterable[BoxTuple], segments: Iterable[BoxTuple]) -> bool:
    """Whether no other fill and no line touches the left or right side of a box, nor its top."""
    x0, top, x1, bottom = box
    for left, above, right, below in boxes:
        if above < bottom - 1 and below > top + 1 and (abs(right - x0) <= _ALIGNED or abs(left - x1) <= _ALIGNED):
            return False
    for left, above, right, below in segments:
        level = above < bottom - 1 and below > top + 1
        if level and (abs(left - x0) <= _ALIGNED or abs(right - x1) <= _ALIGNED):
            return False
        if abs(above - top) <= 1 and abs(below - top) <= 1 and right > x0 and left < x1:
            return False
    return True


def _possible_cells(boxes: Iterable[BoxTuple], page_size: tuple[float, float]) -> list[BoxTuple]:
    """The filled areas that may be cells."""
    paper = _PAPER * page_size[0] * page_size[1]
    return [
        (x0, top, x1, bottom)
        for x0, top, x1, bottom in boxes
        if (x1 - x0) * (bottom - top) < paper and bottom - top >= _LOWEST_FILL and x1 - x0 >= _LOWEST_FILL
    ]


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
        end = pick([line[side] for line in lines])
        outermost = pick([line[side] for line in across])
        if abs(outermost - end) > _ALIGNED and pick(end, outermost) != end:
            continue
        places = sorted({line[other] for line in lines if abs(line[side] - end) <= _ALIGNED})
        closed = _unite((line[other], line[other + 2]) for line in across if abs(line[axis] - end) <= _ALIGNED)
        if len(closed) == 1 and closed[0][0] <= places[0] and closed[0][1] >= places[-1]:
            continue
        for start, stop in pairwise(places):
            if stop - start <= _ALIGNED:
                continue
            covered = sum(max(0.0, min(stop, until) - max(start, since)) for since, until in closed)
            if covered < _WHOLE * (stop - start):
                gaps.append((end, start, stop))
    return gaps


def _unite(stretches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches of one line without their overlaps, in order."""
    united: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def find_strips(segments: Sequence[BoxTuple], fills: Fills) -> list[list[BoxTuple]]:
    """Bands between horizontal lines of one extent, from top to bottom; three lines at least to a list."""
    lines = [(x0, top, x1) for x0, top, x1, bottom in segments if top == bottom and x1 - x0 >= _LONG_RULE]
    for x0, top, x1, bottom in fills.boxes:
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
