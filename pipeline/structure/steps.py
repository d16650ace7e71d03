"""Where a document says its axes and objectifs, and which fiches stand under them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from models.action import Champ, Fiche, Level
from models.vocabulary.champs import ENTETE
from pipeline.structure.header import Header, part_champs
from pipeline.structure.hierarchy import STEPS, niveau_of
from pipeline.structure.pieces import Piece, is_set_apart, look_of

_TITLE_LENGTH: Final = 250


def said_steps(pieces: Sequence[Piece], niveaux: Mapping[tuple[str, ...], str]) -> Iterator[tuple[Level, Champ]]:
    """Each step that a free line names, with the `entete` champ that shows where."""
    for i, piece in enumerate(pieces):
        parts = piece.parts
        if not parts:
            continue
        for part, champ in zip(parts, part_champs(piece, parts), strict=True):
            niveau = niveau_of(part, niveaux)
            if niveau not in STEPS:
                continue
            step = Level(niveau, part.number, part.title or None)
            behind = _title_behind(pieces, i) if step.titre is None and part is parts[-1] else None
            if behind is not None:
                # «AXE 1» on one line, its title on the next.
                step = replace(step, titre=behind.unit.text)
                champ = replace(champ, items=(*champ.items, behind.unit.item()))  # noqa: PLW2901 - the same evidence
            yield step, champ


def _title_behind(pieces: Sequence[Piece], index: int) -> Piece | None:
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if following is None or not following.is_free_text or following.parts or following.unit.cells:
        return None
    alike = look_of(following.unit)[:3] == look_of(pieces[index].unit)[:3] and (
        is_set_apart(following.unit) or _stands_above_a_title(pieces, index + 1)
    )
    return following if alike and len(following.unit.text) <= _TITLE_LENGTH else None


@dataclass(slots=True)
class StepBook:
    """What a document says of its steps: the title of each number, and where each is said."""

    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[tuple[str, str | None], Champ] = field(default_factory=dict)

    def add(self, steps: Iterable[tuple[Level, Champ]]) -> None:
        """Note the steps; the first place that says one counts."""
        for step, champ in steps:
            if step.numero and step.titre:
                self.titles.setdefault((step.niveau, step.numero), step.titre)
            self.places.setdefault((step.niveau, step.titre or step.numero), champ)

    def add_header(self, header: Header) -> None:
        """Note the steps of a fiche's own header."""
        for step in header.levels:
            wanted = step.titre or step.numero or ""
            for champ in header.champs:
                if any(wanted in item.text for item in champ.items):
                    self.add([(step, champ)])
                    break

    def show(self, fiche: Fiche) -> Fiche:
        """The fiche with an `entete` champ for each step that its own header does not say: where the step is said."""
        own = " ".join(item.text for champ in fiche.champs if champ.name == ENTETE for item in champ.items)
        missing = [step for step in fiche.hierarchie if (step.titre or step.numero or "") not in own]
        places = [self.places.get((step.niveau, step.titre or step.numero)) for step in missing]
        return replace(fiche, champs=(*(place for place in places if place is not None), *fiche.champs))


def _stands_above_a_title(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a plain line is the only one between a step's number and what names the next fiche."""
    below = pieces[index + 1] if index + 1 < len(pieces) else None
    return below is not None and any(part.niveau in ("fiche", "action") for part in below.parts)
