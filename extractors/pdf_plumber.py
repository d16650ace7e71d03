"""pdfplumber fills the page model: the reference engine, and the second reading of pages in doubt.

The one module that imports pdfplumber. It costs thirty times what PDFium does: every character is a Python object.
"""

import logging
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any, NamedTuple

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from extractors.docx_symbols import read_symbols
from extractors.page import ASKEW, BoxTuple, Glyphs, PageModel, Run
from extractors.page_paths import Borders, Drawing, Point, bounds, is_rectangle
from extractors.pdf_looks import read_font_name
from extractors.pdf_places import ASCENT, ASKEW_FROM, DESCENT, Frame
from extractors.pdf_text import JOINED_FROM, JOINED_TO, JUMP, LEVEL, SPELLED
from models.document import Style

# pdfminer tells the log of every oddity of a file; without a handler those lines would go to standard error.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

# How pdfminer writes a glyph that has no Unicode value.
_UNMAPPED = re.compile(r"\(cid:(\d+)\)")
_REPLACEMENT = "\ufffd"
# What PDFium spells for codes that pdfminer leaves: ligatures of TeX fonts (U+0002 is its own mark and in no file), and
# the bullet, which Windows' encoding has wherever it has nothing else.
_CODES = {code: text for code, text in SPELLED.items() if code != 0x02} | {0x7F: "•"}
_HYPHENS = "-\u2010"
# A gap this wide (in ems) between glyphs is a blank that the file does not write.
_BLANK = 0.2
# A frame with four round corners has this many segments at most; a curve of more is a picture.
_ROUNDED = 24
# A filled path of so few points, or so thin, is its box.
_SIMPLE = 5
_THIN = 3.0
_LOOK = ("stroke", "fill", "stroking_color", "non_stroking_color", "linewidth")

_Object = Mapping[str, Any]


class PlumberFile:
    """A PDF opened by pdfplumber, page by page on demand; close it when done. Use `open_plumber`."""

    def __init__(self, file: PDF, count: int) -> None:
        self._file = file
        self._count = count

    def close(self) -> None:
        """Free what pdfplumber holds."""
        self._file.close()

    def read_page(self, number: int) -> PageModel | None:
        """A page by its number from 1; None if pdfplumber cannot read it, or not as many pages as there are."""
        try:
            pages = self._file.pages
            if len(pages) != self._count:
                # It passes over damaged pages without a word: behind one, every number would mean another page.
                return None
            page = pages[number - 1]
            try:
                return read_page_model(page)
            finally:
                page.close()
        except Exception:  # noqa: BLE001 - pdfminer raises what it likes on odd bytes; the other engine's page stands
            return None


def open_plumber(data: bytes, count: int) -> PlumberFile | None:
    """Open a PDF of `count` pages from its bytes; None where pdfplumber cannot."""
    try:
        return PlumberFile(pdfplumber.open(BytesIO(data)), count)
    except Exception:  # noqa: BLE001 - as above
        return None


def read_page_model(page: Page) -> PageModel:
    """A page as the model that PDFium fills too; `characters` counts what pdfplumber gives."""
    sheet = _Sheet.of(page)
    drawing = _read_drawing(page, sheet)
    borders = Borders(drawing)
    glyphs = list(_read_glyphs(page.chars, sheet))
    return PageModel(
        number=page.page_number,
        width=sheet.width,
        height=sheet.height,
        glyphs=Glyphs(_join_glyphs(glyphs, borders)),
        rules=drawing.rules(borders),
        fills=drawing.fills(),
        dots=drawing.dots,
        characters=sum(len(glyph.text) for glyph in glyphs if not glyph.text.isspace()),
        unmapped=sum(glyph.text == _REPLACEMENT for glyph in glyphs),
    )


class _Sheet(NamedTuple):
    """The visible part of the media box as displayed: its corner and size, and the media box' height and corner."""

    left: float
    top: float
    width: float
    height: float
    media_height: float
    corner: Point

    @classmethod
    def of(cls, page: Page) -> "_Sheet":
        x0, y0, x1, y1 = (float(side) for side in page.page_obj.mediabox)
        media = Frame(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), page.rotation // 90 % 4)
        left, bottom, right, top = (float(side) for side in page.page_obj.cropbox or page.page_obj.mediabox)
        box = media.place_box(
            max(min(left, right), media.left),
            max(min(bottom, top), media.bottom),
            min(max(left, right), media.right),
            min(max(bottom, top), media.top),
        )
        if box[2] <= box[0] or box[3] <= box[1]:
            box = media.place_box(media.left, media.bottom, media.right, media.top)
        corner = (float(page.mediabox[0]), float(page.mediabox[1]))
        return cls(box[0], box[1], box[2] - box[0], box[3] - box[1], float(page.height), corner)

    def place(self, x: float, top: float) -> Point:
        """A point as pdfplumber gives it."""
        return x - self.corner[0] - self.left, top - self.corner[1] - self.top

    def place_origin(self, x: float, y: float) -> Point:
        """A point as pdfminer's matrices give it: of the page as displayed, from the media box' lower left corner."""
        return x - self.left, self.media_height - y - self.top


