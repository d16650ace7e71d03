"""From a fiche's labelled pieces to its champs: each text under its label, compound labels parted by sub-labels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from models.action import Champ, Item, Method
from models.document import BlockKind, Document
from models.flags import Flag, Gravity
from models.vocabulary.champs import HORS_CHAMP
from pipeline.structure.folding import is_pictogram
from pipeline.structure.header import entete_champ
from pipeline.structure.labels import LabelMatch, match_label
from pipeline.structure.pieces import Piece, Role, part_of
from pipeline.structure.units import Unit

_SHORT: Final = 300
_MUCH_WIDER: Final = 1.5
# A sub-label opens its line or follows a sentence: «Pilote : DDT. Partenaires : CPAM».
_SUB_LABEL: Final = re.compile(r"(?:^|(?<=[.;\n])\s+|(?<=\s[-–•]\s))([^\s:.;\n][^:.;\n]{1,45}?)\s?:(?=\s|$)\s*")


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a champ's text: which champ, its own label if it has one, its texts."""

    name: str
    label: Unit | None
    units: tuple[Unit, ...]


def assign_champs(document: Document, pieces: Sequence[Piece]) -> tuple[tuple[Champ, ...], tuple[Flag, ...]]:
    """The champs of a fiche's body, in source order, and what had to be decided without evidence."""
    champs: list[Champ] = []
    flags: list[Flag] = []
    label: Piece | None = None
    units: list[Unit] = []
    last: Piece | None = None
    for piece in pieces:
        if piece.unit.furniture:
            continue
        if piece.role is Role.LABEL:
            units, signs = _part_signs(units)
            _close(document, label, units, champs, flags)
            champs.extend(hors_champ(document, signs))
            label, units = piece, []
        elif label is not None and units and _leaves(label, units, piece, last):
            _close(document, label, units, champs, flags)
            label, units = None, [piece.unit]
        else:
            units.append(piece.unit)
        last = piece
    _close(document, label, units, champs, flags)
    return tuple(champs), tuple(flags)


