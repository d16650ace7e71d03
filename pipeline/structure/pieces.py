"""The stream that every layout becomes: labels and texts in reading order, each with what is known of its role."""

from dataclasses import dataclass, replace
from enum import StrEnum

from models.document import BlockKind, Style
from pipeline.structure.header_lines import HeaderPart, parse_header_line
from pipeline.structure.labels import LabelMatch
from pipeline.structure.units import Unit, narrow_place


class Role(StrEnum):
    """What a piece does: it labels what follows, or it is text."""

    LABEL = "label"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit with its role.

    `held` says that the text answers a label beside it (in a cell, on the line), so it opens nothing; `table` is the
    index of the top-level table that it stands in, None in running text; `strength` from 0 to 1 is how sure the label
    is a label.
    """

    role: Role
    unit: Unit
    match: LabelMatch | None = None
    held: bool = False
    table: int | None = None
    strength: float = 1.0

    @property
    def is_champ_label(self) -> bool:
        """Whether this labels a champ (or text for `autres`), and not a header column."""
        return self.role is Role.LABEL and self.match is not None and not self.match.is_header

    @property
    def is_header_label(self) -> bool:
        """Whether this labels a header column."""
        return self.role is Role.LABEL and self.match is not None and self.match.is_header

    @property
    def is_free_text(self) -> bool:
        """Text that could name or situate a fiche: neither furniture nor the answer to a label."""
        return self.role is Role.TEXT and not self.held and not self.unit.furniture

    def header_parts(self) -> tuple[HeaderPart, ...]:
        """What a free text names as a header line; empty for anything else."""
        if not self.is_free_text or self.unit.cells:
            return ()
        return parse_header_line(self.unit.text)


def part_of(unit: Unit, start: int, end: int) -> Unit:
    """The part of a unit from `start` to `end`, blanks at its ends left out; the marker stays with the first part."""
    piece = unit.text[start:end]
    start += len(piece) - len(piece.lstrip())
    text = piece.strip()
    return replace(
        unit,
        text=text,
        place=narrow_place(unit.place, start, start + len(text)),
        marker=unit.marker if start == 0 else None,
        lead=0,
        cells=(),
        checked=unit.checked if start else None,
    )


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
    """Whether a unit's look sets it apart from running text: a heading, bold, a background, capitals."""
    return unit.kind is BlockKind.HEADING or unit.style.bold or unit.style.fill is not None or is_capitals(unit.text)
