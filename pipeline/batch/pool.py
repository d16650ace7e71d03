"""Worker processes: a document each, ended when over time or memory; one that dies costs the document it had, no more.

Each worker has pipes of its own. Nothing is shared between two, so that none can take a lock with it when it dies.
"""

import multiprocessing
import os
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

import psutil

from extractors.office_convert import sweep_profiles
from pipeline.batch.deaths import Death, explain_death
from pipeline.batch.limits import MOST_MEMORY, end_group, leave_terminal
from pipeline.batch.saving import Saver
from pipeline.batch.tasks import (
    Broken,
    Converted,
    Identified,
    Message,
    Pages,
    Read,
    Receipt,
    Settings,
    Started,
    Task,
    Unreachable,
    Unsaved,
)

_FORKS = "forkserver" in multiprocessing.get_all_start_methods()
# Libraries that start a thread a core: the workers are as many as the cores already.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT")
_LOOK_EVERY = 0.2
# Messages are looked at together, so often: looking at each by itself costs more than what it says. Meanwhile a worker
# has small documents waiting, so many or of so many bytes at most: enough for two beats.
_BEAT = 0.02
_MOST_WAITING = 8
_SMALL = 131_072
_QUIT_WITHIN = 2.0
_HELD_UP = 5.0
# So many times in a row may the process that workers are forked from be killed before it is loaded.
_STARTS = 20
_PAGED = "application/pdf"
_PAGE_BYTES = 100_000
_MOST_FOR_SIZE = 300.0
_MOST_STILLBORN = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may take: seconds at first and for each page done, bytes in use beyond what the worker had.

    A format without pages has as many as its size: one for every 100,000 bytes, up to 300 seconds.

    A worker is replaced after so many documents, or when it has kept more than `keeps` bytes.
    """

    seconds: float = 20.0
    seconds_a_page: float = 2.0
    memory: int = MOST_MEMORY
    documents: int = 500
    keeps: int = 512 * 1024 * 1024

    def grant(self, read: Read) -> float:
        """The seconds that a document has for its size; a PDF tells of its pages."""
        if read.media_type == _PAGED:
            return 0.0
        return min(_MOST_FOR_SIZE, read.size / _PAGE_BYTES * self.seconds_a_page)


@dataclass(frozen=True, slots=True)
class Died:
    """A worker died with this task at work. `alone` is false where another one crashed in the same moment."""

    task: Task
    death: Death
    detail: str
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that waited for its worker when that died of another one: to be given out again."""

    task: Task


Event = Message | Receipt | Identified | Unsaved | Unreachable | Died | Lost


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    tasks: Connection
    lifeline: Connection
    watched: psutil.Process | None = None
    base: int = 0
    waiting: list[Task] = field(default_factory=list)
    running: Task | None = None
    deadline: float = float("inf")
    measured: float = 0.0
    taken: int = 0
    leaving: bool = False
    killed: tuple[Death, str] | None = None
    broken: str | None = None

    @property
    def busy(self) -> bool:
        return bool(self.waiting or self.running)

    @property
    def has_room(self) -> bool:
        """Whether it may be given a task more: one always waits in its pipe, several where all are small."""
        if self.leaving:
            return False
        given = [*self.waiting, *([self.running] if self.running else ())]
        return len(given) < 2 or (len(self.waiting) < _MOST_WAITING and sum(task.size for task in given) < _SMALL)


class WorkersFail(Exception):
    """Workers die before they begin: a fault of the program or of its installation, not of a document."""


