"""Why workers die."""

import signal
import sys
from enum import StrEnum

from models.errors import Motif

# What multiprocessing says of a child whose fork server is gone, and with it the knowledge of how the child ended.
_UNKNOWN = 255
# Sent from outside: by a person, or by a system short of memory.
_FROM_OUTSIDE = frozenset({-getattr(signal, name) for name in ("SIGKILL", "SIGTERM") if hasattr(signal, name)})


class Death(StrEnum):
    """Why a worker died."""

    DEADLINE = "deadline"
    MEMORY = "memory"
    CRASH = "crash"
    OUTSIDE = "outside"

    @property
    def motif(self) -> Motif:
        """What `documents` says of a document that was given up for it."""
        return {Death.DEADLINE: Motif.DELAI, Death.MEMORY: Motif.MEMOIRE}.get(self, Motif.PLANTAGE)


def explain_death(exitcode: int | None, broken: str | None) -> tuple[Death, str]:
    """Why a worker died, with a sentence: by its exit code, or by what it said before (`broken`)."""
    if broken is not None:
        return Death.CRASH, broken
    if exitcode is not None and exitcode in _FROM_OUTSIDE:
        return Death.OUTSIDE, f"its worker was ended from outside (signal {-exitcode})"
    if sys.platform != "win32" and exitcode == _UNKNOWN:
        return Death.OUTSIDE, "the process that it was forked from was ended from outside"
    if exitcode is not None and exitcode < 0:
        return Death.CRASH, f"its worker died of signal {-exitcode}"
    return Death.CRASH, f"its worker ended with code {exitcode}"
