"""What styles.xml says of paragraphs, runs and tables: headings, lists, looks.

Style sheets are long (python-docx's template has 164 styles, 350 kB) and a fiche uses ten: only those are parsed.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from extractors.docx_names import PPR, RPR, VAL, child_value, is_on, read_color, read_fill, read_int, w
from extractors.docx_symbols import SYMBOL_FONTS
from models.document import PLAIN, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from extractors.trees import Element

# Run properties by short name; a missing key says nothing, which is not the same as off.
RunProps: TypeAlias = dict[str, "int | bool | str | float | None"]

_T = TypeVar("_T")
_ROOT_OPEN = re.compile(rb"<w:styles\b[^>]*>")
_DEFAULTS = re.compile(rb"<w:docDefaults>.*?</w:docDefaults>", re.DOTALL)
_DEFAULT_STYLE = re.compile(rb'<w:style [^>]*w:default="1"[^>]*>')
_STYLE_ID = re.compile(rb'w:styleId="([^"]*)"')
_ANY_STYLE = re.compile(rb"<(?:\w+:)?style\s[^>]*>")
_STYLE_END = b"</w:style>"
_HEADING_NAME = re.compile(r"(?:heading|titre) ?([1-9])", re.IGNORECASE)
_TITLE_LEVELS = {"title": 1, "titre": 1, "subtitle": 2, "sous-titre": 2}
_CONTENTS_NAME = re.compile(
    r"(?:toc|contents|tm|index) ?\d|toc heading|contents heading|table of figures|en-tête de table des matières",
    re.IGNORECASE,
)
_TOGGLES = {w("b"): "bold", w("i"): "italic", w("vanish"): "hidden"}
_HIGHLIGHTS = {
    "yellow": 0xFFFF00, "green": 0x00FF00, "cyan": 0x00FFFF, "magenta": 0xFF00FF, "blue": 0x0000FF, "red": 0xFF0000,
    "darkBlue": 0x000080, "darkCyan": 0x008080, "darkGreen": 0x008000, "darkMagenta": 0x800080, "darkRed": 0x800000,
    "darkYellow": 0x808000, "darkGray": 0x808080, "lightGray": 0xC0C0C0, "black": 0x000000,
}  # fmt: skip
_MAX_CHAIN = 50
_SHARED_SHEETS, _MOST_LOOKS = 8, 10_000
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run shows: its style, whether it is hidden, and the symbol font it is set in, if any."""

    style: Style = PLAIN
    hidden: bool = False
    symbol_font: str | None = None


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with all that it inherits. `level` is a heading's, 0 for others; `contents` marks the styles
    of tables of contents; `num_id` and `num_level` are the list it draws (None where it says nothing)."""

    level: int = 0
    contents: bool = False
    num_id: str | None = None
    num_level: int | None = None
    fill: int | None = None
    run: RunProps = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableZone:
    """The run properties and background that a table style gives to a cell, by where the cell is."""

    key: tuple[str, bool, bool] = ("", False, False)
    run: RunProps = field(default_factory=dict)
    fill: int | None = None


NO_ZONE = TableZone()


@dataclass(slots=True)
class SheetMemory:
    """What was read of one styles.xml so far. Documents of one producer have the very same sheet: they share it."""

    opened: bool = False
    blob: bytes = b""
    head: bytes = b""
    default_paragraph: str | None = None
    base: RunProps = field(default_factory=dict)
    elements: "dict[str, Element | None]" = field(default_factory=dict)
    paragraphs: dict[str | None, ParagraphStyle] = field(default_factory=dict)
    characters: dict[str, RunProps] = field(default_factory=dict)
    zones: dict[tuple[str, bool, bool], TableZone] = field(default_factory=dict)
    looks: dict[tuple[object, ...], RunLook] = field(default_factory=dict)


@lru_cache(maxsize=_SHARED_SHEETS)
def share_memory(_packed: object) -> SheetMemory:
    """The memory of the style sheet that is packed so: the same for the same bytes, in whatever document."""
    return SheetMemory()


class StyleSheet:
    """The styles of one document, parsed as they are asked for.

    `load` gives styles.xml (None where the package has none), `parse` makes a tree of bytes; neither is called for
    what `memory` holds already.
    """

    def __init__(
        self,
        load: "Callable[[], bytes | None]",
        parse: "Callable[[bytes], Element]",
        memory: SheetMemory | None = None,
    ) -> None:
        self._parse = parse
        self._memory = SheetMemory() if memory is None else memory
        if not self._memory.opened:
            blob = load()
            defaults = self._open(blob) if blob else None
            rpr = None if defaults is None else defaults.find(f"{w('rPrDefault')}/{RPR}")
            self._memory.base = read_run_props(rpr)
            self._memory.opened = True

    def _open(self, blob: bytes) -> "Element | None":
        """Get ready to cut single styles out of the sheet without parsing it; gives the `w:docDefaults`.

        Only a sheet in the usual spelling (prefix `w`, double quotes) can be cut; any other is parsed whole.
        """
        root = _ROOT_OPEN.search(blob)
        first = _ANY_STYLE.search(blob)
        is_usual = first is not None and b' w:styleId="' in first[0] and first[0].startswith(b"<w:style ")
        if root is None or not is_usual:
            return self._read_whole(self._parse(blob))
        self._memory.blob, self._memory.head = blob, root[0]
        for match in _DEFAULT_STYLE.finditer(blob):
            if b'w:type="paragraph"' in match[0]:
                style_id = _STYLE_ID.search(match[0])
                self._memory.default_paragraph = style_id and style_id[1].decode("utf-8", "replace")
                break
        defaults = _DEFAULTS.search(blob)
        return None if defaults is None else self._parse_piece(defaults[0])

    def _cut(self, style_id: str) -> bytes | None:
        """The bytes of one style."""
        blob = self._memory.blob
        at = blob.find(f'w:styleId="{escape(style_id, quote=False)}"'.encode())
        start = blob.rfind(b"<w:style ", 0, at)
        if at < 0 or start < 0:
            return None
        opened = blob.find(b">", at)
        end = blob.find(_STYLE_END, opened)
        if opened < 0 or end < 0 or blob[opened - 1 : opened] == b"/":
            return None
        return blob[start : end + len(_STYLE_END)]

    def _parse_piece(self, piece: bytes) -> "Element | None":
        return next(iter(self._parse(self._memory.head + piece + b"</w:styles>")), None)

    def _read_whole(self, root: "Element") -> "Element | None":
        for element in root.iter(w("style")):
            style_id = element.get(w("styleId"), "")
            self._memory.elements.setdefault(style_id, element)
            if element.get(w("default")) in ("1", "true", "on") and element.get(w("type")) == "paragraph":
                self._memory.default_paragraph = style_id
        return root.find(w("docDefaults"))

    def _element(self, style_id: str) -> "Element | None":
        elements = self._memory.elements
        if style_id not in elements:
            piece = self._cut(style_id)
            elements[style_id] = None if piece is None else self._parse_piece(piece)
        return elements[style_id]

    def _chain(self, style_id: str) -> "list[Element]":
        """The style and those it is based on, nearest first."""
        chain: list[Element] = []
        seen: set[str] = set()
        current: str | None = style_id
        while current is not None and current not in seen and len(chain) < _MAX_CHAIN:
            seen.add(current)
            element = self._element(current)
            if element is None:
                break
            chain.append(element)
            current = child_value(element, w("basedOn"))
        return chain

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """The paragraph style of that id; the document's default one for None or an unknown id."""
        found = self._memory.paragraphs.get(style_id)
        if found is None:
            found = self._memory.paragraphs[style_id] = self._read_paragraph(style_id)
        return found

    def _read_paragraph(self, style_id: str | None) -> ParagraphStyle:
        chain = self._chain(style_id) if style_id else []
        # A style that the sheet does not define may still be a built-in one, known by its id alone («Titre1»).
        names = [child_value(element, w("name")) or "" for element in chain] or [style_id or ""]
        default = self._memory.default_paragraph
        if not chain and default and default != style_id:
            chain = self._chain(default)
        ppr = [found for element in chain if (found := element.find(PPR)) is not None]
        run: RunProps = {}
        for element in reversed(chain):
            run |= read_run_props(element.find(RPR))
        numbering = [found for element in ppr if (found := element.find(w("numPr"))) is not None]
        return ParagraphStyle(
            level=_heading_level(chain, names),
            contents=any(_CONTENTS_NAME.fullmatch(name) for name in names),
            num_id=_first(child_value(element, w("numId")) for element in numbering),
            num_level=_first(read_int(child_value(element, w("ilvl"))) for element in numbering),
            fill=_first(read_fill(element.find(w("shd"))) for element in ppr),
            run=run,
        )

    def character(self, style_id: str) -> RunProps:
        """The run properties of a character style with all that it inherits."""
        found = self._memory.characters.get(style_id)
        if found is None:
            found = {}
            for element in reversed(self._chain(style_id)):
                found |= read_run_props(element.find(RPR))
            self._memory.characters[style_id] = found
        return found

    def zone(self, table_style: str, *, first_row: bool, first_column: bool) -> TableZone:
        """What a table style gives to a cell, in its first row or first column as the table asks for those."""
        key = (table_style, first_row, first_column)
        found = self._memory.zones.get(key)
        if found is None:
            found = self._memory.zones[key] = self._read_zone(key)
        return found

    def _read_zone(self, key: tuple[str, bool, bool]) -> TableZone:
        style_id, first_row, first_column = key
        run: RunProps = {}
        fill: int | None = None
        wanted = [None] + ["firstCol"] * first_column + ["firstRow"] * first_row
        chain = self._chain(style_id)
        for kind in wanted:
            for element in reversed(chain):
                for part in [element] if kind is None else element.findall(w("tblStylePr")):
                    if kind is None or part.get(w("type")) == kind:
                        run |= read_run_props(part.find(RPR))
                        shd = part.find(f"{w('tcPr')}/{w('shd')}")
                        fill = fill if shd is None else read_fill(shd)
        return TableZone(key, run, fill)

    def look(self, zone: TableZone, style_id: str | None, direct: RunProps) -> RunLook:
        """How a run shows, from the document's defaults, table style, paragraph style, character style (`direct`'s
        `style`) and its own properties."""
        key = (zone.key, style_id, *direct.items())
        looks = self._memory.looks
        found = looks.get(key)
        if found is None:
            character = direct.get("style")
            layers = (
                zone.run,
                self.paragraph(style_id).run,
                self.character(character) if isinstance(character, str) else {},
            )
            if len(looks) >= _MOST_LOOKS:
                looks.clear()
            found = looks[key] = _resolve(self._memory.base, layers, direct)
        return found


