"""What the speed must come to; each target says which figure it looks at, and is met or not."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.bench.figures import Spread, ratio, spread
from tests.bench.rounds import Race

MEMORY_MB = 200
EXPONENT = 1.05


@dataclass(frozen=True, slots=True)
class RatioTarget:
    """Our rate must be at least `least` times that of `tool`; where `rate` is given, so many units a second will do."""

    samples: tuple[str, ...]
    tool: str
    least: float
    rate: float | None = None


_RULED = ("pdf_ruled", "pdf_ruled_office")
TARGETS = (
    RatioTarget(_RULED, "pdfplumber", 12),
    RatioTarget(_RULED, "markitdown", 12),
    RatioTarget(_RULED, "pdfium", 1 / 5),
    RatioTarget(("pdf_headings", "pdf_columns"), "pdfium", 1 / 8),
    RatioTarget(("docx",), "kreuzberg", 1, rate=120),
    RatioTarget(("html",), "", 0, rate=150),
    # 1.2 seconds a page.
    RatioTarget(("scan",), "", 0, rate=0.83),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target on one sample: what was asked, what was found, and whether that is enough."""

    sample: str
    asked: str
    found: str
    met: bool


def judge_ratios(race: Race) -> list[Verdict]:
    """Every target on every sample that was measured."""
    titles = {sample.key: (sample.title, sample.unit) for sample in race.samples}
    verdicts = []
    for target in TARGETS:
        for key in target.samples:
            found = race.series.get(key, {})
            if "fiches" in found and (target.tool in found or target.rate):
                rates = {name: series.rates() for name, series in found.items()}
                verdicts.append(_judge(target, titles[key], rates))
    return verdicts


def _judge(target: RatioTarget, sample: tuple[str, str], rates: Mapping[str, Mapping[int, float]]) -> Verdict:
    title, unit = sample
    ours = spread(list(rates["fiches"].values()))
    asked, found, met = [], [], False
    if target.rate is not None:
        asked.append(f"≥ {target.rate:g} {unit}/s")
        found.append(f"{ours.median:.3g} {unit}/s")
        met = ours.median >= target.rate
    if target.tool in rates:
        times = ratio(rates["fiches"], rates[target.tool])
        asked.append(format_asked(target.least, target.tool))
        found.append(format_times(times))
        met = met or times.median >= target.least
    return Verdict(title, " or ".join(asked), ", ".join(found), met)


def format_asked(least: float, tool: str) -> str:
    """A ratio as a person says it: `≥ 12 × pdfplumber`, `within 5 × of pdfium`."""
    return f"≥ {least:g} × {tool}" if least >= 1 else f"within {1 / least:g} × of {tool}"


def format_times(times: Spread) -> str:
    """A ratio of rates with its spread: `3.4 × (3.1–3.6)`; below 1 as `1/14 (1/15–1/12)`."""
    if times.median >= 1:
        return f"{times.median:.1f} × ({times.low:.1f}–{times.high:.1f})"
    return f"1/{1 / times.median:.1f} (1/{1 / times.low:.1f}–1/{1 / times.high:.1f})"
