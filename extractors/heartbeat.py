"""A sign of life from readers: they tell of each page, and whoever watches over time grants them more of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

_listeners: list[Callable[[], None]] = []


def tell_page() -> None:
    """A page (or a part that costs as much) is done. Nothing happens where nobody listens."""
    for listener in _listeners:
        listener()


@contextmanager
def listen(listener: Callable[[], None]) -> Iterator[None]:
    """Call `listener` for every page that is told of inside the block, from whichever thread."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
