"""A paragraph's own properties, and its text as a draft: heading, list item or plain, with its marker."""

from typing import TYPE_CHECKING

from extractors import docx_names as names
from extractors.docx_names import child_value, read_fill, read_int, w
from models.light import light_dataclass

if TYPE_CHECKING:
    from extractors.trees import Element

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
