"""Files elsewhere around a pool here: fetched before their conversion, results sent after it, both beside the others.

Workers convert files of this machine into a store of this machine, and open no connection. What a worker has ended is
done once its result lies in the store elsewhere.
"""

import hashlib
import queue
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from models.errors import Motif, UsageError
from pipeline.batch.carriers import Carriers, insist
from pipeline.batch.envelope import DamagedResult, unseal
from pipeline.batch.fingerprint import make_key
from pipeline.batch.pool import Died, Event, Lost, Pool
from pipeline.batch.remote_store import RemoteStore
from pipeline.batch.tasks import Identified, Receipt, Settings, Task, Unreachable, Unread, Unsaved
from pipeline.locations import Url
from pipeline.remote import fetch_file, look_at, send_file

# On their way at a time, from elsewhere or to it.
_CARRIERS = 16
_LOOK_EVERY = 0.05
_FILES, _MEMBERS = "fichiers", "membres"


@dataclass(frozen=True, slots=True)
class _Fetched:
    """A task `given` under this key can go on: its file is here, or its result was in the store all the while."""

    given: str
    task: Task
    receipt: Receipt | None = None


class StagingPool:
    """A pool whose tasks may name files elsewhere, and whose store may lie elsewhere. Use as a context manager.

    `folder` is one of its own on this machine; `make_pool` makes the pool that converts. With `keep`, results stay in
    the store here too.
    """

    def __init__(
        self, settings: Settings, folder: Path, make_pool: Callable[[Settings], Pool], *, ahead: int, keep: bool
    ) -> None:
        self._settings = settings
        self._files = folder / _FILES
        shutil.rmtree(self._files, ignore_errors=True)
        self._files.mkdir(parents=True)
        self._store = settings.store if isinstance(settings.store, RemoteStore) else None
        self._keep = keep
        here = settings if self._store is None else replace(settings, store=self._store.near)
        self._members = settings.members if settings.members_at is None else folder / _MEMBERS
        self._pool = make_pool(replace(here, members=self._members, members_at=None, access={}))
        self._ended: queue.SimpleQueue[Event | _Fetched | BaseException] = queue.SimpleQueue()
        self._carriers = Carriers(_CARRIERS, self._ended.put)
        self._numbers = count()
        self._open: dict[str, Task] = {}
        self._here: dict[str, Path] = {}
        self._ready: deque[Task] = deque()
        self._most = ahead + _CARRIERS

    def __enter__(self) -> "StagingPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def room(self) -> bool:
        """Whether one more task may be on its way."""
        return len(self._open) < self._most

    @property
    def busy(self) -> bool:
        """Whether any task is not ended."""
        return bool(self._open)

    def give(self, task: Task) -> None:
        """Take a task: its result is looked for in the store, or its file fetched, beside the others."""
        self._open[task.key] = task
        self._carriers.submit(partial(self._fetch, task, self._files / str(next(self._numbers))))

    def collect(self, timeout: float) -> Iterator[Event]:
        """What came within so many seconds: see `Pool.collect`."""
        yield from self._drain(0.0 if self._pool.busy or self._ready else timeout)
        while self._ready and self._pool.room:
            self._pool.give(self._ready.popleft())
        if self._pool.busy:
            for event in self._pool.collect(min(timeout, _LOOK_EVERY)):
                yield from self._pass(event)

    def close(self) -> None:
        """End all workers at once; what is on its way to the store arrives or not."""
        self._pool.close()
        self._carriers.close()
        shutil.rmtree(self._files, ignore_errors=True)

    # Around the pool

    def _drain(self, timeout: float) -> Iterator[Event]:
        """What carriers have ended; waits so long for the first of it."""
        try:
            while True:
                event = self._ended.get(timeout=timeout) if timeout > 0 else self._ended.get_nowait()
                timeout = 0.0
                if isinstance(event, BaseException):
                    raise event
                if isinstance(event, _Fetched):
                    yield from self._take_up(event)
                else:
                    self._end(event)
                    yield event
        except queue.Empty:
            return

    def _take_up(self, fetched: _Fetched) -> Iterator[Event]:
        """A task can go on: under the key of its bytes, if they were not known before."""
        task = fetched.task
        if task.key != fetched.given:
            given = self._open.pop(fetched.given)
            yield Identified(fetched.given, task.content, task.size)
            if task.key in self._open:
                # The run knows now that these bytes stand in two places; once is enough.
                _remove(task.path)
                return
            self._open[task.key] = replace(task, path=given.path)
        if isinstance(task.path, Path) and isinstance(self._open[task.key].path, Url):
            self._here[task.key] = task.path
        if fetched.receipt is not None:
            self._end(fetched.receipt)
            yield fetched.receipt
        else:
            self._ready.append(task)

    def _pass(self, event: Event) -> Iterator[Event]:
        """What the pool tells, in the words of the tasks that were given."""
        if isinstance(event, Receipt) and (self._store is not None or self._settings.members_at is not None):
            self._carriers.submit(partial(self._send, event))
            return
        if isinstance(event, Died | Lost):
            # Its file may be fetched again, by another machine.
            event = replace(event, task=replace(event.task, path=self._open[event.task.key].path))
        self._end(event)
        yield event

    def _end(self, event: Event) -> None:
        """Forget a task that has ended."""
        if isinstance(event, Died | Lost | Receipt | Unread):
            key = event.task.key if isinstance(event, Died | Lost) else event.key
            self._open.pop(key, None)
            _remove(self._here.pop(key, None))

    # In the carriers

    def _fetch(self, task: Task, target: Path) -> None:
        """Find the result of a task, or its file. What the service does not give ends the run, and can go on later."""
        try:
            insist(lambda: self._ended.put(self._find(task, target)))
        except FileNotFoundError as error:
            self._ended.put(Unread(task.key, Motif.INTROUVABLE, str(error)))
        except PermissionError as error:
            self._ended.put(Unread(task.key, Motif.ILLISIBLE, str(error)))
        except (UsageError, OSError) as error:
            self._ended.put(Unreachable(task.path, str(error)))

    def _find(self, task: Task, target: Path) -> _Fetched:
        if task.content and (receipt := self._recall(task)) is not None:
            return _Fetched(task.key, task, receipt)
        if not isinstance(task.path, Url):
            return _Fetched(task.key, task)
        fetch_file(task.path, target)
        fetched = replace(task, path=target, size=target.stat().st_size)
        if task.content:
            # Where it has changed meanwhile, the worker says so.
            return _Fetched(task.key, fetched)
        with target.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        named = replace(fetched, key=make_key(content, self._settings.fingerprint), content=content)
        return _Fetched(task.key, named, self._recall(named))

    def _recall(self, task: Task) -> Receipt | None:
        """The receipt of a result that lies in the store elsewhere already."""
        if self._store is None or not self._settings.search:
            return None
        # Twice: what came in half over a network may be whole the next time.
        for _ in range(2):
            data = self._store.load(task.key)
            if data is None:
                return None
            try:
                summary: dict[str, Any] = unseal(data)[0]
            except (DamagedResult, ValueError):
                continue
            return None if "membres" in summary else Receipt(task.key, task.key, task.content, summary)
        return None

    def _send(self, receipt: Receipt) -> None:
        """Put a result, and the documents of a container, where all machines find them."""
        try:
            insist(partial(self._send_members, receipt))
            if self._store is not None:
                insist(partial(self._store.send, receipt.kept))
        except (UsageError, OSError) as error:
            self._ended.put(Unsaved(self._settings.store.place, str(error)))
            return
        if self._store is not None and not self._keep:
            self._store.near.drop(receipt.kept)
        self._ended.put(receipt)

    def _send_members(self, receipt: Receipt) -> None:
        place = self._settings.members_at
        if place is None:
            return
        for _, content, _, _ in receipt.summary.get("membres", ()):
            if content is not None and look_at(place / content) is None:
                send_file(self._members / content, place / content)


def _remove(path: Path | Url | None) -> None:
    if isinstance(path, Path):
        path.unlink(missing_ok=True)
