"""Where fiches stand in a document, and the lines of it that can tell of the document itself: those beside them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from models.action import Champ, Structure
from models.document import Document, Place
from pipeline.structure.plan_lines import Line, flow_lines

# Lines at either end of a document are kept, fiche or not: who made it stands there.
NEAR_THE_TOP: Final = 30
_BLOCKS_AT_THE_END: Final = 8


@dataclass(frozen=True, slots=True)
class FicheSpans:
    """The stretches from the first label or item of each fiche to the end of its last, by their beginnings in order.

    `reaches[n]` is how far the first n + 1 of them go: rows under one header overlap.
    """

    firsts: tuple[int, ...]
    reaches: tuple[int, ...]

    def hold(self, start: int, end: int | None = None) -> bool:
        """Whether a character, or all from one up to another, stands inside."""
        at = bisect_right(self.firsts, start) - 1
        return at >= 0 and self.reaches[at] >= (start + 1 if end is None else end)


def find_fiche_spans(structure: Structure) -> FicheSpans:
    """The stretches of all fiches of a document."""
    spans = sorted(
        (min(starts), max(_ends_of(fiche.champs))) for fiche in structure.fiches if (starts := starts_of(fiche.champs))
    )
    return FicheSpans(tuple(first for first, _ in spans), tuple(accumulate((last for _, last in spans), max)))


def starts_of(champs: Iterable[Champ]) -> list[int]:
    """Where the labels and items of champs start in the text."""
    return [place.start for place in _places_of(champs)]


def _ends_of(champs: Iterable[Champ]) -> list[int]:
    return [place.end for place in _places_of(champs)]


def _places_of(champs: Iterable[Champ]) -> list[Place]:
    found: list[Place] = []
    for champ in champs:
        if champ.label_place is not None:
            found.append(champ.label_place)
        found += [item.place for item in champ.items]
    return found


def lines_beside(document: Document, structure: Structure) -> Iterator[Line]:
    """The lines of a document in order, without those inside its fiches but for the first ones and the last.

    A recueil is fiches and little else, and what they hold is read from their champs.
    """
    spans = find_fiche_spans(structure)
    tail = len(document.body) - _BLOCKS_AT_THE_END
    passed = 0
    for number, block in enumerate(document.body):
        may_skip = passed >= NEAR_THE_TOP and number < tail and not block.furniture
        if may_skip and spans.hold(block.place.start, block.place.end):
            continue
        for line in flow_lines(document, (block,)):
            passed += 1
            yield line