def _resolve(base: RunProps, layers: tuple[RunProps, ...], direct: RunProps) -> RunLook:
    merged: RunProps = dict(base)
    for layer in layers:
        merged |= layer
    merged |= direct
    for toggle in _TOGGLES.values():
        if toggle not in direct:
            # ISO 29500-1 17.7.3: bold in a character style inside a bold paragraph style turns bold off.
            merged[toggle] = bool(base.get(toggle)) or sum(bool(layer.get(toggle)) for layer in layers) % 2 == 1
    size, color, fill, font = (merged.get(key) for key in ("size", "color", "fill", "font"))
    return RunLook(
        Style(
            bold=bool(merged["bold"]),
            italic=bool(merged["italic"]),
            underline=bool(merged.get("underline")),
            size=size if isinstance(size, float) else None,
            color=color if isinstance(color, int) else None,
            fill=fill if isinstance(fill, int) else None,
        ),
        hidden=bool(merged["hidden"]),
        symbol_font=font if isinstance(font, str) else None,
    )


def read_run_props(rpr: "Element | None") -> RunProps:
    """The properties a `w:rPr` sets itself."""
    props: RunProps = {}
    for child in () if rpr is None else rpr:
        tag = child.tag
        toggle = _TOGGLES.get(tag)
        if toggle is not None:
            props[toggle] = is_on(child)
        elif tag in _READERS:
            key, read = _READERS[tag]
            props[key] = read(child)
    return props


