"""Numbers of few digits that stand in a cell by themselves («2.1.3», «B.4»): too little text for a recogniser of lines,
so what is seen of their shapes settles between several readings."""

from collections import Counter
from collections.abc import Iterable

from extractors.raster import Mask
from extractors.raster_shapes import find_shapes

# Signs and dots that a number may have; a sign is this high at least, a dot that small, of the highest sign.
_MOST_SIGNS, _MOST_DOTS = 7, 4
_HIGH, _SMALL = 0.75, 0.35
# Beside the whole line a shape this small is a speck.
_SPECK = 0.08
SIGN, DOT = "#", "."


def read_pattern(ink: Mask) -> str | None:
    """The signs and dots of a dotted number from left to right, as `#.#.#`; None where its ink is anything else."""
    shapes = find_shapes(ink)
    heights = shapes.box[:, 3] - shapes.box[:, 1]
    if not len(heights):
        return None
    highest = int(heights.max())
    foot = int(shapes.box[:, 3].max())
    pattern = ""
    for x0, top, x1, bottom in sorted(shapes.box.tolist()):
        height, width = bottom - top, x1 - x0
        if max(height, width) <= _SPECK * highest:
            continue
        if height >= _HIGH * highest and width <= highest:
            pattern += SIGN
        elif max(height, width) <= _SMALL * highest and bottom >= foot - _SMALL * highest:
            pattern += DOT
        else:
            return None
    signs, dots = pattern.count(SIGN), pattern.count(DOT)
    well_made = pattern.startswith(SIGN) and DOT + DOT not in pattern
    return pattern if well_made and 1 < signs <= _MOST_SIGNS and 0 < dots <= _MOST_DOTS else None


def settle(readings: Iterable[str], pattern: str) -> str | None:
    """The number that most readings with the right count of signs see, sign by sign; None if none has it.

    >>> settle(["204", "2.14", "2.1.1", "2.11", "at"], "#.#.#")
    '2.1.1'
    """
    count = pattern.count(SIGN)
    fitting: list[str] = []
    for reading in readings:
        signs = "".join(filter(str.isalnum, reading))
        if len(signs) == count and any(map(str.isdigit, signs)):
            # One that saw the dots as well counts twice.
            seen = "".join(SIGN if char.isalnum() else char for char in reading) == pattern
            fitting += [signs] * (2 if seen else 1)
    if not fitting:
        return None
    # Of signs seen as often, the one seen first.
    voted = iter([Counter(column).most_common(1)[0][0] for column in zip(*fitting, strict=True)])
    return "".join(next(voted) if mark == SIGN else mark for mark in pattern)
