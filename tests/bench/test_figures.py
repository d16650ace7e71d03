"""The arithmetic of the benchmark."""

import pytest

from tests.bench.figures import Spread, fit_exponent, ratio, spread
from tests.bench.growth import take_medians
from tests.bench.rounds import Timing
from tests.bench.targets import format_asked, format_times


def test_a_ratio_is_taken_within_a_round_so_that_a_busy_round_does_not_bend_it() -> None:
    ours, theirs = {0: 100.0, 1: 10.0, 2: 100.0}, {0: 50.0, 2: 40.0}
    assert ratio(ours, theirs) == Spread(2.25, 2.0, 2.5)


def test_the_spread_of_one_value_is_that_value() -> None:
    assert spread([3.0]) == Spread(3.0, 3.0, 3.0)


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0])
def test_the_fitted_exponent_is_the_one_the_cost_grows_by(exponent: float) -> None:
    assert fit_exponent([(n, 7 * n**exponent) for n in (1, 10, 100, 1000)]) == pytest.approx(exponent)


def test_a_rate_below_theirs_is_shown_as_a_fraction() -> None:
    assert format_times(Spread(0.25, 0.2, 0.5)) == "1/4.0 (1/5.0–1/2.0)"
    assert format_times(Spread(3.0, 2.5, 3.25)) == "3.0 × (2.5–3.2)"


def test_a_target_reads_as_it_is_said() -> None:
    assert format_asked(12, "pdfplumber") == "≥ 12 × pdfplumber"
    assert format_asked(1 / 5, "pdfium") == "within 5 × of pdfium"


def test_one_slow_run_of_three_changes_no_time_and_one_that_took_memory_counts() -> None:
    quick, slow, big = Timing(1.0, 1.0, 150.0, 7), Timing(9.0, 8.0, 150.0, 7), Timing(1.5, 1.5, 180.0, 7)
    assert take_medians([quick, slow, big]) == Timing(1.5, 1.5, 180.0, 7)
