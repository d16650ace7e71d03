"""Words of a page's picture by tesseract as a library: the one module that imports tesserocr."""

import os
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from extractors.ocr_numbers import read_pattern, settle
from extractors.ocr_words import RecognitionError, Word, parse_words
from extractors.raster import POINTS_PER_INCH, Gray, PixelBox, Raster

LANGUAGE = "fra"
# The data of the language, which come with the package.
DATA = Path(__file__).parent / "tessdata"
SETTINGS = {
    # Light text on dark was turned round before.
    "tessedit_do_invert": "0",
    "debug_file": os.devnull,
}
# Page segmentation: text wherever it stands, one block of lines, one line.
SPARSE, BLOCK, LINE = 11, 6, 7
# What is no higher than this, in points, is one line.
_ONE_LINE = 15.0
_LSTM_ONLY = 1
# A cell this narrow, in points, may hold a number by itself; cells are cut down to their ink with this margin.
_NARROW = 45.0
_CELL_MARGIN = 3.0
# How such a number is looked at: pixels of white around it, and how much larger.
_VIEWS = ((10, 1.0), (20, 1.0), (20, 1.5), (10, 1.5), (0, 1.5), (20, 2.0))
# How sure it is then.
_SETTLED = 0.75

# An engine loads for a tenth of a second and serves one thread at a time.
_engines = threading.local()


def has_library() -> bool:
    """Whether tesserocr is installed."""
    return find_spec("tesserocr") is not None


def read_words(page: Raster, cells: list[PixelBox]) -> list[Word]:
    """The words on a straight page: those of each cell by themselves, then all others.

    May run in several threads at once.
    """
    engine = getattr(_engines, "engine", None)
    if engine is None:
        engine = _engines.engine = _make_engine()
    words: list[Word] = []
    rest, dpi = page.gray, page.scale * POINTS_PER_INCH
    if cells:
        _show(engine, rest, dpi, BLOCK)
        rest = rest.copy()
        for x0, top, x1, bottom in cells:
            one_line = bottom - top <= _ONE_LINE * page.scale
            engine.SetPageSegMode(LINE if one_line else BLOCK)
            engine.SetRectangle(x0, top, x1 - x0, bottom - top)
            words += _number(_recognize(engine), words)
            rest[top:bottom, x0:x1] = 255
        words = _settle_numbers(engine, page, cells, words)
    if np.any(rest < 128):
        _show(engine, rest, dpi, SPARSE)
        words += _number(_recognize(engine), words)
    engine.Clear()
    return words


def _make_engine() -> Any:
    # Tesseract's own threads, where it has any, make a page on a busy machine take ten times as long.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    import tesserocr  # noqa: PLC0415 - an extra that may be missing

    return tesserocr.PyTessBaseAPI(path=str(DATA), lang=LANGUAGE, psm=SPARSE, oem=_LSTM_ONLY, variables=SETTINGS)


def _show(engine: Any, gray: Gray, dpi: float, mode: int) -> None:
    height, width = gray.shape
    engine.SetPageSegMode(mode)
    engine.SetImageBytes(gray.tobytes(), width, height, 1, width)
    engine.SetSourceResolution(round(dpi))


def _recognize(engine: Any) -> list[Word]:
    if not engine.Recognize():
        raise RecognitionError("tesseract could not read the page")
    return parse_words(engine.GetTSVText(0))


def _settle_numbers(engine: Any, page: Raster, cells: list[PixelBox], words: list[Word]) -> list[Word]:
    """The words, with the dotted numbers that fill a narrow cell read several times and settled by their shapes."""
    settled = list(words)
    for cell in cells:
        x0, top, x1, bottom = cell
        if bottom - top > _ONE_LINE * page.scale or x1 - x0 > _NARROW * page.scale:
            continue
        pattern = read_pattern(page.ink[top:bottom, x0:x1])
        if pattern is None:
            continue
        own = [word for word in settled if x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= word.bottom <= bottom + 2]
        readings = ["".join(word.text for word in own)] if own else []
        readings += [_read_line(engine, page.gray[top:bottom, x0:x1], page, *view) for view in _VIEWS]
        text = settle(readings, pattern)
        if text is not None:
            margin = round(_CELL_MARGIN * page.scale)
            box = x0 + margin, top + margin, x1 - margin, bottom - margin
            line = own[0].line if own else max((word.line for word in settled), default=-1) + 1
            settled = [word for word in settled if word not in own]
            settled.append(Word(text, *box, _SETTLED, line))
    return settled


def _read_line(engine: Any, gray: Gray, page: Raster, margin: int, scale: float) -> str:
    """The text of a small picture with a white margin, made larger."""
    picture = Image.fromarray(np.pad(gray, margin, constant_values=255))
    larger = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BICUBIC)
    _show(engine, np.asarray(larger), page.scale * POINTS_PER_INCH * scale, LINE)
    return "".join(word.text for word in _recognize(engine))


def _number(found: list[Word], before: list[Word]) -> list[Word]:
    """The words with line numbers that go on behind those of others."""
    offset = max((word.line for word in before), default=-1) + 1
    return [word.moved_to(word.line + offset) for word in found]
