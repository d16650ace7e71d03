"""The page model: turned text stood up and laid down again, the usual distance of lines."""

from dataclasses import replace

import pytest

from extractors.page import PageModel, Run, lie_down, stand_up
from models.document import Style
from tests.extractors.page_models import make_page, make_run


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_turned_box_comes_back_where_it_was(turn: int) -> None:
    run = replace(make_run("Pilotage", x0=10, top=20, x1=18, bottom=60), turn=turn)
    upright = stand_up(run)
    assert lie_down((upright.x0, upright.top, upright.x1, upright.bottom), turn) == (10, 20, 18, 60)


def test_text_that_reads_upwards_stands_up_wider_than_high() -> None:
    run = stand_up(replace(make_run("Pilotage", x0=10, top=20, x1=18, bottom=60), turn=1))
    assert (run.x1 - run.x0, run.bottom - run.top) == (40, 8)


def test_runs_are_the_rows_of_the_arrays() -> None:
    runs = [make_run("Pilote :", 10, 20, 50, 30), make_run("ARS", 60, 20, 80, 30)]
    page = make_page(runs)
    assert [run.text for run in page.glyphs.runs] == ["Pilote :", "ARS"]
    assert page.glyphs.box.shape == (2, 4)
    assert page.glyphs.runs[1].x0 == 60


def test_even_lines_tell_their_leading_by_size() -> None:
    runs = [make_run("ligne", 10, 12 * number, 50, 12 * number + 10) for number in range(6)]
    leading = make_page(runs).glyphs.leadings[10.0]
    assert leading.step == pytest.approx(1.2)
    assert leading.even


def test_lines_that_jitter_are_not_even() -> None:
    tops = (0, 13, 23, 37, 47, 60)
    runs = [make_run("ligne", 10, top, 50, top + 10) for top in tops]
    assert not make_page(runs).glyphs.leadings[10.0].even


def test_a_page_without_text_has_no_leading() -> None:
    page = make_page([])
    assert isinstance(page, PageModel)
    assert page.glyphs.leadings == {}
    assert page.glyphs.box.shape == (0, 4)


def test_a_run_knows_its_middle() -> None:
    assert Run("x", 10, 0, 20, 8, 6, 8, Style(), 0, True, 0).middle == 15