def _read_size(element: "Element") -> float | None:
    value = element.get(VAL, "")
    if value.endswith("pt"):  # strict OOXML gives lengths their unit
        return float(value[:-2]) if value[:-2].replace(".", "", 1).isdigit() else None
    half_points = read_int(value)
    return None if half_points is None else half_points / 2


def _read_run_color(element: "Element") -> int | None:
    # Black said or left to the default is the same look.
    return read_color(element.get(VAL)) or None


def _read_font(element: "Element") -> str | None:
    font = element.get(w("ascii")) or element.get(w("hAnsi")) or ""
    return font if font.lower().startswith(SYMBOL_FONTS) else None


_READERS: "dict[str, tuple[str, Callable[[Element], int | bool | str | float | None]]]" = {
    w("u"): ("underline", lambda element: element.get(VAL, "single") != "none"),
    w("sz"): ("size", _read_size),
    w("color"): ("color", _read_run_color),
    w("shd"): ("fill", read_fill),
    w("highlight"): ("fill", lambda element: _HIGHLIGHTS.get(element.get(VAL, ""))),
    w("rFonts"): ("font", _read_font),
    w("rStyle"): ("style", lambda element: element.get(VAL)),
}


def _heading_level(chain: "list[Element]", names: list[str]) -> int:
    """The level of a heading style by its outline level or its name, whichever the nearest ancestor has; else 0."""
    outlines = [read_int(child_value(element.find(PPR), w("outlineLvl"))) for element in chain] or [None]
    for outline, name in zip(outlines, names, strict=False):
        if outline is not None:
            return outline + 1 if 0 <= outline < _BODY_LEVEL else 0
        numbered = _HEADING_NAME.fullmatch(name)
        if numbered:
            return int(numbered[1])
        if name.lower() in _TITLE_LEVELS:
            return _TITLE_LEVELS[name.lower()]
    return 0


def _first(values: "Iterable[_T | None]") -> "_T | None":
    return next((value for value in values if value is not None), None)
