"""What an open element passes on to what stands in it: look, furniture, list depth, heading level."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractors.furniture import NO_NAMES, Names, read_names
from extractors.html_look import NO_LOOK, Look, apply_look, find_look
from extractors.html_names import BLOCKS, HEADINGS, ICONS, MAY_BE_TITLE, NEVER_FURNITURE
from models.document import PLAIN, Style

# Why a text is the page's furniture, from the weakest reason to the surest.
NOT_FURNITURE, PAGE_HEADER, BY_CLASS, BY_TAG = range(4)


@dataclass(slots=True)
class PendingItem:
    """A list item until the first of its text is written; what follows in it is a paragraph."""

    depth: int
    marker: str
    used: bool = False


@dataclass(slots=True)
class Numbering:
    """An ordered list's next number and the way it counts (`1`, `a`, `A`, `i`, `I`)."""

    next: int = 1
    kind: str = "1"


@dataclass(slots=True)
class Frame:
    """Inherited by copy: an element that changes nothing shares its parent's frame.

    `body` is inside the part of the page that says of itself that it is the document. `level` is a heading's, 0 none;
    `title` a heading by its class name. `whole` keeps lines together; `marker` is Word's list marker typed as text.
    """

    style: Style = PLAIN
    furniture: int = NOT_FURNITURE
    hidden: bool = False
    body: bool = False
    level: int = 0
    title: bool = False
    whole: bool = False
    preformatted: bool = False
    header: bool = False
    marker: bool = False
    depth: int = 0
    item: PendingItem | None = None
    numbering: Numbering | None = None

    def copy(self) -> "Frame":
        """A frame of its own for an element inside (`copy.copy` takes four times as long, and this is the hot path)."""
        return Frame(
            self.style,
            self.furniture,
            self.hidden,
            self.body,
            self.level,
            self.title,
            self.whole,
            self.preformatted,
            self.header,
            self.marker,
            self.depth,
            self.item,
            self.numbering,
        )


def make_frame(tag: str, attributes: Mapping[str, str], parent: Frame, rules: Mapping[str, Look]) -> Frame:
    """The frame of an element that stands in `parent`; `rules` are the page's style sheet."""
    frame = parent
    enter = _ENTER.get(tag)
    if enter:
        frame = parent.copy()
        enter(frame)
    if rules or (attributes and not _TELLING.isdisjoint(attributes)):
        frame = _read_attributes(tag, attributes, frame if enter else parent.copy(), rules)
    return frame


_TELLING = frozenset({"class", "id", "style", "hidden", "aria-hidden", "role", "bgcolor", "color"})


def _read_attributes(tag: str, attributes: Mapping[str, str], frame: Frame, rules: Mapping[str, Look]) -> Frame:
    look = find_look(rules, tag, attributes)
    classes, identity = attributes.get("class"), attributes.get("id")
    names = read_names(f"{classes or ''} {identity or ''}") if classes or identity else NO_NAMES
    if look is not NO_LOOK:
        _take_look(frame, look)
    frame.hidden = _is_hidden(tag, attributes, look, names)
    if names.furniture and tag not in NEVER_FURNITURE:
        frame.furniture = max(frame.furniture, BY_CLASS)
    if names.title:
        _take_title(tag, frame)
    if attributes.get("role") == "heading":
        level = attributes.get("aria-level") or ""
        frame.level = min(int(level), 6) if level.isdecimal() and int(level) else 2
    return frame


def _take_look(frame: Frame, look: Look) -> None:
    frame.style = apply_look(look, frame.style)
    frame.marker = frame.marker or bool(look.marker)
    if look.list_level:
        frame.depth = look.list_level


def _take_title(tag: str, frame: Frame) -> None:
    if tag in MAY_BE_TITLE:
        frame.title = True
    elif tag not in BLOCKS:
        # `<span class="label">Pilote</span> ARS`: set apart, whatever the style sheet that we don't have makes of it.
        frame.style = _with(frame.style, "bold")


def _is_hidden(tag: str, attributes: Mapping[str, str], look: Look, names: Names) -> bool:
    """What the page does not show, but for the panels that a click opens: their text is the document's."""
    hidden = look.hidden or attributes.get("hidden", "until-found") != "until-found"
    if not hidden:
        return attributes.get("aria-hidden") == "true" and tag in ICONS
    return not (names.panel or attributes.get("role") == "tabpanel" or tag in {"html", "body"})


@lru_cache(maxsize=1024)
def _with(style: Style, attribute: str) -> Style:
    return apply_look(Look(**{attribute: True}), style)


def _styled(attribute: str) -> Callable[[Frame], None]:
    def enter(frame: Frame) -> None:
        frame.style = _with(frame.style, attribute)

    return enter


def _heading(level: int) -> Callable[[Frame], None]:
    def enter(frame: Frame) -> None:
        frame.level = level

    return enter


def _enter_main(frame: Frame) -> None:
    frame.furniture = NOT_FURNITURE
    frame.body = True


def _enter_article(frame: Frame) -> None:
    if frame.furniture <= BY_CLASS:
        _enter_main(frame)


def _enter_section(frame: Frame) -> None:
    frame.body = frame.body or frame.furniture == NOT_FURNITURE


def _enter_nav(frame: Frame) -> None:
    frame.furniture = BY_TAG


def _enter_header(frame: Frame) -> None:
    if not frame.body:
        frame.furniture = max(frame.furniture, PAGE_HEADER)


def _enter_aside(frame: Frame) -> None:
    if not frame.body:
        frame.furniture = BY_TAG


def _enter_list(frame: Frame) -> None:
    frame.depth += 1
    frame.numbering = None


def _enter_cell(frame: Frame) -> None:
    frame.depth = frame.level = 0
    frame.item = frame.numbering = None
    frame.title = frame.whole = frame.preformatted = False


def _enter_header_cell(frame: Frame) -> None:
    _enter_cell(frame)
    frame.whole = True
    frame.style = _with(frame.style, "bold")


def _enter_term(frame: Frame) -> None:
    _enter_cell(frame)
    frame.whole = True


def _enter_head_rows(frame: Frame) -> None:
    frame.header = True


def _enter_table(frame: Frame) -> None:
    frame.header = False
    frame.item = None


def _enter_preformatted(frame: Frame) -> None:
    frame.preformatted = True


def _enter_legend(frame: Frame) -> None:
    frame.title = True


_ENTER: dict[str, Callable[[Frame], None]] = {
    **{tag: _heading(level) for tag, level in HEADINGS.items()},
    **dict.fromkeys(("b", "strong"), _styled("bold")),
    **dict.fromkeys(("i", "em", "cite", "dfn"), _styled("italic")),
    "u": _styled("underline"),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _enter_list),
    **dict.fromkeys(("pre", "textarea", "listing", "xmp"), _enter_preformatted),
    **dict.fromkeys(("footer", "aside"), _enter_aside),
    **dict.fromkeys(("dt", "caption"), _enter_term),
    **dict.fromkeys(("td", "dd"), _enter_cell),
    **dict.fromkeys(("table", "dl"), _enter_table),
    "th": _enter_header_cell,
    "thead": _enter_head_rows,
    "main": _enter_main,
    "article": _enter_article,
    "section": _enter_section,
    "nav": _enter_nav,
    "header": _enter_header,
    "legend": _enter_legend,
}