def _part_signs(units: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """The texts above a label without the pictogram that stands right before it, and that one."""
    if len(units) > 1 and is_pictogram(units[-1].text) and units[-1].checked is None and not units[-1].cells:
        return units[:-1], units[-1:]
    return units, []


def _leaves(label: Piece, units: Sequence[Unit], piece: Piece, last: Piece | None) -> bool:
    """Whether a text stands where the label before it is answered no more."""
    return _leaves_the_table(label, piece, last) or _leaves_column(units, piece.unit)


def _leaves_the_table(label: Piece, piece: Piece, last: Piece | None) -> bool:
    """Text behind the table whose cell answered the label: a foot note, a page's foot, no more of the answer."""
    answered = last is not None and last.table == label.table
    return label.table is not None and piece.table != label.table and answered


def _leaves_column(units: Sequence[Unit], unit: Unit) -> bool:
    """The wide column beside a side bar, higher on the page than the bar's last box, answers no label in the bar.

    Columns of one width are read on from one to the next.
    """
    own, other = units[-1].place, unit.place
    if own.box is None or other.box is None or own.page != other.page or other.box.top >= own.box.top:
        return False
    widest = max(before.place.box.x1 - before.place.box.x0 for before in units if before.place.box is not None)
    return other.box.x0 >= own.box.x0 + widest and other.box.x1 - other.box.x0 > _MUCH_WIDER * widest


def _close(document: Document, label: Piece | None, units: list[Unit], champs: list[Champ], flags: list[Flag]) -> None:
    if label is None or label.match is None:
        champs.extend(loose_champs(document, units))
    elif not units:
        # A label that nothing answers: the champ stays empty, its words stay in the tables.
        champs.append(entete_champ((label.unit.item(),), None))
    elif label.match.is_header:
        champs.append(entete_champ(tuple(unit.whole_item(document.text) for unit in units), label.unit))
    else:
        champs.extend(_label_champs(document, label, label.match, units, flags))


def _is_prose(unit: Unit) -> bool:
    """A sentence or a list's item, however short, names no fiche."""
    return unit.kind is BlockKind.ITEM or unit.text.endswith((".", ";"))


def loose_champs(document: Document, units: Sequence[Unit]) -> Iterator[Champ]:
    """Text inside a fiche that no label introduces: short lines name the fiche, the rest is prose of no champ."""
    for unit in units:
        item = unit.whole_item(document.text)
        if len(unit.text) <= _SHORT and not _is_prose(unit):
            yield entete_champ((item,), None)
        else:
            yield Champ(HORS_CHAMP, (item,), None, None, Method.STRUCTURE, 1.0)


def _label_champs(
    document: Document, label: Piece, match: LabelMatch, units: list[Unit], flags: list[Flag]
) -> Iterator[Champ]:
    """The champs under one label: one, or one for each part of a compound label that its sub-labels tell apart."""
    confidence = round(min(match.score, label.strength), 3)
    if len(match.names) == 1:
        yield _champ(match.name, label.unit, units, match.method, confidence)
        return
    parts = list(_part_by_sub_labels(match.names, units))
    named = [part for part in parts if part.label is not None]
    if not named:
        message = (
            f"Le libellé « {label.unit.text} » nomme plusieurs champs ; faute de sous-libellés, le texte est resté "
            f"entier dans « {match.name} »."
        )
        flags.append(Flag("libelle_compose", message, Gravity.INFO, label.unit.place.page))
        yield _champ(match.name, label.unit, units, match.method, round(confidence * 0.9, 3))
        return
    if all(part.label is not None for part in parts if part.units):
        # Every text goes under its sub-label; the compound label itself keeps its words as a header.
        yield entete_champ((label.unit.item(),), None)
    for part in parts:
        if part.units:
            yield _champ(part.name, part.label or label.unit, part.units, match.method, confidence)
        elif part.label is not None:
            yield entete_champ((part.label.item(),), None)


def _champ(name: str, label: Unit, units: Sequence[Unit], method: Method, confidence: float) -> Champ:
    items = tuple(_items_of(units))
    return Champ(name, items, _label_text(label), label.place, method, confidence)


def _label_text(label: Unit) -> str:
    return " ".join(label.text.split())


def _items_of(units: Sequence[Unit]) -> Iterator[Item]:
    for unit in units:
        yield unit.item()


def _part_by_sub_labels(names: tuple[str, ...], units: Sequence[Unit]) -> Iterator[_Part]:
    """Cut the texts at sub-labels of the compound's own champs; what stands before the first is the first champ's."""
    name, label, held = names[0], None, list[Unit]()
    for unit in units:
        for start, end, found in _cut_at_sub_labels(unit, names, None if label is None else name):
            if found is not None:
                yield _Part(name, label, tuple(held))
                name, label, held = found, part_of(unit, start, end), []
            elif end > start:
                held.append(unit if (start, end) == (0, len(unit.text)) else part_of(unit, start, end))
    yield _Part(name, label, tuple(held))


def _cut_at_sub_labels(
    unit: Unit, names: tuple[str, ...], current: str | None
) -> Iterator[tuple[int, int, str | None]]:
    """A unit as (start, end, champ) of its sub-labels and (start, end, None) of the texts between.

    A label of the `current` part's own champ is text («Fonctionnement : 60 000 €» under «Budget :»).
    """
    alone = _champ_among(unit.text, names)
    if alone is not None and not unit.cells:
        yield 0, len(unit.text), alone if alone != current else None
        return
    position = 0
    for found in _SUB_LABEL.finditer(unit.text):
        name = _champ_among(found[1], names)
        if name is None or name == current:
            continue
        if unit.text[position : found.start(1)].strip():
            yield position, found.start(1), None
        yield found.start(1), found.end(1), name
        position, current = found.end(), name
    if unit.text[position:].strip():
        yield position, len(unit.text), None


def _champ_among(text: str, names: tuple[str, ...]) -> str | None:
    match = match_label(text)
    if match is None or len(match.names) > 1:
        return None
    return match.name if match.name in names else None


def hors_champ(document: Document, units: Sequence[Unit]) -> tuple[Champ, ...]:
    """Texts outside any fiche as one champ, list markers kept in the text."""
    items = tuple(unit.whole_item(document.text) for unit in units)
    return (Champ(HORS_CHAMP, items, None, None, Method.STRUCTURE, 1.0),) if items else ()
