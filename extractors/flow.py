"""Runs of styled text into blocks: lines, list markers, check boxes and leads, for the formats that flow."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.build import DraftBlock
from extractors.clean import clean_runs, clean_text
from extractors.markers import is_ordinal, marker_length
from models.document import BlockKind, Style

Run = tuple[str, Style]

# Both as typed and as the Wingdings characters of Word give them.
_BOX = re.compile(r"\s*([☐☑☒⬜✅🗹🗷\uf0a8\uf0fe\uf06f]|\[[ xX]\])\s*")
_CHECKED = frozenset("☑☒✅🗹🗷\uf0fe") | {"[x]", "[X]"}
# «16 - 25 ans» and «3 / 4 des habitants» open with a figure, not with an item's number.
_FIGURE = re.compile(r"\s*\d+\s?[-–/]\s+\d")
_MAY_BE_MARKED = re.compile(r"\s*[^\w\s«\"'(]|\s*\(?\w{1,2}\s?[.)/°–-]")
# «• un • deux» on one line is two items; a single bullet inside a line is left alone.
_BULLET = re.compile(r"[•●▪➢\uf0b7]\s")
_INLINE_BULLET = re.compile(r"(?<=\S)\s+(?=[•●▪➢\uf0b7]\s)")
# Letters that no normalisation changes, and no combining mark among them.
_CLEAN = re.compile(r"[ -~\u00ab\u00bb\u00b0\u00c0-\u017f\u2018-\u201d\u2013\u2014\u2022\u2026\u20ac]*")
_ENDS_SENTENCE = re.compile(r"[.;:!?…»]\s*$")
_LONGEST_SOFT_HEADING = 120


@dataclass(frozen=True, slots=True)
class Shape:
    """What the markup around a text says it is; `soft` headings are headings by a class name, if they are short."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    soft: bool = False
    furniture: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """A list marker or check box at the start of a text: as written, characters it takes, state of the box."""

    text: str = ""
    length: int = 0
    checked: bool | None = None


NO_MARKER = Marker()
PARAGRAPH = Shape()


def find_marker(text: str) -> Marker:
    """The list marker or check box that opens a line of text.

    >>> find_marker("2. 2) la suite").text, find_marker("[x] Court terme").checked, find_marker("16 - 25 ans").length
    ('2. 2)', True, 0)
    """
    if not _MAY_BE_MARKED.match(text):
        return NO_MARKER
    box = _BOX.match(text)
    if box:
        # Several boxes in one line are a choice: which of them holds is read where the whole line is.
        if box.end() == len(text) or _BOX.search(text[box.end() :]):
            return NO_MARKER
        return Marker(box[1], box.end(), box[1] in _CHECKED)
    length = 0 if _FIGURE.match(text) else marker_length(text)
    return Marker(clean_text(text[:length], keep_breaks=False), length) if 0 < length < len(text) else NO_MARKER


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
    """One block of all the runs, its list marker off; None where there is no text."""
    raw = runs[0][0] if len(runs) == 1 else "".join(text for text, _ in runs)
    if not raw or raw.isspace():
        return None
    marker = find_marker(raw)
    if shape.kind is BlockKind.HEADING and is_ordinal(marker.text):
        marker = NO_MARKER
    text, style, lead = _clean(_cut_start(runs, marker.length) if marker.length else runs)
    if not text:
        return None
    kind, level = _find_kind(shape, marker, text)
    return DraftBlock(
        kind=kind,
        text=text,
        marker=f"{shape.marker} {marker.text}".strip(),
        level=level,
        style=style,
        lead=lead,
        furniture=shape.furniture,
        checked=marker.checked,
    )


def _clean(runs: list[Run]) -> tuple[str, Style, int]:
    style = runs[0][1]
    if all(other is style for _, other in runs):
        raw = "".join(text for text, _ in runs)
        return (raw.strip() if is_clean(raw) else clean_text(raw)), style, 0
    return clean_runs(runs)


def is_clean(text: str) -> bool:
    """Whether `clean_text` could only strip the ends of a text: most texts, and looking costs a tenth of cleaning."""
    return "  " not in text and bool(_CLEAN.fullmatch(text))


def _find_kind(shape: Shape, marker: Marker, text: str) -> tuple[BlockKind, int]:
    if shape.kind is BlockKind.HEADING and shape.soft and (len(text) > _LONGEST_SOFT_HEADING or marker.length):
        shape = replace(shape, kind=BlockKind.PARAGRAPH, level=0)
    if shape.kind is BlockKind.PARAGRAPH:
        return (BlockKind.ITEM, max(shape.level, 1)) if marker.length else (BlockKind.PARAGRAPH, 0)
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
    if not text or not text[0].islower() or _ENDS_SENTENCE.search(_text_of(before)) or find_marker(text).length:
        return False
    return _is_bold(line) == _is_bold(before)


def _text_of(line: list[Run]) -> str:
    return "".join(piece for piece, _ in line).strip()


def _is_bold(runs: list[Run]) -> bool:
    return all(style.bold for text, style in runs if text.strip())
