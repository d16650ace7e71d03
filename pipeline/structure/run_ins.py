"""Several facts on one line: «Priorité : haute – Statut : en cours» as two lines, each a label with its text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from models.action import Method
from models.document import BlockKind
from pipeline.structure.labels import LabelMatch, match_label
from pipeline.structure.pieces import Piece, make_label, make_text, part_of

_LEAST_LABELS: Final = 2
_LONGEST: Final = 400
_MOST_WORDS: Final = 6
_COLON: Final = re.compile(r"\s?:(?=\s)")
_WORD: Final = re.compile(r"\S+")
# What parts two facts of a line, off the text before it.
_SEPARATORS: Final = " \t|•·/–—-;"


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of a line from `start` to `end`, and where its text begins."""

    start: int
    end: int
    text: int
    match: LabelMatch


def part_run_ins(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same stream, lines that hold nothing but labels with their texts parted before each label."""
    for piece in pieces:
        found = _find_labels(piece) if piece.is_free_text and piece.unit.text.count(":") > 1 else []
        if len(found) < _LEAST_LABELS:
            yield piece
            continue
        unit, text = piece.unit, piece.unit.text
        for label, behind in zip(found, (*found[1:], None), strict=True):
            end = behind.start if behind else len(text)
            stop = label.text + len(text[label.text : end].rstrip(_SEPARATORS))
            yield make_label(part_of(unit, label.start, label.end), label.match, table=piece.table)
            yield make_text(part_of(unit, label.text, stop), held=True, table=piece.table)


def _find_labels(piece: Piece) -> list[_Label]:
    """The labels of a line: one before each colon, the first at its start, each of another champ; else nothing."""
    text = piece.unit.text
    if len(text) > _LONGEST or piece.unit.kind is not BlockKind.PARAGRAPH or piece.unit.cells or piece.parts:
        return []
    labels: list[_Label] = []
    position = 0
    for colon in _COLON.finditer(text):
        found = _label_before(text, position, colon.start(), colon.end())
        if found is None or (found.start > 0) != bool(labels):
            return []
        labels.append(found)
        position = colon.end()
    named = {label.match.name for label in labels}
    return labels if len(named) == len(labels) and text[position:].strip() else []


def _label_before(text: str, position: int, end: int, behind: int) -> _Label | None:
    """The longest known label that ends at a colon, with a text before it unless the line starts with it."""
    words = [word for word in _WORD.finditer(text, position, end) if word[0][0].isalnum()]
    for word in words[-_MOST_WORDS:]:
        if not word[0][0].isupper() or (position > 0 and word is words[0]):
            continue
        match = match_label(text[word.start() : end])
        if match is not None and match.is_champ and match.method is Method.LEXIQUE:
            return _Label(word.start(), end, behind, match)
    return None
