"""Python's collector of reference cycles, held back while a document is converted."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_collector() -> Iterator[None]:
    """No search for reference cycles inside; after it, the collector is as it was before.

    What a conversion makes it keeps until its rows are there, so that the collector walks over all of it again and
    again and frees nothing: a sixth of the time of a long document. What lies in cycles is freed after it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
