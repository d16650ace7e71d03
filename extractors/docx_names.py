"""The qualified names of WordprocessingML that the DOCX reader knows, and how its on/off values and numbers read."""

from extractors.trees import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VML = "{urn:schemas-microsoft-com:vml}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W16SE = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"

VAL = _W + "val"
REL_ID = _REL + "id"

# Blocks
BODY, P, TBL, TR, TC = (_W + name for name in ("body", "p", "tbl", "tr", "tc"))
SDT, SDT_PR, SDT_CONTENT = (_W + name for name in ("sdt", "sdtPr", "sdtContent"))
ALT_CHUNK, SECT_PR, TXBX_CONTENT = (_W + name for name in ("altChunk", "sectPr", "txbxContent"))
PPR, RPR, TBL_PR, TR_PR, TC_PR = (_W + name for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr"))

# Inline content
R, T, TAB, PTAB, BR, CR, SYM = (_W + name for name in ("r", "t", "tab", "ptab", "br", "cr", "sym"))
NO_BREAK_HYPHEN, FLD_CHAR, FF_DATA = (_W + name for name in ("noBreakHyphen", "fldChar", "ffData"))
DRAWING, PICT, OBJECT = (_W + name for name in ("drawing", "pict", "object"))
FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE = (_W + name for name in ("footnoteReference", "endnoteReference"))
SYM_EX = _W16SE + "symEx"
MATH_T = _MATH + "t"

# Revisions and alternatives
DEL, MOVE_FROM = (_W + name for name in ("del", "moveFrom"))
ALTERNATE, CHOICE, FALLBACK = (_MC + name for name in ("AlternateContent", "Choice", "Fallback"))
CHECKBOX_14, CHECKED_14, VAL_14 = (_W14 + name for name in ("checkbox", "checked", "val"))

# Drawings
DRAWING_P, DRAWING_T = _DRAWING + "p", _DRAWING + "t"
CHART, CHART_STRINGS, CHART_V = _CHART + "chart", _CHART + "strCache", _CHART + "v"
DIAGRAM_IDS, DIAGRAM_DATA = _DIAGRAM + "relIds", _REL + "dm"
TEXT_PATH = _VML + "textpath"

# Old versions of properties and deleted content: never part of the text as it stands.
GONE = frozenset((DEL, MOVE_FROM))

_OFF = frozenset(("0", "false", "off", "none"))


def w(name: str) -> str:
    """The qualified name of `w:name`."""
    return _W + name


def is_on(element: "Element | None") -> bool:
    """Whether an on/off property (`<w:b/>`, `<w:b w:val="0"/>`) is there and on."""
    return element is not None and element.get(VAL, "1").lower() not in _OFF


def read_int(value: str | None) -> int | None:
    """The integer an attribute holds, None for anything else; a length with its unit (strict OOXML) is none."""
    if value is None:
        return None
    try:
        return int(value)
    except ValueError:
        return None


def child_value(parent: "Element | None", name: str) -> str | None:
    """`w:val` of the first child called `name`."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get(VAL)


def read_color(value: str | None) -> int | None:
    """`RRGGBB` as a number; None for `auto`, for none and for what is no colour.

    >>> read_color("1F4E79"), read_color("auto")
    (2051705, None)
    """
    if value is None or len(value) != 6:
        return None
    try:
        return int(value, 16)
    except ValueError:
        return None


def read_fill(shading: "Element | None") -> int | None:
    """The background colour that a `w:shd` gives; plain white is no background."""
    if shading is None:
        return None
    pattern_only = shading.get(VAL) == "solid"
    color = read_color(shading.get(_W + "color" if pattern_only else _W + "fill"))
    return None if color == 0xFFFFFF else color
