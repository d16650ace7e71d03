"""How the cost grows: with a document's pages and with a batch's documents; each point in fresh processes."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.documents import Builder
from tests.bench.figures import fit_exponent
from tests.bench.rounds import Timing, run_fresh
from tests.bench.targets import EXPONENT, MEMORY_MB, Verdict

PAGES = (1, 10, 100, 300, 1000)
BATCH = (100, 300, 1000)
FULL_BATCH = (100, 1000, 10_000)
# Below this many pages or documents what a process does once weighs more than what it does for each.
_LARGE = 100
# Each point is measured so many times, the sizes in turn: one slow second of the machine bends no curve.
_ROUNDS = 3
# Where the peers' memory is read in a short run.
_SHORT_PAGES, _FULL_PAGES = 100, 1000
_PAGED_PEERS = ("pdfium", "kreuzberg", "pdfplumber", "markitdown")


@dataclass(frozen=True, slots=True)
class Growth:
    """The cost of growing inputs of one kind: (size, timing) by rising size."""

    title: str
    unit: str
    points: tuple[tuple[int, Timing], ...]

    def exponents(self) -> tuple[float, float]:
        """The fitted exponent over all sizes, and over the large ones, where a quadratic part would show."""
        costs = [(float(size), timing.cpu) for size, timing in self.points]
        return fit_exponent(costs), fit_exponent([cost for cost in costs if cost[0] >= _LARGE])

    def judge(self) -> Verdict:
        """Whether the cost is a straight line in the size: the worse of both exponents counts."""
        worst = max(self.exponents())
        return Verdict(f"{self.title}, exponent", f"≤ {EXPONENT}", f"{worst:.2f}", worst <= EXPONENT)


@dataclass(frozen=True, slots=True)
class Memory:
    """The most memory that a tool held while it read a PDF of so many pages."""

    tool: str
    pages: int
    peak_mb: float


def measure_lengths(builder: Builder, warm: list[Path], bench: Path, say: Callable[[str], None]) -> list[Growth]:
    """Ours on ruled PDFs and on PDFs without rules, of 1 to 1,000 pages, the shorter ones the start of the longest."""
    grown = []
    kinds = (("ruled PDF", "pdf_two_columns", 21), ("PDF without rules", "pdf_headings", 22))
    for title, layout, seed in kinds:
        paths = builder.lengths(layout, PAGES, seed)
        sizes = {pages: [path] for pages, path in zip(PAGES, paths, strict=True)}
        grown.append(_measure_sizes(title, "pages", sizes, lambda files: run_fresh("fiches", warm, files, bench), say))
    return grown


def _measure_sizes(
    title: str,
    unit: str,
    sizes: Mapping[int, Sequence[Path]],
    run: Callable[[Sequence[Path]], Timing],
    say: Callable[[str], None],
) -> Growth:
    """The files of each size by the medians of some rounds."""
    timings: dict[int, list[Timing]] = {size: [] for size in sizes}
    for number in range(_ROUNDS):
        for size, paths in sizes.items():
            timings[size].append(run(paths))
        say(f"{title}: round {number + 1} of {_ROUNDS}")
    return Growth(title, unit, tuple((size, take_medians(found)) for size, found in timings.items()))


def take_medians(timings: Sequence[Timing]) -> Timing:
    """Several runs on the same files as one; of their peak memory the greatest counts."""
    peaks = [timing.peak_mb for timing in timings if timing.peak_mb is not None]
    return Timing(
        wall=statistics.median(timing.wall for timing in timings),
        cpu=statistics.median(timing.cpu for timing in timings),
        peak_mb=max(peaks, default=None),
        output=timings[0].output,
    )


def measure_batches(
    builder: Builder, warm: list[Path], bench: Path, say: Callable[[str], None], *, full: bool
) -> Growth:
    """The whole command on small documents of every format, its tables written to disk."""
    sizes = {count: builder.small_files(count) for count in (FULL_BATCH if full else BATCH)}
    title, unit = "batch of small documents", "documents"
    return _measure_sizes(title, unit, sizes, lambda files: run_fresh("fiches-batch", warm, files, bench), say)


def measure_memory(
    builder: Builder, warm: list[Path], bench: Path, lengths: list[Growth], tools: Sequence[str], *, full: bool
) -> list[Memory]:
    """Ours at its longest documents, the peers at as many pages (in a short run: fewer, they take minutes)."""
    found = []
    for growth in lengths:
        pages, timing = growth.points[-1]
        if timing.peak_mb is not None:
            found.append(Memory(f"fiches, {growth.title}", pages, timing.peak_mb))
    pages = _FULL_PAGES if full else _SHORT_PAGES
    paths = builder.lengths("pdf_two_columns", (pages,), 21)
    for tool in (name for name in _PAGED_PEERS if name in tools):
        peak = run_fresh(tool, warm, paths, bench).peak_mb
        if peak is not None:
            found.append(Memory(tool, pages, peak))
    return found


def judge_memory(memory: list[Memory]) -> list[Verdict]:
    """Whether our peak stays under the limit at 1,000 pages."""
    return [
        Verdict(
            f"peak memory, {one.tool}, {one.pages:,} pages",
            f"< {MEMORY_MB} MB",
            f"{one.peak_mb:.0f} MB",
            one.peak_mb < MEMORY_MB,
        )
        for one in memory
        if one.tool.startswith("fiches")
    ]
