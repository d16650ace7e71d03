"""A picture of a page to the page model that every engine fills: words, rules, shades, bullets, check boxes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageFilter

from extractors.heartbeat import tell_page
from extractors.ocr_runs import make_runs
from extractors.ocr_words import Word, clean_line, group_lines
from extractors.page import BoxTuple, Glyphs, PageModel
from extractors.page_grid import find_cells
from extractors.page_paths import Borders, Drawing
from extractors.raster import Gray, Mask, PixelBox, Raster, Tilt, make_raster
from extractors.raster_fills import find_dark, find_fills
from extractors.raster_rules import PageRules, divide_fills, find_rules
from extractors.raster_shapes import Check, find_bullets, find_checks, find_dust, find_shapes

# Takes a straight clean page and the cells on it in pixels; gives the words.
WordReader = Callable[[Raster, list[PixelBox]], list[Word]]

# Words surer than this need no second look; so many of the words must be for the page to be the right way up.
_SURE = 0.6
_UPRIGHT = 0.5
_TELLING = 12
# Noise of the picture, in steps of grey, from which it is smoothed before it is read.
_NOISY = 2.5
# A cell narrower or lower than this, in points, holds no text; white left about a cell's ink.
_LEAST_CELL = 5.0
_MARGIN = 3.0
_LEAST_INK = 6


@dataclass(frozen=True, slots=True)
class Scan:
    """A page read from its picture: the model of the straight page, how it was turned, how many words it has, and how
    sure they are (0 to 1)."""

    page: PageModel
    tilt: Tilt
    words: int
    confidence: float
    doubtful: tuple[str, ...]


def read_scan(picture: Image.Image, dpi: float, number: int, reader: WordReader) -> Scan:
    """The page in a picture; a blank one has no runs. A page that reads badly is tried the other way up."""
    first = _Attempt.make(make_raster(picture, dpi), reader)
    if not first.looks_turned:
        return first.finish(number)
    turns = (1, 3) if first.is_sideways else (2,)
    others = (_Attempt.make(make_raster(picture, dpi, quarters=turn), reader) for turn in turns)
    return max([first, *others], key=lambda attempt: attempt.sure).finish(number)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What is on a page when it is looked at one way up."""

    raster: Raster
    drawing: Drawing
    lines: list[list[Word]]
    words: int
    sure: int

    @classmethod
    def make(cls, page: Raster, reader: WordReader) -> "_Attempt":
        if page.is_blank:
            return cls(page, Drawing(), [], 0, 0)
        fills = find_fills(page)
        dark = find_dark(page, fills)
        plain = page.with_reversed(dark)
        rules = find_rules(plain)
        open_page = plain.without(rules.ink)
        rules = rules.extended(divide_fills(open_page, rules, fills))
        shapes = find_shapes(open_page.ink)
        bullets, checks = find_bullets(open_page, shapes), find_checks(open_page, shapes)
        boxes = [*bullets, *((check.x0, check.top, check.x1, check.bottom) for check in checks)]
        clean = open_page.without(_mark([*boxes, *find_dust(open_page, shapes)], open_page))
        drawing = _draw(rules, fills, bullets, page.scale)
        tell_page()
        raw = reader(replace(clean, gray=_smooth(clean.gray)), _find_text_cells(drawing, clean))
        tell_page()
        lines = [line for words in group_lines(raw) if (line := clean_line(words))]
        telling = [word for line in lines for word in line if len(word.text) > 2]
        sure = sum(word.confidence >= _SURE for word in telling)
        return cls(clean, drawing, _add_checks(lines, checks), len(telling), sure)

    @property
    def looks_turned(self) -> bool:
        """Whether there is much ink, but hardly a word."""
        if self.raster.is_blank or (self.words > _TELLING and self.sure >= _UPRIGHT * self.words):
            return False
        return self.is_sideways or self.words > _TELLING

    @property
    def is_sideways(self) -> bool:
        """Whether the ink stands in columns rather than in lines: lines leave white between them."""
        ink = self.raster.ink
        across, down = (np.diff(ink.mean(axis=axis)) for axis in (1, 0))
        return float((down**2).sum()) > 1.5 * float((across**2).sum())

    def finish(self, number: int) -> Scan:
        """The page model of what was read."""
        borders = Borders(self.drawing)
        runs = make_runs(self.lines, self.raster, borders)
        words = [word for line in self.lines for word in line]
        letters = sum(len(word.text) for word in words)
        width, height = self.raster.size
        page = PageModel(
            number=number,
            width=width,
            height=height,
            glyphs=Glyphs(runs),
            rules=self.drawing.rules(borders),
            fills=self.drawing.fills(),
            dots=self.drawing.dots,
            characters=sum(len("".join(run.text.split())) for run in runs),
        )
        confidence = sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
        return Scan(page, self.raster.tilt, len(words), confidence, tuple(_list_doubtful(words)))


