"""The text of a PDF page as runs of glyphs.

Style and place are asked once for each run of characters of one text object, or for each word where every glyph is an
object of its own, never for each glyph; and each question for all runs of the page in one sweep. See docs/decisions for
the figures.
"""

import ctypes
import re
from collections.abc import Sequence
from typing import Final

from extractors import pdf_calls as calls
from extractors import pdf_sweeps as sweeps
from extractors.docx_symbols import has_symbols, read_symbols
from extractors.page import Glyphs, Run
from extractors.page_paths import Borders
from extractors.pdf_looks import Looks, LookStore
from extractors.pdf_places import Frame, Measure, Places
from extractors.pdf_tracking import close_up, is_spaced, list_neighbours

# What PDFium gives for TeX fonts without a Unicode map: ligatures by their place in the T1 encoding. U+0002 is its
# own mark for a hyphen at a line end, behind which it drops the line end.
SPELLED: Final = {0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl", 0x02: "\u00ad"}
_MARK: Final = re.compile("[\x02\x1b-\x1f]")
_LINE: Final = re.compile(r"[^\r\n\x02]+\x02?|\x02")
_WIDE_BLANK: Final = re.compile(r"[^\S\r\n]{3,}")
_BLANK: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"\S+")
# A run this much wider (in ems) than its letters' usual width may hold a jump to another column: a gap this wide.
_SLACK: Final = 2.0
JUMP: Final = 1.3
_TELLING: Final = 3
# Runs of one look so close together (in ems) are one; over a blank, if no line stands between.
JOINED_FROM: Final = -0.3
JOINED_TO: Final = 0.5
LEVEL: Final = 0.02


# Characters of one look: the first and the last one, the text object of the first; whether a blank stands before them,
# and whether they open a line.
_Part = tuple[int, int, int | None, bool, bool]
# First and last character, and the text objects of both.
_Piece = tuple[int, int, int | None, int | None]


