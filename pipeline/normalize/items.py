"""Number the items of champs as the table `champs` does: from 1 within a champ's name, over all champs in order."""

from collections.abc import Iterable

from models.action import Champ, Item

# An item with its champ and its `ordre`.
NumberedItem = tuple[Champ, Item, int]


def number_items(champs: Iterable[Champ]) -> tuple[NumberedItem, ...]:
    """Every item with its champ and its `ordre`."""
    counts: dict[str, int] = {}
    found: list[NumberedItem] = []
    for champ in champs:
        ordre = counts.get(champ.name, 0)
        for item in champ.items:
            ordre += 1
            found.append((champ, item, ordre))
        counts[champ.name] = ordre
    return tuple(found)
