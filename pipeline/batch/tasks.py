"""What passes between the run and its workers: small frozen values that can be pickled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.errors import Motif
from pipeline.batch.store import AnyStore
from pipeline.locations import Location, Url
from pipeline.options import Options


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker is told once: where results go, what decides on them, where documents of containers go.

    `convert` is the function of a document: it takes bytes, a name and options, and returns a `single.Result`; None is
    `single.convert_guarded`. `page_workers` is how many pages of one scan a worker may read at once.

    `members_at` is where documents of containers go so that other machines find them. `search`: the store may have
    results that the ledger does not know. `access` has the credentials of
    addresses, if only empty ones, by service: the ledger keeps none.
    """

    store: AnyStore
    fingerprint: str
    options: Options
    members: Path
    convert: Callable[[bytes, str, Options], Any] | None = None
    page_workers: int = 1
    members_at: Url | None = None
    search: bool = False
    access: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def is_elsewhere(self) -> bool:
        """Whether sources or results do not lie on a path of this machine."""
        return bool(self.access) or not self.store.is_near


@dataclass(frozen=True, slots=True)
class Task:
    """A content to convert: the key under which its result is kept, the SHA-256 of its bytes, and a file that has them.

    The bytes of a file elsewhere may be known once they are fetched only: `content` is empty till then, and the key one
    for the time being.

    `spacious` lifts the limit on the address space, not on the memory in use: for a second try. `others` are files that
    whoever takes this one may convert along with it, ahead of their own tasks.
    """

    key: str
    content: str
    path: Location
    size: int
    spacious: bool = False
    others: tuple[Path, ...] = ()

    @property
    def file(self) -> Path:
        """The file here. Raises TypeError where it has yet to be fetched."""
        if isinstance(self.path, Path):
            return self.path
        raise TypeError(f"{self.path} is not here")


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
class Identified:
    """The bytes of a task have been fetched: it goes on as the task of their own key."""

    key: str
    content: str
    size: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A file elsewhere could not be fetched, by no fault of its own: the run must end, and can go on later."""

    path: Location
    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """The file of a task could not be read: gone, forbidden, or changing all the while."""

    key: str
    motif: Motif
    cause: str


@dataclass(frozen=True, slots=True)
class Unsaved:
    """The store cannot be written: the run must end."""

    path: Location
    reason: str


Message = Started | Read | Broken | Pages | Converted | Unread
