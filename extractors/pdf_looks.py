"""How the text objects of a PDF look: weight, slant, colour, and the symbol fonts among them."""

import re
import struct
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from extractors import pdf_calls as calls
from extractors import pdf_sweeps as sweeps
from models.document import Style

_BOLD_NAME: Final = re.compile(r"bold|black|heavy|demi|[-,]bd\b|extrabd", re.IGNORECASE)
_ITALIC_NAME: Final = re.compile(r"italic|oblique|[-,]it\b", re.IGNORECASE)
_SYMBOL_NAME: Final = re.compile(r"wingdings(?: ?[23])?|webdings|symbol", re.IGNORECASE)
_BOLD_WEIGHT: Final = 600
_FORCE_BOLD: Final = 1 << 18
_ITALIC: Final = 1 << 6
_FILL_AND_STROKE: Final = 2
_INVISIBLE: Final = 3
# Room for a font's name.
_NAME: Final = struct.Struct("256s")


class FontName(NamedTuple):
    """What a font's name tells: bold, italic, and the symbol font it is, if one."""

    bold: bool
    italic: bool
    symbols: str | None


@lru_cache(maxsize=1024)
def read_font_name(name: str) -> FontName:
    """The look that a font's PostScript name tells.

    >>> read_font_name("ABCDEF+Arial-BoldMT")
    FontName(bold=True, italic=False, symbols=None)
    """
    symbols = _SYMBOL_NAME.search(name)
    return FontName(
        bool(_BOLD_NAME.search(name)), bool(_ITALIC_NAME.search(name)), symbols[0].lower() if symbols else None
    )


class LookStore:
    """What is known of the looks of one file: `styles` of all its pages, so that a look is one object, and `fonts`
    (bold, italic, the symbol font it is, if one) by their handles, which hold as long as the page does."""

    def __init__(self) -> None:
        self.fonts: dict[int, tuple[bool, bool, str | None]] = {}
        self.styles: dict[tuple[bool, bool, int | None, float, bool], Style] = {}
        self._room, (self._name,) = calls.make_room(_NAME, 0)

    def font_look(self, font: int) -> tuple[bool, bool, str | None]:
        """Bold and italic, by the font's name, then by its flags and weight; its name if it is a symbol font."""
        known = self.fonts.get(font)
        if known is None:
            handle = calls.as_argument(font)
            self._room[0] = 0
            calls.font_name(handle, self._name, _NAME.size)
            named = read_font_name(self._room.partition(b"\0")[0].decode("utf-8", "replace"))
            flags = calls.font_flags(handle)
            bold = named.bold or bool(flags & _FORCE_BOLD) or calls.font_weight(handle) >= _BOLD_WEIGHT
            italic = named.italic or bool(flags & _ITALIC)
            known = self.fonts[font] = bold, italic, named.symbols
        return known


class Looks:
    """The looks of one page's text objects; an object is asked once."""

    def __init__(self, store: LookStore) -> None:
        self._store = store
        # Bold, italic, colour: a tuple is found faster than a style.
        self._plain: dict[tuple[bool, bool, int | None], int] = {(False, False, None): 0}
        self._looks: dict[tuple[int | None, int | None, int], tuple[int, str | None]] = {}
        # The number of each object's look.
        self.numbers: dict[int | None, int] = {None: 0}
        self._sized: dict[tuple[int, float, int], Style] = {}
        self.symbols: dict[int | None, str] = {}
        # How many of the objects are not shown.
        self.hidden = 0

    @property
    def is_hidden(self) -> bool:
        """Whether most of the objects asked about are not shown: the text layer of a scan."""
        return self.hidden * 2 >= len(self.numbers)

    def read(self, objects: Iterable[int | None]) -> None:
        """Ask for the looks of text objects that are not known yet, and number them, sizes left out."""
        new = [obj for obj in dict.fromkeys(objects) if obj is not None and obj not in self.numbers]
        for obj, look in zip(new, sweeps.find_looks(new), strict=True):
            number, symbols = self._looks.get(look) or self._add_look(look)
            self.numbers[obj] = number
            if symbols:
                self.symbols[obj] = symbols
            if look[2] == _INVISIBLE:
                self.hidden += 1

    def number(self, obj: int | None) -> int:
        """The number of a text object's look, its size left out."""
        if obj not in self.numbers:
            self.read((obj,))
        return self.numbers[obj]

    def _add_look(self, look: tuple[int | None, int | None, int]) -> tuple[int, str | None]:
        """The number of a look (colour, font and render mode as PDFium gives them), and its symbol font, if one."""
        color, font, mode = look
        bold, italic, symbols = self._store.font_look(font) if font else (False, False, None)
        key = (bold or mode == _FILL_AND_STROKE, italic, None if color == -1 else color)
        known = self._looks[look] = self._plain.setdefault(key, len(self._plain)), symbols
        return known

    def style(self, look: int, size: float, turn: int) -> Style:
        """A look with its size in points and its direction; one object for all runs that look so."""
        key = (look, size, turn)
        known = self._sized.get(key)
        if known is None:
            bold, italic, color = list(self._plain)[look]
            full = (bold, italic, color, round(size, 1), turn in (1, 3))
            known = self._store.styles.get(full)
            if known is None:
                known = Style(bold=bold, italic=italic, color=color, size=full[3], rotated=full[4])
                self._store.styles[full] = known
            self._sized[key] = known
        return known
