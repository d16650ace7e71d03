"""A page as a picture: upright, straight, its background even and white, its ink dark.

All measures are pixels of the picture at hand unless they say points; arrays are (height, width).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from extractors.page import BoxTuple

Gray: TypeAlias = NDArray[np.uint8]
Mask: TypeAlias = NDArray[np.bool_]
# x0, top, x1, bottom, behind the last pixel.
PixelBox = tuple[int, int, int, int]


POINTS_PER_INCH = 72
# Skew is looked for so far to either side, in degrees; the steps of each round, and below which it is none.
_MOST_SKEW = 6.0
_STEPS = (0.5, 0.1, 0.02)
_LEAST_SKEW = 0.04
# Text lines are found on a picture of this many dots an inch, by so many of its dark dots at most.
_SKEW_DPI = 100
_MOST_DOTS = 40_000
# Side of the squares over which the background is taken, in points.
_BLOCK = 3.0
# Ink is darker than this share of its background; thin lines come out no darker than that.
_INK = 0.68
_FAINT = 0.8
# What is mostly darker than this has light text on it.
_DARK = 120
# The rim of a dark area is blurred by so much, in points.
_RIM = 1.0
# Less ink than this share of the page is dust.
_BLANK = 0.0004


@dataclass(frozen=True, slots=True)
class Tilt:
    """How a picture was turned: quarter turns counter-clockwise, then `angle` degrees; with its size before, in points,
    and after. Tells where a box of the straight page stands on the page as it came, and the other way round."""

    quarters: int
    angle: float
    before: tuple[float, float]
    after: tuple[float, float]

    @property
    def is_none(self) -> bool:
        return not self.quarters and not self.angle

    def undo(self, box: BoxTuple) -> BoxTuple:
        """The place on the page as it came of a box on the straight one: as large as it is there, about its middle."""
        # Counter-clockwise on the page is a turn to the other side where y runs down.
        return _turn(box, math.radians(self.angle + 90 * self.quarters), self.after, self.before, self.quarters)

    def apply(self, box: BoxTuple) -> BoxTuple:
        """The place on the straight page of a box on the page as it came, as `undo` does it."""
        return _turn(box, -math.radians(self.angle + 90 * self.quarters), self.before, self.after, self.quarters)


def _turn(box: BoxTuple, angle: float, old: tuple[float, float], new: tuple[float, float], quarters: int) -> BoxTuple:
    """A box turned with its page, whose size changes from `old` to `new`."""
    x0, top, x1, bottom = box
    x, y = (x0 + x1 - old[0]) / 2, (top + bottom - old[1]) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    middle = x * cos - y * sin + new[0] / 2, x * sin + y * cos + new[1] / 2
    width, height = (x1 - x0) / 2, (bottom - top) / 2
    if quarters % 2:
        width, height = height, width
    return middle[0] - width, middle[1] - height, middle[0] + width, middle[1] + height


@dataclass(frozen=True, slots=True)
class Raster:
    """A straight page: `raw` as it came, `gray` with an even white background and dark ink, `ink` where it is dark,
    `faint` where it is at least grey; `shades` the colour of the background in squares of `block` pixels (rows,
    columns, 3), `dark` the squares (rows, columns) that are mostly dark; `scale` is pixels a point."""

    raw: Gray
    gray: Gray
    ink: Mask
    faint: Mask
    shades: Gray
    dark: Mask
    block: int
    scale: float
    tilt: Tilt

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.gray.shape[1] / self.scale, self.gray.shape[0] / self.scale

    @property
    def is_blank(self) -> bool:
        """Whether there is no more on the page than dust."""
        return float(self.ink.mean()) < _BLANK

    def without(self, erased: Mask) -> "Raster":
        """The page with some of its ink white."""
        gray = np.where(erased, np.uint8(255), self.gray)
        return replace(self, gray=gray, ink=self.ink & ~erased, faint=self.faint & ~erased)

    def with_reversed(self, areas: Iterable[PixelBox]) -> "Raster":
        """The page with light text on dark turned round in some areas, whose rims come out white."""
        gray = self.gray.copy()
        rim = max(1, round(_RIM * self.scale))
        for x0, top, x1, bottom in areas:
            inside = self.raw[top:bottom, x0:x1]
            if min(inside.shape) <= 2 * rim:
                continue
            ground = int(np.median(inside))
            reversed_ = _divide(255 - inside, np.full_like(inside, 255 - ground))
            gray[max(0, top - rim) : bottom + rim, max(0, x0 - rim) : x1 + rim] = 255
            gray[top + rim : bottom - rim, x0 + rim : x1 - rim] = reversed_[rim:-rim, rim:-rim]
        return replace(self, gray=gray, ink=gray < round(255 * _INK), faint=gray < round(255 * _FAINT))


def make_raster(picture: Image.Image, dpi: float, *, quarters: int = 0) -> Raster:
    """A picture of a page made straight and even; `quarters` turns it first, counter-clockwise."""
    scale = dpi / POINTS_PER_INCH
    # Colours are asked for in squares only: half the size will do.
    gray, colors = picture.convert("L"), picture.convert("RGB").reduce(2)
    if quarters:
        gray, colors = (layer.rotate(90 * quarters, expand=True) for layer in (gray, colors))
    angle = find_skew(np.asarray(gray), dpi)
    if angle:
        gray, colors = (
            layer.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white") for layer in (gray, colors)
        )
    tilt = Tilt(
        quarters, angle, (picture.width / scale, picture.height / scale), (gray.width / scale, gray.height / scale)
    )
    half = max(1, round(_BLOCK * scale / 2))
    light, shades, dark = _read_shades(np.asarray(colors), half)
    raw = np.asarray(gray)
    even = _even_out(raw, light, 2 * half)
    return Raster(raw, even, even < round(255 * _INK), even < round(255 * _FAINT), shades, dark, 2 * half, scale, tilt)


def find_skew(gray: Gray, dpi: float) -> float:
    """The turn in degrees, counter-clockwise, that makes the lines of text level; 0 where it cannot be told.

    Level lines leave white between them: summed along the right slope, the rows differ most.
    """
    step = max(1, round(dpi / _SKEW_DPI))
    height, width = gray.shape[0] // step, gray.shape[1] // step
    small = gray[: height * step, : width * step].reshape(height, step, width, step).mean(axis=(1, 3))
    # A dot by itself is dust.
    dark = small < _INK * np.median(small)
    dark[1:-1, 1:-1] &= dark[:-2, 1:-1] | dark[2:, 1:-1] | dark[1:-1, :-2] | dark[1:-1, 2:]
    ys, xs = np.nonzero(dark)
    if len(xs) < _MOST_SKEW * 20:
        return 0.0
    keep = slice(None, None, max(1, len(xs) // _MOST_DOTS))
    x, y = xs[keep] - width / 2, ys[keep].astype(np.float64)
    margin = width / 2 * math.tan(math.radians(_MOST_SKEW + 1)) + 1
    best, reach = 0.0, _MOST_SKEW
    for size in _STEPS:
        angles = best + size * np.arange(-round(reach / size), round(reach / size) + 1)
        best = max(angles.tolist(), key=lambda angle: (_contrast(x, y, margin, angle), -abs(angle)))
        reach = size
    return 0.0 if abs(best) < _LEAST_SKEW or abs(best) >= _MOST_SKEW else -round(best, 2)


def _contrast(x: NDArray[np.float64], y: NDArray[np.float64], margin: float, angle: float) -> float:
    """How much rows that slope by an angle differ from their neighbours."""
    rows = np.bincount((y + x * math.tan(math.radians(angle)) + margin).astype(np.int64))
    return float((np.diff(rows).astype(np.float64) ** 2).sum())


def _read_shades(colors: Gray, block: int) -> tuple[Gray, Gray, Mask]:
    """Of each square of a picture the light values, the background's colour, and whether it is mostly dark."""
    rows, columns = colors.shape[0] // block, colors.shape[1] // block
    squares = colors[: rows * block, : columns * block].reshape(rows, block, columns, block, 3)
    squares = squares.transpose(0, 2, 4, 1, 3).reshape(rows, columns, 3, -1)
    # A light value is the background even where ink covers more than half of a square, but for light ink on dark.
    low, high = squares.shape[3] // 3, squares.shape[3] * 4 // 5
    values = np.partition(squares, (low, high), axis=3)
    darker, lighter = values[..., low], _calm(values[..., high])
    dark = luminance(darker) < _DARK
    return lighter, np.where(dark[..., None], darker, lighter), dark


