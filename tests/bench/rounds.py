"""Interleaved rounds: in each, every tool runs every sample once, so that a busy machine weighs on all alike."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.bench.documents import Sample
from tests.bench.environments import BenchError, find_python
from tests.bench.tools import OWN_PACKAGE, TOOLS

ROOT = Path(__file__).parents[2]
# Libraries that start a thread a core would be measured on more than one.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
# A slow tool runs in every other round.
_SLOW_EVERY = 2
_FAST_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Timing:
    """One run: seconds on the clock and of the processor, the process's peak memory in MB, a count of the output."""

    wall: float
    cpu: float
    peak_mb: float | None
    output: int


@dataclass(slots=True)
class Series:
    """All runs of one tool on one sample, by round; `units` is how many pages or fiches each run read."""

    tool: str
    units: int
    timings: dict[int, Timing] = field(default_factory=dict)

    def rates(self) -> dict[int, float]:
        """Units a second of processor time, by round."""
        return {number: self.units / timing.cpu for number, timing in self.timings.items()}


class Worker:
    """A tool in a process of its own, bound to one core where the system can do that. Use as a context manager."""

    def __init__(self, tool: str, bench: Path) -> None:
        python = find_python(TOOLS[tool].environment, bench)
        self.tool = tool
        self._log = (bench / f"{tool}.log").open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            [python, "-m", "tests.bench.worker", tool, str(choose_core())],
            cwd=ROOT,
            env={**os.environ, **_ONE_THREAD, "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            encoding="utf-8",
        )
        self._read()

    def __enter__(self) -> "Worker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()
        self._log.close()

    def run(self, paths: Sequence[Path], repeat: int = 1) -> Timing:
        """Run the tool on files. Raises BenchError where it dies of them."""
        return Timing(**self._ask({"paths": [str(path) for path in paths], "repeat": repeat}))

    def find_version(self) -> str:
        """The tool's version, as its environment has it."""
        return str(self._ask({})["version"])

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        if self._process.stdin is None or self._process.poll() is not None:
            raise BenchError(f"{self.tool} has ended: see {self._log.name}")
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise BenchError(f"{self.tool} has ended: see {self._log.name}")
        return dict(json.loads(line))


def choose_core() -> int:
    """The core for every worker: the last one that we may use; -1 where the system binds no process to a core."""
    return max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else -1


@dataclass(slots=True)
class Race:
    """What the rounds gave: a series for each tool of each sample, by the sample's key, and the tools' versions."""

    samples: list[Sample]
    series: dict[str, dict[str, Series]]
    versions: dict[str, str]


def run_rounds(
    samples: list[Sample],
    tools: Sequence[str],
    warm: list[Path],
    *,
    rounds: int,
    bench: Path,
    say: Callable[[str], None],
) -> Race:
    """Run all tools on all samples so many times.

    Ours starts anew each round: nothing it remembers of a document may serve the next time.
    """
    race = Race(samples, {sample.key: {} for sample in samples}, {})
    ours = [name for name in tools if TOOLS[name].package == OWN_PACKAGE]
    with ExitStack() as stack:
        others = {name: stack.enter_context(_start(name, warm, bench)) for name in tools if name not in ours}
        for number in range(rounds):
            with ExitStack() as round_stack:
                everyone = others | {name: round_stack.enter_context(_start(name, warm, bench)) for name in ours}
                for sample in samples:
                    for name in _turn(tools, number):
                        _run_one(race, sample, everyone[name], number)
            say(f"round {number + 1} of {rounds}")
        race.versions.update({name: worker.find_version() for name, worker in others.items()})
    return race


def _run_one(race: Race, sample: Sample, worker: Worker, number: int) -> None:
    tool = TOOLS[worker.tool]
    if sample.paths[0].suffix not in tool.suffixes or (tool.slow and (number % _SLOW_EVERY or not sample.part)):
        return
    paths, units = (sample.part, sample.part_units) if tool.slow else (sample.paths, sample.units)
    series = race.series[sample.key].setdefault(tool.name, Series(tool.name, units))
    series.timings[number] = worker.run(paths, _FAST_REPEATS if tool.fast else 1)


def run_fresh(tool: str, warm: Iterable[Path], paths: Sequence[Path], bench: Path) -> Timing:
    """One run in a process that has seen nothing but the warm-up."""
    with _start(tool, list(warm), bench) as worker:
        return worker.run(paths)


def _start(tool: str, warm: list[Path], bench: Path) -> Worker:
    worker = Worker(tool, bench)
    known = [path for path in warm if path.suffix in TOOLS[tool].suffixes]
    worker.run(known)
    return worker


def _turn(names: Sequence[str], number: int) -> Sequence[str]:
    """The tools in another order each round: none always runs behind the same neighbour."""
    offset = number % len(names)
    return [*names[offset:], *names[:offset]]


def say_progress(message: str) -> None:
    """Tell the person who waits."""
    sys.stderr.write(f"{message}\n")
