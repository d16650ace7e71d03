"""Where the characters of a PDF page stand, on the page as displayed."""

import ctypes
import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Final

from extractors import pdf_calls as calls
from extractors.page import ASKEW, BoxTuple

# Of the font size, above and below the baseline.
ASCENT: Final = 0.8
DESCENT: Final = 0.2
# Quarter turns.
ASKEW_FROM: Final = 0.1


@dataclass(frozen=True, slots=True)
class Frame:
    """How user space lies on the displayed page: the effective box (left, bottom, right, top) and quarter turns."""

    left: float
    bottom: float
    right: float
    top: float
    quarter: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space in points from the top left of the page as displayed."""
        if self.quarter == 1:
            return y - self.bottom, x - self.left
        if self.quarter == 2:
            return self.right - x, y - self.bottom
        if self.quarter == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def place_box(self, left: float, bottom: float, right: float, top: float) -> BoxTuple:
        """A box of user space as x0, top, x1, bottom."""
        xa, ya = self.place(left, bottom)
        xb, yb = self.place(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


# Where a run stands, as in `page.Run`: x0, top, x1, bottom, baseline, font size and turn.
Measure = tuple[float, float, float, float, float, float, int]

# What PDFium's calls fill: a matrix and a box (left, top, right, bottom) of floats, and a point of doubles.
_ANSWERS: Final = struct.Struct("=6f4f2d")
_BOX_AT: Final = 24
_X_AT: Final = 40
_Y_AT: Final = 48
# The same without what a run is not asked for: a, b, c and d of the matrix, the right side of the box, the point.
_OF_A_RUN: Final = struct.Struct("=4f16xf4x2d")
# The answers on so many runs are collected before they are unpacked.
_ROOM: Final = 32


class Places:
    """Asks text pages where their characters stand: one for a file, set to a page by `turn_to`.

    Each question is asked for all the runs of a page before the next one is: so a call costs half.
    """

    def __init__(self) -> None:
        self._page = calls.as_argument(None)
        self._frame = Frame(0.0, 0.0, 0.0, 0.0, 0)
        room = struct.Struct(f"{_ROOM * _ANSWERS.size}x")
        each = range(0, room.size, _ANSWERS.size)
        starts = (first + at for at in (0, _BOX_AT, _X_AT, _Y_AT) for first in each)
        self._answers, pointers = calls.make_room(room, *starts)
        self._matrices, self._boxes, self._xs, self._ys = (
            pointers[begin : begin + _ROOM] for begin in range(0, len(pointers), _ROOM)
        )
        self._tight = calls.FourCall(calls.char_tight_box, ctypes.c_double)

    def turn_to(self, textpage: calls.Argument, frame: Frame) -> None:
        """Ask about that text page from now on; the frame is its page's."""
        self._page, self._frame = textpage, frame

    def gap(self, before: int, after: int) -> tuple[float, float]:
        """The x of the right side of one character and of the left side of another, for upright text."""
        calls.char_loose_box(self._page, before, self._boxes[0])
        right = _ANSWERS.unpack_from(self._answers)[8]
        calls.char_loose_box(self._page, after, self._boxes[0])
        left = _ANSWERS.unpack_from(self._answers)[6]
        return right - self._frame.left, left - self._frame.left

    def size_and_height(self, index: int) -> tuple[float, float]:
        """Font size as displayed and baseline in user space of a character."""
        page = self._page
        calls.char_matrix(page, index, self._matrices[0])
        calls.char_origin(page, index, self._xs[0], self._ys[0])
        answers = _ANSWERS.unpack_from(self._answers)
        return calls.char_font_size(page, index) * math.hypot(answers[2], answers[3]), answers[11]

    def measure(self, first: int, last: int) -> Measure:
        """Where a run of characters, the last one included, stands; see `measure_all`."""
        return self._measure_some((first,), (last,))[0]

    def measure_all(self, firsts: Sequence[int], lasts: Sequence[int]) -> list[Measure]:
        """Where runs stand, by the numbers of their first and last characters. Across the line they reach from ascent
        to descent of a common font: PDFium's own boxes follow the ink of single letters."""
        measures: list[Measure] = []
        for begin in range(0, len(firsts), _ROOM):
            behind = begin + _ROOM
            measures += self._measure_some(firsts[begin:behind], lasts[begin:behind])
        return measures

    def _measure_some(self, firsts: Sequence[int], lasts: Sequence[int]) -> list[Measure]:
        page, frame = self._page, self._frame
        list(map(calls.char_matrix, repeat(page), firsts, self._matrices))
        list(map(calls.char_origin, repeat(page), firsts, self._xs, self._ys))
        list(map(calls.char_loose_box, repeat(page), lasts, self._boxes))
        sizes = list(map(calls.char_font_size, repeat(page), firsts))
        answers = _OF_A_RUN.iter_unpack(self._answers[: len(firsts) * _ANSWERS.size])
        measures: list[Measure] = []
        for number, (a, b, c, d, right, x, y) in enumerate(answers):
            size = sizes[number] * (math.hypot(c, d) if c else abs(d))
            if b == 0 and a > 0 and not frame.quarter:
                x0, x1, baseline = x - frame.left, right - frame.left, frame.top - y
                if x1 < x0:
                    x0, x1 = x1, x0
                measures.append((x0, baseline - ASCENT * size, x1, baseline + DESCENT * size, baseline, size, 0))
            else:
                measures.append(self._measure_turned(firsts[number], lasts[number], size, (a, b, x, y)))
        return measures

    def _measure_turned(self, first: int, last: int, size: float, along: tuple[float, float, float, float]) -> Measure:
        """The same for a run by its direction and origin in user space, on a page or in a text that is turned."""
        a, b, x, y = along
        x, y = self._frame.place(x, y)
        up, down = ASCENT * size, DESCENT * size
        quarters = math.atan2(b, a) / (math.pi / 2)
        turn = ASKEW if abs(quarters - round(quarters)) > ASKEW_FROM else (round(quarters) - self._frame.quarter) % 4
        x0, top, x1, bottom = self._ink(first, last)
        if turn == 0:
            return x0, y - up, x1, y + down, y, size, 0
        if turn == 1:
            return x - up, top, x + down, bottom, x, size, 1
        if turn == 2:
            return x0, y - down, x1, y + up, -y, size, 2
        if turn == 3:
            return x - down, top, x + up, bottom, -x, size, 3
        return x0, top, x1, bottom, y, size, ASKEW

    def _ink(self, first: int, last: int) -> BoxTuple:
        """The box around the first and the last glyph's ink, on the page as displayed."""
        boxes = []
        for index in (first, last):
            left, right, bottom, top = self._tight(self._page, index)
            boxes.append(self._frame.place_box(left, bottom, right, top))
        (ax0, atop, ax1, abottom), (bx0, btop, bx1, bbottom) = boxes
        return min(ax0, bx0), min(atop, btop), max(ax1, bx1), max(abottom, bbottom)
