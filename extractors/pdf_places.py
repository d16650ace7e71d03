"""Where the characters of a PDF page stand, on the page as displayed."""

import ctypes
import math
from dataclasses import dataclass
from typing import NamedTuple

from extractors import pdf_calls as calls
from extractors.page import ASKEW
from extractors.page_paths import BoxTuple

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


class Measure(NamedTuple):
    """Box, baseline, font size and turn of a run, as in `page.Glyphs`."""

    box: BoxTuple
    baseline: float
    size: float
    turn: int


class Places:
    """Asks a text page (by its PDFium handle) where its characters stand."""

    def __init__(self, textpage: int, frame: Frame) -> None:
        self._page = textpage
        self._frame = frame
        self._rect = calls.Rect()
        self._rect_pointer = ctypes.byref(self._rect)
        self._matrix = calls.Matrix()
        self._matrix_pointer = ctypes.byref(self._matrix)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._point = ctypes.byref(self._x), ctypes.byref(self._y)
        self._tight = calls.FourCall(calls.char_tight_box, ctypes.c_double)

    def gap(self, before: int, after: int) -> tuple[float, float]:
        """The x of the right side of one character and of the left side of another, for upright text."""
        calls.char_loose_box(self._page, before, self._rect_pointer)
        right = self._rect.right - self._frame.left
        calls.char_loose_box(self._page, after, self._rect_pointer)
        return right, self._rect.left - self._frame.left

    def size_and_height(self, index: int) -> tuple[float, float]:
        """Font size as displayed and baseline in user space of a character."""
        matrix = self._matrix
        calls.char_matrix(self._page, index, self._matrix_pointer)
        calls.char_origin(self._page, index, *self._point)
        return calls.char_font_size(self._page, index) * math.hypot(matrix.c, matrix.d), self._y.value

    def measure(self, first: int, last: int) -> Measure:
        """Where a run stands. Across the line it reaches from ascent to descent of a common font: PDFium's own boxes
        follow the ink of single letters."""
        matrix = self._matrix
        size, _ = self.size_and_height(first)
        x, y = self._frame.place(self._x.value, self._y.value)
        up, down = ASCENT * size, DESCENT * size
        if matrix.b == 0 and matrix.a > 0 and not self._frame.quarter:
            calls.char_loose_box(self._page, last, self._rect_pointer)
            right = self._rect.right - self._frame.left
            return Measure((min(x, right), y - up, max(x, right), y + down), y, size, 0)
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        turn = ASKEW if abs(quarters - round(quarters)) > ASKEW_FROM else (round(quarters) - self._frame.quarter) % 4
        x0, top, x1, bottom = self._ink(first, last)
        if turn == 0:
            return Measure((x0, y - up, x1, y + down), y, size, 0)
        if turn == 1:
            return Measure((x - up, top, x + down, bottom), x, size, 1)
        if turn == 2:
            return Measure((x0, y - down, x1, y + up), -y, size, 2)
        if turn == 3:
            return Measure((x - down, top, x + up, bottom), -x, size, 3)
        return Measure((x0, top, x1, bottom), y, size, ASKEW)

    def _ink(self, first: int, last: int) -> BoxTuple:
        """The box around the first and the last glyph's ink, on the page as displayed."""
        boxes = []
        for index in (first, last):
            left, right, bottom, top = self._tight(self._page, index)
            boxes.append(self._frame.place_box(left, bottom, right, top))
        (ax0, atop, ax1, abottom), (bx0, btop, bx1, bbottom) = boxes
        return min(ax0, bx0), min(atop, btop), max(ax1, bx1), max(abottom, bbottom)
