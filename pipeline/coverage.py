"""How much of a document's text stands in the champs: measured on the spans, not assumed.

Counted are the characters of `Document.text` that are not blank. What only lays the text out is left out of the count,
for the contract takes it off the items: list markers, the ` | ` between cells, the punctuation that parts a label from
its value, and repeats of a running header or footer that is kept once.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.markers import marker_length
from models.document import Block, Document, Place, walk_blocks

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters counted and characters kept, and the places of what is kept nowhere."""

    total: int
    kept: int
    gaps: tuple[Place, ...] = ()

    @property
    def lost(self) -> int:
        """How many characters stand in no champ."""
        return self.total - self.kept

    @property
    def share(self) -> float:
        """The share kept, from 0 to 1, to four digits; 1 only where nothing is lost."""
        if not self.lost:
            return 1.0
        return min(round(self.kept / self.total, 4), 0.9999)


def measure_coverage(document: Document, places: Iterable[Place]) -> Coverage:
    """Measure how much of the document's text the places (of items and labels) cover together."""
    text = document.text
    marks = bytearray(len(text))
    for place in places:
        marks[place.start : place.end] = b"\x01" * len(place)
    layout = bytearray(len(text))
    for start, end in _layout_spans(document, marks):
        layout[start:end] = b"\x01" * (end - start)
    kept = sum(1 for offset, char in enumerate(text) if marks[offset] and not char.isspace())
    gaps = tuple(_find_gaps(text, marks, layout))
    lost = sum(_ink(text[gap.start : gap.end]) for gap in gaps)
    return Coverage(total=kept + lost, kept=kept, gaps=gaps)


def _ink(text: str) -> int:
    return sum(1 for char in text if not char.isspace())


def _find_gaps(text: str, marks: bytearray, layout: bytearray) -> Iterator[Place]:
    """Maximal stretches that no place covers and that say something."""
    offset = 0
    while offset < len(text):
        if marks[offset] or layout[offset]:
            offset += 1
            continue
        start = offset
        while offset < len(text) and not (marks[offset] or layout[offset]):
            offset += 1
        if _says_something(text[start:offset]):
            yield Place(start, offset)


def _says_something(gap: str) -> bool:
    """Whether a stretch holds more than punctuation and one list marker."""
    if not any(char.isalnum() for char in gap):
        return False
    # The structure stage takes typed markers (`1.`) off items that the reader left whole.
    return marker_length(f"{gap.strip()} x") <= len(gap.strip())


def _layout_spans(document: Document, marks: bytearray) -> Iterator[tuple[int, int]]:
    blocks = tuple(walk_blocks(document.body))
    for block in blocks:
        if block.marker is not None:
            yield block.marker.start, block.marker.end
        yield from _separators(block)
    yield from _repeated_furniture(document, blocks, marks)


def _separators(table: Block) -> Iterator[tuple[int, int]]:
    """What stands between the filled cells of each row."""
    for row in table.rows:
        filled = [cell.place for cell in row if len(cell.place)]
        for left, right in itertools.pairwise(filled):
            yield left.end, right.start


def _repeated_furniture(document: Document, blocks: tuple[Block, ...], marks: bytearray) -> Iterator[tuple[int, int]]:
    """Furniture that says what a kept piece of furniture says, but for its numbers (`Page 3 / 12`)."""
    furniture = [block.place for block in blocks if block.furniture]
    kept = {_without_numbers(document.slice(place)) for place in furniture if all(marks[place.start : place.end])}
    for place in furniture:
        if _without_numbers(document.slice(place)) in kept:
            yield place.start, place.end


def _without_numbers(text: str) -> str:
    return _DIGITS.sub("#", text)
