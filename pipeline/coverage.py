"""How much of a document's text stands in the champs: measured on the spans, not assumed.

Counted are the characters of `Document.text` that are not blank. What only lays the text out is left out of the count,
for the contract takes it off the items: list markers, the ` | ` between cells, the punctuation that parts a label from
its value, and repeats of a running header or footer that is kept once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.markers import marker_length
from models.document import Block, Document, Place

Span = tuple[int, int]

_SPANS_AT_A_TIME: Final = 1000
_DIGITS: Final = re.compile(r"\d+")


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
    covered = _merge([(place.start, place.end) for place in places])
    kept = _count_ink(text, covered)
    bare = (text[start:end] for start, end in _complement(covered, len(text)))
    if not any(map(str.isalnum, "".join(bare))):
        # Nothing but blanks and signs: what of them is layout need not be asked.
        return Coverage(total=kept, kept=kept)
    layout = _layout_spans(document, covered)
    left = _complement(_merge([*covered, *layout]), len(text))
    gaps = tuple(Place(start, end) for start, end in left if _says_something(text[start:end]))
    lost = sum(_ink(text[gap.start : gap.end]) for gap in gaps)
    return Coverage(total=kept + lost, kept=kept, gaps=gaps)


def _count_ink(text: str, spans: Sequence[Span]) -> int:
    """The characters of all spans that are not blank, some spans at a time: a long document has a million words."""
    groups = (spans[at : at + _SPANS_AT_A_TIME] for at in range(0, len(spans), _SPANS_AT_A_TIME))
    return sum(_ink("".join([text[start:end] for start, end in group])) for group in groups)


def _ink(text: str) -> int:
    return len("".join(text.split()))


def _merge(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch or overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif end > start:
            merged.append((start, end))
    return merged


def _complement(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """What the spans (in order, apart from each other) leave of so many characters."""
    position = 0
    for start, end in spans:
        if start > position:
            yield position, start
        position = end
    if position < length:
        yield position, length


def _says_something(gap: str) -> bool:
    """Whether a stretch holds more than punctuation and one list marker."""
    if not any(map(str.isalnum, gap)):
        return False
    # The structure stage takes typed markers (`1.`) off items that the reader left whole.
    return marker_length(f"{gap.strip()} x") <= len(gap.strip())


def _layout_spans(document: Document, covered: Sequence[Span]) -> list[Span]:
    spans: list[Span] = []
    furniture: list[Place] = []
    _collect_layout(document.body, spans, furniture)
    spans.extend(_repeated_furniture(document, furniture, covered))
    return spans


def _collect_layout(blocks: Iterable[Block], spans: list[Span], furniture: list[Place]) -> None:
    """Add the spans of list markers and of what parts the filled cells of a row; add the furniture's places."""
    for block in blocks:
        if block.marker is not None:
            spans.append((block.marker.start, block.marker.end))
        if block.furniture:
            furniture.append(block.place)
        for row in block.rows:
            end = -1
            for cell in row:
                if cell.place.end > cell.place.start:
                    if end >= 0:
                        spans.append((end, cell.place.start))
                    end = cell.place.end
                    _collect_layout(cell.blocks, spans, furniture)


def _repeated_furniture(document: Document, furniture: Sequence[Place], covered: Sequence[Span]) -> Iterator[Span]:
    """Furniture that says what a kept piece of furniture says, but for its numbers (`Page 3 / 12`)."""
    kept = {_without_numbers(document.slice(place)) for place in furniture if _is_inside(place, covered)}
    for place in furniture:
        if _without_numbers(document.slice(place)) in kept:
            yield place.start, place.end


def _is_inside(place: Place, spans: Sequence[Span]) -> bool:
    index = bisect_right(spans, (place.start, 1 << 60)) - 1
    return index >= 0 and spans[index][1] >= place.end


def _without_numbers(text: str) -> str:
    return _DIGITS.sub("#", text)
