"""Workers on other machines: the same pool, of one worker, inside each thread of a Dask cluster.

Sources and output folder lie on a path that all machines share, or at an address that all reach. A machine writes
results into the store itself; what comes back is a receipt. So a machine that is lost costs the documents it had at
work, which Dask gives to another one, and a document that kills its worker kills a child of the machine's process, as
it does here: the tables are the same.
"""

import multiprocessing
import queue
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from models.errors import UsageError
from pipeline.batch.deaths import Death
from pipeline.batch.fingerprint import fingerprint_run
from pipeline.batch.pool import Died, Event, Limits, Lost, Pool, prepare_pool
from pipeline.batch.remote_store import RemoteStore
from pipeline.batch.staging import StagingPool
from pipeline.batch.store import Store
from pipeline.batch.tasks import Pages, Settings, Task

# Tasks on their way to each thread: one at work, others waiting there.
_AHEAD = 3
_WAIT = 0.5
_COUNT_EVERY = 5.0
_INSTALL = "installez-le avec « pip install 'fiches[cluster]' »."
_own = threading.local()


class OtherProgram(Exception):
    """The program on a machine of the cluster is not the one that asks."""


class ClusterPool:
    """The threads of a cluster in the place of local workers. Use as a context manager."""

    def __init__(self, address: str, settings: Settings, limits: Limits) -> None:
        self._client = _connect(address)
        self._settings = settings
        self._limits = limits
        self._tasks: dict[str, tuple[Task, Any]] = {}
        self._ended: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._threads, self._counted = 0, 0.0

    def __enter__(self) -> "ClusterPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def room(self) -> bool:
        """Whether a thread of the cluster will soon have nothing to do; threads may come and go."""
        if time.monotonic() - self._counted > _COUNT_EVERY or not self._threads:
            self._threads, self._counted = sum(self._client.nthreads().values()), time.monotonic()
        return len(self._tasks) < max(1, self._threads) * _AHEAD

    @property
    def busy(self) -> bool:
        """Whether any task is not ended."""
        return bool(self._tasks)

    def give(self, task: Task) -> None:
        """Hand a task to the cluster."""
        future = self._client.submit(convert_here, task, self._settings, self._limits, pure=False)
        self._tasks[task.key] = (task, future)
        future.add_done_callback(lambda _, key=task.key: self._ended.put(key))

    def collect(self, timeout: float) -> Iterator[Event]:
        """What became of tasks, within so many seconds. Raises UsageError where the cluster cannot do them at all."""
        try:
            key = self._ended.get(timeout=timeout)
        except queue.Empty:
            return
        task, future = self._tasks.pop(key)
        error = future.exception()
        if error is None:
            yield from future.result()
        elif isinstance(error, OtherProgram):
            raise UsageError("La grappe ne peut pas convertir", str(error))
        elif isinstance(error, UsageError):
            raise error
        elif future.cancelled():
            yield Lost(task)
        else:
            # Dask has given up on it, since the machines that had it were lost: no fault of the document's.
            yield Died(task, Death.OUTSIDE, f"{type(error).__name__}: {error}")

    def close(self) -> None:
        """Take back what is not done, and leave the cluster."""
        for _, future in self._tasks.values():
            future.cancel()
        self._client.close()


def convert_here(task: Task, settings: Settings, limits: Limits) -> list[Event]:
    """Convert on the machine where this runs, in a child of its own: the events that the run is told of."""
    pool = _own_pool(settings, limits)
    pool.give(task)
    events: list[Event] = []
    while pool.busy:
        events.extend(event for event in pool.collect(_WAIT) if not isinstance(event, Pages))
    return events


def _own_pool(settings: Settings, limits: Limits) -> Pool | StagingPool:
    """The pool of this thread, kept for the tasks that follow. Raises OtherProgram."""
    if getattr(_own, "settings", None) != settings:
        if fingerprint_run(settings.options) != settings.fingerprint:
            remedy = "installez partout la même version du programme, de ses lexiques et de ses bibliothèques."
            raise OtherProgram(remedy)
        # Dask starts its workers as daemons, which may have no children. Ours end by themselves when this process does.
        multiprocessing.current_process().daemon = False
        if hasattr(_own, "pool"):
            _own.pool.close()
        _own.pool, _own.settings = _make_pool(settings, limits), settings
    pool: Pool | StagingPool = _own.pool
    return pool


def _make_pool(settings: Settings, limits: Limits) -> Pool | StagingPool:
    prepare_pool()
    make_pool = partial(Pool, 1, limits=limits)
    if not settings.is_elsewhere:
        return make_pool(settings)
    distributed: Any = import_module("distributed")
    # Dask clears this folder away, also that of a worker that was killed.
    folder = Path(tempfile.mkdtemp(prefix="fiches-", dir=distributed.get_worker().local_directory))
    store = settings.store
    if isinstance(store, RemoteStore):
        store = replace(store, near=Store(folder / "resultats"))
    return StagingPool(replace(settings, store=store), folder, make_pool, ahead=1, keep=False)


def _connect(address: str) -> Any:
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise UsageError("Le module distributed manque", _INSTALL) from error
    try:
        return distributed.Client(address, timeout=10)
    except (OSError, ValueError) as error:
        remedy = "vérifiez l'adresse donnée à --cluster, et que l'ordonnanceur tourne."
        raise UsageError(f"{address} : aucune grappe ne répond", remedy) from error
