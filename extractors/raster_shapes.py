"""The shapes of a page's picture: what holds together in a mask, and what small drawn signs are among it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from extractors.raster import Mask, PixelBox, Raster

Integers: TypeAlias = NDArray[np.int64]

# A bullet's least and greatest side in points, how much of its box is ink, and how far its sides may differ.
_BULLET = (1.6, 6.0)
_BULLET_INK = 0.5
_ROUND = 1.45
# White around a bullet, in points: to its left, above and below; and where the text may start to its right.
_LEFT, _AROUND = 7.0, 1.8
_RIGHT = (1.8, 26.0)
# Specks: this side at most in points with nothing so near; or so small, in square points, wherever they are.
_DUST, _LONELY, _SPECK = 1.3, 2.4, 0.15
# Two marks of this side at most are a colon if they are off by so much sideways and stand this far apart, in points.
_MARK = 3.2
_COLON = (0.8, 2.0, 7.0)
# A check box' side in points; how much of each side is drawn; how much ink inside is a tick.
_BOX = (5.0, 15.0)
_SIDE = 0.88
_TICK = 0.1
# White at both sides of a check box, in points.
_CLEAR = 1.4


@dataclass(frozen=True, slots=True)
class Shapes:
    """What holds together in a mask: boxes (n, 4) x0, top, x1, bottom behind the last pixel, and areas (n,)."""

    box: Integers
    area: Integers


class Check(NamedTuple):
    """A check box by its place in pixels, and whether it is ticked."""

    x0: int
    top: int
    x1: int
    bottom: int
    ticked: bool


def find_shapes(mask: Mask) -> Shapes:
    """All shapes of a mask, corners touching included."""
    rows, starts, ends = _find_runs(mask)
    labels = _label(rows, starts, ends)
    count = int(labels.max()) + 1 if len(labels) else 0
    box = np.empty((count, 4), dtype=np.int64)
    box[:, 0], box[:, 1], box[:, 2], box[:, 3] = mask.shape[1], mask.shape[0], 0, 0
    np.minimum.at(box[:, 0], labels, starts)
    np.minimum.at(box[:, 1], labels, rows)
    np.maximum.at(box[:, 2], labels, ends)
    np.maximum.at(box[:, 3], labels, rows + 1)
    return Shapes(box, np.bincount(labels, weights=ends - starts, minlength=count).astype(np.int64))


def _find_runs(mask: Mask) -> tuple[Integers, Integers, Integers]:
    """Row, start and end (behind it) of all runs, row by row."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 1), dtype=np.int8)
    padded[:, :-1] = mask
    flat = np.flatnonzero(np.diff(padded.ravel(), prepend=np.int8(0)))
    starts, ends = flat[::2], flat[1::2]
    rows = starts // padded.shape[1]
    return rows, starts - rows * padded.shape[1], ends - rows * padded.shape[1]


def _label(rows: Integers, starts: Integers, ends: Integers) -> Integers:
    """For each run the number of its shape, from 0."""
    count = len(rows)
    # Places on one long line: a run of the row above is looked for where this one would be.
    wide = int(ends.max(initial=0)) + 4
    place, close = rows * wide + starts, rows * wide + ends
    first = np.searchsorted(close, place - wide, side="left")
    behind = np.searchsorted(place, close - wide, side="right")
    many = np.maximum(behind - first, 0)
    lower = np.repeat(np.arange(count), many)
    upper = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
    labels = np.arange(count)
    while True:
        # The smallest label of each pair goes to both; then each run takes its label's own label.
        least = np.minimum(labels[lower], labels[upper])
        new = labels.copy()
        np.minimum.at(new, labels[lower], least)
        np.minimum.at(new, labels[upper], least)
        new = new[new]
        while not np.array_equal(new, new[new]):
            new = new[new]
        if np.array_equal(new, labels):
            break
        labels = new
    return np.unique(labels, return_inverse=True)[1].reshape(-1)


def find_dust(page: Raster, shapes: Shapes) -> list[PixelBox]:
    """Specks with nothing about them, in pixels: not the dots of letters, nor of a colon."""
    width, height = shapes.box[:, 2] - shapes.box[:, 0], shapes.box[:, 3] - shapes.box[:, 1]
    tiny = shapes.area <= _SPECK * page.scale**2
    small = np.maximum(width, height) <= _DUST * page.scale
    counted = page.ink.copy()
    for x0, top, x1, bottom in shapes.box[tiny].tolist():
        counted[top:bottom, x0:x1] = False
    total = np.zeros((counted.shape[0] + 1, counted.shape[1] + 1), dtype=np.int32)
    total[1:, 1:] = counted.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    reach = round(_LONELY * page.scale)
    x0, x1 = np.maximum(0, shapes.box[:, 0] - reach), np.minimum(counted.shape[1], shapes.box[:, 2] + reach)
    top, bottom = np.maximum(0, shapes.box[:, 1] - reach), np.minimum(counted.shape[0], shapes.box[:, 3] + reach)
    around = total[bottom, x1] - total[top, x1] - total[bottom, x0] + total[top, x0]
    lonely = np.flatnonzero(small & ~tiny & (around <= shapes.area))
    dust = tiny.copy()
    marks = shapes.box[~tiny & (np.maximum(width, height) <= _MARK * page.scale)]
    dust[lonely] = ~_are_paired(shapes.box[lonely], marks, page.scale)
    return [(box[0], box[1], box[2], box[3]) for box in shapes.box[dust].tolist()]


