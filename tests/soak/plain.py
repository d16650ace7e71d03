"""The conversions of a run in a plain loop: what isolation is weighed against."""

import multiprocessing
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.batch.pool import prepare_pool
from pipeline.batch.results import pack_result, summarize
from pipeline.batch.single import convert_file
from pipeline.sources import SourceFile


def convert_plainly(found: Sequence[SourceFile], folder: Path) -> tuple[float, float]:
    """Seconds, by the clock and of processor time, for converting in a plain loop that keeps each result in a plain
    file: in a process forked from where workers are forked from, so that both have the same loaded and warmed up.
    """
    (seconds,) = convert_plainly_beside(found, folder, 1)
    return seconds


def convert_plainly_beside(found: Sequence[SourceFile], folder: Path, count: int) -> list[tuple[float, float]]:
    """The same in so many processes at once that know nothing of one another, each over all documents."""
    folder.mkdir()
    prepare_pool()
    context = multiprocessing.get_context("forkserver")
    ends, processes = [], []
    for number in range(count):
        ours, theirs = multiprocessing.Pipe(duplex=False)
        (folder / str(number)).mkdir()
        processes.append(context.Process(target=_convert_all, args=(found, folder / str(number), theirs)))
        ends.append(ours)
    for process in processes:
        process.start()
    seconds: list[tuple[float, float]] = [end.recv() for end in ends]
    for process in processes:
        process.join()
    return seconds


def _convert_all(found: Sequence[SourceFile], folder: Path, answer: Connection) -> None:
    began, worked = time.monotonic(), time.process_time()
    for number, source in enumerate(found):
        result = convert_file(source)
        (folder / str(number)).write_bytes(pack_result(result, summarize(result)))
    answer.send((time.monotonic() - began, time.process_time() - worked))
