"""Number the items of champs as the table `champs` does: from 1 within a champ's name, over all champs in order."""

from collections import Counter
from collections.abc import Iterable

from models.action import Champ, Item

# An item with its champ and its `ordre`.
NumberedItem = tuple[Champ, Item, int]


def number_items(champs: Iterable[Champ]) -> tuple[NumberedItem, ...]:
    """Every item with its champ and its `ordre`."""
    counts: Counter[str] = Counter()
    found: list[NumberedItem] = []
    for champ in champs:
        first = counts[champ.name] + 1
        counts[champ.name] += len(champ.items)
        found.extend((champ, item, ordre) for ordre, item in enumerate(champ.items, start=first))
    return tuple(found)
