"""Runs of styled text into blocks: lines, list markers, check boxes and leads, for the formats that flow."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from extractors.build import DraftBlock
from extractors.clean import clean_runs, clean_text
from extractors.markers import is_ordinal, marker_length
from models.document import BlockKind, Style
from models.light import light_dataclass

Run = tuple[str, Style]

# Both as typed and as the Wingdings characters of Word give them.
_BOX: Final = re.compile(r"\s*([☐☑☒⬜✅🗹🗷\uf0a8\uf0fe\uf06f]|\[[ xX]\])\s*")
_CHECKED: Final = frozenset("☑☒✅🗹🗷\uf0fe") | {"[x]", "[X]"}
# «16 - 25 ans» and «3 / 4 des habitants» open with a figure, not with an item's number.
_FIGURE: Final = re.compile(r"\s*\d+\s?[-–/]\s+\d")
_MAY_BE_MARKED: Final = re.compile(r"\s*[^\w\s«\"'(]|\s*\(?\w{1,2}\s?[.)/°–-]")
# «• un • deux» on one line is two items; a single bullet inside a line is left alone.
_BULLET: Final = re.compile(r"[•●▪➢\uf0b7]\s")
_INLINE_BULLET: Final = re.compile(r"(?<=\S)\s+(?=[•●▪➢\uf0b7]\s)")
_ENDS_SENTENCE: Final = re.compile(r"[.;:!?…»]\s*$")
_LONGEST_SOFT_HEADING: Final = 120


@light_dataclass(frozen=True, slots=True)
class Shape:
    """What the markup around a text says it is; `soft` headings are headings by a class name, if they are short."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    soft: bool = False
    furniture: bool = False
    whole: bool = False


PARAGRAPH: Final = Shape()


def find_marker(text: str) -> int:
    """How many characters the list marker that opens a line of text takes; 0 without a marker, or with nothing else.

    >>> find_marker("2. 2) la suite"), find_marker("16 - 25 ans"), find_marker("☒ Court terme")
    (6, 0, 0)
    """
    if not _MAY_BE_MARKED.match(text) or _FIGURE.match(text):
        return 0
    length = marker_length(text)
    return length if length < len(text) else 0


def find_check(text: str) -> bool | None:
    """The state of the check box that opens a line of text, None without one; the box itself stays in the text.

    >>> find_check("☒ Court terme"), find_check("[ ] Long terme"), find_check("Court terme")
    (True, False, None)
    """
    # Most texts open with a letter.
    box = None if text[:1].isalnum() else _BOX.match(text)
    return box[1] in _CHECKED if box else None


def make_blocks(runs: list[Run], shape: Shape = PARAGRAPH) -> list[DraftBlock]:
    """The blocks in `runs`: one a line, but a line that goes on in lower case belongs to the one before.

    A newline in a run is a forced break. A shape that is `whole`, and any heading, stays one block.
    """
    if shape.whole or shape.kind is BlockKind.HEADING:
        block = make_block(runs, shape)
        return [block] if block else []
    raw = runs[0][0] if len(runs) == 1 else "".join(text for text, _ in runs)
    if len(_BULLET.findall(raw)) > 1:
        runs, raw = [(_INLINE_BULLET.sub("\n", text), style) for text, style in runs], "\n"
    if "\n" not in raw:
        block = make_block(runs, shape)
        return [block] if block else []
    return _make_lines(runs, shape)


def _make_lines(runs: list[Run], shape: Shape) -> list[DraftBlock]:
    blocks: list[DraftBlock] = []
    for group in _group_lines(_split_lines(runs)):
        block = make_block(group, shape)
        if block:
            blocks.append(block)
            if shape.kind is BlockKind.ITEM:
                # Further lines of a list item: what has a marker of its own is a list below it.
                shape = Shape(furniture=shape.furniture, level=shape.level + 1)
    return blocks


def make_block(runs: list[Run], shape: Shape = PARAGRAPH) -> DraftBlock | None:
    """One block of all the runs, its list marker off; None where there is no text.

    A number at the head of a heading, or of a paragraph set as a title (all bold or underlined), stays in the text.
    """
    raw = runs[0][0] if len(runs) == 1 else "".join(text for text, _ in runs)
    if not raw or raw.isspace():
        return None
    length = find_marker(raw)
    marker = clean_text(raw[:length], keep_breaks=False) if length else ""
    text, style, lead = _clean(_cut_start(runs, length) if length else runs)
    if marker and is_ordinal(marker) and (shape.kind is BlockKind.HEADING or style.bold or style.underline):
        marker = ""
        text, style, lead = _clean(runs)
    if not text:
        return None
    kind, level = _find_kind(shape, marker, text)
    return DraftBlock(
        kind=kind,
        text=text,
        marker=f"{shape.marker} {marker}".strip() if marker else shape.marker,
        level=level,
        style=style,
        lead=lead,
        furniture=shape.furniture,
        checked=find_check(text),
    )


def _clean(runs: list[Run]) -> tuple[str, Style, int]:
    if len(runs) == 1:
        return clean_text(runs[0][0]), runs[0][1], 0
    style = runs[0][1]
    if all(other is style for _, other in runs):
        return clean_text("".join([text for text, _ in runs])), style, 0
    return clean_runs(runs)


def _find_kind(shape: Shape, marker: str, text: str) -> tuple[BlockKind, int]:
    if shape.kind is BlockKind.HEADING and shape.soft and (marker or len(text) > _LONGEST_SOFT_HEADING):
        shape = replace(shape, kind=BlockKind.PARAGRAPH, level=0)
    if shape.kind is BlockKind.PARAGRAPH:
        return (BlockKind.ITEM, max(shape.level, 1)) if marker else (BlockKind.PARAGRAPH, 0)
    return shape.kind, shape.level


def _cut_start(runs: Iterable[Run], length: int) -> list[Run]:
    kept: list[Run] = []
    for text, style in runs:
        if length < len(text):
            kept.append((text[length:], style))
        length = max(0, length - len(text))
    return kept


def _split_lines(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for text, style in runs:
        first, *others = text.split("\n")
        lines[-1].append((first, style))
        lines.extend([(piece, style)] for piece in others)
    return lines


def _group_lines(lines: list[list[Run]]) -> list[list[Run]]:
    """Lines that go on in the one before joined to it, with the break between them."""
    groups: list[list[Run]] = []
    before: list[Run] = []
    for line in lines:
        if before and _goes_on(before, line):
            groups[-1].extend([("\n", line[0][1]), *line])
        elif _text_of(line):
            groups.append(list(line))
        before = line if _text_of(line) else []
    return groups


def _goes_on(before: list[Run], line: list[Run]) -> bool:
    text = _text_of(line)
    if not text or not text[0].islower() or _ENDS_SENTENCE.search(_text_of(before)) or find_marker(text):
        return False
    return _is_bold(line) == _is_bold(before)


def _text_of(line: list[Run]) -> str:
    return "".join(piece for piece, _ in line).strip()


def _is_bold(runs: list[Run]) -> bool:
    return all(style.bold for text, style in runs if text.strip())
