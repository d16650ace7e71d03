"""All values read in the champs of one action or plan: the entry to the value stages."""

from collections.abc import Iterator

from models.action import Champ, Period, Values
from models.flags import Flag
from pipeline.normalize.actors import flag_personal_data, read_actors, unique_actors
from pipeline.normalize.context import Context
from pipeline.normalize.indicators import read_indicators
from pipeline.normalize.money import flag_money, read_money
from pipeline.normalize.periods import flag_periods, read_periods
from pipeline.normalize.prose_actors import read_prose_actors
from pipeline.normalize.publics import read_publics
from pipeline.normalize.territories import read_territories

__all__ = ["Context", "read_values"]


def read_values(champs: tuple[Champ, ...], context: Context) -> Values:
    """The values of an object's champs, in source order; each names the champ and the item that it was read in.

    `champs` are all champs of one fiche, or of the plan, in source order: `ordre` counts over them as the table
    `champs` does.
    """
    listed = read_actors(champs, context)
    actors = unique_actors((*listed, *read_prose_actors(champs, context)))
    periods = read_periods(champs)
    return Values(
        acteurs=actors,
        indicateurs=read_indicators(champs),
        echeances=periods,
        financements=read_money(champs),
        territoires=read_territories(champs, context),
        publics=read_publics(champs),
        flags=(*flag_personal_data(actors, champs), *_flags(champs, periods)),
    )


def _flags(champs: tuple[Champ, ...], periods: tuple[Period, ...]) -> Iterator[Flag]:
    yield from flag_periods(periods, champs)
    yield from flag_money(champs)
