"""How many pages of one document are read from their pictures at once: threads, for the work is outside of Python."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


# Each thread holds pictures of its page: some 200 MB.
_MOST_WORKERS = 4
_allowed: list[int] = []


def allow_workers(count: int) -> None:
    """Let this process read so many pages at once, as whoever started it has cores to spare."""
    _allowed[:] = [max(1, count)]


def count_workers() -> int:
    """As many as this process was allowed; else one in a process that a pool started, for its neighbours have the other
    cores, and one a core in any other. Never many, for the memory's sake."""
    if _allowed:
        return min(_allowed[0], _MOST_WORKERS)
    if multiprocessing.parent_process() is not None:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_WORKERS)


def map_pages(work: Callable[[Given], Made], pages: Iterable[Given], workers: int | None = None) -> Iterator[Made]:
    """The results in the order of the pages, which are asked for as workers come free: few are held at a time.

    The pages are asked for in the caller's thread. What `work` raises is raised here.
    """
    count = count_workers() if workers is None else workers
    if count <= 1:
        yield from map(work, pages)
        return
    waiting = iter(pages)
    with ThreadPoolExecutor(count) as pool:
        running: list[Future[Made]] = [pool.submit(work, page) for page in islice(waiting, count + 1)]
        while running:
            made = running.pop(0).result()
            running.extend(pool.submit(work, page) for page in islice(waiting, 1))
            yield made
