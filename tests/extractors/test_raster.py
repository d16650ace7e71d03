"""A page's picture made straight and even."""

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.raster import Tilt, find_skew, make_raster
from tests.extractors.pdf_files import write
from tests.extractors.scans import DPI, draw_page

PROSE = ["Le comité de pilotage se réunit deux fois par an pour suivre les actions du plan."] * 12


def _prose(canvas: Canvas) -> None:
    write(canvas, 70, 100, *PROSE)


@pytest.mark.parametrize("tilt", [-3.0, -1.0, -0.3, 0.0, 0.5, 2.0])
def test_a_page_laid_askew_on_the_scanner_is_turned_back(tilt: float) -> None:
    picture = draw_page(_prose).rotate(tilt, Image.Resampling.BICUBIC, fillcolor="white")
    assert find_skew(np.asarray(picture.convert("L")), DPI) == pytest.approx(-tilt, abs=0.06)


def test_a_page_with_hardly_any_ink_is_left_as_it_is() -> None:
    assert find_skew(np.full((2000, 1500), 255, dtype=np.uint8), DPI) == 0.0


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_box_goes_back_to_where_it_stands_on_the_page_as_it_came(quarters: int) -> None:
    before = (600.0, 800.0)
    after = before if quarters % 2 == 0 else before[::-1]
    tilt = Tilt(quarters, 1.5, before, after)
    box = (100.0, 200.0, 160.0, 212.0)
    assert tilt.undo(tilt.apply(box)) == pytest.approx(box)


def test_a_word_at_the_top_left_is_at_the_lower_left_of_a_page_turned_to_the_left() -> None:
    # The picture was turned a quarter counter-clockwise to stand upright: its top left was the page's top right.
    tilt = Tilt(1, 0.0, (600.0, 800.0), (800.0, 600.0))
    x0, top, x1, bottom = tilt.undo((10.0, 20.0, 50.0, 30.0))
    assert (x1 - x0, bottom - top) == (10.0, 40.0)
    assert x0 > 550
    assert bottom < 60


def test_a_shadow_over_the_page_goes_and_its_text_stays() -> None:
    page = np.asarray(draw_page(_prose).convert("L")).astype(np.float64)
    shadow = np.linspace(1.0, 0.55, page.shape[1])
    raster = make_raster(Image.fromarray((page * shadow).astype(np.uint8)), DPI)
    plain = make_raster(draw_page(_prose), DPI)
    assert raster.ink.sum() == pytest.approx(plain.ink.sum(), rel=0.1)
    assert int(np.percentile(raster.gray, 20)) > 230


def test_a_page_with_dust_only_is_blank() -> None:
    page = np.full((2000, 1500), 255, dtype=np.uint8)
    page[::211, ::193] = 0
    assert make_raster(Image.fromarray(page), DPI).is_blank
    assert not make_raster(draw_page(_prose), DPI).is_blank
