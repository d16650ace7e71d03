"""`make soak`: what a batch must bear, for minutes. Prints what it finds; ends with 1 where that is not right."""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import psutil
import pyarrow.parquet as pq

from pipeline.batch.conversion import Watch
from pipeline.batch.run import Way, run_batch
from pipeline.locations import Location, Url
from pipeline.sources import SourceFile, find_sources, list_sources
from tests.hostile.files import HOSTILE_FILES, write_files
from tests.pipeline.s3_service import serve
from tests.soak.command import convert, interrupt_after, kill_at_random, start, tables_of
from tests.soak.disk import NoSmallDisk, grow_disk, mount_small_disk
from tests.soak.documents import make_documents
from tests.soak.plain import convert_plainly

# What isolation may cost of the throughput, and how long a run with nothing new and an interruption may take.
MOST_FOR_ISOLATION, MOST_FOR_NOTHING, MOST_TO_INTERRUPT = 0.08, 1.0, 2.0
COST_DOCUMENTS, COST_TURNS = 300, 12

Finding = tuple[str, bool, str]


def main() -> int:
    """Run all parts, or those named."""
    parser = argparse.ArgumentParser(prog="tests.soak", description=__doc__)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="only these")
    asked = parser.parse_args()
    failures = 0
    with tempfile.TemporaryDirectory(prefix="fiches-soak-") as folder:
        for name in asked.parts or PARTS:
            began = time.monotonic()
            for what, holds, found in PARTS[name](Path(folder) / name, asked):
                failures += not holds
                sys.stdout.write(f"{'ok  ' if holds else 'FAIL'}  {what}: {found}\n")
            sys.stdout.write(f"      ({name}: {time.monotonic() - began:.0f} s)\n")
            sys.stdout.flush()
            shutil.rmtree(Path(folder) / name, ignore_errors=True)
    return 1 if failures else 0


def bear_hostile_files(folder: Path, asked: argparse.Namespace) -> Iterator[Finding]:
    """All hostile files in random order, three times; healthy neighbours keep their bytes."""
    make_documents(folder / "healthy", 40)
    run_batch(list_sources([folder / "healthy"]), folder / "alone")
    alone = tables_of(folder / "alone")
    expected = {file.name: file for file in write_files(folder / "sources" / "hostile", slow=True)}
    shutil.copytree(folder / "healthy", folder / "sources" / "healthy")
    for turn in range(3):
        found = list(find_sources([folder / "sources"]))
        random.Random(asked.seed + turn).shuffle(found)
        run_batch(found, folder / f"out{turn}")
        rows = pq.read_table(folder / f"out{turn}" / "documents.parquet").to_pylist()
        hostile = {Path(row["chemin"]).name: row for row in rows if row["chemin"].startswith("hostile/")}
        wrong = [name for name, row in hostile.items() if row["motif"] not in expected[name].motifs]
        whole = len(rows) == len(found) and len(hostile) == len(HOSTILE_FILES)
        yield f"hostile files, turn {turn + 1}, one fitting row each", whole and not wrong, f"{len(rows)} rows {wrong}"
        shutil.rmtree(folder / f"out{turn}" / ".fiches")
    shutil.move(folder / "sources" / "hostile", folder / "elsewhere")
    run_batch(list_sources([folder / "sources" / "healthy"]), folder / "out2")
    yield "healthy documents beside hostile ones", tables_of(folder / "out2") == alone, f"{len(alone)} files compared"


def bear_kills(folder: Path, asked: argparse.Namespace) -> Iterator[Finding]:
    """SIGKILL at random among the processes of a run, over and over; then the same bytes."""
    make_documents(folder / "sources", asked.documents)
    convert(folder / "sources", folder / "undisturbed")
    tables, chance = tables_of(folder / "undisturbed"), random.Random(asked.seed)
    killed = commands = runs = different = 0
    while killed < asked.kills:
        out = folder / f"out{runs}"
        some, own = kill_at_random(folder / "sources", out, chance, asked.kills - killed)
        killed, commands, runs = killed + some, commands + own, runs + 1
        different += tables_of(out) != tables
        shutil.rmtree(out)
    told = f"{killed} killed ({commands} the command itself) in {runs} runs of {asked.documents}, {different} differ"
    yield "SIGKILL at random, same bytes", not different, told
    began = time.monotonic()
    convert(folder / "sources", folder / "undisturbed")
    seconds = time.monotonic() - began
    told = f"{seconds:.2f} s for {asked.documents} documents"
    yield f"nothing new in less than {MOST_FOR_NOTHING} s", seconds < MOST_FOR_NOTHING, told


def bear_interruptions(folder: Path, asked: argparse.Namespace) -> Iterator[Finding]:
    """Ctrl-C in the middle."""
    make_documents(folder / "sources", 300)
    process = start(folder / "sources", folder / "out")
    seconds = interrupt_after(process, folder / "out", "*.result")
    right = process.returncode == 130 and seconds < MOST_TO_INTERRUPT
    yield f"Ctrl-C ends within {MOST_TO_INTERRUPT} s with 130", right, f"{seconds:.2f} s, code {process.returncode}"
    try:
        with serve() as service:
            yield from _bear_interruptions_elsewhere(folder, service.make_bucket("archive"))
    except ImportError as reason:
        yield "Ctrl-C with files elsewhere", True, f"left out: {reason}"