# Text


class _Glyph(NamedTuple):
    """One character with its place as in `page.Run`."""

    text: str
    box: BoxTuple
    baseline: float
    size: float
    style: Style
    turn: int


def _read_glyphs(chars: Iterable[_Object], sheet: _Sheet) -> Iterator[_Glyph]:
    """The characters in drawing order, blanks among them."""
    looks: dict[tuple[object, ...], Style] = {}
    for char in chars:
        text, symbols = _spell(char)
        if not text:
            continue
        a, b, c, d, e, f = char["matrix"]
        turn = _find_turn(a, b)
        x0, top = sheet.place(char["x0"], char["top"])
        x1, bottom = sheet.place(char["x1"], char["bottom"])
        # Across the line pdfminer's box is one font size high, a slant left out.
        across, along = (x1 - x0, abs(c)) if turn in (1, 3) else (bottom - top, abs(d))
        size = across * math.hypot(c, d) / along if along else across
        x, y = sheet.place_origin(e, f)
        box, baseline = _measure((x0, top, x1, bottom), x, y, size, turn)
        key = (char["fontname"], str(char.get("non_stroking_color")), char.get("ncs"), round(size, 1), turn)
        if key not in looks:
            looks[key] = _read_style(char, round(size, 1), turn)
        yield _Glyph(read_symbols(text, symbols), box, baseline, size, looks[key], turn)


def _spell(char: _Object) -> tuple[str, str | None]:
    """The text of a character, one mark for what has no Unicode value, and the symbol font it is set in."""
    text: str = char["text"]
    if match := _UNMAPPED.fullmatch(text):
        code = int(match[1])
        text = _CODES.get(code, _REPLACEMENT)
    return text.replace("\0", ""), read_font_name(char["fontname"]).symbols


def _find_turn(a: float, b: float) -> int:
    quarters = math.atan2(b, a) / (math.pi / 2)
    return ASKEW if abs(quarters - round(quarters)) > ASKEW_FROM else round(quarters) % 4


def _measure(ink: BoxTuple, x: float, y: float, size: float, turn: int) -> tuple[BoxTuple, float]:
    """Box from ascent to descent of a common font, and baseline, as `pdf_places` measures them."""
    x0, top, x1, bottom = ink
    up, down = ASCENT * size, DESCENT * size
    if turn == 0:
        return (x0, y - up, x1, y + down), y
    if turn == 1:
        return (x - up, top, x + down, bottom), x
    if turn == 2:
        return (x0, y - down, x1, y + up), -y
    if turn == 3:
        return (x - down, top, x + up, bottom), -x
    return ink, y


def _read_style(char: _Object, size: float, turn: int) -> Style:
    look = read_font_name(char["fontname"])
    color = -1 if char.get("ncs") in ("Separation", "DeviceN", "Pattern") else _read_color(char["non_stroking_color"])
    return Style(
        bold=look.bold,
        italic=look.italic,
        color=None if color == -1 else color,
        size=size,
        rotated=turn in (1, 3),
    )


def _join_glyphs(glyphs: Iterable[_Glyph], borders: Borders) -> list[Run]:
    """Glyphs of one look, one after another on a line, as runs: cut where a line of the drawing stands between."""
    runs: list[Run] = []
    before: _Glyph | None = None
    spaced = True
    for glyph in glyphs:
        if glyph.text.isspace():
            spaced = True
            continue
        spaced = spaced or before is None or _is_apart(before, glyph)
        if before is not None and _is_joined(before, glyph, borders, spaced=spaced):
            runs[-1] = _append(runs[-1], glyph, " " if spaced else "")
        else:
            _mark_hyphen(runs, glyph)
            runs.append(
                Run(glyph.text, *glyph.box, glyph.baseline, glyph.size, glyph.style, glyph.turn, spaced, len(runs))
            )
        before, spaced = glyph, False
    return runs


def _advance(before: _Glyph, glyph: _Glyph) -> float:
    """The gap between two glyphs of one direction along it, in points."""
    if before.turn == 1:
        return before.box[1] - glyph.box[3]
    if before.turn == 2:
        return before.box[0] - glyph.box[2]
    if before.turn == 3:
        return glyph.box[1] - before.box[3]
    return glyph.box[0] - before.box[2]


def _is_level(before: _Glyph, glyph: _Glyph) -> bool:
    return before.turn == glyph.turn and abs(before.baseline - glyph.baseline) <= LEVEL * before.size


def _is_apart(before: _Glyph, glyph: _Glyph) -> bool:
    """Whether a blank stands between two glyphs that the file does not write."""
    return not _is_level(before, glyph) or not -glyph.size <= _advance(before, glyph) <= _BLANK * glyph.size


