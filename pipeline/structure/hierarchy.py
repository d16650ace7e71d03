"""Which noun stands above which: «Axe 1» over «Orientation 1.2» in one plan, «Orientation 1» over «Objectif 1.2» in
another. A document's own numbering decides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from models.action import Level
from pipeline.structure.folding import fold_label
from pipeline.structure.header_lines import HeaderPart

AXE, OBJECTIF = "axe", "objectif"
_MIDDLE: Final = "orientation"
STEPS: Final = (AXE, _MIDDLE, OBJECTIF)  # outermost first
NO_NIVEAUX: Mapping[tuple[str, ...], str] = {}


def resolve_niveaux(parts: Iterable[HeaderPart]) -> Mapping[tuple[str, ...], str]:
    """For each noun of the document's header lines, folded, the step that it names: axe, objectif, or one between.

    Where two nouns would both be the axe, the one with the shallower numbers is; the other is the objectif, or the
    step between if the document has objectifs besides.
    """
    depths: dict[tuple[str, ...], list[int]] = {}
    has_objectif = False
    for part in parts:
        if part.niveau == AXE:
            depths.setdefault(fold_label(part.noun), []).append(_depth(part.number))
        has_objectif = has_objectif or part.niveau == OBJECTIF
    if len(depths) < 2:
        return NO_NIVEAUX
    mean = {noun: sum(found) / len(found) for noun, found in depths.items()}
    outermost = min(mean, key=lambda noun: (mean[noun], -len(depths[noun])))
    inner = _MIDDLE if has_objectif else OBJECTIF
    return {noun: inner for noun in mean if mean[noun] > mean[outermost]}


def _depth(number: str | None) -> int:
    return 1 if number is None else number.count(".") + number.count("-") + 1


def parts_to_levels(
    parts: Sequence[HeaderPart], niveaux: Mapping[tuple[str, ...], str] = NO_NIVEAUX
) -> Iterator[Level]:
    """The steps of the hierarchy among a line's parts."""
    for part in parts:
        niveau = niveau_of(part, niveaux)
        if niveau in STEPS:
            yield Level(niveau, part.number, part.title or None)


def niveau_of(part: HeaderPart, niveaux: Mapping[tuple[str, ...], str]) -> str:
    """What a part names: fiche, action, or a step as the document's numbering has it."""
    return niveaux.get(fold_label(part.noun), part.niveau) if part.niveau == AXE else part.niveau


@dataclass(slots=True)
class Context:
    """The steps that hold where the reading stands, outermost first."""

    niveaux: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    steps: dict[str, Level] = field(default_factory=dict)

    def enter(self, step: Level) -> None:
        """A new step ends those below it; the same step named again does not."""
        before = self.steps.get(step.niveau)
        same = before is not None and before.numero == step.numero and (step.titre is None or step.numero is not None)
        if not same:
            for below in STEPS[STEPS.index(step.niveau) + 1 :]:
                self.steps.pop(below, None)
        if not (same and step.titre is None):
            self.steps[step.niveau] = step

    def complete(self, own: Sequence[Level], titles: Mapping[tuple[str, str], str]) -> tuple[Level, ...]:
        """A fiche's steps: its own, else those that hold; a bare «Axe 6» takes its title from where it is said.

        Afterwards the fiche's own steps hold for what follows.
        """
        for step in own:
            self.enter(step)
        held = [self.steps[niveau] for niveau in STEPS if niveau in self.steps]
        return tuple(_spell_once(step, titles.get((step.niveau, step.numero or ""))) for step in held)


def _spell_once(step: Level, said: str | None) -> Level:
    """A step under the title that the document gave its number first: «AXE 6 – SANTÉ MENTALE» is «Axe 6 : Santé
    mentale»; a step that says another title keeps it.
    """
    if said is None:
        return step
    same = step.titre is None or fold_label(step.titre) == fold_label(said)
    return replace(step, titre=said) if same else step
