"""`make bench`: measure, and write docs/benchmarks.md with its plot."""

import argparse
import datetime
import sys
from pathlib import Path

from tests.bench.documents import Builder
from tests.bench.environments import BenchError, find_python
from tests.bench.growth import measure_batches, measure_lengths, measure_memory
from tests.bench.machine import describe_machine
from tests.bench.plot import draw_plot
from tests.bench.report import Run, format_page, format_rates
from tests.bench.rounds import ROOT, run_rounds, say_progress
from tests.bench.tools import DOCLING, TOOLS

BENCH = ROOT / ".bench"
_TOOLS = ("fiches", "fiches-interpreted", "pdfium", "lxml", "kreuzberg", "pdfplumber", "markitdown")


def main() -> int:
    """Parse the arguments, run, write; the exit code is 1 where nothing could be measured, whatever the figures say."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="whole documents for slow tools, batches of up to 10,000")
    parser.add_argument("--rounds", type=int, default=7, help="how many rounds (7)")
    parser.add_argument("--with", dest="extra", choices=[DOCLING], help="a heavy tool to measure too")
    parser.add_argument(
        "--only", metavar="SAMPLE", action="append", help="only the samples whose key holds this; nothing is written"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="where to write benchmarks.md (docs)")
    args = parser.parse_args()
    BENCH.mkdir(exist_ok=True)
    tools = (*_TOOLS, args.extra) if args.extra else _TOOLS
    try:
        return _measure(args, tuple(name for name in tools if _is_ready(name)))
    except BenchError as error:
        say_progress(f"bench: {error}")
        return 1


def _is_ready(name: str) -> bool:
    """Whether the tool's environment stands; a peer that cannot be installed is left out, and that is said."""
    try:
        find_python(TOOLS[name].environment, BENCH)
    except BenchError as error:
        say_progress(f"bench: without {name}: {error}")
        return False
    return True


def _measure(args: argparse.Namespace, tools: tuple[str, ...]) -> int:
    machine = describe_machine()
    builder = Builder(BENCH / "documents")
    warm = builder.warm_up()
    samples = [s for s in builder.samples(full=args.full) if not args.only or any(word in s.key for word in args.only)]
    say_progress(f"{len(samples)} samples, {args.rounds} rounds")
    race = run_rounds(samples, tools, warm, rounds=args.rounds, bench=BENCH, say=say_progress)
    if args.only:
        sys.stdout.write(format_rates(race))
        return 0
    lengths = measure_lengths(builder, warm, BENCH, say_progress)
    batches = measure_batches(builder, warm, BENCH, say_progress, full=args.full)
    memory = measure_memory(builder, warm, BENCH, lengths, tools, full=args.full)
    run = Run(machine, race, lengths, batches, memory, args.full)
    args.out.mkdir(parents=True, exist_ok=True)
    page = format_page(run, datetime.datetime.now(tz=datetime.UTC).date())
    (args.out / "benchmarks.md").write_text(page, encoding="utf-8", newline="\n")
    draw_plot(run, args.out / "benchmarks.svg")
    verdicts = run.verdicts()
    sys.stdout.write("".join(f"{'met' if v.met else 'NOT MET':8}{v.sample}: {v.asked}: {v.found}\n" for v in verdicts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
