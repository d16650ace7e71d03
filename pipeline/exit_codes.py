"""The exit codes of the command, a stable interface for scripts; and how an interruption ends it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum


class ExitCode(IntEnum):
    """What the command's exit code says."""

    DONE = 0
    INCOMPLETE = 1
    USAGE = 2
    FAULT = 70
    BUSY = 75
    INTERRUPTED = 130


EXIT_CODE_DEFINITIONS: dict[ExitCode, str] = {
    ExitCode.DONE: "tout est converti (ou valide)",
    ExitCode.INCOMPLETE: "au moins un document est rejeté ou partiel (ou une table n'est pas valide)",
    ExitCode.USAGE: "commande mal appelée : source introuvable, dossier de sortie où l'on ne peut écrire",
    ExitCode.FAULT: "défaut du programme, à signaler",
    ExitCode.BUSY: "une autre conversion écrit dans le même dossier de sortie",
    ExitCode.INTERRUPTED: "interrompu (Ctrl-C) ; ce qui est converti est gardé, la même commande continue",
}


@contextmanager
def end_at_once() -> Iterator[None]:
    """Around the command: where it was interrupted, its process ends with it.

    All that is ours is written and closed by then. Libraries would still say goodbye to services elsewhere, connection
    by connection, for seconds.
    """
    try:
        yield
    except SystemExit as ending:
        if ending.code != ExitCode.INTERRUPTED:
            raise
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(ExitCode.INTERRUPTED)
