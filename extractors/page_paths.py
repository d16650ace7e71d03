"""From drawn paths to rules and filled areas: what of a page's vector graphics bears on its layout."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from extractors.page import BoxTuple, Fills, Rules

Point = tuple[float, float]

# A rectangle no thicker than this is drawn to be seen as a line.
_THIN: Final = 3.0
_SHORTEST: Final = 2.0
# A drawn bullet is this small and no smaller, in points.
_LEAST_DOT: Final = 1.2
_MOST_DOT: Final = 6.5
# How far below the baseline an underline may run, in ems, and along how much of the text.
UNDER_FROM: Final = -0.05
UNDER_TO: Final = 0.3
ALONG: Final = 0.8
# Points by which lines may miss one another and still meet.
_MEETS: Final = 1.5
# How far the ends of a line may be off the axis.
_SLANT: Final = 0.6


@dataclass(slots=True)
class Drawing:
    """Collects the rules and fills of one page, in points from the top left; where its pictures are, and how many paths
    were drawn."""

    segments: list[BoxTuple] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    rule_colors: list[int] = field(default_factory=list)
    boxes: list[BoxTuple] = field(default_factory=list)
    fill_colors: list[int] = field(default_factory=list)
    dots: list[BoxTuple] = field(default_factory=list)

    pictures: list[BoxTuple] = field(default_factory=list)
    paths: int = 0

    def add_box(self, box: BoxTuple, color: int) -> None:
        """A filled box: a rule if it is thin, a dot if it is tiny."""
        x0, top, x1, bottom = box
        width, height = x1 - x0, bottom - top
        if max(width, height) <= _MOST_DOT:
            if min(width, height) >= _LEAST_DOT:
                self.dots.append(box)
        elif min(width, height) > _THIN:
            self.boxes.append(box)
            self.fill_colors.append(color)
        elif max(width, height) > _SHORTEST:
            self._add_rule(box, min(width, height), color)

    def add_outline(self, box: BoxTuple, width: float, color: int) -> None:
        """The four sides of a box as rules."""
        x0, top, x1, bottom = box
        if bottom - top <= _THIN or x1 - x0 <= _THIN:
            self._add_rule(box, width, color)
            return
        sides = ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))
        for side in sides:
            self._add_rule(side, width, color)

    def add_line(self, start: Point, end: Point, width: float, color: int) -> None:
        """A stroked line, kept where it runs along an axis; a short but thick one runs across its length."""
        box = (min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
        across, down = box[2] - box[0], box[3] - box[1]
        if min(across, down) > _SLANT:
            return
        if width > _THIN and width > max(across, down) / 4:
            # A cell's background drawn as one stroke as thick as the cell.
            half = width / 2
            grown = (
                (box[0], box[1] - half, box[2], box[3] + half)
                if across > down
                else (box[0] - half, box[1], box[2] + half, box[3])
            )
            self.add_box(grown, color)
        elif max(across, down) > _SHORTEST:
            self._add_rule(box, width, color)

    def add_polyline(self, points: Sequence[Point], width: float, color: int) -> None:
        """The sides of a stroked subpath, one line for each two points."""
        start = points[0]
        for end in points[1:]:
            self.add_line(start, end, width, color)
            start = end

    def _add_rule(self, box: BoxTuple, width: float, color: int) -> None:
        x0, top, x1, bottom = box
        if x1 - x0 >= bottom - top:
            top = bottom = (top + bottom) / 2
        else:
            x0 = x1 = (x0 + x1) / 2
        self.segments.append((x0, top, x1, bottom))
        self.widths.append(width)
        self.rule_colors.append(color)

    def rules(self, borders: "Borders") -> Rules:
        return Rules(self.segments, self.widths, self.rule_colors, borders.free)

    def fills(self) -> Fills:
        return Fills(self.boxes, self.fill_colors)


class Borders:
    """The lines of a page, to ask which stand between two places on a line of text, and which underline it."""

    def __init__(self, drawing: Drawing) -> None:
        lines = [(x0, top, bottom) for x0, top, x1, bottom in drawing.segments if x0 == x1]
        for x0, top, x1, bottom in drawing.boxes:
            lines += [(x0, top, bottom), (x1, top, bottom)]
        self._lines = sorted(lines)
        self._xs = [line[0] for line in self._lines]
        # A line that meets an upright one is a border; what underlines text ends where its words end.
        self.free = [
            top == bottom
            and not self.between(x0 - _MEETS, x0 + _MEETS, top)
            and not self.between(x1 - _MEETS, x1 + _MEETS, top)
            for x0, top, x1, bottom in drawing.segments
        ]
        self._flat = sorted(
            (top, x0, x1) for (x0, top, x1, _), free in zip(drawing.segments, self.free, strict=True) if free
        )

    def between(self, left: float, right: float, y: float) -> list[float]:
        """The x of the lines from `left` to `right` that run past the height `y`."""
        xs = self._xs
        first = bisect_left(xs, left)
        return [
            x
            for x, top, bottom in self._lines[first : bisect_right(xs, right, first)]
            if top - _MEETS <= y <= bottom + _MEETS
        ]

    def underlines(self, x0: float, x1: float, baseline: float, size: float) -> bool:
        """Whether a free line runs close below a run of text, along most of it."""
        if not self._flat:
            return False
        high = baseline + UNDER_TO * size
        for index in range(bisect_left(self._flat, (baseline + UNDER_FROM * size,)), len(self._flat)):
            y, left, right = self._flat[index]
            if y > high:
                return False
            if min(x1, right) - max(x0, left) >= ALONG * (x1 - x0):
                return True
        return False


def bounds(points: Iterable[Point]) -> BoxTuple:
    """The smallest box around at least one point."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def is_rectangle(points: Sequence[Point]) -> bool:
    """Whether a closed subpath of four or five points runs along the axes only."""
    if len(points) not in (4, 5):
        return False
    ring = [*points, points[0]]
    return all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) <= _SLANT for a, b in pairwise(ring))
