"""A figure that falls below its floor is named."""

from tests.accuracy.check_floors import find_failures


def test_figures_at_or_above_their_floors_hold() -> None:
    assert find_failures({"champs": 0.9996, "exact": 0.95, "autres": None}, {"champs": 1.0, "exact": 0.95}) == ()


def test_a_figure_below_its_floor_is_named() -> None:
    assert find_failures({"champs": 0.999}, {"champs": 1.0}) == ("champs: 0.999 is below its floor 1.000",)


def test_a_figure_that_could_not_be_measured_does_not_hold_its_floor() -> None:
    assert [line.split(":")[0] for line in find_failures({"a": None}, {"a": 0.5, "b": 0.5})] == ["a", "b"]
