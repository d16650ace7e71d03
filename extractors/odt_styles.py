"""What the styles of an OpenDocument text say: looks of paragraphs, runs and cells, headings, page layouts."""

from dataclasses import dataclass, field
from typing import TypeAlias

from extractors.docx_symbols import SYMBOL_FONTS
from extractors.odt_names import FO, STYLE, SVG, TEXT
from extractors.trees import Element, iter_any
from models.document import PLAIN, Style

# Properties by attribute, as written; a missing one says nothing, which is not the same as off.
Properties: TypeAlias = dict[str, str]

_STYLES = frozenset((f"{STYLE}style", f"{STYLE}default-style"))
_WINDOW_COLOR = f"{STYLE}use-window-font-color"
_MAX_CHAIN = 50
_TITLE_LEVELS = {"title": 1, "titre": 1, "subtitle": 2, "sous-titre": 2, "sous-titre_20_principal": 2}
_CONTENTS_NAMES = ("contents_20_", "contents heading", "table_20_of_20_contents", "index_20_", "toc")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0}


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run shows: its style, whether it is hidden, and the symbol font it is set in, if any."""

    style: Style = PLAIN
    hidden: bool = False
    symbol_font: str | None = None


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with all that it inherits: a heading's level (0 for others), whether a table of contents has
    it, its background, the page layout it begins (None where it begins none), and its runs' properties."""

    level: int = 0
    contents: bool = False
    fill: int | None = None
    master: str | None = None
    run: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellLook:
    """A cell's background and whether its text runs at 90 degrees."""

    fill: int | None = None
    rotated: bool = False


class StyleSheet:
    """The styles of one document by family and name; `roots` are styles.xml and content.xml, the later one wins."""

    def __init__(self, *roots: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Properties] = {}
        self._fonts: dict[str, str] = {}
        for root in roots:
            for element in () if root is None else iter_any(root, _STYLES):
                self._take(element)
            for face in () if root is None else root.iter(f"{STYLE}font-face"):
                family = face.get(f"{SVG}font-family", "")
                self._fonts[face.get(f"{STYLE}name", "")] = family.strip("'\"")
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, Properties] = {}
        self._cells: dict[str, CellLook] = {}
        self._looks: dict[tuple[tuple[str, str], ...], RunLook] = {}

    def _take(self, element: Element) -> None:
        family = element.get(f"{STYLE}family", "")
        if element.tag == f"{STYLE}style":
            self._elements[family, element.get(f"{STYLE}name", "")] = element
        else:
            self._defaults[family] = _properties(element, "text")

    def _chain(self, family: str, name: str) -> list[Element]:
        """The style and those it inherits from, nearest first."""
        chain: list[Element] = []
        seen: set[str] = set()
        while name and name not in seen and len(chain) < _MAX_CHAIN:
            seen.add(name)
            element = self._elements.get((family, name))
            if element is None:
                break
            chain.append(element)
            name = element.get(f"{STYLE}parent-style-name", "")
        return chain

    def paragraph(self, name: str) -> ParagraphStyle:
        """The paragraph style of that name; the document's default where there is none."""
        found = self._paragraphs.get(name)
        if found is None:
            found = self._paragraphs[name] = self._read_paragraph(name)
        return found

    def _read_paragraph(self, name: str) -> ParagraphStyle:
        chain = self._chain("paragraph", name)
        run = dict(self._defaults.get("paragraph", {}))
        own: Properties = {}
        for element in reversed(chain):
            run |= _properties(element, "text")
            own |= _properties(element, "paragraph")
        names = [element.get(f"{STYLE}name", "").lower() for element in chain] or [name.lower()]
        masters = (element.get(f"{STYLE}master-page-name") for element in chain)
        return ParagraphStyle(
            level=_find_level(chain, names),
            contents=any(found.startswith(_CONTENTS_NAMES) for found in names),
            fill=read_fill(own.get(f"{FO}background-color")),
            master=next((master for master in masters if master is not None), None) or None,
            run=run,
        )

    def run(self, name: str) -> Properties:
        """The properties of a text style with all that it inherits."""
        found = self._runs.get(name)
        if found is None:
            found = {}
            for element in reversed(self._chain("text", name)):
                found |= _properties(element, "text")
            self._runs[name] = found
        return found

    def cell(self, name: str) -> CellLook:
        """The look of a cell of that style."""
        found = self._cells.get(name)
        if found is None:
            own: Properties = {}
            for element in reversed(self._chain("table-cell", name)):
                own |= _properties(element, "table-cell")
            turned = own.get(f"{STYLE}rotation-angle", "0") in ("90", "270")
            found = self._cells[name] = CellLook(
                read_fill(own.get(f"{FO}background-color")),
                turned or own.get(f"{STYLE}writing-mode", "").startswith(("tb", "bt")),
            )
        return found

    def master(self, family: str, name: str) -> str | None:
        """The page layout that a paragraph or table of that style begins; None where it begins none."""
        element = self._elements.get((family, name))
        return None if element is None else element.get(f"{STYLE}master-page-name") or None

    def is_hidden(self, name: str) -> bool:
        """Whether a section style hides its section."""
        chain = self._chain("section", name)
        return any(_properties(element, "section").get(f"{TEXT}display") == "none" for element in chain)

    def look(self, properties: Properties) -> RunLook:
        """How a run with those properties shows."""
        key = tuple(properties.items())
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._resolve(properties)
        return found

    def _resolve(self, properties: Properties) -> RunLook:
        get = properties.get
        family = (get(f"{FO}font-family") or self._fonts.get(get(f"{STYLE}font-name", ""), "")).strip("'\"")
        color = None if get(_WINDOW_COLOR) == "true" else read_color(get(f"{FO}color"))
        return RunLook(
            Style(
                bold=get(f"{FO}font-weight", "") in ("bold", "600", "700", "800", "900"),
                italic=get(f"{FO}font-style", "") in ("italic", "oblique"),
                underline=get(f"{STYLE}text-underline-style", "none") != "none",
                size=_read_length(get(f"{FO}font-size")),
                # Black said or left to the default is the same look.
                color=color or None,
                fill=read_fill(get(f"{FO}background-color")),
            ),
            hidden=get(f"{TEXT}display") == "none",
            symbol_font=family if family.lower().startswith(SYMBOL_FONTS) else None,
        )


