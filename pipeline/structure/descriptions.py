"""Fiches whose body has no label: boxes at the side name pilots and indicators, the text beside says what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from models.action import Champ, Fiche, Method
from models.vocabulary.champs import ENTETE, HORS_CHAMP

MISE_EN_OEUVRE: Final = "mise_en_oeuvre"
_SERIES: Final = 4  # fiches of one plan, so that their common way is known
_TELLING: Final = 200  # characters of a description
_SHARE: Final = 0.5
_CONFIDENCE: Final = 0.75


def describe_fiches(fiches: Sequence[Fiche]) -> tuple[Fiche, ...]:
    """The same fiches; where none has a label of `mise_en_oeuvre` and most have long text under no label, that text is
    their description.
    """
    if len(fiches) < _SERIES or any(champ.name == MISE_EN_OEUVRE for fiche in fiches for champ in fiche.champs):
        return tuple(fiches)
    telling = sum(_loose_length(fiche) >= _TELLING for fiche in fiches)
    return tuple(fiches) if telling < _SHARE * len(fiches) else tuple(_describe(fiche) for fiche in fiches)


def _loose_length(fiche: Fiche) -> int:
    return sum(len(item.text) for champ in fiche.champs if champ.name == HORS_CHAMP for item in champ.items)


def _describe(fiche: Fiche) -> Fiche:
    return replace(fiche, champs=tuple(_rename(fiche.champs)))


def _rename(champs: Sequence[Champ]) -> Iterator[Champ]:
    """Prose under no label, with the short lines that stand between («Trois niveaux :»), as the fiche's description."""
    prose = [i for i, champ in enumerate(champs) if champ.name == HORS_CHAMP and champ.label is None]
    for i, champ in enumerate(champs):
        between = champ.name == ENTETE and champ.label is None and bool(prose) and prose[0] < i < prose[-1]
        if i in prose or between:
            yield Champ(MISE_EN_OEUVRE, champ.items, None, None, Method.CONTEXTE, _CONFIDENCE)
        else:
            yield champ
