"""Where the time goes, for whoever mends it: `python -m tests.bench.hotspots html_table --fiches 75`.

For each function of ours: its share of the whole conversion with all that it calls, its own share (calls of libraries
and builtins counted as the caller's), and by how much its cost a fiche grows in a document four times as long: 1.0 is a
straight line, 4.0 a square.
"""

import argparse
import cProfile
import gc
import pstats
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.convert import convert_source
from tests.bench.documents import lay_out
from tests.bench.invention import invent_sheets
from tests.bench.rounds import ROOT

_OURS = tuple(f"{ROOT / package}/" for package in ("models", "extractors", "pipeline"))
_TIMES = 4
# Functions cheaper than this share of the whole are left out of the growth.
_CHEAP = 0.003

Function = tuple[str, int, str]


@dataclass(slots=True)
class Profile:
    """Seconds by function of ours: with what it calls, and its own with its calls of what is not ours."""

    total: float = 0.0
    inclusive: dict[Function, float] = field(default_factory=dict)
    own: dict[Function, float] = field(default_factory=lambda: defaultdict(float))


def main() -> None:
    """Print the profile of one layout."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hotspots", description=__doc__)
    parser.add_argument("layout", nargs="?", default="pdf_two_columns")
    parser.add_argument("--fiches", type=int, default=75)
    parser.add_argument("--top", type=int, default=25)
    args = parser.parse_args()
    convert_source(lay_out(args.layout, invent_sheets(30, 900)), "warm-up")
    gc.collect()
    # A collection in the middle would be charged to whoever allocates just then.
    gc.disable()
    short = profile_conversion(lay_out(args.layout, invent_sheets(args.fiches, 51)))
    long = profile_conversion(lay_out(args.layout, invent_sheets(args.fiches * _TIMES, 52)))
    growth = {
        function: seconds / short.own[function] / _TIMES
        for function, seconds in long.own.items()
        if seconds > _CHEAP * long.total and short.own.get(function)
    }
    _print_ranking("own, with the libraries it calls", short.own, args.top, lambda s: f"{s / short.total:6.1%}")
    _print_ranking("with all it calls", short.inclusive, args.top, lambda s: f"{s / short.total:6.1%}")
    _print_ranking(f"growth of its cost a fiche over {_TIMES} × the fiches", growth, args.top, lambda g: f"{g:5.1f} ×")


def profile_conversion(data: bytes) -> Profile:
    """The profile of one conversion."""
    profiler = cProfile.Profile()
    profiler.enable()
    convert_source(data, "profiled")
    profiler.disable()
    found = Profile()
    statistics = pstats.Stats(profiler)
    for function, (_, _, own, inclusive, callers) in statistics.stats.items():  # type: ignore[attr-defined]  # not in the stubs
        found.total += own
        if function[0].startswith(_OURS):
            found.inclusive[function] = inclusive
            found.own[function] += own
        else:
            for caller, (_, _, share, _) in callers.items():
                if caller[0].startswith(_OURS):
                    found.own[caller] += share
    return found


def _print_ranking(title: str, values: dict[Function, float], top: int, show: Callable[[float], str]) -> None:
    sys.stdout.write(f"\n{title}\n")
    for (path, line, name), value in sorted(values.items(), key=lambda pair: -pair[1])[:top]:
        sys.stdout.write(f"{show(value)}  {path.removeprefix(str(ROOT)).lstrip('/')}:{line} {name}\n")


if __name__ == "__main__":
    main()
