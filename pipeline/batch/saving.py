"""Results on their way to the store: forcing one to the disk takes as long as a small document, so threads do it.

They are threads of the process that leads, which mostly waits: in a worker they would fight with the conversion for
Python's one lock, and cost more than the disk does.
"""

import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue

from pipeline.batch.store import AnyStore
from pipeline.batch.tasks import Converted, Receipt, Unsaved

# Several at once take a disk hardly longer than one.
_THREADS = 4
# Where the disk is slower than the workers, no more than this waits for it in memory.
_MOST_BYTES = 64 * 1024 * 1024
_END_WITHIN = 1.0


class Saver:
    """Keeps results in the store; each comes back as its receipt once it is safe. `close` it."""

    def __init__(self, store: AnyStore) -> None:
        self._store = store
        self._waiting: SimpleQueue[Converted | None] = SimpleQueue()
        self._kept: SimpleQueue[tuple[Receipt | Unsaved, int]] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._count = self._bytes = 0

    @property
    def busy(self) -> bool:
        """Whether any result is not kept yet, or its receipt not collected."""
        return self._count > 0

    @property
    def full(self) -> bool:
        """Whether the disk has fallen behind: nothing more should be converted for now."""
        return self._bytes > _MOST_BYTES

    def keep(self, result: Converted) -> None:
        """Have a result kept; returns at once."""
        if self._count >= len(self._threads) < _THREADS:
            self._threads.append(threading.Thread(target=self._save_results, daemon=True))
            self._threads[-1].start()
        self._count += 1
        self._bytes += len(result.packed)
        self._waiting.put(result)

    def collect(self) -> Iterator[Receipt | Unsaved]:
        """What is safe by now, or could not be kept."""
        while True:
            try:
                message, size = self._kept.get_nowait()
            except Empty:
                return
            self._count -= 1
            self._bytes -= size
            yield message

    def close(self) -> None:
        """End, with what is being written; what waits is lost."""
        while not self._waiting.empty():
            try:
                self._waiting.get_nowait()
            except Empty:
                break
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join(_END_WITHIN)
        self._threads.clear()

    def _save_results(self) -> None:
        while (result := self._waiting.get()) is not None:
            message: Receipt | Unsaved = result.receipt
            try:
                self._store.save(result.receipt.kept, result.packed)
            except OSError as error:
                message = Unsaved(self._store.place, error.strerror or str(error))
            self._kept.put((message, len(result.packed)))
