"""The shaded areas of a page's picture: rectangles of one colour that is not the paper's."""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from extractors.page import BoxTuple
from extractors.raster import Gray, Mask, PixelBox, Raster, luminance
from extractors.raster_shapes import find_shapes

# Red, green and blue.
Color: TypeAlias = NDArray[np.int16]

# The least height and width of an area in points, and how much of its box has its colour.
_LOWEST, _NARROWEST = 7.0, 18.0
_WHOLE = 0.8
# Colours are the same within this, in each channel of 255; so near to the paper one is paper.
_SAME = 16
_PAPER = 11
# Share of the page that a colour takes at least; colours looked at.
_LEAST_SHARE = 0.0008
_MOST_COLORS = 12
# The rim of a dark area, in points, along which this share must be no lighter than that.
_RIM, _FRAMED, _DARKISH = 1.0, 0.9, 160
# More ink than this on a light area is a letter's.
_MOST_INK = 0.3
# Text on what is no lighter than this is light.
_DARK = 120


def find_fills(page: Raster) -> list[tuple[BoxTuple, int]]:
    """The shaded areas of a page with their colours (0xRRGGBB, the paper taken as white), boxes in points."""
    paper = _find_paper(page.shades)
    light = (np.abs(page.shades.astype(np.int16) - paper).max(axis=2) > _PAPER) & ~page.dark
    found = [*_find_colors(page, page.dark, paper), *_find_colors(page, light, paper)]
    return sorted(found, key=lambda fill: (fill[0][1], fill[0][0]))


def _find_colors(page: Raster, squares: Mask, paper: Color) -> list[tuple[BoxTuple, int]]:
    """The areas of each common colour among some squares."""
    shades, waiting = page.shades, squares.copy()
    found: list[tuple[BoxTuple, int]] = []
    for _ in range(_MOST_COLORS):
        color = _most_common(shades, waiting)
        if color is None:
            break
        alike = (np.abs(shades.astype(np.int16) - color).max(axis=2) <= _SAME) & waiting
        waiting &= ~alike
        number = _as_number(color, paper)
        areas = [part for box in _find_areas(_close(alike), page) for part in _part(page, box, number)]
        found += [(box, number) for box in areas if not _is_text(page, box, number)]
    return found


def find_dark(page: Raster, fills: Iterable[tuple[BoxTuple, int]]) -> list[PixelBox]:
    """The fills that are dark, text on which is light, to the pixel."""
    return [_fit(page, box) for box, color in fills if _is_dark(color)]


def _is_text(page: Raster, box: BoxTuple, color: int) -> bool:
    """Whether an area is a word set bold and no shade: so much of it is ink, or its rim is not all dark."""
    if _is_dark(color):
        return not _is_framed(page, _fit(page, box))
    x0, top, x1, bottom = (round(side * page.scale) for side in box)
    return float(page.ink[top:bottom, x0:x1].mean()) > _MOST_INK


def _part(page: Raster, box: BoxTuple, color: int) -> list[BoxTuple]:
    """A dark area cut where it is light all across: labels shaded one below the other."""
    if not _is_dark(color):
        return [box]
    x0, top, x1, bottom = (round(side * page.scale) for side in box)
    dark = (page.raw[top:bottom, x0:x1] < _DARKISH).mean(axis=1) > 1 - _FRAMED
    edges = np.flatnonzero(np.diff(dark, prepend=False, append=False)).tolist()
    bands = ((start / page.scale, end / page.scale) for start, end in zip(edges[::2], edges[1::2], strict=True))
    return [(box[0], box[1] + start, box[2], box[1] + end) for start, end in bands if end - start >= _LOWEST]


def _is_framed(page: Raster, box: PixelBox) -> bool:
    """Whether a dark area is dark all along its four sides."""
    x0, top, x1, bottom = box
    rim = max(2, round(_RIM * page.scale))
    inside = page.raw[top + 1 : bottom - 1, x0 + 1 : x1 - 1] < _DARKISH
    if min(inside.shape) <= 2 * rim:
        return False
    sides = (
        inside[:rim].any(axis=0),
        inside[-rim:].any(axis=0),
        inside[:, :rim].any(axis=1),
        inside[:, -rim:].any(axis=1),
    )
    return min(float(side.mean()) for side in sides) >= _FRAMED