def _list_doubtful(words: Iterable[Word]) -> Iterable[str]:
    return (word.text for word in words if word.confidence < _SURE and any(map(str.isalnum, word.text)))


def _mark(boxes: Iterable[PixelBox], page: Raster) -> Mask:
    """A mask of boxes, with the grey at their rims."""
    mask = np.zeros_like(page.ink)
    for x0, top, x1, bottom in boxes:
        mask[max(0, top - 1) : bottom + 1, max(0, x0 - 1) : x1 + 1] = True
    return mask


def _draw(
    rules: PageRules, fills: Iterable[tuple[BoxTuple, int]], bullets: Iterable[PixelBox], scale: float
) -> Drawing:
    """Rules, fills and bullets in points, as the other engines draw them."""
    drawing = Drawing()
    for rule in rules.level:
        y, width = rule.middle / scale, (rule.high - rule.low) / scale
        drawing.add_line((rule.start / scale, y), (rule.end / scale, y), width, 0)
    for rule in rules.upright:
        x, width = rule.middle / scale, (rule.high - rule.low) / scale
        drawing.add_line((x, rule.start / scale), (x, rule.end / scale), width, 0)
    for box, color in fills:
        drawing.add_box(box, color)
    drawing.dots.extend((x0 / scale, top / scale, x1 / scale, bottom / scale) for x0, top, x1, bottom in bullets)
    return drawing


def _find_text_cells(drawing: Drawing, page: Raster) -> list[PixelBox]:
    """The cells with ink in them, in pixels, cut down to the ink: words of a cell are read by themselves."""
    scale, margin = page.scale, round(_MARGIN * page.scale)
    found: list[PixelBox] = []
    sides = [side for box in drawing.boxes for side in _list_sides(box)]
    cells = [cell for table in find_cells([*drawing.segments, *sides]) for cell in table]
    for cell in cells:
        # What stands in a nested table must not be read a second time with the cell around it.
        if min(cell[2] - cell[0], cell[3] - cell[1]) < _LEAST_CELL or any(_holds(cell, other) for other in cells):
            continue
        x0, top, x1, bottom = (max(0, round(side * scale)) for side in cell)
        ys, xs = np.nonzero(page.ink[top:bottom, x0:x1])
        if len(ys) >= _LEAST_INK:
            found.append(
                (
                    max(x0, x0 + int(xs.min()) - margin),
                    max(top, top + int(ys.min()) - margin),
                    min(x1, x0 + int(xs.max()) + margin),
                    min(bottom, top + int(ys.max()) + margin),
                )
            )
    return found


def _list_sides(box: BoxTuple) -> list[BoxTuple]:
    x0, top, x1, bottom = box
    return [(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)]


def _holds(cell: BoxTuple, other: BoxTuple) -> bool:
    """Whether the middle of another cell stands in a cell."""
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return cell != other and cell[0] < x < cell[2] and cell[1] < y < cell[3]


def _smooth(gray: Gray) -> Gray:
    """A noisy page without its specks; a clean one as it is."""
    light = gray[::2, 1::2] > 200
    near = np.abs(gray[::2, 1::2].astype(np.int16) - gray[::2, :-1:2][:, : light.shape[1]])[light]
    if not near.size or float(near.mean()) < _NOISY:
        return gray
    return np.asarray(Image.fromarray(gray).filter(ImageFilter.MedianFilter(3)))


def _add_checks(lines: list[list[Word]], checks: Iterable[Check]) -> list[list[Word]]:
    """The lines, each check box as a word at the head of the one that it stands before."""
    added = list(lines)
    for check in checks:
        sign = Word("☒" if check.ticked else "☐", check.x0, check.top, check.x1, check.bottom, 1.0, -1)
        middle, height = (check.top + check.bottom) / 2, check.bottom - check.top
        beside = [
            index
            for index, line in enumerate(added)
            if line[0].top - height / 2 <= middle <= line[0].bottom + height / 2
            and any(word.x0 >= check.x1 - 2 for word in line)
        ]
        if beside:
            best = min(beside, key=lambda index: _distance(added[index], check))
            added[best] = sorted([*added[best], sign], key=lambda word: word.x0)
        else:
            added.append([sign])
    return added


def _distance(line: list[Word], check: Check) -> int:
    return min(word.x0 - check.x1 for word in line if word.x0 >= check.x1 - 2)