def _calm(shades: Gray) -> Gray:
    """Each value replaced by the middle of those around it."""
    return np.asarray(Image.fromarray(np.ascontiguousarray(shades)).filter(ImageFilter.MedianFilter(3)))


def _even_out(gray: Gray, light: Gray, block: int) -> Gray:
    """Dark ink on white: shadows and shading taken out."""
    # A square full of a bold letter's ink is no background: what is not three squares wide goes.
    back = Image.fromarray(luminance(light)).filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.MinFilter(3))
    height, width = gray.shape
    # The squares need not end where the picture does.
    rows, columns = back.height * block, back.width * block
    whole = np.asarray(back.resize((columns, rows), Image.Resampling.BILINEAR))
    padded = np.pad(whole, ((0, max(0, height - rows)), (0, max(0, width - columns))), mode="edge")
    return _divide(gray, padded[:height, :width])


def _divide(gray: Gray, back: Gray) -> Gray:
    """Each value as a share of its background, 255 the whole."""
    share: NDArray[np.uint16] = gray.astype(np.uint16) * np.uint16(255) // np.maximum(back, 1)
    return np.minimum(share, 255).astype(np.uint8)


def luminance(colors: Gray) -> Gray:
    """How light colours (…, 3) are."""
    red, green, blue = (colors[..., channel].astype(np.uint32) for channel in range(3))
    return ((299 * red + 587 * green + 114 * blue) // 1000).astype(np.uint8)