def _is_joined(before: _Glyph, glyph: _Glyph, borders: Borders, *, spaced: bool) -> bool:
    if before.style != glyph.style or not _is_level(before, glyph):
        return False
    if before.turn == ASKEW:
        return True
    gap = _advance(before, glyph)
    if not JOINED_FROM * before.size <= gap <= (JUMP if spaced else JOINED_TO) * before.size:
        return False
    if before.turn:
        return True
    if _is_underlined(before, borders) != _is_underlined(glyph, borders):
        return False
    return not (spaced and borders.between(before.box[2] - 1, glyph.box[0] + 1, before.baseline))


def _is_underlined(glyph: _Glyph, borders: Borders) -> bool:
    return borders.underlines(glyph.box[0], glyph.box[2], glyph.baseline, glyph.size)


def _append(run: Run, glyph: _Glyph, blank: str) -> Run:
    x0, top, x1, bottom = glyph.box
    return replace(
        run,
        text=f"{run.text}{blank}{glyph.text}",
        x0=min(run.x0, x0),
        top=min(run.top, top),
        x1=max(run.x1, x1),
        bottom=max(run.bottom, bottom),
    )


def _mark_hyphen(runs: list[Run], glyph: _Glyph) -> None:
    """A hyphen inside a word at the end of a line as U+00AD, where the next line goes on with a letter."""
    if not runs:
        return
    last = runs[-1]
    below = last.turn == glyph.turn and glyph.baseline - last.baseline > JOINED_TO * last.size
    if below and last.text[-1] in _HYPHENS and last.text[-2:-1].isalpha() and glyph.text[0].isalnum():
        runs[-1] = replace(last, text=f"{last.text[:-1]}\u00ad")


# Drawing


class _Subpath(NamedTuple):
    """The points of a subpath, a closed one with its first point again; `segments` as PDFium counts them."""

    points: list[Point]
    curved: bool
    segments: int
    look: tuple[object, ...]
    shape: _Object


def _read_drawing(page: Page, sheet: _Sheet) -> Drawing:
    """All rules and fills of a page."""
    drawing = Drawing()
    for subpath in _without_pictures(
        [_read_subpath(shape, sheet) for shape in (*page.lines, *page.rects, *page.curves) if shape.get("path")]
    ):
        if subpath.shape.get("stroke"):
            _add_stroke(drawing, subpath)
        if subpath.shape.get("fill"):
            _add_fill(drawing, subpath)
    return drawing


def _read_subpath(shape: _Object, sheet: _Sheet) -> _Subpath:
    points: list[Point] = []
    curved, segments = False, 0
    for operator, *operands in shape["path"]:
        points.extend(sheet.place(x, top) for x, top in operands)
        if operator == "h" and points:
            points.append(points[0])
        elif operator in ("c", "v", "y"):
            curved, segments = True, segments + 3
        else:
            segments += 1
    look = tuple(str(shape.get(key)) for key in _LOOK)
    return _Subpath(points, curved, segments, look, shape)


def _without_pictures(subpaths: Sequence[_Subpath]) -> Iterator[_Subpath]:
    """The subpaths that may be frames. pdfplumber gives the parts of a path one by one: those that follow one another
    in one look and touch are taken for one path, and if that is curved and has many points, for a picture."""
    groups: list[list[_Subpath]] = []
    for subpath in subpaths:
        if groups and subpath.look == groups[-1][-1].look and subpath.curved and _touch(groups[-1][-1], subpath):
            groups[-1].append(subpath)
        else:
            groups.append([subpath])
    for group in groups:
        if not any(subpath.curved for subpath in group) or sum(subpath.segments for subpath in group) <= _ROUNDED:
            yield from group


def _touch(one: _Subpath, other: _Subpath) -> bool:
    ax0, atop, ax1, abottom = bounds(one.points)
    bx0, btop, bx1, bbottom = bounds(other.points)
    return ax0 <= bx1 and bx0 <= ax1 and atop <= bbottom and btop <= abottom


def _add_stroke(drawing: Drawing, subpath: _Subpath) -> None:
    color = _read_color(subpath.shape.get("stroking_color"))
    width = float(subpath.shape.get("linewidth") or 0.0)
    if subpath.curved:
        drawing.add_outline(bounds(subpath.points), width, color)
    else:
        drawing.add_polyline(subpath.points, width, color)


def _add_fill(drawing: Drawing, subpath: _Subpath) -> None:
    box = bounds(subpath.points)
    thin = min(box[2] - box[0], box[3] - box[1]) <= _THIN
    if subpath.curved or thin or subpath.segments <= _SIMPLE or is_rectangle(subpath.points):
        drawing.add_box(box, _read_color(subpath.shape.get("non_stroking_color")))


def _read_color(value: object) -> int:
    """A colour of one, three or four components as 0xRRGGBB; -1 where it is a pattern or unknown."""
    parts = value if isinstance(value, tuple | list) else (value,)
    numbers = [min(1.0, max(0.0, float(part))) for part in parts if isinstance(part, int | float)]
    if len(numbers) != len(parts):
        return -1
    if len(numbers) == 1:
        numbers *= 3
    elif len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        numbers = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    if len(numbers) != 3:
        return -1
    red, green, blue = (round(255 * number) for number in numbers)
    return red << 16 | green << 8 | blue
