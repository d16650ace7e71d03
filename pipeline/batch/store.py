"""Where results lie: one file a content, named by its key, whole or not there."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

_SUFFIX = ".result"


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of results. Many processes may write into it: what one key names is the same, whoever writes it."""

    root: Path

    def path(self, key: str) -> Path:
        """Where the result of a key lies; 256 folders, so that none holds millions of files."""
        return self.root / key[:2] / f"{key}{_SUFFIX}"

    def save(self, key: str, data: bytes) -> None:
        """Keep a result: written aside, forced to the disk, renamed; then the folder is forced too.

        Whoever finds the file finds all of it, also after the power failed. Raises OSError (a full disk).
        """
        write_durably(self.path(key), data)

    def load(self, key: str) -> bytes | None:
        """The bytes kept under a key; None where there are none."""
        try:
            return self.path(key).read_bytes()
        except FileNotFoundError:
            return None


def write_durably(target: Path, data: bytes) -> None:
    """Write a file that is whole or not there, also after the power failed. Its folder is made. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(target)
    except OSError:
        Path(aside).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk, where the system can do that (not Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
