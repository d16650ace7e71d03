"""The numbers and bullets that Word computes for its lists: they stand in no text of the file, only in its rules."""

import re
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import TYPE_CHECKING

from extractors.clean import clean_text
from extractors.docx_names import VAL, child_value, is_on, read_int, w

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.trees import Element

BULLET = "•"
_LEVELS = 9
_MAX_NUMBER = 32_000
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, format and text (`%1.%2`), and after which level it starts anew."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style_id: str | None = None


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """What one `w:num` draws: the counter it shares (its abstract list), its levels, and where it starts anew."""

    counter: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document and their counters, which advance with each paragraph asked for.

    `load` gives the root of numbering.xml (long in old documents, so read only where there is a list), None without
    one; `list_of_style` gives the `numId` of a numbering style.
    """

    def __init__(self, load: "Callable[[], Element | None]", list_of_style: "Callable[[str], str | None]") -> None:
        self._load = load
        self._list_of_style = list_of_style
        self._abstracts: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._definitions: dict[str, ListDefinition | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        self._loaded = False

    def _read_lists(self) -> None:
        self._loaded = True
        root = self._load()
        for child in () if root is None else root:
            if child.tag == w("abstractNum"):
                self._abstracts.setdefault(child.get(w("abstractNumId"), ""), child)
            elif child.tag == w("num"):
                self._nums.setdefault(child.get(w("numId"), ""), child)

    def level_of_style(self, num_id: str, style_id: str | None) -> int:
        """The level of a list that a paragraph style is tied to; 0 where none is."""
        definition = self._definition(num_id)
        if definition is None or style_id is None:
            return 0
        return next((number for number, level in definition.levels.items() if level.style_id == style_id), 0)

    def advance(self, num_id: str, level: int) -> str | None:
        """Count one more paragraph on `level` (from 0): its marker (may be empty); None where there is no such list."""
        definition = self._definition(num_id)
        if definition is None:
            return None
        level = min(max(level, 0), _LEVELS - 1)
        counts = self._counts.setdefault(definition.counter, [None] * _LEVELS)
        if num_id not in self._started:
            self._started.add(num_id)
            for restarted in definition.starts:
                counts[restarted] = None
        current = counts[level]
        counts[level] = self._start(definition, level) if current is None else min(current + 1, _MAX_NUMBER)
        for deeper in range(level + 1, _LEVELS):
            restart = definition.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                counts[deeper] = None
        return self._write(definition, level, counts)

    @staticmethod
    def _start(definition: ListDefinition, level: int) -> int:
        start = definition.starts.get(level)
        return definition.levels.get(level, Level()).start if start is None else start

    def _write(self, definition: ListDefinition, level: int, counts: list[int | None]) -> str:
        rule = definition.levels.get(level, Level())
        if rule.number_format == "bullet":
            return bullet_glyph(rule.text)

        def number(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            if index > level:
                return ""
            count = counts[index]
            shown = definition.levels.get(index, Level()).number_format
            shown = "decimal" if rule.legal and shown != "none" else shown
            # A level that no paragraph opened yet shows its first number.
            return write_number(self._start(definition, index) if count is None else count, shown)

        return clean_text(_PLACEHOLDER.sub(number, rule.text), keep_breaks=False)

    def _definition(self, num_id: str) -> ListDefinition | None:
        if not self._loaded:
            self._read_lists()
        if num_id not in self._definitions:
            self._definitions[num_id] = self._read_definition(num_id)
        return self._definitions[num_id]

    def _read_definition(self, num_id: str) -> ListDefinition | None:
        num = self._nums.get(num_id)
        abstract_id, abstract = self._abstract_of(num)
        if num is None or abstract is None:
            return None
        levels = {number: _read_level(element) for number, element in _levels_in(abstract)}
        starts: dict[int, int] = {}
        for override in num.findall(w("lvlOverride")):
            number = read_int(override.get(w("ilvl"))) or 0
            for _, element in _levels_in(override):
                levels[number] = _read_level(element)
            start = read_int(child_value(override, w("startOverride")))
            if start is not None and 0 <= number < _LEVELS:
                starts[number] = start
        return ListDefinition(abstract_id, levels, starts)

    def _abstract_of(self, num: "Element | None") -> "tuple[str, Element | None]":
        """The abstract list of a `w:num`, through the numbering style it may point to instead."""
        abstract_id, abstract = "", None
        for _ in range(5):  # a style may lead to a list that leads to a style; a ring must end
            abstract_id = child_value(num, w("abstractNumId")) or ""
            abstract = self._abstracts.get(abstract_id)
            linked = child_value(abstract, w("numStyleLink"))
            target = None if linked is None else self._nums.get(self._list_of_style(linked) or "")
            if target is None:
                break
            num = target
        return abstract_id, abstract


def _levels_in(parent: "Element") -> "list[tuple[int, Element]]":
    return [(read_int(element.get(w("ilvl"))) or 0, element) for element in parent.findall(w("lvl"))]


def _read_level(element: "Element") -> Level:
    # A format that Word 2010 brought stands in an alternative, the older one it falls back to at its end.
    formats = [found.get(VAL, "decimal") for found in element.iter(w("numFmt"))]
    start = read_int(child_value(element, w("start")))
    return Level(
        start=1 if start is None else start,
        number_format=formats[-1] if formats else "decimal",
        text=child_value(element, w("lvlText")) or "",
        restart=read_int(child_value(element, w("lvlRestart"))),
        legal=is_on(element.find(w("isLgl"))),
        style_id=child_value(element, w("pStyle")),
    )


def bullet_glyph(text: str) -> str:
    """The bullet as text: glyphs of symbol fonts, the letter `o` that draws a ring, and pictures become `•`."""
    glyph = clean_text(_PRIVATE_USE.sub(BULLET, text), keep_breaks=False)
    return BULLET if not glyph or glyph.isalnum() else glyph


def write_number(number: int, number_format: str) -> str:
    """A number as Word shows it in one of its formats; formats without a French use come out decimal.

    >>> write_number(4, "upperRoman"), write_number(28, "lowerLetter"), write_number(7, "decimalZero")
    ('IV', 'bb', '07')
    """
    if number_format == "none":
        return ""
    if number_format == "decimalZero":
        return f"{number:02d}"
    if number < 1 or number_format not in ("upperRoman", "lowerRoman", "upperLetter", "lowerLetter"):
        return str(number)
    word = _to_roman(number) if number_format.endswith("Roman") else _to_letters(number)
    return word.upper() if number_format.startswith("upper") else word


def _to_roman(number: int) -> str:
    word = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        word += letters * count
    return word


def _to_letters(number: int) -> str:
    """Word repeats the letter after z: `aa`, `bb`, not `aa`, `ab`."""
    repeat, index = divmod(number - 1, 26)
    return ascii_lowercase[index] * (repeat + 1)