class TextReading:
    """One pass over the text page of one page; `characters`, `unmapped` and `hidden` are as in `PageModel`."""

    def __init__(self, textpage: int, frame: Frame, borders: Borders, places: Places, looks: LookStore) -> None:
        self._page, self._handle = calls.as_argument(textpage), sweeps.ready(textpage)
        self._upright = not frame.quarter
        places.turn_to(textpage, frame)
        self._places = places
        self._borders = borders
        self._looks = Looks(looks)
        self._widths: dict[int, tuple[float, int]] = {}
        self._runs: list[Run] = []
        self._first_of_line = 0
        self._tracked: set[int] = set()  # where letters set far apart begin
        self._text = self._read_text()
        self._is_odd = _MARK.search(self._text) is not None or has_symbols(self._text)
        self.characters = len("".join(self._text.split()))
        self.unmapped = self._text.count("\ufffd")

    def _read_text(self) -> str:
        """The characters of the page, one for each of PDFium's indices."""
        count = calls.count_chars(self._page)
        if count < 1:
            return ""
        # Not as an array of ctypes: that is a class of its own for every length, in a cycle with itself.
        units = bytearray(2 * (count + 1))
        calls.get_text(self._page, 0, count, ctypes.byref(ctypes.c_char.from_buffer(units)))
        text = units[: 2 * count].decode("utf-16-le", "replace")
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
        parts = self._find_parts()
        self._looks.read([part[2] for part in parts])
        measures = self._places.measure_all([part[0] for part in parts], [part[1] for part in parts])
        text, runs, numbers, between = self._text, self._runs, self._looks.numbers, self._borders.between
        for index, part in enumerate(parts):
            first, last, obj, spaced, opens = part
            measure = measures[index]
            if opens:
                self._first_of_line = len(runs)
            if self._upright and not measure[6]:
                words = self._close_up(first, last, measure[5]) if first in self._tracked else None
                if words is not None:
                    self._add(words, obj, measure, spaced)
                    continue
                crossed = between(measure[0] + 1, measure[2] - 1, measure[4])
                if crossed or self._is_wide(last - first + 1, numbers[obj], measure):
                    self._cut_part(part, measure, crossed)
                    continue
            self._add(text[first : last + 1], obj, measure, spaced)
        return Glyphs(runs)

    def _find_parts(self) -> list[_Part]:
        """The text in order: each stretch of a line whole where both its ends are of one text object."""
        stretches = _find_stretches(self._text)
        ask, page = sweeps.text_object, self._handle
        parts: list[_Part] = []
        for start, last, opens in stretches:
            obj, end = ask(page, start), ask(page, last)
            if self._text[start + 1 : start + 2] == " " and self._is_tracked(start, last, obj, end):
                self._tracked.add(start)
                parts.append((start, last, obj, True, opens))
            elif obj == end and obj:
                parts.append((start, last, obj, True, opens))
            else:
                parts += self._part_stretch(start, last, opens)
        return parts

    def _is_tracked(self, start: int, last: int, one: int | None, other: int | None) -> bool:
        """Whether a stretch is of one look and all of single letters set apart by their places alone: a blank that the
        file has («J F M A M J») parts the letters on purpose."""
        if not is_spaced(self._text[start : last + 1]) or not calls.char_is_generated(self._page, start + 1):
            return False
        return self._looks.number(one) == self._looks.number(other)

    def _close_up(self, first: int, last: int, size: float) -> str | None:
        """The words of letters set far apart, or None if they stand in columns."""
        text = self._text[first : last + 1]
        places = (self._places.gap(first + left, first + right) for left, right in list_neighbours(text))
        return close_up("".join(text.split()), [after - before for before, after in places], size)

    def _cut_part(self, part: _Part, measure: Measure, crossed: Sequence[float]) -> None:
        """Add a part as several runs where one text object jumps far, or over one of some borders: to another cell."""
        first, last, obj, spaced, _ = part
        begin = first
        for blank in _BLANK.finditer(self._text, first, last):
            before, after = self._places.gap(blank.start() - 1, blank.end())
            if after - before > JUMP * measure[5] or any(before - 1 <= x <= after + 1 for x in crossed):
                place = self._places.measure(begin, blank.start() - 1)
                self._add(self._text[begin : blank.start()], obj, place, spaced)
                begin, spaced = blank.end(), True
        rest = measure if begin == first else self._places.measure(begin, last)
        self._add(self._text[begin : last + 1], obj, rest, spaced)

    def _add(self, text: str, obj: int | None, measure: Measure, spaced: bool) -> None:
        """Add a run; one that goes on with the line's last run joins it."""
        runs = self._runs
        x0, top, x1, bottom, baseline, size, turn = measure
        style = self._looks.style(self._looks.numbers[obj], size, turn)
        if self._is_odd or self._looks.symbols:
            text = self._spell(text, obj)
        order = len(runs)
        run = Run(text, x0, top, x1, bottom, baseline, size, style, turn, spaced, order)
        if order > self._first_of_line and self._is_joined(runs[-1], run):
            runs[-1] = _join(runs[-1], run)
        else:
            runs.append(run)

    def _spell(self, text: str, obj: int | None) -> str:
        """A text in which ligatures are letters, and what symbol fonts show is Unicode."""
        text = text.translate(SPELLED)
        symbols = self._looks.symbols.get(obj)
        return read_symbols(text, symbols) if symbols or has_symbols(text) else text

    def _is_wide(self, count: int, look: int, measure: Measure) -> bool:
        """Whether so many upright characters are wider than their look usually is; learns that from those that are
        not."""
        width, size = measure[2] - measure[0], measure[5]
        if size <= 0:
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
        if not JOINED_FROM * before.size <= gap <= JOINED_TO * before.size:
            return False
        if abs(before.baseline - run.baseline) > LEVEL * before.size:
            return False
        if self._is_underlined(before) != self._is_underlined(run):
            return False
        return not (run.spaced and self._borders.between(before.x1 - 1, run.x0 + 1, before.baseline))

    def _is_underlined(self, run: Run) -> bool:
        return self._borders.underlines(run.x0, run.x1, run.baseline, run.size)

    def _part_stretch(self, start: int, end: int, opens: bool) -> list[_Part]:
        """A stretch of several text objects, `end` its last character, word by word; those of one object together."""
        text = self._text
        words = [word.span() for word in _WORD.finditer(text, start, end + 1)]
        pieces: list[_Piece] = []
        for first_word, last_word, obj in self._find_owners([first for first, _ in words]):
            first, last = words[first_word][0], words[last_word][1] - 1
            at_last = sweeps.text_object(self._handle, last)
            if at_last == obj:
                _add_piece(pieces, (first, last, obj, obj))
                continue
            # Another object begins inside the last word.
            cut = words[last_word][0]
            if first_word < last_word:
                _add_piece(pieces, (first, words[last_word - 1][1] - 1, obj, obj))
            whole = self._is_alike(cut, obj, last, at_last)
            for piece in ((cut, last, obj, at_last),) if whole else self._part_word(cut, last):
                _add_piece(pieces, piece)
        return [
            (first, last, obj, first == start or text[first - 1].isspace(), opens and first == start)
            for first, last, obj, _ in pieces
        ]

    def _part_word(self, start: int, end: int) -> list[_Piece]:
        """The characters of a word, `end` its last one, by text object."""
        owners = self._find_owners(range(start, end + 1))
        return [(start + first, start + last, obj, obj) for first, last, obj in owners]

    def _find_owners(self, places: Sequence[int]) -> list[tuple[int, int, int | None]]:
        """Which of some characters are of one text object: the numbers of the first and the last one, and the object.

        What stands between two characters of one object is that object's: halving finds where another begins.
        """
        ask, page = sweeps.text_object, self._handle
        owners: list[tuple[int, int, int | None]] = []
        waiting = [(0, ask(page, places[0]), len(places) - 1, ask(page, places[-1]))]
        while waiting:
            first, at_first, last, at_last = waiting.pop()
            if (at_first != at_last or not at_first) and last - first > 1:
                middle = (first + last) // 2
                waiting.append((middle + 1, ask(page, places[middle + 1]), last, at_last))
                waiting.append((first, at_first, middle, ask(page, places[middle])))
            elif at_first != at_last:
                waiting += ((last, at_last, last, at_last), (first, at_first, first, at_first))
            elif owners and owners[-1][2] == at_first:
                owners[-1] = (owners[-1][0], last, at_first)
            else:
                owners.append((first, last, at_first))
        return owners

    def _is_alike(self, first: int, one: int | None, last: int, other: int | None) -> bool:
        """Whether the two ends of a word look alike and stand on one line: some programs draw every glyph apart."""
        if self._looks.number(one) != self._looks.number(other):
            return False
        (size, height), (other_size, other_height) = map(self._places.size_and_height, (first, last))
        return abs(size - other_size) < LEVEL * size and abs(height - other_height) < LEVEL * size


