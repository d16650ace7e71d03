"""A paragraph's own properties, and its text as a draft: heading, list item or plain, with its marker."""

from typing import TYPE_CHECKING

from extractors import docx_names as names
from extractors.build import DraftBlock
from extractors.clean import clean_runs, clean_text
from extractors.docx_names import child_value, read_fill, read_int, w
from extractors.docx_symbols import CHECK_BOXES
from extractors.markers import is_ordinal, marker_length
from models.document import BlockKind
from models.light import light_dataclass

if TYPE_CHECKING:
    from extractors.docx_names import Element
    from models.document import Style

_BODY_LEVEL = 9
_P_STYLE, _OUTLINE, _SHADING = w("pStyle"), w("outlineLvl"), w("shd")
_NUM_PR, _NUM_ID, _NUM_LEVEL = w("numPr"), w("numId"), w("ilvl")


@light_dataclass(frozen=True, slots=True)
class ParagraphProps:
    """What a `w:pPr` sets itself; None where it says nothing. `level` is a heading's, 0 for what is said to be none;
    `joined` marks a paragraph whose end was deleted: the next one goes on in it; `ends_section` the last one of a
    section."""

    style_id: str | None = None
    level: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    fill: int | None = None
    joined: bool = False
    ends_section: bool = False


NO_PROPS = ParagraphProps()


def read_paragraph_props(paragraph: "Element") -> ParagraphProps:
    """The properties of a `w:p`."""
    properties = paragraph.find(names.PPR)
    if properties is None or not len(properties):
        return NO_PROPS
    children = {child.tag: child for child in properties}
    numbering = children.get(_NUM_PR)
    mark = children.get(names.RPR)
    style, outline = children.get(_P_STYLE), children.get(_OUTLINE)
    return ParagraphProps(
        style_id=None if style is None else style.get(names.VAL),
        level=None if outline is None else heading_level(read_int(outline.get(names.VAL))),
        num_id=child_value(numbering, _NUM_ID),
        num_level=read_int(child_value(numbering, _NUM_LEVEL)),
        fill=read_fill(children.get(_SHADING)),
        joined=mark is not None and any(child.tag in names.GONE for child in mark),
        ends_section=names.SECT_PR in children,
    )


def heading_level(outline: int | None) -> int:
    """The level of a heading (from 1) by its outline level (from 0); 0 for body text.

    >>> heading_level(0), heading_level(9)
    (1, 0)
    """
    return outline + 1 if outline is not None and 0 <= outline < _BODY_LEVEL else 0


def draft_text(
    runs: "list[tuple[str, Style]]", *, level: int, computed: str, list_level: int, body_size: float | None
) -> DraftBlock:
    """The draft of a paragraph's text.

    `level` is a heading's, else 0; `computed` the marker that Word draws, `list_level` its depth. A bullet that the
    author typed is a marker too. A number («1. », «a) ») is one only in plain text: at the head of a heading, or of a
    paragraph set as a title (bold, underlined, or larger than the body), it is the section's number and stays in the
    text.
    """
    text, style, lead = clean_runs(runs)
    if level:
        return DraftBlock(BlockKind.HEADING, text, marker=computed, level=level, style=style, lead=lead)
    is_title = style.bold or style.underline or (style.size or 0) > (body_size or 0)
    raw = runs[0][0] if len(runs) == 1 else "".join([piece for piece, _ in runs])
    length = _typed_marker_length(raw, computed, ordinals=not is_title)
    typed = clean_text(raw[:length]) if length else ""
    if typed:
        text, style, lead = clean_runs(_cut(runs, length))
    marker = f"{computed} {typed}".strip() if typed else computed
    return DraftBlock(
        BlockKind.ITEM if marker else BlockKind.PARAGRAPH,
        text,
        marker=marker,
        level=max(list_level, 1) if marker else 0,
        style=style,
        lead=lead,
        checked=CHECK_BOXES.get(text[:1]),
    )


def _typed_marker_length(raw: str, computed: str, *, ordinals: bool) -> int:
    """How many characters of a text the marker typed at its start takes; behind a drawn one only its double
    (`2.` drawn, `2)` typed) or a bullet."""
    if computed:
        head = f"{computed} "
        length = max(marker_length(head + raw) - len(head), 0) or marker_length(raw)
        ordinals = ordinals and marker_length(head + raw) > len(head)
    else:
        length = marker_length(raw)
    if not length or not raw[length:].strip() or (is_ordinal(raw[:length]) and not ordinals):
        return 0
    return length


def _cut(runs: "list[tuple[str, Style]]", length: int) -> "list[tuple[str, Style]]":
    """The runs without their first `length` characters."""
    rest: list[tuple[str, Style]] = []
    for piece, style in runs:
        rest.append((piece[length:], style))
        length = max(length - len(piece), 0)
    return rest
