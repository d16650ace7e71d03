"""Results elsewhere: one object a content, as in a store here, with those of this run kept here too till its end."""

import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.store import SUFFIX, Store
from pipeline.locations import Url
from pipeline.remote import fetch_file, list_folder, look_at, remove_file, send_file

# Results on their way at a time: what takes long is the way, not the bytes.
_AHEAD = 32


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """A folder of results elsewhere. `near` has some of them on a disk of this machine, and may have none."""

    url: Url
    near: Store

    @property
    def is_near(self) -> bool:
        """Looking for a result takes as long as reading a small document."""
        return False

    @property
    def place(self) -> Url:
        """Where the store is."""
        return self.url

    def save(self, key: str, data: bytes) -> None:
        """Keep a result: here first, then elsewhere. Raises OSError."""
        self.near.save(key, data)
        self.send(key)

    def send(self, key: str) -> None:
        """Put a result that lies here elsewhere. Raises OSError."""
        send_file(self.near.path(key), self._locate(key))

    def load(self, key: str) -> bytes | None:
        """The bytes kept under a key; None where there are none. Raises OSError where nobody can tell."""
        known = self.near.load(key)
        if known is not None:
            return known
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / key
            try:
                fetch_file(self._locate(key), target)
            except FileNotFoundError:
                return None
            return target.read_bytes()

    def load_each(self, keys: Iterable[str]) -> Iterator[bytes | None]:
        """What is kept under each key, in their order; a few are fetched ahead."""
        coming: deque[Future[bytes | None]] = deque()
        with ThreadPoolExecutor(_AHEAD) as threads:
            for key in keys:
                coming.append(threads.submit(self.load, key))
                if len(coming) >= _AHEAD:
                    yield coming.popleft().result()
            while coming:
                yield coming.popleft().result()

    @property
    def is_empty(self) -> bool:
        """Whether no run has kept anything there. Raises OSError."""
        try:
            return not list_folder(self.url)
        except FileNotFoundError:
            return True

    def has(self, key: str) -> bool:
        """Whether there is a result under a key."""
        return self.near.has(key) or look_at(self._locate(key)) is not None

    def drop(self, key: str) -> None:
        """Remove a result, here and elsewhere."""
        self.near.drop(key)
        remove_file(self._locate(key))

    def _locate(self, key: str) -> Url:
        return self.url / key[:2] / f"{key}{SUFFIX}"
