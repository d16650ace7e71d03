"""Number the items of champs as the table `champs` does: from 1 within a champ's name, over all champs in order."""

from collections import Counter
from collections.abc import Iterable, Iterator

from models.action import Champ, Item


def number_items(champs: Iterable[Champ]) -> Iterator[tuple[Champ, Item, int]]:
    """Every item with its champ and its `ordre`."""
    counts: Counter[str] = Counter()
    for champ in champs:
        for item in champ.items:
            counts[champ.name] += 1
            yield champ, item, counts[champ.name]
