"""How the text objects of a PDF look: weight, slant, colour, and the symbol fonts among them."""

import ctypes
import re
from typing import NamedTuple

from extractors import pdf_calls as calls
from models.document import Style

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,]bd\b|extrabd", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|[-,]it\b", re.IGNORECASE)
_SYMBOL_NAME = re.compile(r"wingdings(?: ?[23])?|webdings|symbol", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6
_FILL_AND_STROKE = 2


class FontName(NamedTuple):
    """What a font's name tells: bold, italic, and the symbol font it is, if one."""

    bold: bool
    italic: bool
    symbols: str | None


def read_font_name(name: str) -> FontName:
    """The look that a font's PostScript name tells.

    >>> read_font_name("ABCDEF+Arial-BoldMT")
    FontName(bold=True, italic=False, symbols=None)
    """
    symbols = _SYMBOL_NAME.search(name)
    return FontName(
        bool(_BOLD_NAME.search(name)), bool(_ITALIC_NAME.search(name)), symbols[0].lower() if symbols else None
    )


# Of each font by its handle: bold, italic, and the symbol font it is, if one.
FontLooks = dict[int, tuple[bool, bool, str | None]]


class Looks:
    """The looks of one page's text objects, by number; an object is asked once."""

    def __init__(self, fonts: FontLooks) -> None:
        self._fonts = fonts
        self._color = calls.ColorCall(calls.fill_color)
        # Bold, italic, colour: a tuple is found faster than a style.
        self._plain: dict[tuple[bool, bool, int | None], int] = {(False, False, None): 0}
        self._numbers: dict[int | None, int] = {None: 0}
        self._exact: dict[tuple[int, float, int], int] = {}
        self._sized: dict[tuple[int, float, bool], int] = {}
        self.symbols: dict[int | None, str] = {}

    def number(self, obj: int | None) -> int:
        """The number of a text object's look, its size left out."""
        known = self._numbers.get(obj)
        if known is None:
            color = self._color(obj) if obj else -1
            font = calls.text_font(obj)
            bold, italic, symbols = self._font_look(font) if font else (False, False, None)
            if symbols:
                self.symbols[obj] = symbols
            bold = bold or calls.text_render_mode(obj) == _FILL_AND_STROKE
            key = (bold, italic, None if color == -1 else color)
            known = self._numbers[obj] = self._plain.setdefault(key, len(self._plain))
        return known

    def sized(self, look: int, size: float, turn: int) -> int:
        """The number in `styles` of a look with its size in points and its direction."""
        key = (look, size, turn)
        known = self._exact.get(key)
        if known is None:
            known = self._sized.setdefault((look, round(size, 1), turn in (1, 3)), len(self._sized))
            self._exact[key] = known
        return known

    def styles(self) -> tuple[Style, ...]:
        """All looks that `sized` was asked for."""
        plain = list(self._plain)
        return tuple(
            Style(bold=plain[look][0], italic=plain[look][1], color=plain[look][2], size=size, rotated=rotated)
            for look, size, rotated in self._sized
        )

    def _font_look(self, font: int) -> tuple[bool, bool, str | None]:
        """Bold and italic, by the font's name, then by its flags and weight; its name if it is a symbol font."""
        known = self._fonts.get(font)
        if known is None:
            buffer = ctypes.create_string_buffer(256)
            calls.font_name(font, buffer, len(buffer))
            named = read_font_name(buffer.value.decode("utf-8", "replace"))
            flags = calls.font_flags(font)
            bold = named.bold or bool(flags & _FORCE_BOLD) or calls.font_weight(font) >= _BOLD_WEIGHT
            italic = named.italic or bool(flags & _ITALIC)
            known = self._fonts[font] = bold, italic, named.symbols
        return known
