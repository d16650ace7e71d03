"""Which outlines on a page touch one another, group by group."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from extractors.page import BoxTuple

# Fewer outlines are compared one by one: a call of numpy costs as much as ten plain comparisons.
_FEW: Final = 48
# How the sides of a box move when it grows.
_OUTWARD: Final = np.array([-1.0, -1.0, 1.0, 1.0])


def find_touching(boxes: Sequence[BoxTuple], reaches: Sequence[float]) -> list[list[int]]:
    """The numbers of the outlines that touch one another, each group in order, the groups by their smallest.

    Outlines that reach so far, in points, touch if their boxes do, unless one lies well inside the other.
    """
    if len(boxes) > _FEW:
        return _compare_all(np.array(boxes), np.array(reaches))
    groups: list[list[int]] = []
    left = list(range(len(boxes)))
    while left:
        group = [left.pop(0)]
        for number in group:
            if not left:
                break
            near = _find_near(number, left, boxes, reaches)
            if near:
                group += near
                left = [other for other in left if other not in near]
        groups.append(sorted(group))
    return groups


def _find_near(number: int, others: Sequence[int], boxes: Sequence[BoxTuple], reaches: Sequence[float]) -> list[int]:
    """Which of some outlines touch one of them."""
    x0, top, x1, bottom = boxes[number]
    reach = reaches[number]
    left, above, right, below = x0 - reach, top - reach, x1 + reach, bottom + reach
    inner = x0 + reach, top + reach, x1 - reach, bottom - reach
    near: list[int] = []
    for other in others:
        x0, top, x1, bottom = boxes[other]
        reach = reaches[other]
        if (
            x0 - reach <= right
            and x1 + reach >= left
            and top - reach <= below
            and bottom + reach >= above
            and not _is_inside((x0 - reach, top - reach, x1 + reach, bottom + reach), inner)
            and not _is_inside((left, above, right, below), (x0 + reach, top + reach, x1 - reach, bottom - reach))
        ):
            near.append(other)
    return near


def _is_inside(one: BoxTuple, other: BoxTuple) -> bool:
    return one[0] > other[0] and one[1] > other[1] and one[2] < other[2] and one[3] < other[3]


def _compare_all(boxes: NDArray[np.float64], reaches: NDArray[np.float64]) -> list[list[int]]:
    grown = boxes + reaches[:, None] * _OUTWARD
    shrunk = boxes - reaches[:, None] * _OUTWARD
    x0, top, x1, bottom = grown.T[:, :, None]
    touch = (x0 <= grown[:, 2]) & (x1 >= grown[:, 0]) & (top <= grown[:, 3]) & (bottom >= grown[:, 1])
    inside = (x0 > shrunk[:, 0]) & (x1 < shrunk[:, 2]) & (top > shrunk[:, 1]) & (bottom < shrunk[:, 3])
    touch &= ~(inside | inside.T)
    width = (len(boxes) + 7) // 8
    packed = np.packbits(touch, axis=1, bitorder="little").tobytes()
    return _connect([int.from_bytes(packed[start : start + width], "little") for start in range(0, len(packed), width)])


def _connect(neighbours: Sequence[int]) -> list[list[int]]:
    """Connected numbers, from the neighbours of each as bits; each group in order, the groups by their smallest."""
    groups: list[list[int]] = []
    left = (1 << len(neighbours)) - 1
    while left:
        group = waiting = left & -left
        while waiting:
            lowest = waiting & -waiting
            found = neighbours[lowest.bit_length() - 1] & left & ~group
            group |= found
            waiting = waiting ^ lowest | found
        left &= ~group
        members: list[int] = []
        while group:
            lowest = group & -group
            members.append(lowest.bit_length() - 1)
            group ^= lowest
        groups.append(members)
    return groups
