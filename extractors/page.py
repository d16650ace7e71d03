"""A page as tables, whatever engine read it: runs of glyphs, rules and filled areas.

All layout logic stands on this model: an engine fills it (`extractors.pdf_engine`), and nothing behind it knows which
one did. Rows are plain tuples, and arrays are made of them on demand: a page has a few dozen, on which most questions
cost less without arrays. Coordinates are PDF points as the page is displayed (rotation and crop box applied), origin
at the top left.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from models.document import Style

# The turn of text that runs along neither axis (a watermark).
ASKEW: Final = 9

# Steps from line to line, in ems, that may be leading; how many make it usual, and how even they must be.
_LEAST_LEADING: Final = 0.9
_MOST_LEADING: Final = 2.2
_TELLING: Final = 4
_EVEN: Final = 0.03
_SAME_SIZE: Final = 0.1

Floats: TypeAlias = NDArray[np.float32]
# x0, top, x1, bottom.
BoxTuple = tuple[float, float, float, float]


@dataclass(slots=True, init=False, unsafe_hash=True)
class Run:
    """One or more glyphs of one look, set one after another on one line.

    The box reaches from ascent to descent; `baseline`, `size` and `turn` are as in `Glyphs`; `spaced` says whether a
    blank stands before it, `order` counts the runs of the page as the file draws them.
    """

    text: Final[str]
    x0: Final[float]
    top: Final[float]
    x1: Final[float]
    bottom: Final[float]
    baseline: Final[float]
    size: Final[float]
    style: Final[Style]
    turn: Final[int]
    spaced: Final[bool]
    order: Final[int]

    def __init__(  # noqa: PLR0913, PLR0917 - written out: compiled, it takes a tenth of the time of a dataclass's own
        self,
        text: str,
        x0: float,
        top: float,
        x1: float,
        bottom: float,
        baseline: float,
        size: float,
        style: Style,
        turn: int,
        spaced: bool,
        order: int,
    ) -> None:
        self.text = text
        self.x0 = x0
        self.top = top
        self.x1 = x1
        self.bottom = bottom
        self.baseline = baseline
        self.size = size
        self.style = style
        self.turn = turn
        self.spaced = spaced
        self.order = order

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.x0 + self.x1) / 2


class Leading(NamedTuple):
    """The usual distance of lines, in ems; `even` if nearly all lines keep to it, so that a little more means a gap."""

    step: float
    even: bool


class Glyphs:
    """The text of a page: n `runs` in the order in which the file draws them, and arrays made of them on demand.

    A run is one or more glyphs of one look, set one after another on one line; a page whose runs are looked at one by
    one needs no arrays. A line that ends in a hyphenated word ends with U+00AD.
    """

    def __init__(self, runs: list[Run]) -> None:
        self.runs = runs
        self._leadings: dict[float, Leading] | None = None

    def __len__(self) -> int:
        return len(self.runs)

    @property
    def box(self) -> Floats:
        """(n, 4): x0, top, x1, bottom, from ascent to descent."""
        return np.array([(run.x0, run.top, run.x1, run.bottom) for run in self.runs], dtype=np.float32).reshape(-1, 4)

    @property
    def baseline(self) -> Floats:
        """(n,): distance from the top; for turned text along its own down axis, see `stand_up`."""
        return np.array([run.baseline for run in self.runs], dtype=np.float32)

    @property
    def size(self) -> Floats:
        """(n,): font size in points as displayed."""
        return np.array([run.size for run in self.runs], dtype=np.float32)

    @property
    def turn(self) -> NDArray[np.int8]:
        """(n,): quarter turns counter-clockwise; 0 is upright, 1 reads upwards, ASKEW runs along neither axis."""
        return np.array([run.turn for run in self.runs], dtype=np.int8)

    @property
    def leadings(self) -> dict[float, Leading]:
        """The usual distance of lines for each font size, in half points, that shows one; found once."""
        if self._leadings is None:
            self._leadings = _find_leadings(self.runs)
        return self._leadings


@dataclass(frozen=True)
class Rules:
    """Straight lines along the axes, m of them: `boxes` thinned to their middle, `widths` in points, `colors` 0xRRGGBB
    or -1 where it is a pattern; `free` whether a horizontal line meets no upright one at its ends, as underlines don't.
    """

    boxes: list[BoxTuple]
    widths: list[float]
    colors: list[int]
    free: list[bool]

    @property
    def segment(self) -> Floats:
        """(m, 4): x0, top, x1, bottom."""
        return np.array(self.boxes, dtype=np.float32).reshape(-1, 4)


@dataclass(frozen=True)
class Fills:
    """Filled rectangles in drawing order: `boxes`, and `colors` as 0xRRGGBB."""

    boxes: list[BoxTuple]
    colors: list[int]


@dataclass(frozen=True)
class PageModel:
    """One page, number from 1, size in points as displayed. `dots` are the boxes of small drawn shapes.

    `characters` is how many characters, blanks left out, the engine says the page holds; `unmapped` how many of them
    have no Unicode value in the file, and `hidden` says that they are not shown. `pictures` are the boxes of the page's
    pictures, `paths` is how many paths it draws.
    """

    number: int
    width: float
    height: float
    glyphs: Glyphs
    rules: Rules
    fills: Fills
    dots: list[BoxTuple]
    characters: int
    unmapped: int = 0
    hidden: bool = False
    pictures: Sequence[tuple[float, float, float, float]] = ()
    paths: int = 0


def half_points(size: float) -> float:
    """A font size rounded to half points, under which `Glyphs.leadings` lists it."""
    return round(size * 2) / 2


def _find_leadings(runs: list[Run]) -> dict[float, Leading]:
    # Plain Python: on the hundred runs of a page it is faster than arrays.
    steps: dict[float, list[float]] = {}
    for before, run in pairwise(runs):
        if run.turn or abs(run.x0 - before.x0) > 1.0 or abs(run.size - before.size) > _SAME_SIZE or run.size <= 0:
            continue
        step = (run.baseline - before.baseline) / run.size
        if _LEAST_LEADING < step < _MOST_LEADING:
            steps.setdefault(half_points(run.size), []).append(step)
    leadings: dict[float, Leading] = {}
    for size, of_size in steps.items():
        if len(of_size) >= _TELLING:
            of_size.sort()
            usual = of_size[len(of_size) // 4]
            alike = sum(abs(step - usual) <= _EVEN for step in of_size)
            leadings[size] = Leading(usual, even=2 * alike >= len(of_size))
    return leadings


def stand_up(run: Run) -> Run:
    """A turned run in the frame of its own reading direction, so that upright logic serves it; see `lie_down`."""
    if run.turn == 1:
        return replace(run, x0=-run.bottom, top=run.x0, x1=-run.top, bottom=run.x1)
    if run.turn == 2:
        return replace(run, x0=-run.x1, top=-run.bottom, x1=-run.x0, bottom=-run.top)
    if run.turn == 3:
        return replace(run, x0=run.top, top=-run.x1, x1=run.bottom, bottom=-run.x0)
    return run


def lie_down(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    """A box of the frame that `stand_up` gives, back on the page.

    >>> lie_down((-40.0, 10.0, -20.0, 18.0), 1)
    (10.0, 20.0, 18.0, 40.0)
    """
    x0, top, x1, bottom = box
    if turn == 1:
        return top, -x1, bottom, -x0
    if turn == 2:
        return -x1, -bottom, -x0, -top
    if turn == 3:
        return -bottom, x0, -top, x1
    return box
