"""Runs of glyphs to lines: what stands side by side, read from left to right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.page import Run
from models.document import Style

SOFT_HYPHEN: Final = "\u00ad"

# Two runs share a line if their boxes overlap by this share of the lower one: a superscript does, the next line
# does not, and neither do three points of jitter part a line.
_SAME_LINE: Final = 0.5
# A glyph so much larger than the text beside it is a drop cap or a big number, unless it stands on the same baseline.
_LARGER: Final = 1.8
_SAME_BASELINE: Final = 0.25
# Blanks between runs, in ems: where the file draws them one after the other it is asked first.
_BLANK: Final = 0.15
_SURE_BLANK: Final = 0.35
# Between letters of turned text, whose boxes are those of their ink.
_TURNED_BLANK: Final = 0.28
# Marks that no line ends with: the word behind them comes along.
_OPENING: Final = frozenset("«“(–-")
# Text drawn twice (a shadow, a bold made by hand) is off by no more than this, in ems.
_TWICE: Final = 0.15

StyledText = list[tuple[str, Style]]


@dataclass(slots=True, init=False)
class Line:
    """Runs from left to right in one upright frame, with the box around them and their main size and baseline.

    `text` has single blanks between runs.
    """

    runs: list[Run]
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    text: str

    def __init__(  # noqa: PLR0913, PLR0917 - see `Run`
        self,
        runs: list[Run],
        x0: float,
        top: float,
        x1: float,
        bottom: float,
        baseline: float,
        size: float,
        text: str,
    ) -> None:
        self.runs = runs
        self.x0 = x0
        self.top = top
        self.x1 = x1
        self.bottom = bottom
        self.baseline = baseline
        self.size = size
        self.text = text

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    def styled(self) -> StyledText:
        """The text as runs of one look, blanks included."""
        if len(self.runs) == 1:
            return [(self.text, self.runs[0].style)]
        pieces: StyledText = []
        before: Run | None = None
        for run in self.runs:
            text = f" {run.text}" if before is not None and _is_spaced(before, run) else run.text
            if pieces and (pieces[-1][1] is run.style or pieces[-1][1] == run.style):
                pieces[-1] = (pieces[-1][0] + text, run.style)
            else:
                pieces.append((text, run.style))
            before = run
        return pieces

    def word_width(self) -> float:
        """How wide the first word is, in points, with the mark that opens it: «, (."""
        first = self.runs[0]
        words = first.text.split(maxsplit=2)
        if not words:
            return first.x1 - first.x0
        if words[0] not in _OPENING:
            return (first.x1 - first.x0) * len(words[0]) / len(first.text)
        if len(words) > 1:
            return (first.x1 - first.x0) * (len(words[0]) + 1 + len(words[1])) / len(first.text)
        follows = self.runs[1] if len(self.runs) > 1 else first
        return follows.x1 - first.x0 if len(follows.text.split()) == 1 else first.x1 - first.x0 + 3 * first.size


def make_lines(runs: Iterable[Run]) -> list[Line]:
    """Lines from top to bottom. The runs are of one region and one frame, in drawing order."""
    groups: list[list[Run]] = []
    anchor: Run | None = None
    # Whether each run stands below the one before: then lines are in order, and no two of them are one.
    descending = True
    for run in runs:
        if anchor is None:
            groups.append([run])
        elif run.top < anchor.bottom and anchor.top < run.bottom and _is_beside(anchor, run):
            groups[-1].append(run)
            anchor = _anchor(groups[-1])
            descending = descending and len(groups) == 1
            continue
        else:
            groups.append([run])
            descending = descending and anchor.baseline <= run.baseline
        anchor = run
    return [join_line(group) for group in (groups if descending else _merge_level(groups))]


def _merge_level(groups: list[list[Run]]) -> list[list[Run]]:
    """Lines from top to bottom, those that stand side by side as one."""
    groups.sort(key=lambda group: _anchor(group).baseline)
    merged: list[list[Run]] = []
    for group in groups:
        if merged and _is_beside(_anchor(merged[-1]), _anchor(group)):
            merged[-1].extend(group)
        else:
            merged.append(group)
    return merged


def _anchor(runs: Sequence[Run]) -> Run:
    """The run that says where the line is: the longest one."""
    return runs[0] if len(runs) == 1 else max(runs, key=lambda run: (len(run.text), -run.order))


def _is_beside(one: Run, other: Run) -> bool:
    if one.bottom <= other.top or other.bottom <= one.top:
        return False
    bottom = one.bottom if one.bottom < other.bottom else other.bottom
    overlap = bottom - (one.top if one.top > other.top else other.top)
    smaller, larger = (one.size, other.size) if one.size < other.size else (other.size, one.size)
    if overlap <= _SAME_LINE * (smaller or 1):
        return False
    return larger <= _LARGER * smaller or abs(one.baseline - other.baseline) <= _SAME_BASELINE * smaller


def join_line(group: Sequence[Run]) -> Line:
    """One line of runs that stand side by side."""
    if len(group) == 1:
        only = group[0]
        return Line(list(group), only.x0, only.top, only.x1, only.bottom, only.baseline, only.size, only.text)
    runs = _drop_doubles(sorted(group, key=lambda run: (run.x0, run.order)))
    anchor = _anchor(runs)
    return Line(
        runs=runs,
        x0=runs[0].x0,
        top=min(run.top for run in runs),
        x1=max(run.x1 for run in runs),
        bottom=max(run.bottom for run in runs),
        baseline=anchor.baseline,
        size=anchor.size,
        text="".join(
            f" {run.text}" if before is not None and _is_spaced(before, run) else run.text
            for before, run in zip([None, *runs], runs, strict=False)
        ),
    )


def _drop_doubles(runs: list[Run]) -> list[Run]:
    """Without the runs drawn a second time at the same place, which makes them look bold."""
    kept: list[Run] = []
    for run in runs:
        twin = next((index for index in range(len(kept) - 1, -1, -1) if _is_twin(kept[index], run)), None)
        if twin is None:
            kept.append(run)
    return kept


def _is_twin(one: Run, other: Run) -> bool:
    near = _TWICE * max(one.size, other.size)
    return abs(one.x0 - other.x0) <= near and abs(one.baseline - other.baseline) <= near and one.text == other.text


def _is_spaced(before: Run, run: Run) -> bool:
    gap = run.x0 - before.x1
    size = min(before.size, run.size)
    # Of turned text the engine gives every glyph a line of its own: only the gap tells words.
    if run.order == before.order + 1 and not run.turn:
        return run.spaced or gap > _SURE_BLANK * size
    return gap > (_TURNED_BLANK if run.turn else _BLANK) * size
