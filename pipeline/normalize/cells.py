"""The cells of an item that is a table row: spans in its text and column numbers."""

import re

from models.action import Item
from models.document import CELL_SEPARATOR


def cell_spans(item: Item) -> list[tuple[int, int]]:
    """The span of each filled cell in the item's text."""
    spans = []
    position = 0
    for cell in item.text.split(CELL_SEPARATOR):
        spans.append((position, position + len(cell)))
        position += len(cell) + len(CELL_SEPARATOR)
    return spans


def column_numbers(item: Item) -> list[int]:
    """The column of each filled cell from 1, as the cells' paths say; their rank where there are no paths."""
    spans = cell_spans(item)
    numbers = [re.search(r"cell\[(\d+)\](?!.*cell\[)", cell.path) for cell in item.cells]
    if len(numbers) != len(spans) or not all(numbers):
        return list(range(1, len(spans) + 1))
    return [int(match[1]) for match in numbers if match]
