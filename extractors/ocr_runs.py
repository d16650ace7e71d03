"""Words read from a picture to the runs of a page model: their size, weight and baseline from their ink."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from extractors.ocr_words import Word
from extractors.page import Run
from extractors.page_paths import Borders
from extractors.pdf_places import ASCENT, DESCENT
from extractors.raster import Raster
from models.document import Style

# How far letters of a common font reach above and below the baseline, in ems.
_TALL, _MIDDLING, _LOW, _DEEP, _CROWNED = 0.72, 0.63, 0.52, 0.21, 0.92
_TALL_LETTERS = frozenset("bdfhklij0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ()[]{}/!?&%€$#|âêîôûàèùéëïüœß'’\"")
_CROWNED_LETTERS = frozenset("ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŒ") - frozenset("ÇŒ")
_DEEP_LETTERS = frozenset("gjpqyç,;()[]{}|Ç§µ")
# A cross this high is a capital, in ems.
_CROSS = 0.62
# Letters of which a part stands off above.
_DOTTED = frozenset("ijàâäéèêëîïôöùûüÿÇ?!:;%°²\"'’")
# Marks that say nothing of where a line stands.
_FLOATING = frozenset("-–—_•·…«»'’\"=~^°*+.:")
# Sizes that differ by less than this share are one; words that stand apart by more ems are two texts.
_SAME_SIZE = 0.13
_UNSURE_SIZE = 0.35
_APART = 0.9
_LEAST_SIZE, _MOST_SIZE = 4.0, 72.0
# Strokes of bold words beside the page's usual ones, for their size; how much words stray from either, and what a
# change of weight on a line weighs against that. A word says more the longer it is, up to so many letters.
_BOLD = 1.42
_STRAY = 0.13
_CHANGE = 2.5
_LONG = 7


@dataclass(slots=True, eq=False)
class _Line:
    """Words of one line with its baseline, size, and thickness of each word's strokes in pixels.

    `sure` says whether the size was measured on letters whose ink is whole.
    """

    words: list[Word]
    baseline: float
    size: float
    sure: bool
    strokes: list[float]
    bold: list[bool]


def make_runs(lines: Iterable[list[Word]], page: Raster, borders: Borders) -> list[Run]:
    """The runs of a page in points, from the top down."""
    measured = [_measure(words, page) for words in lines if words]
    _snap_sizes(measured)
    _find_bold(measured)
    measured = [_spell_cross(line) for line in measured]
    measured.sort(key=lambda line: (line.baseline, line.words[0].x0))
    runs: list[Run] = []
    for line in measured:
        for words, bold in _cut(line, page, borders):
            runs.append(_make_run(words, line, bold=bold, scale=page.scale, order=len(runs)))
    return runs


def _fit(word: Word, page: Raster) -> Word:
    """A word's box without the ink of other lines that a recogniser left in it: an accent below, a tail above."""
    rows = page.ink[max(0, word.top) : word.bottom, max(0, word.x0) : word.x1].sum(axis=1)
    edges = np.flatnonzero(np.diff(rows > 0, prepend=False, append=False)).tolist()
    bands = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if len(bands) < 2:
        return word
    main = max(bands, key=lambda band: (int(rows[band[0] : band[1]].sum()), -band[0]))
    dotted = any(char in _DOTTED or char in _CROWNED_LETTERS for char in word.text)
    top = bands[0][0] if dotted else main[0]
    return replace(word, top=max(0, word.top) + top, bottom=max(0, word.top) + main[1])


def _measure(given: list[Word], page: Raster) -> _Line:
    """A line's baseline and font size, by which letters its words have."""
    words = [_fit(word, page) for word in given]
    telling = [(word, reach) for word in words if (reach := _reach(word.text)) is not None]
    if not telling:
        height = max(word.bottom - word.top for word in words)
        return _finish(words, float(max(word.bottom for word in words)), height / _TALL, page, sure=False)
    # An accent on a capital is not always part of its word's box, and one letter tells little.
    plain = [(word, reach) for word, reach in telling if reach[0] != _CROWNED]
    sure = bool(plain) and (len(words) > 1 or len(words[0].text) > 1)
    telling = plain or telling
    # A letter that reaches down may be cut where it met a rule: words without one are asked first.
    standing = [(float(word.bottom), len(word.text)) for word, (_, below) in telling if not below]
    if standing:
        baseline = _middle(standing)
        sizes = [((baseline - word.top) / above, len(word.text)) for word, (above, _) in telling]
    else:
        sizes = [((word.bottom - word.top) / (above + below), len(word.text)) for word, (above, below) in telling]
        baseline = _middle(
            [
                (word.bottom - below * size, len(word.text))
                for (word, (_, below)), (size, _) in zip(telling, sizes, strict=True)
            ]
        )
    return _finish(words, baseline, _middle(sizes), page, sure=bool(standing) and sure)


def _finish(words: list[Word], baseline: float, size: float, page: Raster, *, sure: bool) -> _Line:
    size = min(max(size, _LEAST_SIZE * page.scale), _MOST_SIZE * page.scale)
    strokes = [_measure_stroke(word, page) for word in words]
    return _Line(words, baseline, size, sure, strokes, [False] * len(words))


def _reach(text: str) -> tuple[float, float] | None:
    """How far a word reaches above and below the baseline, in ems; None if its letters do not tell."""
    letters = [char for char in text if char not in _FLOATING]
    if not letters:
        return None
    crowned = any(char in _CROWNED_LETTERS for char in letters)
    if crowned:
        above = _CROWNED
    elif any(char in _TALL_LETTERS for char in letters):
        above = _TALL
    else:
        above = _MIDDLING if "t" in letters else _LOW
    return above, _DEEP if any(char in _DEEP_LETTERS for char in letters) else 0.0


