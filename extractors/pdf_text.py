"""The text of a PDF page as runs of glyphs.

Style and place are asked once for each run of characters of one text object, or for each word where every glyph is an
object of its own, never for each glyph: a page costs the text page that PDFium builds anyway plus a few hundred calls.
See docs/decisions for the figures.
"""

import ctypes
import re
from collections.abc import Iterable
from typing import NamedTuple

from extractors import pdf_calls as calls
from extractors.docx_symbols import has_symbols, read_symbols
from extractors.page import Glyphs, Run
from extractors.page_paths import Borders
from extractors.pdf_looks import Looks, LookStore
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


class TextReading:
    """One pass over the text page of one page; `characters`, `unmapped` and `hidden` are as in `PageModel`."""

    def __init__(self, textpage: int, frame: Frame, borders: Borders, looks: LookStore) -> None:
        self._page = textpage
        self._upright = not frame.quarter
        self._places = Places(textpage, frame)
        self._borders = borders
        self._looks = Looks(looks)
        self._widths: dict[int, tuple[float, int]] = {}
        self._runs: list[Run] = []
        self._first_of_line = 0
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

    @property
    def hidden(self) -> bool:
        return self.characters > 0 and self._looks.is_hidden

    def read(self) -> Glyphs:
        """All runs in drawing order."""
        text, runs, cut = self._text, self._runs, _WIDE_BLANK.search(self._text) is not None
        for line in _LINE.finditer(text):
            start, end = line.span()
            self._first_of_line = len(runs)
            if cut or text[start].isspace() or text[end - 1].isspace():
                for first, behind in _stretches(text, start, end):
                    self._read_stretch(first, behind)
            else:
                self._read_stretch(start, end)
        return Glyphs(runs)

    def _read_stretch(self, start: int, end: int) -> None:
        """Add the runs of a stretch, which has no blanks at its ends, part by part."""
        at_start, at_end = calls.char_text_object(self._page, start), calls.char_text_object(self._page, end - 1)
        if at_start == at_end and at_start:
            self._read_part(start, end - 1, at_start, True)
            return
        for first, last, obj, _ in self._parts(start, end):
            self._read_part(first, last, obj, first == start or self._text[first - 1].isspace())

    def _read_part(self, first: int, last: int, obj: int | None, spaced: bool) -> None:
        """Add a part as one run, or as several where one text object jumps far, or over a border: to another cell."""
        look = self._looks.numbers.get(obj)
        if look is None:
            look = self._looks.number(obj)
        measure = self._places.measure(first, last)
        x0, _, x1, _, baseline, size, turn = measure
        crossed = self._borders.between(x0 + 1, x1 - 1, baseline)
        if (crossed and self._upright and not turn) or self._is_wide(last - first + 1, look, measure):
            begin = first
            for blank in _BLANK.finditer(self._text, first, last):
                before, after = self._places.gap(blank.start() - 1, blank.end())
                if after - before > JUMP * size or any(before - 1 <= x <= after + 1 for x in crossed):
                    place = self._places.measure(begin, blank.start() - 1)
                    self._add(self._text[begin : blank.start()], obj, place, spaced)
                    begin, spaced = blank.end(), True
            if begin != first:
                first, measure = begin, self._places.measure(begin, last)
        self._add(self._text[first : last + 1], obj, measure, spaced)

    def _add(self, text: str, obj: int | None, measure: Measure, spaced: bool) -> None:
        """Add a run; one that goes on with the line's last run joins it."""
        runs, looks = self._runs, self._looks
        if self._has_marks:
            text = text.translate(SPELLED)
        if looks.symbols or self._has_symbols:
            symbols = looks.symbols.get(obj)
            if symbols or has_symbols(text):
                text = read_symbols(text, symbols)
        x0, top, x1, bottom, baseline, size, turn = measure
        style = looks.style(looks.numbers[obj], size, turn)
        order = len(runs)
        run = Run(text, x0, top, x1, bottom, baseline, size, style, turn, spaced, order)
        if order > self._first_of_line and self._is_joined(runs[-1], run):
            runs[-1] = _join(runs[-1], run)
        else:
            runs.append(run)

    def _is_wide(self, count: int, look: int, measure: Measure) -> bool:
        """Whether so many characters are wider than their look usually is; learns that from those that are not."""
        width, size = measure[2] - measure[0], measure[5]
        if measure[6] or not self._upright or size <= 0:
            return False
        known_width, known_count = self._widths.get(look, (2.0, 4))
        if width > size * (known_width / known_count * count + _SLACK):
            return True
        if count > _TELLING:
            self._widths[look] = known_width + width / size, known_count + count
        return False

    def _is_joined(self, before: Run, run: Run) -> bool:
        """Whether a run goes on with the one before: same look and line, close by, no border between."""
        if before.style is not run.style or before.turn or run.turn:
            return False
        gap = run.x0 - before.x1
        if not JOINED[0] * before.size <= gap <= JOINED[1] * before.size:
            return False
        if abs(before.baseline - run.baseline) > LEVEL * before.size:
            return False
        if self._is_underlined(before) != self._is_underlined(run):
            return False
        return not (run.spaced and self._borders.between(before.x1 - 1, run.x0 + 1, before.baseline))

    def _is_underlined(self, run: Run) -> bool:
        return self._borders.underlines(run.x0, run.x1, run.baseline, run.size)

    def _parts(self, start: int, end: int) -> list[_Part]:
        """A stretch of several text objects word by word, those of one object together."""
        ask, page = calls.char_text_object, self._page
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


def _join(before: Run, run: Run) -> Run:
    """Two runs of one look as one."""
    blank = " " if run.spaced else ""
    return before._replace(text=f"{before.text}{blank}{run.text}", x1=max(before.x1, run.x1))


def _stretches(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """A line cut at its wide blanks, each stretch without the blanks at its ends."""
    for blank in _WIDE_BLANK.finditer(text, start, end):
        yield from _trim(text, start, blank.start())
        start = blank.end()
    yield from _trim(text, start, end)


def _trim(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return ((start, end),) if start < end else ()
