"""A page model to its parts in reading order: tables and paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from extractors.page import ASKEW, BoxTuple, Floats, PageModel, Run
from extractors.page_flow import Part, read_flow
from extractors.page_paragraphs import Paragraph
from extractors.page_paths import ALONG, UNDER_FROM, UNDER_TO
from extractors.page_tables import find_tables, read_box
from models.document import Style

# A drawn bullet stands this high above the baseline and this far before the text, in ems; more dots are a picture.
_LEAST_RISE: Final = 0.1
_MOST_RISE: Final = 0.6
_LEAST_GAP: Final = 0.2
_MOST_GAP: Final = 2.6
_MOST_DOTS: Final = 300


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What stands on one page, in reading order, with its size in points."""

    number: int
    width: float
    height: float
    parts: list[Part]


def read_layout(page: PageModel) -> PageLayout:
    """The tables and paragraphs of a page."""
    runs, segments = mark_underlines(page)
    runs = add_bullets(runs, page.dots)
    found = find_tables(page, runs, segments)
    upright = [run for run in found.rest if run.turn == 0]
    parts = read_flow(upright, found.tables, page, segments)
    for turn in (1, 2, 3, ASKEW):
        turned = [run for run in found.rest if run.turn == turn]
        if turned:
            parts.extend(read_box(turned, (0, 0, page.width, page.height), page, turn))
    return PageLayout(page.number, page.width, page.height, parts)


def count_characters(parts: Sequence[Part]) -> int:
    """How many characters, blanks left out, stand in paragraphs and tables."""
    texts: list[str] = []
    marks = _collect_texts(parts, texts)
    # All at once: to take the blanks out of each paragraph by itself takes twice as long.
    return len("".join("".join(texts).split())) + marks


def _collect_texts(parts: Sequence[Part], texts: list[str]) -> int:
    """Add the texts of parts to those given; returns how many characters their list markers have."""
    marks = 0
    for part in parts:
        if isinstance(part, Paragraph):
            texts.append(part.text)
            marks += len(part.marker)
        else:
            for row in part.rows:
                for cell in row:
                    marks += _collect_texts(cell.content, texts)
    return marks


def add_bullets(runs: list[Run], dots: Sequence[BoxTuple]) -> list[Run]:
    """The runs with a bullet before each one that a small drawn shape stands before, as browsers print lists."""
    if not dots or len(dots) > _MOST_DOTS:
        return runs
    bullets: dict[int, Run] = {}
    for x0, top, x1, bottom in dots:
        middle = (top + bottom) / 2
        best: Run | None = None
        for run in runs:
            rises = _LEAST_RISE * run.size <= run.baseline - middle <= _MOST_RISE * run.size
            if run.turn == 0 and rises and x0 < run.x0 and (best is None or run.x0 < best.x0):
                best = run
        if best is not None and _LEAST_GAP * best.size <= best.x0 - x1 <= _MOST_GAP * best.size:
            bullets[best.order] = replace(best, text="•", x0=x0, x1=x1)
    if not bullets:
        return runs
    return [piece for run in runs for piece in ((bullets[run.order], run) if run.order in bullets else (run,))]


def mark_underlines(page: PageModel) -> tuple[list[Run], list[BoxTuple]]:
    """The runs, underlined ones marked so, and the rules that underline nothing."""
    rules, runs = page.rules, page.glyphs.runs
    if not runs or not any(rules.free):
        return runs, rules.boxes
    flat = [number for number, free in enumerate(rules.free) if free]
    lines = rules.segment[flat]
    boxes, size = page.glyphs.box, page.glyphs.size
    below = lines[:, 1][None, :] - page.glyphs.baseline[:, None]
    under = (below >= UNDER_FROM * size[:, None]) & (below <= UNDER_TO * size[:, None])
    cover = np.minimum(lines[:, 2], boxes[:, 2, None]) - np.maximum(lines[:, 0], boxes[:, 0, None])
    width = boxes[:, 2] - boxes[:, 0]
    under &= (cover >= ALONG * width[:, None]) & (page.glyphs.turn == 0)[:, None]
    if not under.any():
        return runs, rules.boxes
    # A border under a cell's text is longer than the text: an underline ends where its words end.
    under &= lines[:, 2] - lines[:, 0] <= _row_widths(under, boxes) + size[:, None]
    used = {flat[number] for number in np.flatnonzero(under.any(axis=0)).tolist()}
    looks: dict[Style, Style] = {}
    marked = [
        replace(run, style=looks.setdefault(run.style, replace(run.style, underline=True))) if hit else run
        for run, hit in zip(runs, np.any(under, axis=1).tolist(), strict=True)
    ]
    return marked, [box for number, box in enumerate(rules.boxes) if number not in used]


def _row_widths(under: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]", boxes: Floats) -> Floats:
    """For each rule the width of all the runs above it, from the first to the last."""
    starts = np.where(under, boxes[:, 0, None], np.inf).min(axis=0)
    ends = np.where(under, boxes[:, 2, None], -np.inf).max(axis=0)
    widths: Floats = (ends - starts).astype(np.float32)
    return widths
