"""Check boxes in a line of text: «☒ Enfants ☐ Adultes» says Enfants."""

import re
from typing import Final

# Begins with one choice of characters, which is told at once of each that is none of them.
_BOX: Final = re.compile(r"[☐☒☑□■▢✅❌\[](?:(?<!\[)|[ xX]?\](?!\w))")
_EMPTY: Final = frozenset("☐□▢") | {"[ ]", "[]"}


def ticked_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the ticked options, boxes left out; the whole text where it has no boxes.

    The box stands before its option, as it does in forms, unless the text opens with an option and closes with a box.

    >>> text = "☒ Enfants ☐ Adultes"
    >>> [text[start:end] for start, end in ticked_spans(text)]
    ['Enfants']
    """
    boxes = list(_BOX.finditer(text))
    if not boxes:
        return ((0, len(text)),)
    after = bool(text[: boxes[0].start()].strip(" :-–")) and not text[boxes[-1].end() :].strip()
    edges = [0, *(box.end() for box in boxes)] if after else [*(box.start() for box in boxes), len(text)]
    spans = []
    for number, box in enumerate(boxes):
        start, end = (edges[number], box.start()) if after else (box.end(), edges[number + 1])
        if box[0] not in _EMPTY:
            spans.append(_strip(text, start, end))
    head = text[: boxes[0].start()]
    if not after and head.strip() and not head.rstrip().endswith(":"):
        # What stands before the first box is no option: «Publics : ☒ Enfants», but «ARS, ☒ CPAM» names the ARS too.
        spans.insert(0, _strip(text, 0, boxes[0].start()))
    return tuple(span for span in spans if span[0] < span[1])


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
