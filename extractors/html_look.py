"""How HTML looks: inline declarations, attributes and simple class rules of a style sheet, as changes to a Style."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from models.document import Style

_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_AT_BLOCK = re.compile(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?[.#][\w-]+", re.IGNORECASE)
_LARGEST_SHEET = 300_000
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,?\s*(\d{1,3})\s*,?\s*(\d{1,3})\s*\)", re.IGNORECASE)
_SIZE = re.compile(r"([\d.]{1,8})\s*(pt|px)", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_LIST_LEVEL = re.compile(r"\blevel(\d)")
_NAMED = {
    "aqua": 0x00FFFF,
    "blue": 0x0000FF,
    "brown": 0xA52A2A,
    "crimson": 0xDC143C,
    "cyan": 0x00FFFF,
    "darkblue": 0x00008B,
    "darkgreen": 0x006400,
    "darkred": 0x8B0000,
    "gray": 0x808080,
    "green": 0x008000,
    "grey": 0x808080,
    "lightblue": 0xADD8E6,
    "lightgray": 0xD3D3D3,
    "lightgreen": 0x90EE90,
    "lightgrey": 0xD3D3D3,
    "lightyellow": 0xFFFFE0,
    "lime": 0x00FF00,
    "maroon": 0x800000,
    "navy": 0x000080,
    "olive": 0x808000,
    "orange": 0xFFA500,
    "pink": 0xFFC0CB,
    "purple": 0x800080,
    "red": 0xFF0000,
    "silver": 0xC0C0C0,
    "steelblue": 0x4682B4,
    "teal": 0x008080,
    "yellow": 0xFFFF00,
}
_BLACK, _WHITE = 0x000000, 0xFFFFFF


@dataclass(frozen=True, slots=True)
class Look:
    """What declarations change; None leaves as it was. `marker` is Word's mark for a list marker typed as text."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    size: float | None = None
    color: int | None = None
    fill: int | None = None
    hidden: bool | None = None
    marker: bool | None = None
    list_level: int | None = None

    def over(self, other: "Look") -> "Look":
        """This look laid over another."""
        own = {item.name: value for item in fields(self) if (value := getattr(self, item.name)) is not None}
        return replace(other, **own)


NO_LOOK = Look()


@lru_cache(maxsize=4096)
def read_declarations(css: str) -> Look:
    """What a `style` attribute or the inside of a rule says; what we have no use for is passed over.

    Black ink and white ground are what a page has anyway, so they count as none.
    """
    look = NO_LOOK
    for name, value in _DECLARATION.findall(css):
        read = _PROPERTIES.get(name.lower())
        if read:
            look = read(value.strip().lower()).over(look)
    return look


def _read_list(value: str) -> Look:
    level = _LIST_LEVEL.search(value)
    return Look(marker=True) if "ignore" in value else Look(list_level=int(level[1]) if level else None)


def _read_weight(value: str) -> Look:
    return Look(bold=value.startswith(("bold", "6", "7", "8", "9")))


def _read_display(value: str) -> Look:
    return Look(hidden=True if value.startswith(("none", "hidden")) else None)


def _read_fill(value: str) -> Look:
    return Look(fill=_drop(read_color(value), _WHITE))


def _drop(color: int | None, usual: int) -> int | None:
    return None if color == usual else color


def _read_size(value: str) -> float | None:
    found = _SIZE.match(value)
    if not found or found[1].count(".") > 1 or found[1] == ".":
        return None
    return round(float(found[1]) * (0.75 if found[2] == "px" else 1.0), 2)


def read_color(value: str) -> int | None:
    """The first colour in a CSS value or colour attribute as 0xRRGGBB; None where there is none that we know."""
    hexadecimal = _HEX.search(value)
    if hexadecimal:
        digits = hexadecimal[1] if len(hexadecimal[1]) == 6 else "".join(digit * 2 for digit in hexadecimal[1])
        return int(digits, 16)
    parts = _RGB.search(value)
    if parts:
        red, green, blue = (min(int(part), 255) for part in parts.groups())
        return red << 16 | green << 8 | blue
    if "black" in value or "white" in value:
        return _BLACK if "black" in value else _WHITE
    return next((_NAMED[word] for word in _WORD.findall(value.lower()) if word in _NAMED), None)


_PROPERTIES: dict[str, Callable[[str], Look]] = {
    "font-weight": _read_weight,
    "font-style": lambda value: Look(italic=value.startswith(("italic", "oblique"))),
    "font-size": lambda value: Look(size=_read_size(value)),
    "text-decoration": lambda value: Look(underline="underline" in value),
    "text-decoration-line": lambda value: Look(underline="underline" in value),
    "color": lambda value: Look(color=_drop(read_color(value), _BLACK)),
    "background": _read_fill,
    "background-color": _read_fill,
    "display": _read_display,
    "visibility": _read_display,
    "mso-list": _read_list,
}


@lru_cache(maxsize=1024)
def apply_look(look: Look, style: Style) -> Style:
    """The style with the look's changes."""
    return Style(
        bold=style.bold if look.bold is None else look.bold,
        italic=style.italic if look.italic is None else look.italic,
        underline=style.underline if look.underline is None else look.underline,
        size=style.size if look.size is None else look.size,
        color=style.color if look.color is None else look.color,
        fill=style.fill if look.fill is None else look.fill,
        rotated=style.rotated,
    )


def read_sheet(css: str) -> dict[str, Look]:
    """Rules by their selector: a tag, `.class`, `#id` or `tag.class`. Anything cleverer is left out."""
    if len(css) > _LARGEST_SHEET:
        return {}
    rules: dict[str, Look] = {}
    plain = _AT_BLOCK.sub("", _COMMENT.sub("", css))
    for selectors, body in _RULE.findall(plain):
        look = read_declarations(body)
        if look == NO_LOOK:
            continue
        for selector in selectors.split(","):
            name = selector.strip()
            # Links are coloured everywhere: that sets nothing apart.
            if _SELECTOR.fullmatch(name) and name.lower() not in {"a", "html", "body"}:
                rules[name] = look.over(rules.get(name, NO_LOOK))
    return rules


def find_look(rules: Mapping[str, Look], tag: str, attributes: Mapping[str, str]) -> Look:
    """The look of an element: the sheet's rules, weakest first, then its own attributes."""
    look = NO_LOOK
    if rules:
        for name in _selectors(tag, attributes):
            if name in rules:
                look = rules[name].over(look)
    ground, ink = attributes.get("bgcolor"), attributes.get("color") if tag == "font" else None
    if ground or ink:
        fill, color = _drop(read_color(ground or ""), _WHITE), _drop(read_color(ink or ""), _BLACK)
        look = Look(fill=fill, color=color).over(look)
    css = attributes.get("style")
    return read_declarations(css).over(look) if css else look


def _selectors(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    yield tag
    classes = attributes.get("class", "").split()
    yield from (f".{name}" for name in classes)
    yield from (f"{tag}.{name}" for name in classes)
    if "id" in attributes:
        yield f"#{attributes['id']}"
