"""`python -m tests.soak.cores`: how much faster all cores are than one, over whole runs of the command."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from pipeline.exit_codes import ExitCode
from pipeline.sources import find_sources
from tests.bench.documents import lay_out
from tests.bench.invention import invent_sheets
from tests.soak.command import start
from tests.soak.documents import make_documents
from tests.soak.plain import convert_plainly, convert_plainly_beside

SMALL_DOCUMENTS, PLANS, FICHES_A_PLAN, TURNS = 1_000, 60, 12, 5


@dataclass(frozen=True, slots=True)
class Seconds:
    """Of whole runs: held to one core, with one worker but every core, and with a worker a core.

    `most` is no seconds: how many times as much plain loops do, one a core and each by itself, as one of them alone.
    """

    one_core: float
    one_worker: float
    every_core: float
    most: float


def main() -> int:
    """Measure both kinds of batches, and print a line for each."""
    parser = argparse.ArgumentParser(prog="tests.soak.cores", description=__doc__)
    parser.add_argument("--small", type=int, default=SMALL_DOCUMENTS, help="documents of a fiche to a dozen")
    parser.add_argument("--plans", type=int, default=PLANS, help=f"PDFs of {FICHES_A_PLAN} fiches on ruled pages")
    parser.add_argument("--turns", type=int, default=TURNS)
    asked = parser.parse_args()
    batches: tuple[tuple[str, int, Callable[[Path, int], None]], ...] = (
        ("small documents", asked.small, make_documents),
        (f"PDFs of {FICHES_A_PLAN} fiches", asked.plans, make_plans),
    )
    for name, count, make in batches:
        with tempfile.TemporaryDirectory(prefix="fiches-cores-") as folder:
            make(Path(folder) / "sources", count)
            turns = [measure(Path(folder) / "sources", Path(folder) / f"out{turn}") for turn in range(asked.turns)]
        sys.stdout.write(f"{count:,} {name}: {describe(turns)}\n")
        sys.stdout.flush()
    return 0


def make_plans(folder: Path, count: int) -> None:
    """Write so many plans of ruled pages, no two alike."""
    folder.mkdir(parents=True)
    for number in range(count):
        plan = lay_out("pdf_two_columns", invent_sheets(FICHES_A_PLAN, 50_000 + number))
        (folder / f"{number:04d}.pdf").write_bytes(plan)


def measure(sources: Path, out: Path) -> Seconds:
    """Whole runs over the same documents, each into an OUT of its own, from the start of the command to its end.

    Raises RuntimeError where one fails.
    """
    cores = psutil.Process().cpu_affinity() or [0]
    return Seconds(
        _time(sources, out / "one_core", 1, cores[:1]),
        _time(sources, out / "one_worker", 1, cores),
        _time(sources, out / "every_core", len(cores), cores),
        _find_most(sources, out, len(cores)),
    )


def describe(turns: list[Seconds]) -> str:
    """The medians, and how many times as fast every core is: medians of the turns', with the least and the greatest."""
    seconds = ", ".join(
        f"{name} {median(getattr(turn, field) for turn in turns):.1f} s"
        for name, field in (("one core", "one_core"), ("one worker", "one_worker"), ("every core", "every_core"))
    )
    to_core, to_worker, most = (
        f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        for ratios in (
            [turn.one_core / turn.every_core for turn in turns],
            [turn.one_worker / turn.every_core for turn in turns],
            [turn.most for turn in turns],
        )
    )
    told = f"every core is {to_core} times one core, {to_worker} times one worker"
    return f"{seconds}; {told}; plain loops side by side: {most} times one"


def _find_most(sources: Path, out: Path, cores: int) -> float:
    """What the machine has to give: its cores share memory and caches, and the clock of its processor."""
    found = find_sources([sources])
    alone, _ = convert_plainly(found, out / "plain_alone")
    slowest = max(seconds for seconds, _ in convert_plainly_beside(found, out / "plain_beside", cores))
    return cores * alone / slowest


def _time(sources: Path, out: Path, workers: int, cores: list[int]) -> float:
    began = time.monotonic()
    process = start(sources, out, "-j", str(workers))
    # All that it starts is held to these cores too.
    psutil.Process(process.pid).cpu_affinity(cores)
    said = process.communicate()[1]
    seconds = time.monotonic() - began
    if process.returncode != ExitCode.DONE:
        raise RuntimeError(f"code {process.returncode}: {said.decode('utf-8', 'replace')}")
    return seconds


if __name__ == "__main__":
    raise SystemExit(main())