def _add_piece(pieces: list[_Piece], piece: _Piece) -> None:
    """Add a piece, to the last one where that ends with its text object."""
    if pieces and pieces[-1][3] == piece[2]:
        pieces[-1] = (pieces[-1][0], piece[1], pieces[-1][2], piece[3])
    else:
        pieces.append(piece)


def _join(before: Run, run: Run) -> Run:
    """Two runs of one look as one."""
    blank = " " if run.spaced else ""
    return Run(
        f"{before.text}{blank}{run.text}",
        before.x0,
        before.top,
        max(before.x1, run.x1),
        before.bottom,
        before.baseline,
        before.size,
        before.style,
        before.turn,
        before.spaced,
        before.order,
    )


def _find_stretches(text: str) -> list[tuple[int, int, bool]]:
    """The lines of a page cut at wide blanks, without the blanks at the ends: first and last character of each
    stretch, and whether it opens a line."""
    cut = _WIDE_BLANK.search(text) is not None
    stretches: list[tuple[int, int, bool]] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if not (cut or text[start].isspace() or text[end - 1].isspace()):
            stretches.append((start, end - 1, True))
            continue
        opens = True
        for blank in _WIDE_BLANK.finditer(text, start, end) if cut else ():
            if text[start : blank.start()].strip():
                stretches.append((*_trim(text, start, blank.start()), opens))
                opens = False
            start = blank.end()
        if not text[start:end].isspace() and start < end:
            stretches.append((*_trim(text, start, end), opens))
    return stretches


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The first and the last character of a stretch that are no blanks."""
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end - 1
