"""What the program keeps for an output folder beside the tables: ledger, store and lock.

For a folder here, all of it lies in `OUT/.fiches`. For one elsewhere, results and lock lie there; the ledger, which is
a database, lies in a working folder here, and a copy of it is put there at the end of each run (`snapshot`).
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.errors import UsageError
from pipeline.batch.generations import LocalOutput, Output, cannot_write
from pipeline.batch.ledger import Ledger
from pipeline.batch.lock import lock_folder
from pipeline.batch.remote_lock import hold_lock, locate_lock, read_holder
from pipeline.batch.remote_output import RemoteOutput
from pipeline.batch.remote_store import RemoteStore
from pipeline.batch.snapshot import fetch_ledger, find_version, is_current, locate, send_ledger
from pipeline.batch.store import AnyStore, Store
from pipeline.batch.work_folder import find_work
from pipeline.locations import Location, Url
from pipeline.outputs import WORKSPACE
from pipeline.remote import fetch_file, remove_folder
from pipeline.remote_sources import cannot_read

_LEDGER = "registre.sqlite3"
# The fact of the ledger that says of which run the tables are.
FINISHED = "passage"
# And the one that says that a run has begun and not come to its end.
UNFINISHED = "inacheve"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The places that belong to an output folder; `root` is the one here."""

    out: Location
    root: Path

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.root / _LEDGER

    @property
    def lock(self) -> Path:
        """The file of the lock that holds on this machine."""
        return self.root / "verrou"

    @property
    def store(self) -> AnyStore:
        """The results."""
        near = Store(self.root / "resultats")
        return RemoteStore(self.out / WORKSPACE / "resultats", near) if isinstance(self.out, Url) else near

    @property
    def members(self) -> Path:
        """Where documents from containers lie while they are converted."""
        return self.root / "membres"

    @property
    def members_at(self) -> Url | None:
        """Where they lie so that other machines find them."""
        return self.out / WORKSPACE / "membres" if isinstance(self.out, Url) else None

    @property
    def transit(self) -> Path:
        """Where files from elsewhere lie while they are converted."""
        return self.root / "transit"

    def clear(self) -> None:
        """Throw away what earlier runs kept. Raises OSError."""
        for path in (self.root / "resultats", self.members, self.transit):
            shutil.rmtree(path, ignore_errors=True)
        for path in self.root.glob(f"{_LEDGER}*"):
            path.unlink()
        if isinstance(self.out, Url):
            remove_folder(self.out / WORKSPACE / "resultats")

    def tidy(self) -> None:
        """Remove what is of no use once a run is at its end. Raises OSError."""
        shutil.rmtree(self.members, ignore_errors=True)
        shutil.rmtree(self.transit, ignore_errors=True)
        if self.members_at is not None:
            remove_folder(self.members_at)
            shutil.rmtree(self.root / "resultats", ignore_errors=True)


def find_workspace(out: Location, work: Path | None = None) -> Workspace:
    """The places of an output folder; `work` is where working folders of those elsewhere lie. Raises UsageError where
    it is given for one here.
    """
    if isinstance(out, Url):
        return Workspace(out, find_work(out, work))
    if work is not None:
        raise UsageError("--work ne sert que si OUT est une adresse", "retirez-le : le travail se fait dans OUT.")
    return Workspace(out, out / WORKSPACE)


@contextmanager
def open_workspace(
    out: Location, *, start_over: bool = False, work: Path | None = None
) -> Iterator[tuple[Workspace, Ledger, Output]]:
    """Take hold of an output folder, made if it is missing: its places, its ledger open for a run, and its tables.

    `start_over` throws away what earlier runs kept. Raises UsageError where the folder cannot be written or its ledger
    not be read, BusyOutput where another run is at work in it.
    """
    workspace = find_workspace(out, work)
    try:
        workspace.root.mkdir(parents=True, exist_ok=True)
        with lock_folder(workspace.lock, out), _find_output(workspace) as output:
            if start_over:
                workspace.clear()
            elif isinstance(out, Url):
                fetch_ledger(out, workspace.ledger)
            with Ledger(workspace.ledger) as ledger:
                yield workspace, ledger, output
            if isinstance(out, Url):
                send_ledger(out, workspace.ledger)
    except sqlite3.DatabaseError as error:
        raise _explain(workspace.ledger, error) from error
    except OSError as error:
        raise cannot_write(out, error) from error


@contextmanager
def _find_output(workspace: Workspace) -> Iterator[Output]:
    """The tables of an output folder, held against runs of other machines where it lies elsewhere."""
    out = workspace.out
    if isinstance(out, Path):
        yield LocalOutput(out, workspace.root)
        return
    with hold_lock(out, workspace.root) as lock:
        yield RemoteOutput(out, workspace.root, lock.check, lock.was_left)


@contextmanager
def find_ledger(workspace: Workspace, *, busy: bool) -> Iterator[Path]:
    """The ledger that says most of the last run: the one here while that is `busy` here, else the copy that lies
    elsewhere where it is newer. Raises UsageError where the place elsewhere cannot be reached.
    """
    out = workspace.out
    if isinstance(out, Path) or busy:
        yield workspace.ledger
        return
    try:
        with tempfile.TemporaryDirectory() as folder:
            ledger = workspace.ledger
            if not is_current(out, ledger) and find_version(out) is not None:
                ledger = Path(folder) / _LEDGER
                fetch_file(locate(out), ledger)
            yield ledger
    except OSError as error:
        raise cannot_read(out, error) from error


def find_holder(workspace: Workspace) -> str | None:
    """The machine whose run holds an output folder elsewhere; None where none does. Raises UsageError where nobody can
    tell.
    """
    out = workspace.out
    if isinstance(out, Path):
        return None
    try:
        holder = read_holder(locate_lock(out))
    except OSError as error:
        raise cannot_read(out, error) from error
    return None if holder is None or holder.is_stale else holder.machine


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """A ledger, for reading. Raises UsageError where it cannot be read."""
    try:
        with Ledger(path) as ledger:
            yield ledger
    except sqlite3.DatabaseError as error:
        raise _explain(path, error) from error


def _explain(ledger: Path, error: sqlite3.DatabaseError) -> UsageError:
    if isinstance(error, sqlite3.OperationalError):
        # A full disk, a folder that became read-only.
        return cannot_write(ledger, OSError(str(error)))
    what = f"{ledger} : registre illisible ({error})"
    return UsageError(what, "relancez avec --start-over : tout sera converti de nouveau.")
