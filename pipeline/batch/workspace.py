"""What the program keeps in an output folder beside the tables: `OUT/.fiches` with ledger, store and lock."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.errors import UsageError
from pipeline.batch.generations import cannot_write
from pipeline.batch.ledger import Ledger
from pipeline.batch.lock import lock_folder
from pipeline.batch.store import Store
from pipeline.outputs import WORKSPACE

_LEDGER = "registre.sqlite3"
# The fact of the ledger that says of which run the tables are.
FINISHED = "passage"
# And the one that says that a run has begun and not come to its end.
UNFINISHED = "inacheve"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The places inside an output folder."""

    out: Path

    @property
    def root(self) -> Path:
        """The hidden folder."""
        return self.out / WORKSPACE

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.root / _LEDGER

    @property
    def lock(self) -> Path:
        """The lock's file."""
        return self.root / "verrou"

    @property
    def store(self) -> Store:
        """The results."""
        return Store(self.root / "resultats")

    @property
    def members(self) -> Path:
        """Where documents from containers lie while they are converted."""
        return self.root / "membres"


@contextmanager
def open_workspace(out: Path, *, start_over: bool = False) -> Iterator[tuple[Workspace, Ledger]]:
    """Take hold of an output folder, made if it is missing: its places, and its ledger open for a run.

    `start_over` throws away what earlier runs kept. Raises UsageError where the folder cannot be written or its ledger
    not be read, BusyOutput where another run is at work in it.
    """
    workspace = Workspace(out)
    try:
        workspace.root.mkdir(parents=True, exist_ok=True)
        with lock_folder(workspace.lock, out):
            if start_over:
                _clear(workspace)
            with Ledger(workspace.ledger) as ledger:
                yield workspace, ledger
    except sqlite3.DatabaseError as error:
        raise _explain(workspace, error) from error
    except OSError as error:
        raise cannot_write(out, error) from error


@contextmanager
def open_ledger(workspace: Workspace) -> Iterator[Ledger]:
    """The ledger, for reading. Raises UsageError where it cannot be read."""
    try:
        with Ledger(workspace.ledger) as ledger:
            yield ledger
    except sqlite3.DatabaseError as error:
        raise _explain(workspace, error) from error


def _clear(workspace: Workspace) -> None:
    for path in (workspace.store.root, workspace.members):
        shutil.rmtree(path, ignore_errors=True)
    for path in workspace.root.glob(f"{_LEDGER}*"):
        path.unlink()


def _explain(workspace: Workspace, error: sqlite3.DatabaseError) -> UsageError:
    if isinstance(error, sqlite3.OperationalError):
        # A full disk, a folder that became read-only.
        return cannot_write(workspace.ledger, OSError(str(error)))
    what = f"{workspace.ledger} : registre illisible ({error})"
    return UsageError(what, "relancez avec --start-over : tout sera converti de nouveau.")
