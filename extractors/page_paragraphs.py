"""Lines to paragraphs and list items, by what the eye goes by: markers, gaps, short lines, indents, looks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile
from typing import Final

from extractors.markers import BULLETS
from extractors.markers import marker_length as _marker_length
from extractors.page import Leading, PageModel, Run, half_points
from extractors.page_lines import SOFT_HYPHEN, Line, StyledText
from models.document import Box

_TERMINAL: Final = (".", ":", ";", "!", "?", "…")
# A step down this much larger than the usual one parts paragraphs: for certain, most often, or where steps are even.
_APART_GAP: Final = 1.6
_WIDE_GAP: Final = 1.25
_SMALL_GAP: Final = 1.06
# Without lines to compare, the usual step in ems.
_NO_LEADING: Final = Leading(1.35, even=False)
# Room that must be left on a line before its end counts as wanted, in ems.
_SLACK: Final = 0.6
_INDENT: Final = 0.8
# A step down by less, in ems, is none: text beside, not below.
_LEVEL: Final = 0.4
# Sizes that differ by more are two looks.
_SIZE_STEP: Final = 1.08
# Share of the free room by which the two sides of a centred line may differ.
_CENTRED: Final = 0.15
# Below this width, in ems, a column holds labels or names rather than prose.
_NARROW: Final = 14
_WIDE: Final = 20
_USED: Final = 0.6
# In columns narrower than this, in ems, names and indicators often stand one to a line.
_LIST_LIKE: Final = 24
# Stands for a blank where, as far as the page tells, a paragraph may end: the document's words decide.
MAYBE_BREAK: Final = "\u2028"
# What a line may end with where a word is cut.
_HYPHENS: Final = frozenset(("-", "\u2010", SOFT_HYPHEN))
# After these a phrase goes on.
LINK_WORDS: Final = frozenset(
    "à au aux avec ce ces cette chez d' dans de des dont du en entre et l' la le les leur leurs mais ou où par pour "
    "que qui sa sans ses son sous sur un une vers".split()
)


@dataclass(slots=True, init=False)
class Paragraph:
    """A paragraph or item of one page: styled text with its lines joined, and what later stages judge it by.

    `marker` is the list marker, off the text. `room` is how much of the last line is left free, in points; `lines`
    counts them; `level` is a heading's. A hyphen at a line end stands as U+00AD where the lines are joined.
    """

    styled: StyledText
    box: Box
    size: float
    page: int
    marker: str
    indent: float
    room: float
    lines: int
    fill: int | None
    furniture: bool
    last_page: int
    level: int

    def __init__(  # noqa: PLR0913, PLR0917 - see `Run`
        self,
        styled: StyledText,
        box: Box,
        size: float,
        page: int,
        marker: str = "",
        indent: float = 0.0,
        room: float = 0.0,
        lines: int = 1,
        fill: int | None = None,
        furniture: bool = False,
        last_page: int = 0,
        level: int = 0,
    ) -> None:
        self.styled = styled
        self.box = box
        self.size = size
        self.page = page
        self.marker = marker
        self.indent = indent
        self.room = room
        self.lines = lines
        self.fill = fill
        self.furniture = furniture
        self.last_page = last_page
        self.level = level

    @property
    def text(self) -> str:
        return self.styled[0][0] if len(self.styled) == 1 else "".join([piece for piece, _ in self.styled])


@dataclass(slots=True, init=False)
class Column:
    """The horizontal room that lines have, in points, on a page."""

    left: Final[float]
    right: Final[float]
    page: Final[PageModel]

    def __init__(self, left: float, right: float, page: PageModel) -> None:  # written out: see `Run`
        self.left = left
        self.right = right
        self.page = page


class _Gap(Enum):
    NONE = 0
    SMALL = 1
    WIDE = 2
    APART = 3


class _Open:
    """A paragraph as it grows; `marker` is the length of its list marker."""

    def __init__(self, lines: list[Line], marker: int) -> None:
        self.lines = lines
        self.marker = marker


def make_paragraphs(lines: Sequence[Line], column: Column) -> list[Paragraph]:
    """The paragraphs of one column or cell, from its lines from top to bottom."""
    if len(lines) == 1:
        line = lines[0]
        right = column.right if column.right > line.x1 else line.x1
        return [_close([line], marker_length(line.text), column, right)]
    if not lines:
        return []
    judge = _Judge(lines, column)
    groups = _split(lines, judge)
    narrow = judge.ems < _LIST_LIKE
    return [_close(group.lines, group.marker, column, judge.right, narrow=narrow) for group in groups]


def paragraph_tops(lines: Sequence[Line], column: Column) -> list[float]:
    """Where the paragraphs that `make_paragraphs` gives start, in points from the top."""
    return [group.lines[0].top for group in _split(lines, _Judge(lines, column))] if lines else []


def _split(lines: Iterable[Line], judge: "_Judge") -> list[_Open]:
    groups: list[_Open] = []
    for line in lines:
        text = line.text
        marker = marker_length(text)
        if groups and not judge.parts(groups[-1], line, text, marker):
            groups[-1].lines.append(line)
        else:
            groups.append(_Open([line], marker))
    return groups


def marker_length(text: str) -> int:
    """How many characters the list marker takes; a minus sign counts as the dash that it was typed for."""
    return _marker_length(text.replace("\u2212", "-") if "\u2212" in text else text)


def _room(line: Line, left: float, right: float) -> float:
    """What is left free on a line between two sides, in points; on a centred one on both sides together."""
    before, behind = line.x0 - left, right - line.x1
    half = line.size / 2
    if before <= half or behind <= half:
        return behind
    free = before + behind
    return free if abs(before - behind) < max(half, _CENTRED * free) else behind


class _Judge:
    """Decides where a paragraph ends; knows the column and the usual distance of its lines."""

    def __init__(self, lines: Sequence[Line], column: Column) -> None:
        self._leadings = column.page.glyphs.leadings
        self.left = column.left
        self.right = max(column.right, *[line.x1 for line in lines])
        size = lines[0].size or 1.0
        self.ems = (self.right - self.left) / size
        self.label_like = self.ems < _NARROW and all(run.style.bold for line in lines for run in line.runs)

    def room(self, line: Line) -> float:
        """What is left free on a line, as `_room` counts it."""
        return _room(line, self.left, self.right)

    def parts(self, group: _Open, line: Line, text: str, marker: int) -> bool:
        """Whether a line opens a new paragraph."""
        last = group.lines[-1]
        gap = self._gap(last, line)
        if gap is _Gap.APART or _sizes_differ(last.size, line.size):
            return True
        before = last.text.rstrip()
        ended = before.endswith(_TERMINAL)
        alike = last.runs[-1].style is line.runs[0].style or _look(last, -1) == _look(line, 0)
        fits = self._fits(last, line)
        if alike and not fits and not marker and gap is _Gap.NONE:
            # A line of prose below a full one, as most are.
            return ended and self._is_indented(group, line)
        continues = _continues(text) and not before.endswith(":")
        # A full line in the middle of a sentence goes on below a gap: some text on the page is set wider than most.
        apart = (gap is _Gap.WIDE and (fits or ended or not continues)) or (gap is _Gap.SMALL and not continues)
        if apart or (marker and (text.lstrip()[0] in BULLETS or ended or fits or group.marker)):
            return True
        if not alike and (_is_uniform(line) or ended or fits or _opens_with_label(line)):
            return not (continues and not fits)
        if fits and not self.label_like:
            titled = alike and last.runs[-1].style.bold
            return not (continues and titled) and self._breaks(last, continues=continues, ended=ended)
        return ended and self._is_indented(group, line)

    def _fits(self, last: Line, line: Line) -> bool:
        """Whether the first word of a line would have had room on the one before."""
        slack = _SLACK * last.size
        room = self.room(last)
        return slack < room and line.word_width() + slack < room

    def _gap(self, last: Line, line: Line) -> "_Gap":
        """How a line stands below another: as lines of one text do, a little or a lot further down, or not below it."""
        size = last.size if last.size > line.size else line.size
        step = line.baseline - last.baseline
        usual, even = self._leadings.get(half_points(last.size), _NO_LEADING)
        if step < _LEVEL * line.size or step > usual * _APART_GAP * size + 0.5:
            return _Gap.APART
        if step > usual * _WIDE_GAP * size + 0.5:
            return _Gap.WIDE
        return _Gap.SMALL if even and step > usual * _SMALL_GAP * size + 0.2 else _Gap.NONE

    def _breaks(self, last: Line, *, continues: bool, ended: bool) -> bool:
        """Whether the next word, which would have had room, was put on a new line on purpose."""
        if not continues:
            return True
        # «acteurs locaux» under «élus» in a wide column: one to a line, though not capitalised.
        return (ended or self.ems > _WIDE) and self.room(last) > (1 - _USED) * (self.right - self.left)

    def _is_indented(self, group: _Open, line: Line) -> bool:
        """Whether a line that follows the end of a sentence is indented, or hangs less than the ones before."""
        if group.marker:
            # Back at the marker's place, behind lines that hang under the item's text.
            hung = len(group.lines) > 1 and group.lines[-1].x0 > group.lines[0].x0 + _INDENT * line.size / 2
            return hung and line.x0 < group.lines[0].x0 + 1
        start = group.lines[-1].x0
        return line.x0 > start + _INDENT * line.size and self.room(line) < self.right - line.x1 + 1


def _continues(text: str) -> bool:
    first = text.lstrip()[:1]
    return first.islower() or first in "(,;:)»?!"


def _opens_with_label(line: Line) -> bool:
    """Whether a line opens with words set apart that end in a colon or a question mark: «**Partenaires :** CAF»."""
    look = _look(line, 0)
    head = [run.text for run in takewhile(lambda run: _run_look(run) == look, line.runs)]
    return len(head) < len(line.runs) and head[-1].rstrip().endswith((":", "?"))


def _sizes_differ(one: float, other: float) -> bool:
    return (other > _SIZE_STEP * one) if one < other else (one > _SIZE_STEP * other)


def _look(line: Line, index: int) -> tuple[bool, bool, int | None]:
    return _run_look(line.runs[index])


def _run_look(run: Run) -> tuple[bool, bool, int | None]:
    return run.style.bold, run.style.underline, run.style.color


def _is_uniform(line: Line) -> bool:
    if len(line.runs) == 1:
        return True
    return len({(run.style.bold, run.style.underline, run.style.color) for run in line.runs}) == 1


def _close(lines: list[Line], marked: int, column: Column, right: float, *, narrow: bool = False) -> Paragraph:
    """The paragraph of lines; the first so many characters are its marker."""
    first, last = lines[0], lines[-1]
    marker = ""
    x0, x1, size = first.x0, first.x1, first.size
    if first is last:
        styled = first.styled()
    else:
        styled = _join_lines(lines, narrow=narrow)
        x0, x1 = min([line.x0 for line in lines]), max([line.x1 for line in lines])
        size = max(lines, key=_width).size
    if marked:
        marker, styled = _split_marker(styled, marked)
    number, left = column.page.number, column.left
    # By position: with keywords it costs half as much again.
    return Paragraph(
        styled,
        Box(x0, first.top, x1, last.bottom),
        size,
        number,
        marker,
        first.x0 - left,
        _room(last, left, right),
        len(lines),
        None,
        False,
        number,
    )


def _width(line: Line) -> float:
    return line.x1 - line.x0


def _join_lines(lines: Sequence[Line], *, narrow: bool) -> StyledText:
    styled: StyledText = list(lines[0].styled())
    for line in lines[1:]:
        text, style = styled[-1]
        text = _open_end(text, line.text, narrow=narrow)
        first, *others = line.styled()
        if first[1] is style or first[1] == style:
            styled[-1] = (text + first[0], style)
        else:
            styled[-1] = (text, style)
            styled.append(first)
        styled.extend(others)
    return styled


def _open_end(text: str, follows: str, *, narrow: bool) -> str:
    """The end of a line as the next one is joined to it: with a blank, or with its hyphen marked as a line's."""
    if text[-1:] in _HYPHENS:
        if _breaks_figures(text, follows) or text.endswith(SOFT_HYPHEN):
            return text
        if _breaks_word(text):
            return text[:-1] + SOFT_HYPHEN if text.endswith("-") else text
    return text + (MAYBE_BREAK if narrow and _may_break(text, follows) else " ")


def _may_break(before: str, text: str) -> bool:
    """Whether a line that opens with a capital may open an entry of its own, though the one before is full."""
    if not (text[:1].isupper() and text[1:2].islower()) or before.rstrip().endswith(_TERMINAL):
        return False
    last = before.rsplit(maxsplit=1)[-1:]
    return bool(last) and last[0][-1:].isalpha() and last[0].islower() and last[0] not in LINK_WORDS


def _breaks_figures(text: str, follows: str) -> bool:
    """«2024-» above «2026» is one period."""
    return text.endswith("-") and text[-2:-1].isdigit() and follows[:1].isdigit()


def _breaks_word(text: str) -> bool:
    """Whether a line ends in a letter and a hyphen."""
    return len(text) > 1 and text[-1] in "-\u2010" and text[-2].isalpha()


def _split_marker(styled: StyledText, length: int) -> tuple[str, StyledText]:
    """The marker without blanks, and the text behind it."""
    marker = ""
    rest = list(styled)
    while length > 0 and rest:
        text, style = rest[0]
        marker += text[:length]
        if len(text) > length:
            rest[0] = (text[length:], style)
            break
        length -= len(text)
        rest.pop(0)
    return marker.strip(), rest
