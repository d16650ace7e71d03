"""A document's own vocabulary: lines set in the same way that come again in fiche after fiche are its labels."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from models.document import BlockKind
from pipeline.structure.folding import fold_label
from pipeline.structure.header_lines import ends_the_fiches, parse_code_line
from pipeline.structure.labels import MAX_LABEL_LENGTH, looks_like_label, match_label
from pipeline.structure.pieces import Piece, Role, is_set_apart
from pipeline.structure.units import Unit

# A line that comes so often is set on purpose; twice may be chance.
OFTEN: Final = 3
_ANSWERED: Final = 0.75
_BodyLook = tuple[float | None, int | None]
Key = tuple[str, ...]


def find_recurring(pieces: Sequence[Piece]) -> Mapping[int, Key]:
    """The free lines that the lexicon does not know and that recur as labels do, by index with their folded words: set
    apart, answered by a text, below another line. «Description du jeu de données» under each of forty titles is one;
    the plan's name above each title, a badge, «Étape 1» and the word in a status box are none.
    """
    body = _body_look(pieces)
    places: dict[Key, list[int]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        if _may_recur(piece, body):
            places[fold_label(piece.unit.text)].append(i)
    found: dict[int, Key] = {}
    for key, indexes in places.items():
        answered = [i for i in indexes if _is_answered(pieces, i, places, body)]
        if key and len(answered) >= max(OFTEN, _ANSWERED * len(indexes)):
            found.update(dict.fromkeys(indexes, key))
    return found


def find_recurring_run_ins(pieces: Sequence[Piece], splits: Mapping[int, tuple[int, int]]) -> frozenset[int]:
    """The lines «Label : text» in plain type whose first words come in nearly every fiche, by index.

    At least two labels must come so: where one does, it may be a line of any kind.
    """
    sections = sum(names_a_fiche(piece) for piece in pieces)
    if sections < OFTEN:
        return frozenset()
    places: dict[Key, list[int]] = defaultdict(list)
    for i, (end, start) in splits.items():
        text, unit = pieces[i].unit.text, pieces[i].unit
        key = fold_label(text[:end])
        if not pieces[i].parts and not unit.cells and start < len(text) and looks_like_label(text[:end]):
            # «Étape 1 : …» counts what stands inside a champ.
            places[() if any(word.isdigit() for word in key) else key].append(i)
    places.pop((), None)
    found = [indexes for indexes in places.values() if _ANSWERED * sections <= len(indexes) <= sections]
    return frozenset(i for indexes in found for i in indexes) if len(found) >= 2 else frozenset()


def find_run_ins_among_known(
    pieces: Sequence[Piece], splits: Mapping[int, tuple[int, int]], known: Collection[int]
) -> frozenset[int]:
    """The lines «Label : text» that stand one below the other with known ones, by index: «Situation observée : …» above
    «Objectif : …», «Pilote : …» and «Calendrier : …». Half of a row is known, three lines at least. Below a text that
    has a colon itself («Calendrier : Recrutement : mars»), the next line goes on with its list.
    """
    found: set[int] = set()
    row: list[int] = []
    for i in (*splits, None):
        if row and i != row[-1] + 1:
            told = sum(k in known for k in row)
            if told >= OFTEN and 2 * told >= len(row):
                found.update(
                    k
                    for before, k in zip((None, *row), row, strict=False)
                    if k not in known
                    and _may_label(pieces[k].unit, splits[k][1])
                    and (before is None or ":" not in pieces[before].unit.text[splits[before][1] :])
                )
            row = []
        if i is not None:
            row.append(i)
    return frozenset(found)


def _may_label(unit: Unit, start: int) -> bool:
    """Whether the words before a colon could label: no count («Étape 1»), no item, nothing in small letters; and no
    line of a schedule or a budget («Ouverture : 2024», «Travaux : 20 000 €»).
    """
    figures = any(map(str.isdigit, unit.text))
    return unit.kind is not BlockKind.ITEM and start < len(unit.text) and unit.text[:1].isupper() and not figures


def _body_look(pieces: Sequence[Piece]) -> _BodyLook:
    looks: dict[_BodyLook, int] = {}
    for piece in pieces:
        if piece.role is Role.TEXT and not piece.unit.furniture:
            look = _type_of(piece.unit)
            looks[look] = looks.get(look, 0) + len(piece.unit.text)
    return max(looks, key=looks.__getitem__) if looks else (None, None)


def _type_of(unit: Unit) -> _BodyLook:
    return unit.style.size, unit.style.color


def _may_recur(piece: Piece, body: _BodyLook) -> bool:
    unit = piece.unit
    if not piece.is_free_text or unit.cells or unit.kind is BlockKind.ITEM or piece.parts:
        return False
    if not (is_set_apart(unit) or unit.style.color != body[1]):
        return False
    if not looks_like_label(unit.text) or ends_the_fiches(unit.text) or match_label(unit.text):
        return False
    key = fold_label(unit.text)
    # «Étape 1», «Année 2024» count what stands inside a champ.
    return not any(word.isdigit() for word in key)


def _is_answered(pieces: Sequence[Piece], index: int, places: Mapping[Key, list[int]], body: _BodyLook) -> bool:
    """Whether plain text follows, and no line that is itself set apart (a title, a label, another badge)."""
    if index + 1 >= len(pieces):
        return False
    behind = pieces[index + 1]
    if not behind.is_free_text or behind.parts:
        return False
    if len(behind.unit.text) <= MAX_LABEL_LENGTH and fold_label(behind.unit.text) in places:
        return False
    return not is_set_apart(behind.unit) or behind.unit.lead > 0


def names_a_fiche(piece: Piece) -> bool:
    """Whether a line opens a fiche by its wording or its code; labels of the document's own may stand below it."""
    if piece.parts and any(part.niveau in ("fiche", "action") for part in piece.parts):
        return True
    return piece.is_free_text and is_set_apart(piece.unit) and parse_code_line(piece.unit.text) is not None
