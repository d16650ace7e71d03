"""The numbers and bullets that an OpenDocument list draws: they stand in its styles, not in its text."""

import re
from dataclasses import dataclass, field

from extractors.clean import clean_text
from extractors.docx_numbering import bullet_glyph, write_number
from extractors.odt_names import LOEXT, STYLE, STYLE_NAME, TEXT, XML_ID
from extractors.trees import Element

_LEVELS = 10
_MAX_NUMBER = 32_000
_PLACEHOLDER = re.compile(r"%(\d{1,2})%")
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list style: what it draws (`pattern` with `%2%` for the number of level 2), and its first number.
    `number_format` is empty for a level without a number."""

    number_format: str = ""
    pattern: str = ""
    start: int = 1
    bullet: str = ""


@dataclass(slots=True)
class ListRun:
    """A list while it is read: its style, and the number that each level stands at (None: not begun)."""

    style: str
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Lists:
    """The lists of one document: which continue which, and what their items show."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        for root in roots:
            for element in () if root is None else root.iter(f"{TEXT}list-style"):
                self._styles[element.get(f"{STYLE}name", "")] = element
        self._levels: dict[str, dict[int, _Level]] = {}
        self._by_id: dict[str, ListRun] = {}
        self._by_style: dict[str, ListRun] = {}

    def open(self, element: Element) -> ListRun:
        """A list that opens: a new count, or that of the list it says it continues."""
        style = element.get(STYLE_NAME, "")
        before = self._by_id.get(element.get(f"{TEXT}continue-list", ""))
        if before is None and element.get(f"{TEXT}continue-numbering") == "true":
            before = self._by_style.get(style)
        found = ListRun(style) if before is None else ListRun(style or before.style, before.counts)
        self._by_style[style] = found
        if element.get(XML_ID):
            self._by_id[element.get(XML_ID, "")] = found
        return found

    def advance(self, run: ListRun, style: str, depth: int, start: str | None) -> str:
        """Count one more item at a depth (from 0) of the list: its marker, empty where the style draws none."""
        depth = min(depth, _LEVELS - 1)
        levels = self._read_levels(style or run.style)
        counts = run.counts
        current = counts[depth]
        if start and start.isdecimal() and len(start) < 6:
            counts[depth] = int(start)
        elif current is None:
            counts[depth] = levels.get(depth, _Level()).start
        else:
            counts[depth] = min(current + 1, _MAX_NUMBER)
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return _draw(levels, counts, depth)

    def _read_levels(self, style: str) -> dict[int, _Level]:
        found = self._levels.get(style)
        if found is None:
            element = self._styles.get(style)
            found = self._levels[style] = {} if element is None else dict(map(_read_level, element))
        return found


def _read_level(element: Element) -> tuple[int, _Level]:
    number = element.get(f"{TEXT}level", "1")
    depth = int(number) - 1 if number.isdecimal() and len(number) < 3 else 0
    if not element.tag.endswith("list-level-style-number"):
        return depth, _Level(bullet=bullet_glyph(element.get(f"{TEXT}bullet-char", "")))
    shown = element.get(f"{STYLE}num-format", "")
    first = element.get(f"{TEXT}start-value", "1")
    return depth, _Level(
        _FORMATS.get(shown, "decimal" if shown else ""),
        _find_pattern(element, depth),
        int(first) if first.isdecimal() and len(first) < 6 else 1,
    )


def _find_pattern(element: Element, depth: int) -> str:
    pattern = element.get(f"{LOEXT}num-list-format")
    if pattern is not None:
        return pattern
    shown = element.get(f"{TEXT}display-levels", "1")
    count = min(int(shown), depth + 1) if shown.isdecimal() and len(shown) < 3 else 1
    numbers = ".".join(f"%{level}%" for level in range(depth + 2 - max(count, 1), depth + 2))
    return element.get(f"{STYLE}num-prefix", "") + numbers + element.get(f"{STYLE}num-suffix", "")


def _draw(levels: dict[int, _Level], counts: list[int | None], depth: int) -> str:
    level = levels.get(depth, _Level())
    if level.bullet:
        return level.bullet

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = levels.get(index, _Level())
        if not 0 <= index <= depth or not other.number_format:
            return ""
        count = counts[index]
        # A level that no item opened yet shows its first number.
        return write_number(other.start if count is None else count, other.number_format)

    return clean_text(_PLACEHOLDER.sub(number, level.pattern), keep_breaks=False) if level.number_format else ""
