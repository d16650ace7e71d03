"""The text of a PDF page as runs of glyphs.

Style and place are asked once for each run of characters of one text object, or for each word where every glyph is an
object of its own, never for each glyph: a page costs the text page that PDFium builds anyway plus a few hundred calls.
See docs/decisions for the figures.
"""

import ctypes
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors import pdf_calls as calls
from extractors.docx_symbols import has_symbols, read_symbols
from extractors.page import Glyphs, Run
from extractors.page_paths import Borders
from extractors.pdf_looks import FontLooks, Looks
from extractors.pdf_places import Frame, Measure, Places

# What PDFium gives for TeX fonts without a Unicode map: ligatures by their place in the T1 encoding. U+0002 is its
# own mark for a hyphen at a line end, behind which it drops the line end.
SPELLED = {0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl", 0x02: "\u00ad"}
_MARK = re.compile("[\x02\x1b-\x1f]")
_LINE = re.compile(r"[^\r\n\x02]+\x02?|\x02")
_WIDE_BLANK = re.compile(r"\s{3,}")
_BLANK = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
# A run this much wider (in ems) than its letters' usual width may hold a jump to another column: a gap this wide.
_SLACK = 2.0
JUMP = 1.3
_TELLING = 3
# Runs of one look so close together (in ems) are one; over a blank, if no line stands between.
JOINED = (-0.3, 0.5)
LEVEL = 0.02


class _Part(NamedTuple):
    """Characters `first` to `last` (included) of one look, and the text objects at both ends."""

    first: int
    last: int
    obj: int | None
    end: int | None


class _Row(NamedTuple):
    text: str
    measure: Measure
    look: int
    spaced: bool


class TextReading:
    """One pass over the text page of one page; `characters` and `unmapped` are as in `PageModel`."""

    def __init__(self, textpage: int, frame: Frame, borders: Borders, fonts: FontLooks) -> None:
        self._page = textpage
        self._upright = not frame.quarter
        self._places = Places(textpage, frame)
        self._borders = borders
        self._looks = Looks(fonts)
        self._widths: dict[int, tuple[float, int]] = {}
        self._text = self._read_text()
        self._has_marks = _MARK.search(self._text) is not None
        self._has_symbols = has_symbols(self._text)
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
        rows: list[_Row] = []
        cut = _stretches if _WIDE_BLANK.search(self._text) else _trimmed
        for line in _LINE.finditer(self._text):
            first_of_line = len(rows)
            for start, end in cut(self._text, *line.span()):
                for part in self._parts(start, end):
                    for row in self._rows(part, start):
                        if len(rows) > first_of_line and self._is_joined(rows[-1], row):
                            rows[-1] = _join(rows[-1], row)
                        else:
                            rows.append(row)
        return self._table(rows)

    def _rows(self, part: _Part, start: int) -> Iterator[_Row]:
        """The part as one row, or as several where one text object jumps far, or over a border: to another cell."""
        look = self._looks.number(part.obj)
        first, last, obj, _ = part
        spaced = first == start or self._text[first - 1].isspace()
        measure = self._places.measure(first, last)
        x0, _, x1, _ = measure.box
        crossed = self._borders.between(x0 + 1, x1 - 1, measure.baseline)
        if (crossed and self._upright and not measure.turn) or self._is_wide(part, look, measure):
            for blank in _BLANK.finditer(self._text, first, last):
                before, after = self._places.gap(blank.start() - 1, blank.end())
                if after - before > JUMP * measure.size or any(before - 1 <= x <= after + 1 for x in crossed):
                    yield self._row(first, blank.start() - 1, obj, look, spaced)
                    first, spaced = blank.end(), True
        if first == part.first:
            yield _Row(self._spell(first, last, obj), measure, self._sized(look, measure), spaced)
        else:
            yield self._row(first, last, obj, look, spaced)

    def _row(self, first: int, last: int, obj: int | None, look: int, spaced: bool) -> _Row:
        measure = self._places.measure(first, last)
        return _Row(self._spell(first, last, obj), measure, self._sized(look, measure), spaced)

    def _sized(self, look: int, measure: Measure) -> int:
        return self._looks.sized(look, measure.size, measure.turn)

    def _spell(self, first: int, last: int, obj: int | None) -> str:
        text = self._text[first : last + 1]
        if self._has_marks:
            text = text.translate(SPELLED)
        symbols = self._looks.symbols.get(obj) if self._looks.symbols else None
        return read_symbols(text, symbols) if symbols or (self._has_symbols and has_symbols(text)) else text

    def _is_wide(self, part: _Part, look: int, measure: Measure) -> bool:
        """Whether a part is wider than its letters' usual width allows; learns that width from those that are not."""
        width, count = measure.box[2] - measure.box[0], part.last - part.first + 1
        known_width, known_count = self._widths.get(look, (2.0, 4))
        if measure.turn or not self._upright or measure.size <= 0:
            return False
        if width > measure.size * (known_width / known_count * count + _SLACK):
            return True
        if count > _TELLING:
            self._widths[look] = known_width + width / measure.size, known_count + count
        return False

    def _is_joined(self, before: _Row, row: _Row) -> bool:
        """Whether a row goes on with the one before: same look and line, close by, no border between."""
        one, other = before.measure, row.measure
        if before.look != row.look or one.turn or other.turn:
            return False
        gap = other.box[0] - one.box[2]
        if not JOINED[0] * one.size <= gap <= JOINED[1] * one.size:
            return False
        if abs(one.baseline - other.baseline) > LEVEL * one.size:
            return False
        if self._is_underlined(one) != self._is_underlined(other):
            return False
        return not (row.spaced and self._borders.between(one.box[2] - 1, other.box[0] + 1, one.baseline))

    def _is_underlined(self, measure: Measure) -> bool:
        return self._borders.underlines(measure.box[0], measure.box[2], measure.baseline, measure.size)

    def _parts(self, start: int, end: int) -> list[_Part]:
        """A stretch, which has no blanks at its ends, by text object: whole if it is one, else word by word."""
        ask, page = calls.char_text_object, self._page
        at_start, at_end = ask(page, start), ask(page, end - 1)
        if at_start == at_end and at_start:
            return [_Part(start, end - 1, at_start, at_end)]
        parts: list[_Part] = []
        for word in _WORD.finditer(self._text, start, end):
            first, last = word.start(), word.end() - 1
            one, other = ask(page, first), ask(page, last)
            whole = one == other or self._is_alike(first, one, last, other)
            for part in (_Part(first, last, one, other),) if whole else self._halve(first, last):
                if parts and parts[-1].end == part.obj:
                    parts[-1] = _Part(parts[-1].first, part.last, parts[-1].obj, part.end)
                else:
                    parts.append(part)
        return parts

    def _is_alike(self, first: int, one: int | None, last: int, other: int | None) -> bool:
        """Whether the two ends of a word look alike and stand on one line: some programs draw every glyph apart."""
        if self._looks.number(one) != self._looks.number(other):
            return False
        (size, height), (other_size, other_height) = map(self._places.size_and_height, (first, last))
        return abs(size - other_size) < LEVEL * size and abs(height - other_height) < LEVEL * size

    def _halve(self, start: int, end: int) -> list[_Part]:
        """The characters of a word by text object; halving finds the borders."""
        ask, page = calls.char_text_object, self._page
        parts: list[_Part] = []
        waiting = [(start, ask(page, start), end, ask(page, end))]
        while waiting:
            first, at_first, last, at_last = waiting.pop()
            if at_first == at_last:
                parts.append(_Part(first, last, at_first, at_last))
            elif last - first == 1:
                parts += [_Part(first, first, at_first, at_first), _Part(last, last, at_last, at_last)]
            else:
                middle = (first + last) // 2
                waiting.append((middle + 1, ask(page, middle + 1), last, at_last))
                waiting.append((first, at_first, middle, ask(page, middle)))
        return parts

    def _table(self, rows: list[_Row]) -> Glyphs:
        styles = self._looks.styles()
        return Glyphs(
            [
                Run(row.text, *row.measure.box, row.measure.baseline, row.measure.size, styles[row.look],
                    row.measure.turn, row.spaced, order)
                for order, row in enumerate(rows)
            ]
        )  # fmt: skip


def _join(before: _Row, row: _Row) -> _Row:
    """Two rows of one look as one."""
    one, other = before.measure, row.measure
    box = (one.box[0], one.box[1], max(one.box[2], other.box[2]), one.box[3])
    blank = " " if row.spaced else ""
    return _Row(f"{before.text}{blank}{row.text}", one._replace(box=box), before.look, before.spaced)


def _stretches(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """A line cut at its wide blanks, each stretch without the blanks at its ends."""
    for blank in _WIDE_BLANK.finditer(text, start, end):
        yield from _trimmed(text, start, blank.start())
        start = blank.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return ((start, end),) if start < end else ()
