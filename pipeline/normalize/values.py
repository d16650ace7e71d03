"""All values read in the champs of one action or plan: the entry to the value stages."""

from models.action import Champ, Values
from pipeline.normalize.actors import flag_personal_data, read_actors
from pipeline.normalize.context import Context
from pipeline.normalize.indicators import read_indicators
from pipeline.normalize.periods import read_periods
from pipeline.normalize.territories import read_territories

__all__ = ["Context", "read_values"]


def read_values(champs: tuple[Champ, ...], context: Context) -> Values:
    """The values of an object's champs, in source order; each names the champ and the item that it was read in.

    `champs` are all champs of one fiche, or of the plan, in source order: `ordre` counts over them as the table
    `champs` does.
    """
    actors = read_actors(champs, context)
    return Values(
        acteurs=actors,
        indicateurs=read_indicators(champs),
        echeances=read_periods(champs, context),
        territoires=read_territories(champs, context),
        flags=flag_personal_data(actors, champs),
    )
