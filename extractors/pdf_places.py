"""Where the characters of a PDF page stand, on the page as displayed."""

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors import pdf_calls as calls
from extractors import pdf_sweeps as sweeps
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


class Places:
    """Asks text pages where their characters stand: one for a file, set to a page by `turn_to`."""

    def __init__(self) -> None:
        self._page = calls.as_argument(None)
        self._handle = sweeps.ready(0)
        self._frame = Frame(0.0, 0.0, 0.0, 0.0, 0)
        self._tight = calls.FourCall(calls.char_tight_box, ctypes.c_double)

    def turn_to(self, textpage: int, frame: Frame) -> None:
        """Ask about the text page at that address from now on; the frame is its page's."""
        self._page, self._handle, self._frame = calls.as_argument(textpage), sweeps.ready(textpage), frame

    def gap(self, before: int, after: int) -> tuple[float, float]:
        """The x of the right side of one character and of the left side of another, for upright text."""
        right = sweeps.loose_sides(self._handle, before)[1]
        left = sweeps.loose_sides(self._handle, after)[0]
        return right - self._frame.left, left - self._frame.left

    def size_and_height(self, index: int) -> tuple[float, float]:
        """Font size as displayed and baseline in user space of a character."""
        ((_, _, c, d, _, _, y, size),) = sweeps.measure_runs(self._handle, (index,), (index,))
        return size * math.hypot(c, d), y

    def measure(self, first: int, last: int) -> Measure:
        """Where a run of characters, the last one included, stands; see `measure_all`."""
        return self.measure_all((first,), (last,))[0]

    def measure_all(self, firsts: Sequence[int], lasts: Sequence[int]) -> list[Measure]:
        """Where runs stand, by the numbers of their first and last characters. Across the line they reach from ascent
        to descent of a common font: PDFium's own boxes follow the ink of single letters."""
        frame = self._frame
        left, top, upright = frame.left, frame.top, not frame.quarter
        measures: list[Measure] = []
        for number, (a, b, c, d, right, x, y, written) in enumerate(sweeps.measure_runs(self._handle, firsts, lasts)):
            size = written * (math.hypot(c, d) if c else abs(d))
            if b == 0 and a > 0 and upright:
                x0, x1, baseline = x - left, right - left, top - y
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
