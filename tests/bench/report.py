"""The run as a page: docs/benchmarks.md."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.bench.documents import PART_FILES, PART_PAGES, Sample
from tests.bench.figures import ratio, spread
from tests.bench.growth import Growth, Memory, judge_memory
from tests.bench.rounds import Race, Series
from tests.bench.targets import Verdict, format_times, judge_ratios
from tests.bench.tools import OWN_PACKAGE, TOOLS

_INTRODUCTION = """\
# Benchmarks

Written by `make bench`; do not edit. Our whole conversion, from the bytes of files to the Arrow tables of a run, beside
other tools that give text or tables and stop there. Everything ran on one core, in one run, in interleaved rounds, each
tool in a process of its own that was warmed up on other documents; imports are not measured, and ours starts anew each
round, so that it remembers nothing. Rates are per second of processor time, so that other programs on the machine weigh
less; figures are medians, with the least and the greatest of all rounds in brackets. **A ratio is our rate over theirs,
taken round by round**: 3 × is three times as fast, 1/5 a fifth as fast.

The documents are invented plans, built by the script: {fiches} fiches of about 3,000 characters, no sentence twice.
{part}
Absolute rates hold for this machine only; ratios travel better. No test asserts either:
`tests/bench/test_work.py` counts work instead.
"""

_PART = f"Slow tools got the first {PART_PAGES} pages or {PART_FILES} files, which their rates do not depend on."
_WHOLE = "Every tool got all of them."
_GROWTH = """\
Processor time of ours, each point the median of three fresh processes. The exponent is fitted by least squares over the
logarithms: over all points, and over those from 100 on, where a part that grows faster than the document shows. 1.00 is
a straight line.
The batch is the whole command: HTML, text, DOCX and PDF of one fiche each in turn, all tables written to disk.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """All that one run of the benchmark found."""

    machine: list[str]
    race: Race
    lengths: list[Growth]
    batches: Growth
    memory: list[Memory]
    full: bool

    def verdicts(self) -> list[Verdict]:
        """Every target, with what was found."""
        growth = [grown.judge() for grown in (*self.lengths, self.batches)]
        return [*judge_ratios(self.race), *judge_memory(self.memory), *growth]


def format_page(run: Run, day: datetime.date) -> str:
    """The page as Markdown; the plot lies beside it."""
    samples = run.race.samples
    parts = [
        _INTRODUCTION.format(fiches=samples[0].fiches, part=_WHOLE if run.full else _PART),
        _section("Machine", _list([f"date: {day.isoformat()}", *run.machine, _format_versions(run.race)])),
        _section("Targets", _format_verdicts(run.verdicts())),
        _section("Rates", format_rates(run.race)),
        _section(
            "Growth",
            _format_growth([*run.lengths, run.batches]) + "\n![Cost against length and rates](benchmarks.svg)\n",
        ),
        _section("Memory", _format_memory(run.memory)),
    ]
    return "\n".join(parts)


def format_rates(race: Race) -> str:
    """The rates of every sample as Markdown."""
    return "\n".join(_format_sample(sample, race) for sample in race.samples)


def _section(heading: str, text: str) -> str:
    return f"## {heading}\n\n{text}"


def _list(lines: Iterable[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)


def format_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _format_versions(race: Race) -> str:
    named = {
        TOOLS[name].package: version for name, version in race.versions.items() if TOOLS[name].package != OWN_PACKAGE
    }
    return "versions: " + ", ".join(f"{package} {version}" for package, version in sorted(named.items()))


def _format_verdicts(verdicts: list[Verdict]) -> str:
    rows = [(v.sample, v.asked, v.found, "yes" if v.met else "**no**") for v in verdicts]
    met = sum(verdict.met for verdict in verdicts)
    return f"{met} of {len(verdicts)} are met.\n\n" + format_table(("what", "asked", "found", "met"), rows)


def _format_sample(sample: Sample, race: Race) -> str:
    series = race.series[sample.key]
    ours = series["fiches"]
    found = {timing.output for timing in ours.timings.values()}
    rows = [_format_series(one, ours, sample.unit) for one in sorted(series.values(), key=_fastest_first)]
    size = (
        f"{sample.fiches} fiches"
        if sample.unit == "fiches"
        else f"{sample.units} {sample.unit}, {sample.fiches} fiches"
    )
    title = f"### {sample.title}\n\n{size}"
    seen = "" if found == {sample.fiches} else f" (found: {', '.join(map(str, sorted(found)))})"
    head = ("tool", f"{sample.unit} / s", f"ms a {sample.unit.removesuffix('s')}", "ours is", "rounds")
    return f"{title}{seen}.\n\n{format_table(head, rows)}"


def _fastest_first(series: Series) -> float:
    return -spread(list(series.rates().values())).median


def _format_series(series: Series, ours: Series, unit: str) -> tuple[str, ...]:
    rates = spread(list(series.rates().values()))
    digits = 0 if rates.median >= 100 else 1
    own = series is ours
    part = "" if series.units == ours.units else f", {series.units} {unit}"
    return (
        f"**{TOOLS[series.tool].title}**" if own else TOOLS[series.tool].title + part,
        f"{rates.median:,.{digits}f} ({rates.low:,.{digits}f}–{rates.high:,.{digits}f})",
        f"{1000 / rates.median:.2f}",
        "" if own else format_times(ratio(ours.rates(), series.rates())),
        str(len(series.timings)),
    )


def _format_growth(growths: list[Growth]) -> str:
    lines = [_GROWTH]
    for growth in growths:
        every, large = growth.exponents()
        rows = [
            (f"{size:,}", f"{timing.cpu:.2f} s", f"{1000 * timing.cpu / size:.2f} ms", _format_mb(timing.peak_mb))
            for size, timing in growth.points
        ]
        head = (growth.unit, "time", f"a {growth.unit.removesuffix('s')}", "peak memory")
        lines.append(f"**{growth.title}**: exponent {every:.2f}, from 100 on {large:.2f}\n\n{format_table(head, rows)}")
    return "\n".join(lines)


def _format_mb(peak: float | None) -> str:
    return "" if peak is None else f"{peak:.0f} MB"


def _format_memory(memory: list[Memory]) -> str:
    rows = [(one.tool, f"{one.pages:,}", f"{one.peak_mb:.0f} MB") for one in memory]
    return "The most that a process held, its libraries and lexicons included.\n\n" + format_table(
        ("tool", "pages", "peak memory"), rows
    )
