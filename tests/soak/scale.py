"""`python -m tests.soak.scale 1000 10000`: what runs over so many documents take; lines for docs/scale.md."""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pyarrow.parquet as pq

from pipeline.exit_codes import ExitCode
from tests.soak.command import convert, start
from tests.soak.documents import make_documents

# A look at every process of the run takes milliseconds; more often would disturb what is measured.
SECONDS_BETWEEN_LOOKS = 0.5
MEGABYTE = 1e6
HEADS = (
    "documents",
    "workers",
    "whole run",
    "documents a second",
    "of it tables",
    "processor time, leading process",
    "processor time, workers",
    "memory, leading process, converting",
    "memory, leading process, tables",
    "memory, a worker",
    "store",
    "ledger",
    "tables",
    "again, nothing new",
)


@dataclass
class Watched:
    """What was seen of a run: seconds by the clock and of processor time, bytes of resident memory."""

    seconds: float = 0.0
    leader_work: float = 0.0
    work_below: dict[int, float] = field(default_factory=dict)
    worker_memory: int = 0
    # At each look: when, the memory of the process that leads, the work of all processes under it until then.
    looks: list[tuple[float, int, float]] = field(default_factory=list)

    def split(self) -> tuple[float, int, int]:
        """Seconds of the tables, which begin when workers rest for good; the memory before that moment and after it.

        Raises ValueError where the run was over before it was looked at.
        """
        if not self.looks:
            raise ValueError("the run was over before it was looked at")
        rest = next((n for n in range(len(self.looks) - 1, 0, -1) if self.looks[n][2] > self.looks[n - 1][2]), 0)
        before, after = self.looks[: rest + 1], self.looks[rest:]
        return self.seconds - self.looks[rest][0], max(look[1] for look in before), max(look[1] for look in after)


def main() -> int:
    """Convert so many documents, one number after the other, and print a line for each."""
    parser = argparse.ArgumentParser(prog="tests.soak.scale", description=__doc__)
    parser.add_argument("documents", nargs="+", type=int)
    parser.add_argument("-j", "--workers", type=int, default=psutil.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, help="where documents and tables lie meanwhile")
    asked = parser.parse_args()
    sys.stdout.write(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}\n")
    for count in asked.documents:
        with tempfile.TemporaryDirectory(prefix="fiches-scale-", dir=asked.folder) as folder:
            sys.stdout.write(f"| {' | '.join(measure(Path(folder), count, asked.workers))} |\n")
            sys.stdout.flush()
    return 0


def measure(folder: Path, count: int, workers: int) -> list[str]:
    """The figures of a run over so many documents, in the order of `HEADS`, and of a second one with nothing new.

    Raises RuntimeError where a run fails, or its tables have not a row for each document.
    """
    sources, out = folder / "sources", folder / "out"
    make_documents(sources, count)
    watched = _watch(sources, out, workers)
    seconds_of_tables, converting, writing = watched.split()
    began = time.monotonic()
    _check(convert(sources, out, "-j", str(workers)).returncode, "the second run")
    again = time.monotonic() - began
    rows = pq.read_metadata(out / "documents.parquet").num_rows
    if rows != count:
        raise RuntimeError(f"{rows} rows for {count} documents")
    ledger = sum(path.stat().st_size for path in (out / ".fiches").glob("*.sqlite3*"))
    tables = _size(out) - _size(out / ".fiches")
    shutil.rmtree(sources)
    return [
        f"{count:,}",
        str(workers),
        f"{watched.seconds:.0f} s",
        f"{count / watched.seconds:.0f}",
        f"{seconds_of_tables:.0f} s",
        f"{watched.leader_work:.0f} s",
        f"{sum(watched.work_below.values()):.0f} s",
        f"{converting / MEGABYTE:.0f} MB",
        f"{writing / MEGABYTE:.0f} MB",
        f"{watched.worker_memory / MEGABYTE:.0f} MB",
        f"{_size(out / '.fiches' / 'resultats') / MEGABYTE:,.0f} MB",
        f"{ledger / MEGABYTE:,.0f} MB",
        f"{tables / MEGABYTE:,.0f} MB",
        f"{again:.1f} s",
    ]


def _watch(sources: Path, out: Path, workers: int) -> Watched:
    """Run the command and look at it until it ends. Raises RuntimeError where it says that something is wrong."""
    watched, began = Watched(), time.monotonic()
    process = start(sources, out, "-j", str(workers))
    leader = psutil.Process(process.pid)
    while process.returncode is None:
        _look(leader, watched, time.monotonic() - began)
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_BETWEEN_LOOKS)
    watched.seconds = time.monotonic() - began
    _check(process.returncode, process.communicate()[1].decode("utf-8", "replace"))
    return watched


def _check(code: int, said: str) -> None:
    if code != ExitCode.DONE:
        raise RuntimeError(f"code {code}: {said}")


def _look(leader: psutil.Process, watched: Watched, seconds: float) -> None:
    """Take note of the processes as they are now."""
    try:
        times, memory = leader.cpu_times(), leader.memory_info().rss
        below = leader.children(recursive=True)
    except psutil.NoSuchProcess:
        return
    watched.leader_work = times.user + times.system
    for child in below:
        _look_below(child, watched)
    watched.looks.append((seconds, memory, sum(watched.work_below.values())))


def _look_below(child: psutil.Process, watched: Watched) -> None:
    try:
        times, memory = child.cpu_times(), child.memory_info().rss
    except psutil.NoSuchProcess:
        return
    watched.work_below[child.pid] = times.user + times.system
    watched.worker_memory = max(watched.worker_memory, memory)


def _size(path: Path) -> int:
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())


if __name__ == "__main__":
    raise SystemExit(main())
