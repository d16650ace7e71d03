"""Which paragraphs are headings: set larger than the text, or bold and by themselves; their level by rank of size."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from extractors.markers import is_ordinal
from extractors.page_flow import Part
from extractors.page_paragraphs import Paragraph

_LARGER: Final = 1.12
_MOST_LINES: Final = 5
_LONGEST: Final = 260
_LONGEST_BOLD: Final = 160
_LEVELS: Final = 6
_ALIKE: Final = 1.08


def mark_headings(parts: Sequence[Part], size: float) -> None:
    """Set the level of the headings in the flow; `size` is that of the document's main text in points."""
    headings = [part for part in parts if isinstance(part, Paragraph) and _is_heading(part, size)]
    ranks = _ranks(_rank(part, size) for part in headings)
    for part in headings:
        part.level = min(ranks[_rank(part, size)], _LEVELS)
        if part.marker:
            # «1. Constat»: a heading keeps its number.
            part.styled = [(f"{part.marker} ", part.styled[0][1]), *part.styled]
            part.marker = ""


def main_size(parts: Iterable[Part]) -> float:
    """The size that most characters have, in points, rounded to halves; 0 without text."""
    exact: dict[float, int] = {}
    for part in parts:
        for paragraph in (part,) if isinstance(part, Paragraph) else _paragraphs(part):
            if not paragraph.furniture:
                exact[paragraph.size] = exact.get(paragraph.size, 0) + len(paragraph.text)
    weights: Counter[float] = Counter()
    for size, characters in exact.items():
        weights[_half(size)] += characters
    return max(weights, key=lambda size: (weights[size], size), default=0.0)


def _paragraphs(part: Part) -> Iterator[Paragraph]:
    if isinstance(part, Paragraph):
        yield part
        return
    for row in part.rows:
        for cell in row:
            for inner in cell.content:
                yield from _paragraphs(inner)


def _half(size: float) -> float:
    return round(size * 2) / 2


def _rank(part: Paragraph, size: float) -> float:
    """What orders levels: the size, and text of the main size last."""
    return max(_half(part.size), size)


def _ranks(sizes: Iterable[float]) -> dict[float, int]:
    """The level of each size, the largest 1; sizes that look the same share one."""
    ranks: dict[float, int] = {}
    level, above = 0, float("inf")
    for size in sorted(set(sizes), reverse=True):
        if size * _ALIKE < above:
            level, above = level + 1, size
        ranks[size] = level
    return ranks


def _is_heading(part: Paragraph, size: float) -> bool:
    larger = part.size >= _LARGER * size
    if part.furniture or part.lines > _MOST_LINES or not (larger or part.size >= size / _LARGER):
        return False
    if not larger and not all(style.bold for piece, style in part.styled if piece.strip()):
        return False
    text = part.text.strip()
    if len(text) > _LONGEST or not any(map(str.isalpha, text)) or (part.marker and not is_ordinal(part.marker)):
        return False
    return larger or (len(text) <= _LONGEST_BOLD and not text.endswith((".", ";", ",")))
