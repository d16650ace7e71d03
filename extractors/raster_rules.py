"""The ruling lines of a page's picture: long thin runs of ink along an axis, with white on both sides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from extractors.page import BoxTuple
from extractors.raster import Mask, PixelBox, Raster

# In points: what is shorter is no rule; what is thicker is an area.
_SHORTEST = 14.0
_THICKEST = 3.2
# An upright line shorter than this is a rule where it reaches from one level rule to another, and stands at the end of
# one or in line with other rules: in tight rows a bracket, too, reaches from rule to rule.
_LOWEST = 9.0
_ALONE = 34.0
_HIGH = 16.0
_MEETS = 2.6
_ALIGNED = 1.2
# Beside the border between two cells of a shaded row there is no ink so near, in points.
_CLEAR = 1.0
# How far below a header its table's columns may start, in points: below an axe set across.
_HEADER = 40.0
# Stretches of one line so far apart are one; a rule that was traced badly has such gaps.
_GAP = 2.2
# Beside a rule there is ink along this share of its length at most: a row of letters has more.
_CROWDED = 0.4
# Lines shorter than this may be the bars of capitals, on which strokes hang along this share of their length.
_ALONE_LEVEL, _TOUCHED = 60.0, 0.2
# Lines shorter than this may be brackets, whose middles stray this far from a straight line on average, in points.
_CURVED, _STRAIGHT = 60.0, 0.16
_TELLING = 6
# Of its own length, this much must be ink.
_SOLID = 0.75

Integers: TypeAlias = NDArray[np.int64]


class PixelRule(NamedTuple):
    """A rule: from `start` to `end` along its direction, `low` to `high` (behind it) across."""

    start: int
    end: int
    low: int
    high: int

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class PageRules:
    """Level and upright rules of a page in pixels, and all their ink."""

    level: list[PixelRule]
    upright: list[PixelRule]
    ink: Mask

    def extended(self, upright: Sequence[PixelRule]) -> "PageRules":
        """The rules with more upright ones."""
        return replace(self, upright=[*self.upright, *upright])


def find_rules(page: Raster) -> PageRules:
    """The rules of a page, and where their ink stands that no letter crosses."""
    scale = page.scale
    level = _find_lines(page.faint, _SHORTEST * scale, scale)
    across = np.ascontiguousarray(page.faint.T)
    candidates = _find_lines(across, _LOWEST * scale, scale)
    long = [line for line in candidates if line.end - line.start >= _ALONE * scale]
    upright = [line for line in candidates if line in long or _is_hung(line, level, long, scale)]
    ink = np.zeros_like(page.faint)
    _paint(ink, level, page.faint)
    _paint(ink.T, upright, across)
    return PageRules(level, upright, ink)


def _is_hung(line: PixelRule, level: Sequence[PixelRule], long: Sequence[PixelRule], scale: float) -> bool:
    """Whether a short upright line is a cell's side."""
    met = [_find_met(line, end, level, _MEETS * scale) for end in (line.start, line.end)]
    if not all(met):
        return False
    near = _ALIGNED * scale
    ends = (end for rules in met for rule in rules for end in (rule.start, rule.end))
    if line.end - line.start >= _HIGH * scale or any(abs(end - line.middle) <= 2 * near for end in ends):
        return True
    return any(abs(other.middle - line.middle) <= near for other in long)


def divide_fills(page: Raster, rules: PageRules, fills: Iterable[tuple[BoxTuple, int]]) -> list[PixelRule]:
    """The upright rules of the table below a shaded row carried on through it, where its text stands in their columns:
    a header's inner borders are often of its own colour."""
    found: list[PixelRule] = []
    for box, _ in fills:
        x0, top, x1, bottom = (round(side * page.scale) for side in box)
        columns = _find_columns(rules.upright, (x0, top, x1, bottom), page)
        free = [rule for rule in columns if not _is_crossed(page, rule, top, bottom)]
        edges = [x0, *(round(rule.middle) for rule in free), x1]
        texts = sum(bool(page.ink[top + 2 : bottom - 2, left + 2 : right - 2].any()) for left, right in pairwise(edges))
        if free and len(free) == len(columns) and texts > len(free) // 2 + 1:
            found += [PixelRule(top, bottom, rule.low, rule.high) for rule in free]
    return found


def _find_columns(upright: Sequence[PixelRule], fill: PixelBox, page: Raster) -> list[PixelRule]:
    """The rules between the sides of a fill that start together at its foot, or a row below; none if one runs in it."""
    x0, top, x1, bottom = fill
    reach = _MEETS * page.scale
    inside = [rule for rule in upright if x0 + 2 * reach < rule.middle < x1 - 2 * reach]
    if any(rule.start < (top + bottom) / 2 < rule.end for rule in inside):
        return []
    below = [rule for rule in inside if -reach - page.block <= rule.start - bottom <= _HEADER * page.scale]
    first = min((rule.start for rule in below), default=0)
    return [rule for rule in below if rule.start <= first + reach + page.block]


def _is_crossed(page: Raster, rule: PixelRule, top: int, bottom: int) -> bool:
    clear = max(1, round(_CLEAR * page.scale))
    return bool(page.ink[top + 2 : bottom - 2, rule.low - clear : rule.high + clear].any())


