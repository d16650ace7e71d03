"""The text of a PDF page as runs of glyphs.

Style and place are asked once for each run of characters of one text object, never for each glyph: a page costs the
text page that PDFium builds anyway plus a few hundred calls. See docs/decisions for the figures.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from extractors import pdf_calls as calls
from extractors.docx_symbols import has_symbols, read_symbols
from extractors.page import ASKEW, Glyphs
from extractors.page_paths import BoxTuple
from models.document import Style

# What PDFium gives for TeX fonts without a Unicode map: ligatures by their place in the T1 encoding. U+0002 is its
# own mark for a hyphen at a line end, behind which it drops the line end.
_SPELLED = {0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl", 0x02: "\u00ad"}
_LINE = re.compile(r"[^\r\n\x02]+\x02?|\x02")
_WIDE_BLANK = re.compile(r"\s{3,}")
_BLANK = re.compile(r"\s+")
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,]bd\b|extrabd", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|[-,]it\b", re.IGNORECASE)
_SYMBOL_NAME = re.compile(r"wingdings(?: ?[23])?|webdings|symbol", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6
_FILL_AND_STROKE = 2
# A run this much wider (in ems) than its letters' usual width may hold a jump to another column.
_SLACK = 2.0
_JUMP = 1.3
_TELLING = 3
# Of the font size, above and below the baseline.
_ASCENT, _DESCENT = 0.8, 0.2
# Quarter turns.
_ASKEW_FROM = 0.1

# Of each font by its handle: bold, italic, and the symbol font it is, if one.
FontLooks = dict[int, tuple[bool, bool, str | None]]


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


class _Measure(NamedTuple):
    box: BoxTuple
    baseline: float
    size: float
    turn: int


class _Part(NamedTuple):
    first: int
    last: int
    obj: int | None


class TextReading:
    """One pass over the text page of one page; `characters` and `unmapped` are as in `PageModel`."""

    def __init__(self, textpage: int, frame: Frame, fonts: FontLooks) -> None:
        self._page = textpage
        self._frame = frame
        self._fonts = fonts
        self._rect = calls.Rect()
        self._rect_pointer = ctypes.byref(self._rect)
        self._matrix = calls.Matrix()
        self._matrix_pointer = ctypes.byref(self._matrix)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._point = ctypes.byref(self._x), ctypes.byref(self._y)
        self._tight = calls.FourCall(calls.char_tight_box, ctypes.c_double)
        self._color = calls.ColorCall(calls.fill_color)
        self._plain: dict[Style, int] = {Style(): 0}
        self._styles: dict[int | None, int] = {None: 0}
        self._symbols: dict[int | None, str] = {}
        self._looks: dict[tuple[int, float, bool], int] = {}
        self._widths: dict[int, tuple[float, int]] = {}
        self._text = self._read_text()
        self.characters = len("".join(self._text.split()))
        self.unmapped = self._text.count("\ufffd")

    def _read_text(self) -> str:
        """The characters of the page, one for each of PDFium's indices."""
        count = calls.count_chars(self._page)
        if count < 1:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        calls.get_text(self._page, 0, count, buffer)
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count and "\0" not in text:
            # The text gives U+FFFE for the mark that single characters give as U+0002.
            return text.replace("\ufffe", "\x02")
        # Glyphs without a Unicode value are left out of the text; those beyond the first plane take two units.
        codes = (calls.char_unicode(self._page, index) for index in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)

    def read(self) -> Glyphs:
        """All runs in drawing order."""
        rows: list[tuple[str, _Measure, int, bool]] = []
        for line in _LINE.finditer(self._text):
            for start, end in _stretches(self._text, *line.span()):
                for part in self._parts(start, end):
                    rows.extend(self._rows(part, start))
        return self._table(rows)

    def _rows(self, part: _Part, start: int) -> Iterator[tuple[str, _Measure, int, bool]]:
        """The part as one run, or as several where one text object jumps far: to another column or cell."""
        look = self._look(part.obj)
        first, last, obj = part
        spaced = first == start or self._text[first - 1].isspace()
        measure = self._measure(first, last)
        for blank in self._blanks(first, last, look, measure):
            before, after = self._loose(blank.start() - 1), self._loose(blank.end())
            if after[0] - before[2] > _JUMP * measure.size:
                yield self._row(_Part(first, blank.start() - 1, obj), look, None, spaced)
                first, spaced = blank.end(), True
        yield self._row(_Part(first, last, obj), look, measure if first == part.first else None, spaced)

    def _row(self, part: _Part, look: int, measure: _Measure | None, spaced: bool) -> tuple[str, _Measure, int, bool]:
        first, last, obj = part
        measure = measure or self._measure(first, last)
        text = self._text[first : last + 1].translate(_SPELLED)
        if obj in self._symbols or has_symbols(text):
            text = read_symbols(text, self._symbols.get(obj))
        return text, measure, self._sized(look, measure), spaced

    def _blanks(self, first: int, last: int, look: int, measure: _Measure) -> Iterator[re.Match[str]]:
        """The blanks to look at: those of a run that is wider than its letters' usual width allows."""
        width, count = measure.box[2] - measure.box[0], last - first + 1
        known_width, known_count = self._widths.get(look, (2.0, 4))
        if measure.turn or width <= measure.size * (known_width / known_count * count + _SLACK):
            if not measure.turn and count > _TELLING and measure.size:
                self._widths[look] = known_width + width / measure.size, known_count + count
            return iter(())
        return _BLANK.finditer(self._text, first, last)

    def _parts(self, start: int, end: int) -> list[_Part]:
        """A stretch by text object, without blanks at the ends; halving finds the borders."""
        parts: list[_Part] = []
        for part in self._halve(start, end - 1):
            for first, behind in _trimmed(self._text, part.first, part.last + 1):
                if parts and parts[-1].obj == part.obj:
                    first = parts.pop().first  # noqa: PLW2901  (one object again behind a blank that is none's)
                parts.append(_Part(first, behind - 1, part.obj))
        return parts

    def _halve(self, start: int, end: int) -> Iterator[_Part]:
        """Stretches of the characters `start` to `end` (included) with one text object; one object may come twice."""
        ask, page = calls.char_text_object, self._page
        waiting = [(start, ask(page, start), end, ask(page, end))]
        while waiting:
            first, at_first, last, at_last = waiting.pop()
            if at_first == at_last:
                yield _Part(first, last, at_first)
            elif last - first == 1:
                yield _Part(first, first, at_first)
                yield _Part(last, last, at_last)
            else:
                middle = (first + last) // 2
                at_middle = ask(page, middle)
                waiting.append((middle + 1, ask(page, middle + 1), last, at_last))
                waiting.append((first, at_first, middle, at_middle))

    def _loose(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of a character in user space, from descent to ascent."""
        rect = self._rect
        calls.char_loose_box(self._page, index, self._rect_pointer)
        return rect.left, rect.bottom, rect.right, rect.top

    def _measure(self, first: int, last: int) -> _Measure:
        """Where a run stands. Across the line it reaches from ascent to descent of a common font: PDFium's own boxes
        follow the ink of single letters."""
        matrix = self._matrix
        calls.char_matrix(self._page, first, self._matrix_pointer)
        calls.char_origin(self._page, first, *self._point)
        x, y = self._frame.place(self._x.value, self._y.value)
        size = calls.char_font_size(self._page, first) * math.hypot(matrix.c, matrix.d)
        up, down = _ASCENT * size, _DESCENT * size
        if matrix.b == 0 and matrix.a > 0 and not self._frame.quarter:
            right, _ = self._frame.place(self._loose(last)[2], 0)
            return _Measure((min(x, right), y - up, max(x, right), y + down), y, size, 0)
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        turn = ASKEW if abs(quarters - round(quarters)) > _ASKEW_FROM else (round(quarters) - self._frame.quarter) % 4
        x0, top, x1, bottom = self._ink(first, last)
        if turn == 0:
            return _Measure((x0, y - up, x1, y + down), y, size, 0)
        if turn == 1:
            return _Measure((x - up, top, x + down, bottom), x, size, 1)
        if turn == 2:
            return _Measure((x0, y - down, x1, y + up), -y, size, 2)
        if turn == 3:
            return _Measure((x - down, top, x + up, bottom), -x, size, 3)
        return _Measure((x0, top, x1, bottom), y, size, ASKEW)

    def _ink(self, first: int, last: int) -> BoxTuple:
        """The box around the first and the last glyph's ink, on the page as displayed."""
        boxes = []
        for index in (first, last):
            left, right, bottom, top = self._tight(self._page, index)
            boxes.append(self._frame.place_box(left, bottom, right, top))
        (ax0, atop, ax1, abottom), (bx0, btop, bx1, bbottom) = boxes
        return min(ax0, bx0), min(atop, btop), max(ax1, bx1), max(abottom, bbottom)

    def _look(self, obj: int | None) -> int:
        """The number of the text object's look, its size left out."""
        known = self._styles.get(obj)
        if known is None:
            color = self._color(obj) if obj else -1
            font = calls.text_font(obj)
            bold, italic, symbols = self._font_look(font) if font else (False, False, None)
            if symbols:
                self._symbols[obj] = symbols
            bold = bold or calls.text_render_mode(obj) == _FILL_AND_STROKE
            style = Style(bold=bold, italic=italic, color=None if color == -1 else color)
            known = self._styles[obj] = self._plain.setdefault(style, len(self._plain))
        return known

    def _sized(self, look: int, measure: _Measure) -> int:
        """The number of a look with its size and direction."""
        key = look, round(measure.size, 1), measure.turn in (1, 3)
        return self._looks.setdefault(key, len(self._looks))

    def _font_look(self, font: int) -> tuple[bool, bool, str | None]:
        """Bold and italic, by the font's name, then by its flags and weight; its name if it is a symbol font."""
        known = self._fonts.get(font)
        if known is None:
            buffer = ctypes.create_string_buffer(256)
            calls.font_name(font, buffer, len(buffer))
            name = buffer.value.decode("utf-8", "replace")
            flags = calls.font_flags(font)
            bold = bool(_BOLD_NAME.search(name)) or bool(flags & _FORCE_BOLD) or calls.font_weight(font) >= _BOLD_WEIGHT
            italic = bool(_ITALIC_NAME.search(name)) or bool(flags & _ITALIC)
            symbols = _SYMBOL_NAME.search(name)
            known = self._fonts[font] = bold, italic, symbols[0].lower() if symbols else None
        return known

    def _table(self, rows: list[tuple[str, _Measure, int, bool]]) -> Glyphs:
        measures = [row[1] for row in rows]
        plain = list(self._plain)
        looks = (replace(plain[look], size=size, rotated=rotated) for look, size, rotated in self._looks)
        return Glyphs(
            text=tuple(row[0] for row in rows),
            box=np.array([measure.box for measure in measures], dtype=np.float32).reshape(-1, 4),
            baseline=np.array([measure.baseline for measure in measures], dtype=np.float32),
            size=np.array([measure.size for measure in measures], dtype=np.float32),
            look=np.array([row[2] for row in rows], dtype=np.int32),
            turn=np.array([measure.turn for measure in measures], dtype=np.int8),
            spaced=np.array([row[3] for row in rows], dtype=np.bool_),
            looks=tuple(looks),
        )


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line cut at its wide blanks, each stretch without the blanks at its ends."""
    for blank in _WIDE_BLANK.finditer(text, start, end):
        yield from _trimmed(text, start, blank.start())
        start = blank.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece and not piece.isspace():
        yield start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
