"""From timings to figures: medians with their spread, ratios round by round, the exponent of a cost."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """A median with the least and the greatest of its values."""

    median: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one value."""
    return Spread(statistics.median(values), min(values), max(values))


def ratio(ours: Mapping[int, float], theirs: Mapping[int, float]) -> Spread:
    """How many times our rate is theirs, taken round by round: of two rates of one round the machine's load falls out.

    >>> ratio({0: 10.0, 1: 30.0}, {0: 5.0, 1: 10.0, 2: 99.0})
    Spread(median=2.5, low=2.0, high=3.0)
    """
    return spread([ours[number] / theirs[number] for number in sorted(ours.keys() & theirs.keys())])


def fit_exponent(points: Sequence[tuple[float, float]]) -> float:
    """The exponent b of cost = a · size^b through (size, cost), by least squares over the logarithms.

    >>> round(fit_exponent([(1, 3.0), (10, 30.0), (100, 300.0)]), 6)
    1.0
    """
    return statistics.linear_regression(
        [math.log(size) for size, _ in points], [math.log(cost) for _, cost in points]
    ).slope
