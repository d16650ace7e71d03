"""The cells of an item that is a table row: spans in its text and column numbers."""

import re
from collections.abc import Mapping
from typing import Final

from models.action import Item
from models.document import CELL_SEPARATOR
from pipeline.normalize.spelling import fold

_LAST_CELL: Final = re.compile(r"cell\[(\d+)\](?!.*cell\[)")
_QUALIFIERS: Final = re.compile(
    r"\b(?:(?:en |fin |a |pour )?(?:19|20)\d{2}|ht|ttc"
    r"|(?:annuel|previsionnel|estime|estimatif|global|attendu|vise)(?:le|e)?s?"
    r"|en (?:€|euros|k€)|de l'action)\b"
)


def cell_spans(item: Item) -> list[tuple[int, int]]:
    """The span of each filled cell in the item's text."""
    spans = []
    position = 0
    for cell in item.text.split(CELL_SEPARATOR):
        spans.append((position, position + len(cell)))
        position += len(cell) + len(CELL_SEPARATOR)
    return spans


def column_name(header: str, names: Mapping[str, str]) -> str | None:
    """What a header cell names, by the folded words of `names`: whole, or but for a year, a bracket or an adjective.

    >>> column_name("Montant annuel (€)", {"montant": "montant"})
    'montant'
    """
    key = fold(header.strip(" :*"))
    if key in names:
        return names[key]
    bare = _QUALIFIERS.sub(" ", re.sub(r"\([^()]*\)", " ", key))
    return names.get(re.sub(r"\s+", " ", bare).strip())


def column_numbers(item: Item) -> list[int]:
    """The column of each filled cell from 1, as the cells' paths say; their rank where there are no paths."""
    spans = cell_spans(item)
    numbers = [_LAST_CELL.search(cell.path) for cell in item.cells]
    if len(numbers) != len(spans) or not all(numbers):
        return list(range(1, len(spans) + 1))
    return [int(match[1]) for match in numbers if match]
