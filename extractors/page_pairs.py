"""Two pairs of label and value a row, set without rules: where the second label stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.page_lines import Line
from models.document import Style

_LEAST: Final = 2  # second labels
_FLUSH: Final = 2.0  # points
_LEVEL: Final = 0.6  # ems
_LONGEST: Final = 70
_GUTTER: Final = 4.0  # points


@dataclass(frozen=True, slots=True)
class SecondPair:
    """The left edges of the second labels and of their values, the labels' look, and the first line of each label."""

    labels: float
    values: float
    style: Style
    starts: tuple[Line, ...]

    def sides(self, lines: Sequence[Line]) -> tuple[list[Line], list[Line], list[Line]]:
        """The lines of one row as first value, second label and second value."""
        first = [line for line in lines if line.x0 < self.labels - _FLUSH]
        labels = [line for line in lines if self.is_label(line)]
        second = [line for line in lines if line.x0 >= self.labels - _FLUSH and not self.is_label(line)]
        return first, labels, second

    def column_of(self, x0: float) -> int:
        """Which of the three columns of `sides` something belongs to by its left edge."""
        return (x0 >= self.labels - _FLUSH) + (x0 >= self.values - _FLUSH)

    def is_label(self, line: Line) -> bool:
        """Whether a line stands and looks like the second labels."""
        return abs(line.x0 - self.labels) <= _FLUSH and _look(line) == _look_of(self.style)


def is_first_label(line: Line, column: Sequence[Line]) -> bool:
    """Whether a line is bold, short and flush with the left edge of its column."""
    edge = min(other.x0 for other in column)
    return line.x0 - edge <= _FLUSH and line.runs[0].style.bold and len(line.text) <= _LONGEST


def find_second_pair(starts: Sequence[Line], stretches: Sequence[Line]) -> SecondPair | None:
    """The second label column among what stands at the right of the labels that open at `starts`; `stretches` are its
    lines, cut at every gutter. None where there is none: two labels at least stand level with one of the first
    column, look the same, and are flush; a text stands at their right, and none runs into them from the left.
    """
    looks = {_look(line) for line in starts}
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in stretches:
        level = any(abs(line.baseline - start.baseline) <= _LEVEL * line.size for start in starts)
        if level and _look(line) in looks and len(line.text) <= _LONGEST and any(map(str.isalpha, line.text)):
            groups[round(line.x0)].append(line)
    found = max(groups.values(), key=len, default=[])
    if len(found) < _LEAST or not found[0].runs[0].style.bold or any(_crosses(stretches, line) for line in found):
        return None
    edge = min(line.x0 for line in found)
    answers = [_answer(stretches, line) for line in found]
    if any(answer is None for answer in answers):
        return None
    values = min(answer.x0 for answer in answers if answer is not None)
    return SecondPair(edge, values, found[0].runs[0].style, tuple(found))


def _look(line: Line) -> tuple[bool, int | None, float | None]:
    return _look_of(line.runs[0].style)


def _look_of(style: Style) -> tuple[bool, int | None, float | None]:
    return style.bold, style.color, style.size


def _crosses(stretches: Sequence[Line], label: Line) -> bool:
    """Whether a text level with a second label runs into it from the left."""
    level = [line for line in stretches if line is not label and _is_level(line, label) and line.x0 < label.x0]
    return not level or any(line.x1 > label.x0 - _GUTTER for line in level)


def _answer(stretches: Sequence[Line], label: Line) -> Line | None:
    right = [
        line for line in stretches if _is_level(line, label) and line.x0 > label.x1 and _look(line) != _look(label)
    ]
    return min(right, key=lambda line: line.x0, default=None)


def _is_level(line: Line, label: Line) -> bool:
    return abs(line.baseline - label.baseline) <= _LEVEL * label.size
