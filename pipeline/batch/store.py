"""Where results lie: one file a content, named by its key, whole or not there."""

import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.locations import Location

SUFFIX = ".result"


class AnyStore(Protocol):
    """Results by key, here or elsewhere. `is_near`: looking for one costs no more than looking for a file."""

    @property
    def is_near(self) -> bool: ...

    @property
    def is_empty(self) -> bool: ...

    @property
    def place(self) -> Location: ...

    def save(self, key: str, data: bytes) -> None: ...

    def load(self, key: str) -> bytes | None: ...

    def load_each(self, keys: Iterable[str]) -> Iterator[bytes | None]: ...

    def has(self, key: str) -> bool: ...

    def drop(self, key: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of results. Many processes may write into it: what one key names is the same, whoever writes it."""

    root: Path

    @property
    def is_near(self) -> bool:
        """Whether results lie on a disk of this machine."""
        return True

    @property
    def is_empty(self) -> bool:
        """Whether no run has kept anything there."""
        return not self.root.is_dir() or not any(self.root.iterdir())

    @property
    def place(self) -> Path:
        """Where the store is."""
        return self.root

    def path(self, key: str) -> Path:
        """Where the result of a key lies; 256 folders, so that none holds millions of files."""
        return self.root / key[:2] / f"{key}{SUFFIX}"

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

    def load_each(self, keys: Iterable[str]) -> Iterator[bytes | None]:
        """What is kept under each key, in their order."""
        return map(self.load, keys)

    def has(self, key: str) -> bool:
        """Whether there is a result under a key."""
        return self.path(key).is_file()

    def drop(self, key: str) -> None:
        """Remove a result."""
        self.path(key).unlink(missing_ok=True)


def write_durably(target: Path, data: bytes) -> None:
    """Write a file that is whole or not there, also after the power failed. Its folder is made. Raises OSError."""
    # Plain calls of the system: each gives other threads their turn, and wants ours back after it.
    aside = f"{target.parent}{os.sep}.{target.name}.{secrets.token_hex(4)}.tmp"
    handle = _create(aside, target.parent)
    try:
        try:
            _write_whole(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(aside, target)  # noqa: PTH105 - as above: of two texts, without a Path
    except OSError:
        Path(aside).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def _create(aside: str, folder: Path) -> int:
    """A new file, open for writing; its folder is made where it is missing."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(aside, flags, 0o600)
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
        return os.open(aside, flags, 0o600)


def _write_whole(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk, where the system can do that (not Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