def _is_dark(color: int) -> bool:
    return int(luminance(np.array([color >> 16, color >> 8 & 0xFF, color & 0xFF], dtype=np.uint8))) < _DARK


def _fit(page: Raster, box: BoxTuple) -> PixelBox:
    """A box in points whose sides are right to a square, with sides right to a pixel."""
    scale, reach = page.scale, page.block + 2
    x0, top, x1, bottom = (round(side * scale) for side in box)
    rows = page.raw[:, x0:x1].mean(axis=1)
    columns = page.raw[top:bottom].mean(axis=0)
    return (
        _find_edge(columns, x0, reach, falls=True),
        _find_edge(rows, top, reach, falls=True),
        _find_edge(columns, x1, reach, falls=False),
        _find_edge(rows, bottom, reach, falls=False),
    )


def _find_edge(profile: NDArray[np.float64], near: int, reach: int, *, falls: bool) -> int:
    """Where a profile steps down (or up) most around a place."""
    start = max(0, near - reach)
    steps = np.diff(profile[start : near + reach])
    if not len(steps):
        return near
    return start + 1 + int(steps.argmin() if falls else steps.argmax())


def _find_paper(shades: Gray) -> Color:
    """The colour of the paper: the middle of the lighter half of the page."""
    flat = shades.reshape(-1, 3).astype(np.int16)
    light = flat.sum(axis=1)
    paper = np.median(flat[light >= np.median(light)], axis=0).astype(np.int16)
    return np.asarray(paper)


def _most_common(shades: Gray, squares: Mask) -> Color | None:
    """The commonest colour of the squares asked about; None where none is common."""
    colors = shades[squares]
    if len(colors) < _LEAST_SHARE * squares.size:
        return None
    coarse = (colors >> 3).astype(np.int64)
    keys = coarse[:, 0] << 10 | coarse[:, 1] << 5 | coarse[:, 2]
    values, counts = np.unique(keys, return_counts=True)
    best = values[int(counts.argmax())]
    return np.asarray(np.median(colors[keys == best], axis=0).astype(np.int16))


def _close(mask: Mask) -> Mask:
    """A mask without its holes of three squares or less along a line: the ink of bold letters."""
    held = mask.copy()
    for width in (1, 2, 3):
        bridged = mask[:, : -width - 1] & mask[:, width + 1 :]
        for step in range(1, width + 1):
            held[:, step : step + bridged.shape[1]] |= bridged
    return held


def _find_areas(mask: Mask, page: Raster) -> list[BoxTuple]:
    shapes = find_shapes(mask)
    side = page.block / page.scale
    found: list[BoxTuple] = []
    for box in shapes.box[shapes.area * side**2 >= _LOWEST * _NARROWEST * _WHOLE].tolist():
        x0, top, x1, bottom = _trim(mask, *box)
        wide, high = (x1 - x0) * side, (bottom - top) * side
        if wide >= _NARROWEST and high >= _LOWEST and float(mask[top:bottom, x0:x1].mean()) >= _WHOLE:
            found.append((x0 * side, top * side, x1 * side, bottom * side))
    return found


def _trim(mask: Mask, x0: int, top: int, x1: int, bottom: int) -> PixelBox:
    """A box without the rows and columns at its sides that are less than half filled."""
    while bottom - top > 1 and mask[top, x0:x1].mean() < 0.5:
        top += 1
    while bottom - top > 1 and mask[bottom - 1, x0:x1].mean() < 0.5:
        bottom -= 1
    while x1 - x0 > 1 and mask[top:bottom, x0].mean() < 0.5:
        x0 += 1
    while x1 - x0 > 1 and mask[top:bottom, x1 - 1].mean() < 0.5:
        x1 -= 1
    return x0, top, x1, bottom


def _as_number(color: Color, paper: Color) -> int:
    red, green, blue = np.minimum(255, color.astype(np.int64) * 255 // np.maximum(paper, 1)).tolist()
    return int(red << 16 | green << 8 | blue)
