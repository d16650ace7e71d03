"""Stretches at one height that are one text after all: a marker and its item, a label and its value."""

import re
from collections.abc import Sequence
from typing import Final

from extractors.page import BoxTuple
from extractors.page_lines import Line, join_line
from extractors.page_paragraphs import marker_length

# Stretches of one line that far apart (in ems) are two texts, unless the first one asks for the second.
APART: Final = 3.0
# A number this much larger than the text beside it stands by itself.
BIG: Final = 1.4
SHORT_NUMBER: Final = 8
_ENDS: Final = 2
_HIGHER: Final = 1.2
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


def part_at_walls(stretches: Sequence[Line], walls: Sequence[BoxTuple]) -> list[list[Line]]:
    """The stretches in groups that are read together: what stands in a small box of its own, beside another box
    («pills» with a name in each), is a group; behind a label on their line they are its text. `walls` are upright
    lines.
    """
    groups: list[list[Line]] = [[]]
    boxed = labelled = False
    for number, stretch in enumerate(stretches):
        before = stretches[number - 1] if number else None
        behind = stretches[number + 1] if number + 1 < len(stretches) else None
        labelled = ":" in stretch.text or (labelled and before is not None and _are_level(before, stretch))
        parted = not labelled and before is not None and _stand_apart(before, stretch, walls)
        closes = not labelled and behind is not None and _stand_apart(stretch, behind, walls)
        if parted or closes or boxed:
            groups.append([])
        groups[-1].append(stretch)
        boxed = parted or closes
    return [group for group in groups if group]


def _are_level(one: Line, other: Line) -> bool:
    return abs(one.baseline - other.baseline) <= one.size / 2


def _stand_apart(before: Line, behind: Line, walls: Sequence[BoxTuple]) -> bool:
    """Whether the ends of two boxes stand between two stretches of one line."""
    if not _are_level(before, behind) or behind.x0 <= before.x1:
        return False
    middle = before.baseline - before.size / 3
    # A box to tick is no higher than its text.
    high = [wall for wall in walls if wall[1] < middle < wall[3] and wall[3] - wall[1] > _HIGHER * before.size]
    between = {wall[0] for wall in high if before.x1 <= wall[0] <= behind.x0}
    return len(between) >= _ENDS


def _belong_together(before: Line, behind: Line) -> bool:
    if not _are_level(before, behind) or behind.x0 < before.x0:
        return False
    smaller, larger = sorted((before.size, behind.size))
    if larger > BIG * smaller and min(len(before.text), len(behind.text)) <= SHORT_NUMBER:
        return False
    gap = behind.x0 - before.x1
    if gap <= APART * before.size:
        return True
    text = before.text.rstrip()
    return text.endswith(":") or marker_length(f"{text} x") > len(text) or bool(NUMBER.fullmatch(behind.text))