def _bear_interruptions_elsewhere(folder: Path, bucket: Url) -> Iterator[Finding]:
    """The same with sources, output or both on a service that speaks S3."""
    from tests.pipeline.remote_folders import send_folder  # noqa: PLC0415 - skips what imports it without fsspec

    here, there = folder / "sources", bucket / "sources"
    send_folder(here, there)
    for sources, out in ((here, bucket / "sortie1"), (there, folder / "sortie2"), (there, bucket / "sortie3")):
        # Results lie here first.
        work = folder / "travail" / out.name if isinstance(out, Url) else out
        process = start(sources, out, *(["--work", str(work)] if isinstance(out, Url) else []))
        seconds = interrupt_after(process, work, "*.result")
        right = process.returncode == 130 and seconds < MOST_TO_INTERRUPT
        told = f"{seconds:.2f} s, code {process.returncode}"
        yield f"Ctrl-C from {_scheme(sources)} to {_scheme(out)} ends within {MOST_TO_INTERRUPT} s", right, told


def _scheme(location: Location) -> str:
    return location.protocol if isinstance(location, Url) else "a folder"


def bear_a_full_disk(folder: Path, asked: argparse.Namespace) -> Iterator[Finding]:
    """A disk that is full at several moments; with room, the same bytes."""
    make_documents(folder / "sources", 200)
    convert(folder / "sources", folder / "undisturbed")
    tables = tables_of(folder / "undisturbed")
    try:
        with mount_small_disk(folder / "disk", 200):
            out, codes = folder / "disk" / "out", []
            for kilobytes in (200, 600, 1_000, 1_600, 2_400, 64_000):
                grow_disk(folder / "disk", kilobytes)
                codes.append(convert(folder / "sources", out).returncode)
            clean = set(codes[:-1]) <= {0, 1, 2} and 2 in codes and codes[-1] in (0, 1)
            yield "a full disk ends cleanly", clean, f"codes {codes}"
            yield "and with room, same bytes", tables_of(out) == tables, f"{len(tables)} files compared"
    except NoSmallDisk as reason:
        yield "a full disk", True, f"left out: {reason}"


def weigh_isolation(folder: Path, asked: argparse.Namespace) -> Iterator[Finding]:
    """How long one worker takes for the documents, against a plain loop over them.

    Both end with the bytes for the store, in a plain file here; there they are forced to the disk and noted in the
    ledger by the process that leads, beside the next conversion. Start and tables are left out. A machine drifts by
    more than what is looked for, so the two take turns, each first as often as the other, and the cost is the median
    of the turns'.
    """
    make_documents(folder / "sources", COST_DOCUMENTS)
    found = find_sources([folder / "sources"])
    ways = [partial(convert_plainly, found), partial(_convert_apart, found)]
    turns = []
    for turn in range(COST_TURNS):
        ran = {number: ways[number](folder / f"{turn}-{number}") for number in ((0, 1) if turn % 2 else (1, 0))}
        turns.append((ran[0], ran[1]))
    costs = sorted(apart[0] / within[0] - 1 for within, apart in turns)
    cost = median(costs)
    within, apart = (
        [median(way) / len(found) * 1e3 for way in zip(*ran, strict=True)] for ran in zip(*turns, strict=True)
    )
    told = (
        f"{cost:+.1%} ({costs[0]:+.1%} to {costs[-1]:+.1%} in {COST_TURNS} turns; {apart[0]:.1f} ms a document against"
        f" {within[0]:.1f}, processor time of the process that converts: {apart[1]:.1f} against {within[1]:.1f})"
    )
    yield f"isolation costs at most {MOST_FOR_ISOLATION:.0%} of throughput", cost <= MOST_FOR_ISOLATION, told


def _convert_apart(found: Sequence[SourceFile], out: Path) -> tuple[float, float]:
    """The same from the first document that a worker begins to the last one that is done; the processor time is the
    worker's.
    """
    began: list[tuple[float, float]] = []
    ended: list[float] = []
    worked: list[float] = []

    def start(_: object) -> None:
        if not began:
            began.append((time.monotonic(), _processor_time_below()))

    def end(_: object) -> None:
        ended.append(time.monotonic())
        if len(ended) == len(found):
            # Asked twice only: it is a look at every process of the machine.
            worked.append(_processor_time_below())

    run_batch(found, out, way=Way(workers=1), watch=Watch(on_start=start, on_end=end))
    return ended[-1] - began[0][0], worked[0] - began[0][1]


def _processor_time_below() -> float:
    """The processor time of the worker and of the process that it was forked from, which does nothing meanwhile."""
    spent = [child.cpu_times() for child in psutil.Process().children(recursive=True)]
    return sum(times.user + times.system for times in spent)


PARTS: dict[str, Callable[[Path, argparse.Namespace], Iterator[Finding]]] = {
    "hostile": bear_hostile_files,
    "kills": bear_kills,
    "interruptions": bear_interruptions,
    "disk": bear_a_full_disk,
    "isolation": weigh_isolation,
}


if __name__ == "__main__":
    raise SystemExit(main())
