"""The words of a page's own text layer, placed on the picture of the page: as scanners with text recognition make them,
and as stamps stand on scans."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors.ocr_words import GIVEN, Word
from extractors.page import ASKEW, Run
from extractors.raster import PixelBox, Raster
from extractors.scan import WordReader

_WORD = re.compile(r"\S+")
# How far from its place in the layer the ink of a word may reach, in ems.
_REACH = 0.12
# Runs of one line stand level within this, in ems.
_LEVEL = 0.35


def layer_words(runs: Sequence[Run]) -> WordReader:
    """A reader that gives the words of a text layer, each with the box of its ink."""

    def read(page: Raster, cells: list[PixelBox]) -> list[Word]:
        return _place_words(runs, page)

    return read


def layer_and_picture(runs: Sequence[Run], reader: WordReader) -> WordReader:
    """A reader that gives the words of a text layer, and from the picture what stands elsewhere."""

    def read(page: Raster, cells: list[PixelBox]) -> list[Word]:
        given = _place_words(runs, page)
        gray = page.gray.copy()
        for word in given:
            gray[max(0, word.top) : word.bottom, max(0, word.x0) : word.x1] = 255
        read_words = reader(replace(page, gray=gray), cells)
        offset = given[-1].line + 1 if given else 0
        return [*given, *(word.moved_to(word.line + offset) for word in read_words)]

    return read


def _place_words(runs: Sequence[Run], page: Raster) -> list[Word]:
    words: list[Word] = []
    line, baseline = -1, 0.0
    for run in runs:
        if run.turn == ASKEW:
            continue
        if line < 0 or abs(run.baseline - baseline) > _LEVEL * run.size:
            line += 1
        baseline = run.baseline
        words.extend(_cut(run, page, line))
    return words


def _cut(run: Run, page: Raster, line: int) -> list[Word]:
    """The words of a run, its width shared among them by their letters."""
    width = (run.x1 - run.x0) / max(1, len(run.text))
    words: list[Word] = []
    for found in _WORD.finditer(run.text):
        left, right = run.x0 + found.start() * width, run.x0 + found.end() * width
        box = page.tilt.apply((left, run.top, right, run.bottom))
        words.append(_fit(found[0], box, run, page, line))
    return words


def _fit(text: str, box: tuple[float, float, float, float], run: Run, page: Raster, line: int) -> Word:
    """A word with the height of its ink; as given where there is none."""
    scale, reach = page.scale, round(_REACH * run.size * page.scale)
    x0, top, x1, bottom = (round(side * scale) for side in box)
    x1, bottom = max(x1, x0 + 1), max(bottom, top + 1)
    start = max(0, top - reach)
    rows = np.flatnonzero(page.ink[start : bottom + reach, max(0, x0) : x1].any(axis=1))
    if len(rows) > (bottom - top) / 4:
        top, bottom = start + int(rows[0]), start + int(rows[-1]) + 1
    return Word(text, x0, top, x1, bottom, GIVEN, line)