def _middle(weighted: list[tuple[float, int]]) -> float:
    """The weighted median."""
    ordered = sorted(weighted)
    half = sum(weight for _, weight in ordered) / 2
    for value, weight in ordered:
        half -= weight
        if half <= 0:
            return value
    return ordered[-1][0]


def _measure_stroke(word: Word, page: Raster) -> float:
    """How thick the strokes of a word are in pixels: its ink by how often a line across it meets some."""
    place = np.s_[max(0, word.top) : word.bottom, max(0, word.x0) : word.x1]
    ink = page.faint[place]
    if not ink.size:
        return 0.0
    gray = page.gray[place][ink]
    if not gray.size:
        return 0.0
    # Coloured ink is lighter, its strokes are no thinner.
    darkest = int(np.partition(gray, gray.size // 10)[gray.size // 10])
    dark = float((255 - gray.astype(np.int32)).sum()) / max(1, 255 - darkest)
    met = int((ink[:, 1:] & ~ink[:, :-1]).sum()) + int(ink[:, 0].sum())
    return dark / max(1, met)


def _snap_sizes(lines: Sequence[_Line]) -> None:
    """Sizes that differ by what measuring does become one: that of the most letters."""
    waiting = [line for line in lines if line.sure] or list(lines)
    found: list[float] = []
    while waiting:
        heaviest = max(waiting, key=lambda line: sum(_weigh(other) for other in waiting if _is_near(other, line.size)))
        group = [line for line in waiting if _is_near(line, heaviest.size)]
        found.append(_middle([(line.size, _weigh(line)) for line in group]))
        waiting = [line for line in waiting if line not in group]
        for line in group:
            line.size = found[-1]
    for line in lines:
        nearest = min(found, key=lambda size: abs(size - line.size))
        if not line.sure and _is_near(line, nearest, _UNSURE_SIZE):
            line.size = nearest


def _weigh(line: _Line) -> int:
    return sum(len(word.text) for word in line.words)


def _is_near(line: _Line, size: float, share: float = _SAME_SIZE) -> bool:
    return abs(line.size - size) <= share * max(line.size, size)


def _spell_cross(line: _Line) -> _Line:
    """A cross that stands alone, by its height a capital where it was read as a small letter."""
    cross = line.words[0]
    if len(line.words) > 1 or cross.text != "x" or cross.bottom - cross.top < _CROSS * line.size:
        return line
    return replace(line, words=[replace(cross, text="X")])


def _find_bold(lines: Sequence[_Line]) -> None:
    """Mark the words whose strokes are thicker than the page's usual ones."""
    strokes = [
        (stroke / line.size, len(word.text))
        for line in lines
        for word, stroke in zip(line.words, line.strokes, strict=True)
        if len(word.text) > 1
    ]
    usual = _middle(strokes) if strokes else 0.0
    for line in lines if usual else ():
        line.bold = _read_weights(
            [
                (stroke / line.size / usual, min(len(word.text), _LONG) / _LONG)
                for word, stroke in zip(line.words, line.strokes, strict=True)
            ]
        )
        # A colon is as bold as its label.
        for index, word in enumerate(line.words):
            if index and not any(map(str.isalnum, word.text)):
                line.bold[index] = line.bold[index - 1]


def _read_weights(marks: Sequence[tuple[float, float]]) -> list[bool]:
    """Which words of a line are bold, by the strokes of each (1 the usual) and how much it says (0 to 1): the likeliest
    sequence, in which the weight changes as seldom as the strokes allow."""
    costs = (0.0, 0.0)
    steps: list[tuple[bool, bool]] = []
    for mark, says in marks:
        plain, bold = costs
        # For each weight, whether the word before was bold.
        step = (bold + _CHANGE < plain, bold <= plain + _CHANGE)
        stray = tuple(
            says * (min(1.0, abs(mark - usual) if short else 0.0) / _STRAY) ** 2 / 2
            for usual, short in ((1.0, mark > 1.0), (_BOLD, mark < _BOLD))
        )
        costs = min(plain, bold + _CHANGE) + stray[0], min(bold, plain + _CHANGE) + stray[1]
        steps.append(step)
    weight = costs[1] < costs[0]
    weights: list[bool] = []
    for step in reversed(steps):
        weights.append(weight)
        weight = step[weight]
    return weights[::-1]


def _cut(line: _Line, page: Raster, borders: Borders) -> Iterable[tuple[list[Word], bool]]:
    """The words of a line as stretches of one look without wide gaps or rules inside."""
    words = line.words
    start = 0
    for index, (before, word) in enumerate(pairwise(words), start=1):
        wide = word.x0 - before.x1 > _APART * line.size
        left, right = before.x1 / page.scale - 1, word.x0 / page.scale + 1
        ruled = left < right and bool(borders.between(left, right, line.baseline / page.scale - 1))
        if wide or ruled or line.bold[index] != line.bold[index - 1] or words[start].text == "•":
            yield words[start:index], line.bold[start]
            start = index
    yield words[start:], line.bold[start]


def _make_run(words: Sequence[Word], line: _Line, *, bold: bool, scale: float, order: int) -> Run:
    size, baseline = line.size / scale, line.baseline / scale
    return Run(
        text=" ".join(word.text for word in words),
        x0=words[0].x0 / scale,
        top=baseline - ASCENT * size,
        x1=max(word.x1 for word in words) / scale,
        bottom=baseline + DESCENT * size,
        baseline=baseline,
        size=size,
        style=Style(bold=bold, size=round(size, 1)),
        turn=0,
        spaced=True,
        order=order,
    )