def _find_met(line: PixelRule, end: int, level: Sequence[PixelRule], reach: float) -> list[PixelRule]:
    """The level rules that an upright line's end meets."""
    return [
        rule
        for rule in level
        if rule.start - reach <= line.middle <= rule.end + reach and rule.low - reach <= end <= rule.high + reach
    ]


def _find_lines(ink: Mask, shortest: float, scale: float) -> list[PixelRule]:
    """The level lines of a mask."""
    # One row up and one down: a line that is not quite level, or dotted by noise, still holds together.
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    rows, starts, ends = _find_runs(thick, max(8, round(shortest)))
    found = (_measure(ink, group, scale) for group in _group(rows, starts, ends, _GAP * scale))
    return [line for line in found if line is not None]


def _find_runs(mask: Mask, least: int) -> tuple[Integers, Integers, Integers]:
    """Row, start and end (behind it) of the runs of a mask of at least so many pixels, row by row."""
    # Only rows with that much ink can hold one.
    rows = np.flatnonzero(mask.sum(axis=1) >= least)
    padded = np.zeros((len(rows), mask.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = mask[rows]
    steps = np.diff(padded, axis=1)
    row, start = np.nonzero(steps == 1)
    _, end = np.nonzero(steps == -1)
    long = end - start >= least
    return rows[row[long]], start[long], end[long]


def _group(rows: Integers, starts: Integers, ends: Integers, gap: float) -> Iterable[list[tuple[int, int, int]]]:
    """Runs on neighbouring rows that overlap, or all but, together."""
    open_groups: list[list[tuple[int, int, int]]] = []
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        touching = [
            group
            for group in open_groups
            if any(start <= other + gap and first <= end + gap for at, first, other in group if row - at <= 2)
        ]
        closed = [group for group in open_groups if group[-1][0] < row - 2]
        yield from closed
        merged = sorted([run for group in touching for run in group] + [(row, start, end)])
        open_groups = [
            group
            for group in open_groups
            if not any(group is other for other in touching) and not any(group is other for other in closed)
        ]
        open_groups.append(merged)
    yield from open_groups


def _measure(ink: Mask, runs: Sequence[tuple[int, int, int]], scale: float) -> PixelRule | None:
    """The line that runs of a thickened mask stand for; None if it is an area, or a row of letters."""
    start, end = min(run[1] for run in runs), max(run[2] for run in runs)
    top, bottom = max(0, runs[0][0] - 1), min(len(ink), runs[-1][0] + 2)
    band = ink[top:bottom, start:end]
    thickness = float(band.sum(axis=0).mean())
    if thickness > _THICKEST * scale or bottom - top > (_THICKEST + 2.0) * scale + 3:
        return None
    if end - start < _CURVED * scale and _find_bend(band) > _STRAIGHT * scale:
        return None
    weights = band.sum(axis=1)
    strong = np.flatnonzero(weights >= weights.max() / 3)
    low, high = top + int(strong[0]), top + int(strong[-1]) + 1
    if float(ink[low:high, start:end].any(axis=0).mean()) < _SOLID:
        return None
    if end - start < _ALONE_LEVEL * scale and _is_touched(ink, start, end, low, high):
        return None
    margin = max(1, round(0.5 * scale))
    above = ink[max(0, low - margin - 1) : max(0, low - margin), start:end]
    below = ink[high + margin : high + margin + 1, start:end]
    crowd = max((float(side.mean()) for side in (above, below) if side.size), default=0.0)
    return None if crowd > _CROWDED else PixelRule(start, end, low, high)


def _is_touched(ink: Mask, start: int, end: int, low: int, high: int) -> bool:
    """Whether strokes hang on a line or stand on it, as in «TT»."""
    above, below = ink[max(0, low - 2) : max(0, low - 1), start:end], ink[high + 1 : high + 2, start:end]
    return max((float(side.mean()) for side in (above, below) if side.size), default=0.0) > _TOUCHED


def _find_bend(band: Mask) -> float:
    """How far the ink of a band strays from a straight line, in pixels: a bracket's more than a rule's."""
    counts = band.sum(axis=0)
    place = np.flatnonzero(counts)
    if len(place) < _TELLING:
        return 0.0
    middles = (band * np.arange(len(band))[:, None]).sum(axis=0)[place] / counts[place]
    slope, foot = np.polyfit(place, middles, 1)
    return float(np.abs(middles - slope * place - foot).mean())


def _paint(target: Mask, rules: Sequence[PixelRule], ink: Mask) -> None:
    """Mark the ink of rules, with the grey at their sides, where no letter runs across them."""
    for start, end, low, high in rules:
        top, bottom = max(0, low - 1), min(len(ink), high + 1)
        above = ink[max(0, top - 2) : max(0, top - 1), start:end]
        below = ink[bottom + 1 : bottom + 2, start:end]
        free = np.ones(end - start, dtype=np.bool_)
        if above.size and below.size:
            free = ~(above[0] & below[0])
        target[top:bottom, start:end] |= free
