"""The ledger of an output folder elsewhere: a file here while a run is at work, and a copy there at its end.

The copy lets a run go on from another machine without fetching every source anew, and `fiches status` tell. Where
it is another one than the one that this machine knows, a run from elsewhere was the last: then it counts. It holds
nothing that the store does not decide: a result that it takes for done and that is not there is made anew.
"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from pipeline.locations import Url
from pipeline.outputs import WORKSPACE
from pipeline.remote import fetch_file, look_at, send_file

_NAME = "registre.sqlite3"
_KNOWN = ".copie"


def fetch_ledger(out: Url, ledger: Path) -> None:
    """Bring the ledger here up to the copy there, where that is another one than this machine left. Raises OSError."""
    version = find_version(out)
    if version is None or (ledger.exists() and _read_known(ledger) == version):
        return
    fetched = ledger.with_suffix(".neuf")
    fetch_file(locate(out), fetched)
    for path in ledger.parent.glob(f"{ledger.name}-*"):
        path.unlink()
    fetched.replace(ledger)
    _write_known(ledger, version)


def send_ledger(out: Url, ledger: Path) -> None:
    """Put a copy of a ledger, which nobody writes to now, there. Raises OSError, sqlite3.Error."""
    with tempfile.TemporaryDirectory(dir=ledger.parent) as folder:
        copy = Path(folder) / _NAME
        with closing(sqlite3.connect(ledger)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        send_file(copy, locate(out))
    version = find_version(out)
    if version is not None:
        _write_known(ledger, version)


def is_current(out: Url, ledger: Path) -> bool:
    """Whether the ledger here says as much as the copy there. Raises OSError."""
    version = find_version(out)
    return ledger.exists() and version in (None, _read_known(ledger))


def find_version(out: Url) -> str | None:
    """A text for the copy that lies there; None where there is none. Raises OSError."""
    entry = look_at(locate(out))
    return None if entry is None else f"{entry.size} {entry.version}"


def locate(out: Url) -> Url:
    """Where the copy lies."""
    return out / WORKSPACE / _NAME


def _read_known(ledger: Path) -> str:
    path = ledger.with_suffix(_KNOWN)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write_known(ledger: Path, version: str) -> None:
    ledger.with_suffix(_KNOWN).write_text(version, encoding="utf-8")