class Pool:
    """So many workers. `give` a task while there is `room`; `collect` what became of them. Use as a context manager."""

    def __init__(self, size: int, settings: Settings, limits: Limits) -> None:
        self._size = size
        self._settings = settings
        self._limits = limits
        self._workers: list[_Worker] = []
        self._saver = Saver(settings.store)
        self._looked = self._collected = time.monotonic()
        self._stillborn = 0

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def room(self) -> bool:
        """Whether a worker waits for a task, or could be started for one."""
        if self._saver.full:
            return False
        return len(self._live()) < self._size or any(worker.has_room for worker in self._workers)

    @property
    def busy(self) -> bool:
        """Whether any task is not ended."""
        return self._saver.busy or any(worker.busy for worker in self._workers)

    def give(self, task: Task) -> None:
        """Hand a task to the worker with the least to do; call it only while there is `room`."""
        candidates = [worker for worker in self._workers if worker.has_room]
        idle = [worker for worker in candidates if worker.running is None and not worker.waiting]
        if not idle and len(self._live()) < self._size:
            idle = [self._start()]
        worker = min(idle or candidates, key=lambda one: len(one.waiting) + (one.running is not None))
        worker.waiting.append(task)
        worker.taken += 1
        worker.leaving = worker.taken >= self._limits.documents
        try:
            worker.tasks.send(task)
            if worker.leaving:
                worker.tasks.send(None)
        except OSError:
            # It has died; `collect` will find it.
            return

    def collect(self, timeout: float) -> Iterator[Event]:
        """What came within so many seconds, or at once what is there: messages of workers, receipts, and deaths."""
        by_handle: dict[Any, _Worker] = {}
        for worker in self._workers:
            by_handle[worker.tasks] = by_handle[worker.process.sentinel] = worker
        if by_handle:
            ready = wait(list(by_handle), self._patience(timeout))
            time.sleep(max(0.0, min(_BEAT, self._collected + _BEAT - time.monotonic())))
            self._collected = time.monotonic()
            touched = {id(by_handle[handle]): by_handle[handle] for handle in ready}
            dead = []
            for worker in touched.values():
                alive = yield from self._drain(worker)
                if not alive:
                    dead.append(worker)
            yield from self._bury(dead)
        yield from self._saver.collect()
        self._enforce()

    def close(self) -> None:
        """End all workers, at once; what they have not sent is lost, what they have saved is not."""
        for worker in self._workers:
            if worker.process.pid is not None:
                end_group(worker.process.pid)
        for worker in self._workers:
            worker.process.join(_QUIT_WITHIN)
            _close(worker)
        self._workers.clear()
        self._saver.close()
        # What killed workers had LibreOffice make.
        sweep_profiles()

    def _live(self) -> list[_Worker]:
        return [worker for worker in self._workers if not worker.leaving]

    def _start(self) -> _Worker:
        context = _get_context()
        ours, theirs = context.Pipe()
        their_life, our_life = context.Pipe(duplex=False)
        process: BaseProcess = context.Process(target=_run, args=(theirs, their_life, self._settings), daemon=True)
        _start_process(process)
        theirs.close()
        their_life.close()
        worker = _Worker(process, ours, our_life)
        self._workers.append(worker)
        return worker

    def _patience(self, timeout: float) -> float:
        if self._saver.busy:
            return max(0.0, min(timeout, _BEAT))
        return max(0.0, min(timeout, _LOOK_EVERY)) if self.busy else max(0.0, timeout)

    def _drain(self, worker: _Worker) -> Generator[Event, None, bool]:
        """What a worker has sent; returns whether it lives."""
        try:
            while worker.tasks.poll():
                for message in worker.tasks.recv():
                    self._note(worker, message)
                    if isinstance(message, Converted):
                        # Told of once it is safe, as a receipt.
                        self._saver.keep(message)
                    else:
                        yield message
        except (EOFError, OSError):
            return False
        return worker.process.is_alive()

    def _note(self, worker: _Worker, message: Message) -> None:
        limits = self._limits
        if isinstance(message, Started):
            self._stillborn = 0
            worker.running = next(task for task in worker.waiting if task.key == message.key)
            worker.waiting.remove(worker.running)
            worker.deadline = time.monotonic() + limits.seconds
            self._measure(worker)
        elif isinstance(message, Pages):
            worker.deadline += limits.seconds_a_page
        elif isinstance(message, Broken):
            worker.broken = message.cause
        elif isinstance(message, Read):
            worker.deadline += limits.grant(message)
        else:
            worker.running, worker.deadline = None, float("inf")

    def _measure(self, worker: _Worker) -> None:
        """Note what a worker has before its document, and let one go that has kept too much."""
        now = time.monotonic()
        if worker.watched is None:
            worker.watched = _watch(worker.process.pid)
            worker.base = _memory_of(worker)
        elif not worker.leaving and now - worker.measured > _LOOK_EVERY:
            worker.measured = now
            if _memory_of(worker) - worker.base > self._limits.keeps:
                worker.leaving = True
                worker.tasks.send(None)

    def _enforce(self) -> None:
        """End workers that are over time or over memory."""
        now = time.monotonic()
        if now - self._looked < _LOOK_EVERY / 2:
            return
        # Where we were held up ourselves (a sleeping machine, a slow disk), the workers' time stood still too.
        pause = max(0.0, now - self._looked - _HELD_UP)
        self._looked = now
        for worker in self._workers:
            if worker.running is None or worker.killed is not None or worker.process.pid is None:
                continue
            worker.deadline += pause
            if now > worker.deadline:
                worker.killed = (Death.DEADLINE, "its time was up")
            elif _memory_of(worker) - worker.base > self._limits.memory:
                worker.killed = (Death.MEMORY, f"it took more than {self._limits.memory:,} bytes of memory")
            if worker.killed is not None:
                end_group(worker.process.pid)

    def _bury(self, dead: list[_Worker]) -> Iterator[Event]:
        crashed = 0
        for worker in dead:
            worker.process.join(_QUIT_WITHIN)
            if worker.process.pid is not None:
                # What it started lives on, and so does itself where only its fork server has died.
                end_group(worker.process.pid)
            self._workers.remove(worker)
            crashed += worker.killed is None and worker.running is not None
        self._stillborn += sum(worker.watched is None for worker in dead)
        if dead and self._stillborn > _MOST_STILLBORN:
            raise WorkersFail(explain_death(dead[-1].process.exitcode, dead[-1].broken)[1])
        for worker in dead:
            for task in worker.waiting:
                yield Lost(task)
            if worker.running is not None:
                death, detail = worker.killed or explain_death(worker.process.exitcode, worker.broken)
                yield Died(worker.running, death, detail, alone=worker.killed is not None or crashed == 1)
            _close(worker)


