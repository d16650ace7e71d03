"""The looks of a workbook's cells: number format, font and fill of each cell style."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extractors.sheet_numbers import BUILT_IN, GENERAL
from extractors.sheet_package import Element, SheetPackage
from models.document import PLAIN, Style

_T = TypeVar("_T")

_WHITE = 0xFFFFFF
_HEX = re.compile(r"[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")
# The order in which a style counts the theme's colours: the first two pairs stand the other way round in the theme.
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


@dataclass(frozen=True, slots=True)
class CellLook:
    """How the cells of one style look: number format, font of the text, background."""

    code: str
    font: Style
    cell: Style


DEFAULT_LOOK = CellLook(GENERAL, PLAIN, PLAIN)


def read_theme(package: SheetPackage, part: str | None) -> tuple[int | None, ...]:
    """The theme's colours as 0xRRGGBB in the order that styles count them."""
    root = package.root(part) if part else None
    scheme = None if root is None else root.find(".//{*}clrScheme")
    if scheme is None:
        return ()
    colors: list[int | None] = []
    for name in _THEME_ORDER:
        element = scheme.find(f"{{*}}{name}")
        inner = element[0] if element is not None and len(element) else None
        colors.append(None if inner is None else _hex(inner.get("lastClr") or inner.get("val")))
    return tuple(colors)


def read_looks(package: SheetPackage, part: str | None, theme: Sequence[int | None]) -> list[CellLook]:
    """The looks in the order that cells count them (attribute `s`)."""
    root = package.root(part) if part else None
    if root is None:
        return []
    codes = dict(BUILT_IN)
    for element in root.iterfind("{*}numFmts/{*}numFmt"):
        codes[_number(element.get("numFmtId"))] = element.get("formatCode") or GENERAL
    fonts = [read_font(font, theme) for font in root.iterfind("{*}fonts/{*}font")]
    fills = [_read_fill(fill, theme) for fill in root.iterfind("{*}fills/{*}fill")]
    return [_make_look(xf, codes, fonts, fills) for xf in root.iterfind("{*}cellXfs/{*}xf")]


def _make_look(xf: Element, codes: dict[int, str], fonts: Sequence[Style], fills: Sequence[int | None]) -> CellLook:
    font = _at(fonts, xf.get("fontId")) or PLAIN
    fill = _at(fills, xf.get("fillId"))
    alignment = xf.find("{*}alignment")
    rotated = alignment is not None and alignment.get("textRotation") in ("90", "180", "255")
    code = codes.get(_number(xf.get("numFmtId")), GENERAL)
    return CellLook(code, replace(font, rotated=rotated), replace(PLAIN, fill=fill, bold=font.bold))


def read_font(font: Element, theme: Sequence[int | None]) -> Style:
    """The look of a `font` or `rPr` element."""
    size = font.find("{*}sz")
    color = _read_color(font.find("{*}color"), theme)
    return Style(
        bold=_is_on(font.find("{*}b")),
        italic=_is_on(font.find("{*}i")),
        underline=_is_on(font.find("{*}u")),
        size=None if size is None else _decimal(size.get("val")),
        # Black is what text is anyway.
        color=color or None,
    )


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get("val") not in ("0", "false", "none")


def _read_fill(fill: Element, theme: Sequence[int | None]) -> int | None:
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType") in (None, "none"):
        return None
    color = _read_color(pattern.find("{*}fgColor"), theme)
    return None if color == _WHITE else color


def _read_color(element: Element | None, theme: Sequence[int | None]) -> int | None:
    if element is None:
        return None
    color = _hex(element.get("rgb"))
    if color is None and element.get("theme") is not None:
        color = _at(theme, element.get("theme"))
    tint = _decimal(element.get("tint")) or 0.0
    return color if color is None or not tint else _tint(color, tint)


def _tint(color: int, tint: float) -> int:
    """A colour made darker (tint below 0) or lighter, part by part."""
    parts = ((color >> shift) & 0xFF for shift in (16, 8, 0))
    shaded = (part * (1 + tint) if tint < 0 else part + (255 - part) * tint for part in parts)
    return sum(min(255, max(0, round(part))) << shift for part, shift in zip(shaded, (16, 8, 0), strict=True))


def _hex(text: str | None) -> int | None:
    return int(text[-6:], 16) if text and _HEX.fullmatch(text) else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _decimal(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _at(values: Sequence[_T], index: str | None) -> _T | None:
    number = _number(index)
    return values[number] if number < len(values) else None
