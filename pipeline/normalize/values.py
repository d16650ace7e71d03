"""All values read in the champs of one action or plan: the entry to the value stages."""

from models.action import Champ, Values
from pipeline.normalize.actors import flag_personal_data, read_actors, unique_actors
from pipeline.normalize.classes import read_classes
from pipeline.normalize.context import Context
from pipeline.normalize.indicators import read_indicators
from pipeline.normalize.items import number_items
from pipeline.normalize.links import read_links
from pipeline.normalize.money import budget_lines, flag_money, read_money
from pipeline.normalize.periods import flag_periods, read_periods
from pipeline.normalize.prose_actors import read_prose_actors
from pipeline.normalize.publics import read_publics
from pipeline.normalize.territories import read_territories

__all__ = ["Context", "read_values"]


def read_values(champs: tuple[Champ, ...], context: Context, title: str | None = None) -> Values:
    """The values of an object's champs, in source order; each names the champ and the item that it was read in.

    `champs` are all champs of one fiche, or of the plan, in source order: `ordre` counts over them as the table
    `champs` does. `title` is the object's own title, None where it has none.
    """
    items = number_items(champs)
    if not items:
        # A plan that is named and nothing more.
        return Values()
    lines = tuple(budget_lines(items))
    actors = unique_actors((*read_actors(items, lines, context), *read_prose_actors(items, context)))
    periods = read_periods(items)
    return Values(
        acteurs=actors,
        indicateurs=read_indicators(items),
        echeances=periods,
        financements=read_money(lines),
        territoires=read_territories(items, context),
        publics=read_publics(items),
        classements=read_classes(items, title),
        liens=read_links(items),
        flags=(*flag_personal_data(actors, items), *flag_periods(periods, items), *flag_money(items, lines)),
    )
