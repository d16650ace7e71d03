import random

import pytest

from extractors import page_touching
from extractors.page import BoxTuple
from extractors.page_touching import find_touching


def test_lines_that_meet_or_nearly_do_are_one_group() -> None:
    frame = [(0.0, 0.0, 50.0, 0.0), (0.0, 1.0, 0.0, 30.0), (51.0, 0.0, 51.0, 30.0), (200.0, 0.0, 200.0, 30.0)]
    assert find_touching(frame, [1.0] * 4) == [[0, 1, 2], [3]]


def test_an_outline_well_inside_another_does_not_touch_it() -> None:
    boxes = [(0.0, 0.0, 100.0, 100.0), (20.0, 20.0, 60.0, 60.0), (60.0, 30.0, 80.0, 40.0)]
    assert find_touching(boxes, [1.0] * 3) == [[0], [1, 2]]


@pytest.mark.parametrize("seed", range(60))
def test_few_outlines_are_grouped_as_many_are(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(seed)
    boxes = [_draw_outline(draw) for _ in range(draw.randint(1, 14))]
    reaches = [draw.choice((0.6, 1.0, 1.5)) for _ in boxes]
    one_by_one = find_touching(boxes, reaches)
    monkeypatch.setattr(page_touching, "_FEW", 0)
    assert find_touching(boxes, reaches) == one_by_one
    assert sorted(number for group in one_by_one for number in group) == list(range(len(boxes)))


def _draw_outline(draw: random.Random) -> BoxTuple:
    x, y, long = (float(draw.randint(3, 40)) for _ in range(3))
    width, height = draw.choice(((0.0, long), (long, 0.0), (long, float(draw.randint(3, 30)))))
    return x, y, x + width, y + height
