"""Paths that are frames though their corners are round."""

from math import cos, pi, sin

import pytest

from extractors.pdf_drawing import is_round_frame

Point = tuple[float, float]


def _frame(width: float, height: float, radius: float) -> list[Point]:
    """A rectangle from the origin whose corners are many short steps, as browsers draw them."""
    corners = (
        (width - radius, radius, -pi / 2),
        (width - radius, height - radius, 0.0),
        (radius, height - radius, pi / 2),
        (radius, radius, pi),
    )
    return [
        (x + radius * cos(start + step * pi / 16), y + radius * sin(start + step * pi / 16))
        for x, y, start in corners
        for step in range(9)
    ]


@pytest.mark.parametrize("radius", [3.0, 8.0, 20.0])
def test_a_rectangle_with_round_corners_is_a_frame(radius: float) -> None:
    assert is_round_frame(_frame(160.0, 40.0, radius))


def test_a_disc_and_a_slanted_shape_are_no_frames() -> None:
    assert not is_round_frame(_frame(40.0, 40.0, 20.0))
    assert not is_round_frame([(0.0, 20.0), (80.0, 0.0), (160.0, 20.0), (80.0, 40.0), (0.0, 20.0)])
