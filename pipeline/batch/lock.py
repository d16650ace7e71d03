"""One run at a time in an output folder: a lock that the system frees when its holder dies, however it dies."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import BusyOutput
from pipeline.locations import Location

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def lock_folder(path: Path, out: Location) -> Iterator[None]:
    """Hold the lock file `path` of the output folder `out`. Raises BusyOutput where another run holds it.

    The file stays; only the lock on it counts. Workers do not inherit it: they may outlive us for a moment.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            _take(handle)
        except OSError as error:
            raise BusyOutput(out) from error
        yield
    finally:
        os.close(handle)


def is_locked(path: Path) -> bool:
    """Whether a run holds the lock file at this moment."""
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        _take(handle)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
