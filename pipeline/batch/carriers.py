"""Threads that carry files from and to places elsewhere, while whoever asked goes on with other things."""

import queue
import threading
import time
from collections.abc import Callable

# A place that does not answer is asked again after so many seconds; the libraries of protocols try several times too.
_PAUSES = (1.0, 5.0)


class Carriers:
    """So many threads, each with connections of its own. They end with the process, whatever they wait for then."""

    def __init__(self, count: int, on_fault: Callable[[BaseException], None]) -> None:
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._on_fault = on_fault
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Callable[[], None]) -> None:
        """Have a thread do this, when one is free."""
        self._work.put(work)

    def close(self) -> None:
        """No more work: what is begun may end, what waits is left."""
        while not self._work.empty():
            self._work.get()
        for _ in self._threads:
            self._work.put(None)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - a fault of ours must stop the run, which waits for this thread
                self._on_fault(error)


def insist(work: Callable[[], None]) -> None:
    """Do something again, after pauses, that the network may have spoiled. Raises OSError where it is all in vain; at
    once where a file is missing or forbidden.
    """
    for pause in _PAUSES:
        try:
            work()
        except (FileNotFoundError, PermissionError):
            raise
        except OSError:
            time.sleep(pause)
        else:
            return
    work()
