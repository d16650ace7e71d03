"""Stretches at one height that are one text after all: a marker and its item, a label and its value."""

import re
from collections.abc import Sequence
from typing import Final

from extractors.page_lines import Line, join_line
from extractors.page_paragraphs import marker_length

# Stretches of one line that far apart (in ems) are two texts, unless the first one asks for the second.
APART: Final = 3.0
# A number this much larger than the text beside it stands by itself.
BIG: Final = 1.4
SHORT_NUMBER: Final = 8
NUMBER: Final = re.compile(r"[\d\s.,%€/-]{1,8}")


def rejoin(stretches: Sequence[Line]) -> list[Line]:
    """Lines again from the stretches that belong together."""
    lines: list[Line] = []
    for stretch in stretches:
        before = lines[-1] if lines else None
        if before is not None and _belong_together(before, stretch):
            lines[-1] = join_line([*before.runs, *stretch.runs])
        else:
            lines.append(stretch)
    return lines


def _belong_together(before: Line, behind: Line) -> bool:
    if abs(before.baseline - behind.baseline) > before.size / 2 or behind.x0 < before.x0:
        return False
    smaller, larger = sorted((before.size, behind.size))
    if larger > BIG * smaller and min(len(before.text), len(behind.text)) <= SHORT_NUMBER:
        return False
    gap = behind.x0 - before.x1
    if gap <= APART * before.size:
        return True
    text = before.text.rstrip()
    return text.endswith(":") or marker_length(f"{text} x") > len(text) or bool(NUMBER.fullmatch(behind.text))
