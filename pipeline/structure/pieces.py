"""The stream that every layout becomes: labels and texts in reading order, each with what is known of its role."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.document import BlockKind, Style
from pipeline.structure.header_lines import HeaderPart, parse_header_line
from pipeline.structure.labels import HEADER_NAMES, LabelMatch
from pipeline.structure.units import Unit


class Role(StrEnum):
    """What a piece does: it labels what follows, or it is text."""

    LABEL = "label"
    TEXT = "text"


@dataclass(init=False, unsafe_hash=True, slots=True)
class Piece:
    """A unit with its role; made by `make_label` and `make_text`.

    `held` says that the text answers a label beside it (in a cell, on the line), so it opens nothing; `table` is the
    index of the top-level table that it stands in, None in running text; `strength` from 0 to 1 is how sure the label
    is a label. What every finder asks is answered once: `is_champ_label` of a label of a champ (or of text for
    `autres`), `is_header_label` of one of a header column, `is_free_text` of text that could name or situate a fiche
    (neither furniture nor the answer to a label), and `parts`, what such a text names as a header line.
    """

    role: Final[Role]
    unit: Final[Unit]
    match: Final[LabelMatch | None]
    held: Final[bool]
    table: Final[int | None]
    strength: Final[float]
    is_champ_label: Final[bool]
    is_header_label: Final[bool]
    is_free_text: Final[bool]
    parts: Final[tuple[HeaderPart, ...]]

    def __init__(  # noqa: PLR0913, PLR0917 - written out, since compiled code makes it ten times as fast
        self,
        role: Role,
        unit: Unit,
        match: LabelMatch | None,
        held: bool,
        table: int | None,
        strength: float,
        is_champ_label: bool,
        is_header_label: bool,
        is_free_text: bool,
        parts: tuple[HeaderPart, ...],
    ) -> None:
        self.role = role
        self.unit = unit
        self.match = match
        self.held = held
        self.table = table
        self.strength = strength
        self.is_champ_label = is_champ_label
        self.is_header_label = is_header_label
        self.is_free_text = is_free_text
        self.parts = parts


def make_label(unit: Unit, match: LabelMatch | None, *, table: int | None = None, strength: float = 1.0) -> Piece:
    """A piece that labels what follows."""
    header = match is not None and match.names[0] in HEADER_NAMES
    champ = match is not None and not header
    return Piece(Role.LABEL, unit, match, False, table, strength, champ, header, False, ())


def make_text(unit: Unit, *, held: bool = False, table: int | None = None) -> Piece:
    """A piece that is text."""
    free = not held and not unit.furniture
    parts = parse_header_line(unit.text) if free and not unit.cells else ()
    return Piece(Role.TEXT, unit, None, held, table, 1.0, False, False, free, parts)


def part_of(unit: Unit, start: int, end: int) -> Unit:
    """The part of a unit from `start` to `end`, blanks at its ends left out; the marker stays with the first part."""
    opens = start == 0 and not unit.text[:1].isspace()
    return unit.cut(start, end, marker=unit.marker if opens else None, lead=0, checked=None if opens else unit.checked)


Look = tuple[BlockKind, int, bool, float | None, int | None, int | None, bool]


def look_of(unit: Unit) -> Look:
    """What a reader's eye sees of a unit: two units of one look play one role in a document."""
    style: Style = unit.style
    size = None if style.size is None else round(style.size * 2) / 2
    kind = BlockKind.HEADING if unit.kind is BlockKind.HEADING else BlockKind.PARAGRAPH
    return (
        kind,
        unit.level if kind is BlockKind.HEADING else 0,
        style.bold,
        size,
        style.color,
        style.fill,
        is_capitals(unit.text),
    )


def is_capitals(text: str) -> bool:
    """Whether all letters are capitals, and there are at least three."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 3


def is_set_apart(unit: Unit) -> bool:
    """Whether a unit's look sets it apart from running text: a heading, bold, underlined, a background, capitals."""
    style = unit.style
    looks_apart = style.bold or style.underline or style.fill is not None
    return unit.kind is BlockKind.HEADING or looks_apart or is_capitals(unit.text)
