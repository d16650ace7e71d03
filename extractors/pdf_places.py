"""Where the characters of a PDF page stand, on the page as displayed."""

import ctypes
import math
import struct
from dataclasses import dataclass

from extractors import pdf_calls as calls
from extractors.page import ASKEW, BoxTuple

# Of the font size, above and below the baseline.
ASCENT, DESCENT = 0.8, 0.2
# Quarter turns.
ASKEW_FROM = 0.1


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
_ANSWERS = struct.Struct("=6f4f2d")
_BOX_AT, _POINT_AT, _DOUBLE = 24, 40, 8


class Places:
    """Asks a text page (by its PDFium handle) where its characters stand."""

    def __init__(self, textpage: int, frame: Frame) -> None:
        self._page = textpage
        self._frame = frame
        self._answers, start = calls.make_buffer(_ANSWERS)
        self._matrix_at, self._box_at = start, start + _BOX_AT
        self._x_at, self._y_at = start + _POINT_AT, start + _POINT_AT + _DOUBLE
        self._tight = calls.FourCall(calls.char_tight_box, ctypes.c_double)

    def gap(self, before: int, after: int) -> tuple[float, float]:
        """The x of the right side of one character and of the left side of another, for upright text."""
        calls.char_loose_box(self._page, before, self._box_at)
        right = _ANSWERS.unpack_from(self._answers)[8]
        calls.char_loose_box(self._page, after, self._box_at)
        left = _ANSWERS.unpack_from(self._answers)[6]
        return right - self._frame.left, left - self._frame.left

    def size_and_height(self, index: int) -> tuple[float, float]:
        """Font size as displayed and baseline in user space of a character."""
        page = self._page
        calls.char_matrix(page, index, self._matrix_at)
        calls.char_origin(page, index, self._x_at, self._y_at)
        answers = _ANSWERS.unpack_from(self._answers)
        return calls.char_font_size(page, index) * math.hypot(answers[2], answers[3]), answers[11]

    def measure(self, first: int, last: int) -> Measure:
        """Where a run stands. Across the line it reaches from ascent to descent of a common font: PDFium's own boxes
        follow the ink of single letters."""
        page, frame = self._page, self._frame
        calls.char_matrix(page, first, self._matrix_at)
        calls.char_origin(page, first, self._x_at, self._y_at)
        calls.char_loose_box(page, last, self._box_at)
        a, b, c, d, _, _, _, _, right, _, x, y = _ANSWERS.unpack_from(self._answers)
        size = calls.char_font_size(page, first) * (math.hypot(c, d) if c else abs(d))
        if b == 0 and a > 0 and not frame.quarter:
            x, y, right = x - frame.left, frame.top - y, right - frame.left
            if right < x:
                x, right = right, x
            return x, y - ASCENT * size, right, y + DESCENT * size, y, size, 0
        return self._measure_turned(first, last, size, (a, b, x, y))

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
