"""What the glyphs of symbol fonts are in Unicode: Word stores them as codes that mean letters in any other font.

Only glyphs that documents use as text are named; every other one is decoration and comes out as a bullet.
"""

import re

UNCHECKED, CHECKED = "☐", "☒"
CHECK_BOXES = {"☐": False, "☑": True, "☒": True, "🗹": True, "🗷": True}
SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
_BULLET = "•"
_PRIVATE_USE = re.compile("[\uf020-\uf0ff]")

_WINGDINGS = {
    0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: UNCHECKED,
    0x70: UNCHECKED, 0x71: UNCHECKED, 0x72: UNCHECKED, 0x75: "◆", 0x76: "❖", 0x78: CHECKED, 0x9E: "·", 0x9F: "•",
    0xA1: "○", 0xA7: "▪", 0xA8: UNCHECKED, 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: CHECKED, 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: CHECKED, 0x52: "☑", 0x53: CHECKED, 0x54: CHECKED, 0xA3: UNCHECKED}
_WINGDINGS_3 = {0x75: "▶", 0x7D: "▶"}
_WEBDINGS = {0x34: "▶", 0x61: "✔", 0x63: UNCHECKED, 0x67: "■", 0x72: "✖"}
_SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5E: "⊥", 0xA0: "€", 0xA3: "≤", 0xA5: "∞", 0xA8: "♦",
    0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
_GREEK = dict(zip(b"ABCDEFGHIKLMNOPQRSTUWXYZ", "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖ", strict=True))
_GREEK |= dict(zip(b"abcdefghiklmnopqrstuwxyz", "αβχδεφγηικλμνοπθρστυωξψζ", strict=True))
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL | _GREEK,
}


def read_symbol(code: int, font: str) -> str:
    """The glyph `code` (0x20 to 0xFF, or the same from 0xF000) of a font, as Unicode.

    >>> read_symbol(0xF0FE, "Wingdings"), read_symbol(0xB3, "Symbol"), read_symbol(0x2612, "MS Gothic")
    ('☑', '≥', '☒')
    """
    is_private = 0xF000 <= code <= 0xF0FF
    glyphs = _FONTS.get(font.lower())
    if glyphs is None and not is_private:
        return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""
    low = code & 0xFF if is_private else code
    glyph = (_WINGDINGS if glyphs is None else glyphs).get(low)
    if glyph is not None:
        return glyph
    if chr(low).isspace():
        return " "
    # In Symbol, digits and punctuation are themselves.
    return chr(low) if glyphs is not None and font.lower() == "symbol" and low < 0x40 else _BULLET


def read_symbols(text: str, font: str | None) -> str:
    """A text typed in a symbol font, or with codes of one in another font (None), as Unicode."""
    if font is not None:
        return "".join(char if char in "\t\n" else read_symbol(ord(char), font) for char in text)
    return _PRIVATE_USE.sub(lambda match: read_symbol(ord(match[0]), ""), text)


def has_symbols(text: str) -> bool:
    """Whether a text holds codes of a symbol font."""
    return not text.isascii() and _PRIVATE_USE.search(text) is not None
