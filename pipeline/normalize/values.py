"""All values read in the champs of one action or plan: the entry to the value stages."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from models.action import Champ, Values
from pipeline.normalize.actors import flag_personal_data, read_actors, unique_actors
from pipeline.normalize.classes import read_classes
from pipeline.normalize.context import Context
from pipeline.normalize.indicators import read_indicators
from pipeline.normalize.items import NumberedItem, number_items
from pipeline.normalize.links import read_links
from pipeline.normalize.money import BudgetLine, budget_lines, flag_money, read_money
from pipeline.normalize.periods import flag_periods, read_periods
from pipeline.normalize.prose_actors import read_prose_actors
from pipeline.normalize.publics import read_publics
from pipeline.normalize.territories import read_territories

__all__ = ["Context", "read_each_values", "read_values"]
# More would outlive what is remembered of a text between two readers.
_AT_A_TIME: Final = 64


class _Object(NamedTuple):
    """An action or plan whose values are read: its items, its lines on money, its own title."""

    items: tuple[NumberedItem, ...]
    lines: tuple[BudgetLine, ...]
    title: str | None


def read_values(champs: tuple[Champ, ...], context: Context, title: str | None = None) -> Values:
    """The values of an object's champs, in source order; each names the champ and the item that it was read in.

    `champs` are all champs of one fiche, or of the plan, in source order: `ordre` counts over them as the table
    `champs` does. `title` is the object's own title, None where it has none.
    """
    return read_each_values([(champs, title)], context)[0]


def read_each_values(objects: Sequence[tuple[tuple[Champ, ...], str | None]], context: Context) -> list[Values]:
    """The values of several objects, each given by its champs and its title, as `read_values` has them.

    One kind of value is read in some objects before the next kind: what each reader knows, and its code, fill the
    processor's caches, from which the next reader drives them.
    """
    found: list[Values] = []
    for start in range(0, len(objects), _AT_A_TIME):
        found += _read_some(objects[start : start + _AT_A_TIME], context)
    return found


def _read_some(objects: Sequence[tuple[tuple[Champ, ...], str | None]], context: Context) -> list[Values]:
    numbered = [(number_items(champs), title) for champs, title in objects]
    some = [_Object(items, tuple(budget_lines(items)), title) for items, title in numbered]
    labelled = [read_actors(each.items, each.lines, context) for each in some]
    prose = [read_prose_actors(each.items, context) for each in some]
    actors = [unique_actors((*known, *told)) for known, told in zip(labelled, prose, strict=True)]
    indicators = [read_indicators(each.items) for each in some]
    periods = [read_periods(each.items) for each in some]
    money = [read_money(each.lines) for each in some]
    territories = [read_territories(each.items, context) for each in some]
    audiences = [read_publics(each.items) for each in some]
    classes = [read_classes(each.items, each.title) for each in some]
    links = [read_links(each.items) for each in some]
    return [
        Values(
            acteurs=actors[n],
            indicateurs=indicators[n],
            echeances=periods[n],
            financements=money[n],
            territoires=territories[n],
            publics=audiences[n],
            classements=classes[n],
            liens=links[n],
            flags=(
                *flag_personal_data(actors[n], each.items),
                *flag_periods(periods[n], each.items),
                *flag_money(each.items, each.lines),
            ),
        )
        if each.items
        # A plan that is named and nothing more.
        else Values()
        for n, each in enumerate(some)
    ]
