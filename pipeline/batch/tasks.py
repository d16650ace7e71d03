"""What passes between the run and its workers: small frozen values that can be pickled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import Motif
from pipeline.batch.store import Store
from pipeline.options import Options


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker is told once: where results go, what decides on them, where documents of containers go.

    `convert` is the function of a document: it takes bytes, a name and options, and returns a `single.Result`; None is
    `single.convert_guarded`. `page_workers` is how many pages of one scan a worker may read at once.
    """

    store: Store
    fingerprint: str
    options: Options
    members: Path
    convert: Callable[[bytes, str, Options], Any] | None = None
    page_workers: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """A content to convert: the key under which its result is kept, the SHA-256 of its bytes, and a file that has them.

    `spacious` lifts the limit on the address space, not on the memory in use: for a second try. `others` are files that
    whoever takes this one may convert along with it, ahead of their own tasks.
    """

    key: str
    content: str
    path: Path
    size: int
    spacious: bool = False
    others: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Started:
    """A worker has begun with the task of this key."""

    key: str


@dataclass(frozen=True, slots=True)
class Read:
    """The bytes of the task at work are read; how many they are, and what they show themselves to be."""

    key: str
    size: int
    media_type: str | None


@dataclass(frozen=True, slots=True)
class Broken:
    """The worker is about to end because of a fault of the program, which is this."""

    cause: str


@dataclass(frozen=True, slots=True)
class Pages:
    """So many pages of the task at work are done."""

    count: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """The result of the task `key` lies in the store, under the key `kept`: another one where the file had changed
    since it was hashed. `content` is the SHA-256 of what was read, `summary` its row of `documents` in short.
    """

    key: str
    kept: str
    content: str
    summary: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Converted:
    """The task at work is converted; the worker takes the next one. `packed` is for the store."""

    receipt: Receipt
    packed: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """The file of a task could not be read: gone, forbidden, or changing all the while."""

    key: str
    motif: Motif
    cause: str


@dataclass(frozen=True, slots=True)
class Unsaved:
    """The store cannot be written: the run must end."""

    path: Path
    reason: str


Message = Started | Read | Broken | Pages | Converted | Unread