def _are_paired(boxes: Integers, marks: Integers, scale: float) -> Mask:
    """Which of some specks stand right above or below another mark: the dots of a colon or semicolon."""
    middle, level = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    others, levels = (marks[:, 0] + marks[:, 2]) / 2, (marks[:, 1] + marks[:, 3]) / 2
    apart = np.abs(level[:, None] - levels)
    near = (np.abs(middle[:, None] - others) <= _COLON[0] * scale) & (apart >= _COLON[1] * scale)
    return np.asarray((near & (apart <= _COLON[2] * scale)).any(axis=1))


def find_bullets(page: Raster, shapes: Shapes) -> list[PixelBox]:
    """Small solid shapes that stand before a line of text with nothing else about them, in pixels."""
    scale = page.scale
    width, height = shapes.box[:, 2] - shapes.box[:, 0], shapes.box[:, 3] - shapes.box[:, 1]
    small = (np.minimum(width, height) >= _BULLET[0] * scale) & (np.maximum(width, height) <= _BULLET[1] * scale)
    small &= (np.maximum(width, height) <= _ROUND * np.minimum(width, height)) & (
        shapes.area >= _BULLET_INK * width * height
    )
    boxes = (tuple(box) for box in shapes.box[small].tolist())
    return [box for box in boxes if _stands_before_text(page, box)]


def _stands_before_text(page: Raster, box: PixelBox) -> bool:
    x0, top, x1, bottom = box
    scale, ink = page.scale, page.ink
    near, far = round(_RIGHT[0] * scale), round(_RIGHT[1] * scale)
    # Beside large letters, the dots of a colon stand as far apart from them.
    high = _measure_height(np.asarray(ink[:, x1 + near : x1 + far].any(axis=1)), (top + bottom) // 2)
    around, left = round(_AROUND * scale), max(round(_LEFT * scale), high)
    above, below = max(0, top - around), bottom + around
    behind = ink[top:bottom, x1 + near : x1 + far]
    return not (
        ink[above:below, max(0, x0 - left) : max(0, x0 - 1)].sum() > 2
        or ink[above:below, x1 + 1 : x1 + near].sum() > 1
        or ink[max(0, top - around) : max(0, top - 1), x0:x1].sum() > 1
        or ink[bottom + 1 : bottom + around, x0:x1].sum() > 1
        or behind.sum() <= scale * scale
    )


def _measure_height(rows: Mask, middle: int) -> int:
    """How many rows of ink stand together around one."""
    white = np.flatnonzero(~rows)
    after = int(np.searchsorted(white, middle))
    start = int(white[after - 1]) if after else -1
    return (int(white[after]) if after < len(white) else len(rows)) - start - 1


def find_checks(page: Raster, shapes: Shapes) -> list[Check]:
    """The check boxes of a page: small squares, empty or with something in them."""
    low, high = _BOX[0] * page.scale, _BOX[1] * page.scale
    width, height = shapes.box[:, 2] - shapes.box[:, 0], shapes.box[:, 3] - shapes.box[:, 1]
    square = (np.minimum(width, height) >= low) & (np.maximum(width, height) <= high)
    square &= np.maximum(width, height) <= 1.25 * np.minimum(width, height)
    return [check for box in shapes.box[square].tolist() if (check := _read_check(page, box)) is not None]


def _read_check(page: Raster, box: Iterable[int]) -> Check | None:
    x0, top, x1, bottom = box
    ink = page.ink[top:bottom, x0:x1]
    edge = max(2, round(0.12 * min(ink.shape)))
    sides = (ink[:edge].any(axis=0), ink[-edge:].any(axis=0), ink[:, :edge].any(axis=1), ink[:, -edge:].any(axis=1))
    if min(float(side.mean()) for side in sides) < _SIDE:
        return None
    # Letters like «D» and «B» have round corners, and their neighbours stand close.
    if not all(bool(corner.any()) for corner in _corners(ink, 2)):
        return None
    near = round(_CLEAR * page.scale)
    beside = (page.ink[top:bottom, max(0, x0 - near) : max(0, x0 - 1)], page.ink[top:bottom, x1 + 1 : x1 + near])
    if any(bool(side.any()) for side in beside):
        return None
    inner = ink[2 * edge : -2 * edge, 2 * edge : -2 * edge]
    if not inner.size or float(inner.mean()) > 1 - _TICK:
        return None
    return Check(x0, top, x1, bottom, float(inner.mean()) > _TICK)


def _corners(ink: Mask, size: int) -> tuple[Mask, Mask, Mask, Mask]:
    return ink[:size, :size], ink[:size, -size:], ink[-size:, :size], ink[-size:, -size:]