def count_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def prepare_pool() -> None:
    """Start loading what workers share, while the run still lists its sources."""
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    if _FORKS:
        from multiprocessing import forkserver  # noqa: PLC0415 - Windows has no such module

        _get_context().set_forkserver_preload(["typer", "pipeline.batch.preload"])
        forkserver.ensure_running()


def _start_process(process: BaseProcess) -> None:
    """Start a worker, again if the process that it is forked from has just been killed."""
    for _ in range(_STARTS):
        try:
            process.start()
        except (ConnectionError, EOFError, FileNotFoundError):
            time.sleep(_LOOK_EVERY)
        else:
            return
    process.start()


def _get_context() -> Any:
    return multiprocessing.get_context("forkserver" if _FORKS else "spawn")


def _run(tasks: Connection, lifeline: Connection, settings: Settings) -> None:
    leave_terminal()
    # Both are heavy, and the process of the run needs none of it. Where workers are not forked from a process that has
    # loaded all of it, loading is no time of their first document's.
    import_module("pipeline.batch.preload")
    from pipeline.batch.worker import run_worker  # noqa: PLC0415

    run_worker(tasks, lifeline, settings)


def _watch(pid: int | None) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.Error:
        return None


def _memory_of(worker: _Worker) -> int:
    """Bytes in use; 0 where the worker has just gone."""
    try:
        return 0 if worker.watched is None else int(worker.watched.memory_info().rss)
    except psutil.Error:
        return 0


def _close(worker: _Worker) -> None:
    worker.tasks.close()
    worker.lifeline.close()
    worker.process.close()