def lay_over(below: Properties, above: Properties) -> Properties:
    """The properties of a span inside a text: a size in per cent is one of the size around it."""
    if not above:
        return below
    merged = below | above
    size = merged.get(f"{FO}font-size", "")
    around = _read_length(below.get(f"{FO}font-size"))
    if size.endswith("%") and around and size[:-1].replace(".", "", 1).isdecimal():
        merged[f"{FO}font-size"] = f"{float(size[:-1]) / 100 * around:g}pt"
    return merged


def _properties(element: Element, kind: str) -> Properties:
    found = element.find(f"{STYLE}{kind}-properties")
    if found is None:
        return {}
    # A colour of its own takes the place of the window's that a parent asks for.
    return ({_WINDOW_COLOR: "false"} if f"{FO}color" in found.attrib else {}) | found.attrib


def _find_level(chain: list[Element], names: list[str]) -> int:
    for element in chain:
        level = element.get(f"{STYLE}default-outline-level")
        if level is not None:
            return int(level) if level.isdecimal() and len(level) < 3 else 0
    return next((_TITLE_LEVELS[name] for name in names if name in _TITLE_LEVELS), 0)


def read_color(value: str | None) -> int | None:
    """`#rrggbb` as a number; None for anything else."""
    if value is None or len(value) != 7 or value[0] != "#":
        return None
    try:
        return int(value[1:], 16)
    except ValueError:
        return None


def read_fill(value: str | None) -> int | None:
    """A background colour; plain white is none."""
    color = read_color(value)
    return None if color == 0xFFFFFF else color


def _read_length(value: str | None) -> float | None:
    """A length in points.

    >>> _read_length("11.5pt"), _read_length("2cm") is not None, _read_length("80%")
    (11.5, True, None)
    """
    if not value or value[-2:] not in _POINTS or not value[:-2].replace(".", "", 1).isdecimal():
        return None
    return round(float(value[:-2]) * _POINTS[value[-2:]], 2)
