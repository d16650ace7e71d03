"""Head rows that situate a fiche by a label: «Ambition | Un territoire qui crée», «Orientation | 2.2 – Transmettre».

The same words label champs in other plans («Enjeu | Préserver la ressource»): where they stand, what answers them and
what follows decides.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from models.action import Method
from models.document import BlockKind
from pipeline.lexicon import read_lexicon
from pipeline.structure.folding import fold_label
from pipeline.structure.hierarchy import AXE, OBJECTIF, STEPS
from pipeline.structure.labels import LabelMatch
from pipeline.structure.pieces import Piece, Role, is_set_apart, make_label, make_text

_NUMBERED: Final = re.compile(
    r"(?:n\s?°\s?)?(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}|(?:[IVX]{1,4}|[A-Z])\.\d{1,2}|\d{1,2}(?=\s*[:–—-]))\W+\w"
)
_BARE_NUMBER: Final = re.compile(r"\d{1,3}")
_TITLE_LENGTH: Final = 250
_TITLE_WORDS: Final = 3  # «Priorité | Haute» is a priority, «Priorité | Repérer et orienter» the step above the fiche
_NAMES_A_FICHE: Final = ("titre", "fiche_numero", "action_numero")


@dataclass(frozen=True, slots=True)
class _Row:
    """A label that may name a step, at `index`, with its one line of text behind it."""

    index: int
    niveau: str
    text: str


@cache
def _step_nouns() -> dict[tuple[str, ...], str]:
    nouns = read_lexicon("hierarchy")["nouns"]
    return {fold_label(word): niveau for niveau in (AXE, OBJECTIF) for word in nouns[niveau]}


def find_head_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """The same stream; labels that situate a fiche become header labels, all other pieces stay."""
    marked = list(pieces)
    for group in _group_rows(pieces):
        for row, niveau in _name_steps(pieces, group):
            label = pieces[row.index]
            match = label.match or LabelMatch((niveau,), Method.CONTEXTE, 0.9)
            marked[row.index] = make_label(
                label.unit, replace(match, names=(niveau,)), table=label.table, strength=label.strength
            )
    return marked


def hold_answers(pieces: Sequence[Piece]) -> list[Piece]:
    """The same stream; the one line between a header label on a line of its own and the next label answers it:
    «Numéro», then «2.1.3», then «Contexte».
    """
    held = list(pieces)
    for i in range(len(pieces) - 2):
        label, text = pieces[i], pieces[i + 1]
        if label.is_header_label and label.table is None and _is_answer(label, text):
            behind = pieces[i + 2]
            if behind.role is Role.LABEL or behind.unit.kind is BlockKind.HEADING:
                held[i + 1] = make_text(text.unit, held=True, table=text.table)
    return held


def _is_answer(label: Piece, text: Piece) -> bool:
    if not text.is_free_text or len(text.unit.text) > _TITLE_LENGTH or text.unit.cells:
        return False
    is_number = _name_of(label).endswith("_numero") and _BARE_NUMBER.fullmatch(text.unit.text) is not None
    return is_number or not is_set_apart(text.unit)


def _group_rows(pieces: Sequence[Piece]) -> Iterator[list[_Row]]:
    """Rows that follow one another directly."""
    group: list[_Row] = []
    for i, piece in enumerate(pieces):
        row = _read_row(pieces, i) if piece.role is Role.LABEL else None
        if row is None:
            continue
        if group and group[-1].index + 2 != i:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _read_row(pieces: Sequence[Piece], index: int) -> _Row | None:
    label = pieces[index]
    if index + 1 >= len(pieces) or not _is_singular(label.unit.text):
        return None
    niveau = _step_nouns().get(fold_label(label.unit.text))
    single = pieces[index + 1].held and (index + 2 >= len(pieces) or pieces[index + 2].role is Role.LABEL)
    text = pieces[index + 1].unit.text
    return _Row(index, niveau, text) if niveau and single and len(text) <= _TITLE_LENGTH else None


def _is_singular(text: str) -> bool:
    return not text.split(" ", 1)[0].lower().rstrip(" :").endswith(("s", ")"))


def _name_steps(pieces: Sequence[Piece], group: list[_Row]) -> Iterator[tuple[_Row, str]]:
    """Which step each row of a group names, for those that name one."""
    names = [_name(pieces, row) for row in group]
    follows = group[-1].index + 2
    heads_fiche = (
        follows < len(pieces) and pieces[follows].is_header_label and _name_of(pieces[follows]) in _NAMES_A_FICHE
    )
    if len(group) == 1:
        (row,) = group
        if names[0] == "objectifs" and row.niveau == OBJECTIF and _depth(row.text):
            yield row, OBJECTIF
        elif names[0] in ("objectifs", "priorite") and heads_fiche and row.text.count(" ") + 1 >= _TITLE_WORDS:
            yield row, row.niveau
        return
    if not heads_fiche and AXE not in names and not any(_depth(row.text) for row in group):
        return
    yield from zip(sorted(group, key=lambda row: _order(group, row)), _steps_of(len(group)), strict=False)


def _name(pieces: Sequence[Piece], row: _Row) -> str:
    return _name_of(pieces[row.index])


def _name_of(piece: Piece) -> str:
    return piece.match.name if piece.match else ""


def _steps_of(count: int) -> tuple[str, ...]:
    return (AXE, OBJECTIF) if count == 2 else STEPS


def _order(group: Sequence[_Row], row: _Row) -> tuple[int, int]:
    """The shallower number is the outer step; without numbers on all, the first row is."""
    depths = [_depth(other.text) for other in group]
    return (_depth(row.text) if all(depths) else 0), row.index


def _depth(text: str) -> int:
    found = _NUMBERED.match(text)
    return 0 if found is None else found["number"].count(".") + 1
