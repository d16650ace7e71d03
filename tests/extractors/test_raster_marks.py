"""Rules, shades, bullets and check boxes as a page's picture shows them."""

import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.raster import PixelBox
from extractors.raster_fills import find_dark, find_fills
from extractors.raster_rules import divide_fills, find_rules
from extractors.raster_shapes import find_bullets, find_checks, find_dust, find_shapes
from tests.extractors.pdf_files import HEIGHT, Draw, fill, grid, rule, write
from tests.extractors.scans import draw_raster

COLUMNS, ROWS = (70.0, 170.0, 520.0), (100.0, 130.0, 160.0, 190.0)


def _level_and_upright(draw: Draw) -> tuple[list[float], list[float]]:
    page = draw_raster(draw)
    rules = find_rules(page)
    return (
        sorted(rule.middle / page.scale for rule in rules.level),
        sorted(rule.middle / page.scale for rule in rules.upright),
    )


def test_the_rules_of_a_table_are_found_where_they_are_drawn() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, COLUMNS, ROWS)
        write(canvas, 76, 118, "Constat")
        write(canvas, 176, 118, "Peu de médecins sur le territoire, et beaucoup de départs à venir.")

    level, upright = _level_and_upright(draw)
    assert level == pytest.approx(ROWS, abs=0.5)
    assert upright == pytest.approx(COLUMNS, abs=0.5)


def test_letters_are_no_rules() -> None:
    def draw(canvas: Canvas) -> None:
        write(
            canvas,
            70,
            100,
            "Illisible (ll) || l'îlot – 11 111",
            "mmmmmmmmmm nnnnnnnnnn",
            font="Helvetica-Bold",
            size=16,
        )

    assert _level_and_upright(draw) == ([], [])


def test_a_bracket_that_fills_a_tight_row_is_no_rule() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, COLUMNS, (100.0, 112.0, 124.0, 136.0))
        for top in (109.5, 121.5, 133.5):
            write(canvas, 76, top, "Public(s) visé(s)", font="Helvetica-Bold")

    assert _level_and_upright(draw)[1] == pytest.approx(COLUMNS, abs=0.5)


def test_text_stays_where_a_rule_goes() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 70, 103, 300, 103)
        write(canvas, 70, 100, "jour apogée gypse")

    page = draw_raster(draw)
    clean = page.without(find_rules(page).ink)
    top, bottom = (round(side * page.scale) for side in (102.6, 103.4))
    assert clean.ink[top:bottom, round(200 * page.scale) : round(290 * page.scale)].sum() == 0
    assert clean.ink[round(90 * page.scale) : round(101 * page.scale)].sum() > 1000


def test_a_shaded_cell_gives_its_place_and_colour() -> None:
    def draw(canvas: Canvas) -> None:
        fill(canvas, 70, 100, 170, 160, "#D9E2F3")
        write(canvas, 76, 118, "Objectifs", "opérationnels", font="Helvetica-Bold")
        write(
            canvas,
            200,
            118,
            *["Des lignes serrées d'un texte gras qui n'est pas une trame."] * 8,
            font="Helvetica-Bold",
        )

    ((box, color),) = find_fills(draw_raster(draw))
    assert box == pytest.approx((70, 100, 170, 160), abs=3)
    assert [color >> 16, color >> 8 & 0xFF, color & 0xFF] == pytest.approx([0xD9, 0xE2, 0xF3], abs=4)


def test_light_text_on_dark_is_turned_round() -> None:
    def draw(canvas: Canvas) -> None:
        fill(canvas, 70, 100, 520, 118, "#1F4E79")
        canvas.setFillColor(HexColor("#FFFFFF"))
        write(canvas, 76, 112, "Pilote")
        canvas.setFillColor(HexColor("#000000"))
        write(canvas, 76, 140, "La commune", "et son centre social")

    page = draw_raster(draw)
    dark = find_dark(page, find_fills(page))
    assert len(dark) == 1
    band = page.with_reversed(dark).ink[round(101 * page.scale) : round(117 * page.scale), round(72 * page.scale) :]
    assert 0.002 < band.mean() < 0.1


def test_the_columns_of_a_table_go_on_through_its_coloured_header() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, (70, 200, 330, 520), (118, 150, 180))
        fill(canvas, 70, 100, 520, 118, "#D9E2F3")
        for x, label in ((76, "Action"), (206, "Pilote"), (336, "Calendrier")):
            write(canvas, x, 112, label, font="Helvetica-Bold")

    page = draw_raster(draw)
    rules = find_rules(page)
    added = divide_fills(page.without(rules.ink), rules, find_fills(page))
    assert sorted(rule.middle / page.scale for rule in added) == pytest.approx([200, 330], abs=0.6)


def test_an_axe_set_across_the_columns_is_not_cut() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, (70, 120, 330, 520), (118, 150, 180))
        fill(canvas, 70, 100, 520, 118, "#D9E2F3")
        write(canvas, 76, 112, "Axe 1 : accompagner les parcours de vie", font="Helvetica-Bold")

    page = draw_raster(draw)
    rules = find_rules(page)
    assert divide_fills(page.without(rules.ink), rules, find_fills(page)) == []


def _bullets(draw: Draw) -> list[PixelBox]:
    page = draw_raster(draw)
    return find_bullets(page, find_shapes(page.ink))


def test_dots_before_lines_are_bullets() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(3):
            canvas.circle(78, HEIGHT - 100 - 14 * number + 3, 2, stroke=0, fill=1)
        write(canvas, 90, 100, "Informer les habitants", size=11.67)
        write(canvas, 90, 114, "Former les agents", size=11.67)
        write(canvas, 90, 128, "Évaluer", size=11.67)

    assert len(_bullets(draw)) == 3


def test_the_dots_of_letters_and_of_marks_are_no_bullets() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 100, "Fiche 3 : l'île. Il y a : ici ; là.", size=11)
        write(canvas, 70, 160, "Fiche 4 : Ouvrir", font="Helvetica-Bold", size=26)

    assert _bullets(draw) == []


def test_check_boxes_are_found_with_their_state() -> None:
    def draw(canvas: Canvas) -> None:
        for number, ticked in enumerate((False, True)):
            top = 100 + 20 * number
            canvas.rect(70, HEIGHT - top - 8, 8, 8)
            if ticked:
                canvas.line(70, HEIGHT - top - 8, 78, HEIGHT - top)
                canvas.line(70, HEIGHT - top, 78, HEIGHT - top - 8)
            write(canvas, 84, top + 8, "Court terme DOBO 0 D")

    page = draw_raster(draw)
    checks = sorted(find_checks(page, find_shapes(page.ink)), key=lambda check: check.top)
    assert [check.ticked for check in checks] == [False, True]


def test_specks_go_and_the_dots_of_a_colon_stay() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 100, "Pilote   :   la commune ;   Saint-Aubrin.")
        canvas.circle(300, HEIGHT - 400, 0.4, stroke=0, fill=1)

    page = draw_raster(draw)
    dust = find_dust(page, find_shapes(page.ink))
    assert [round((box[1] + box[3]) / 2 / page.scale) for box in dust] == [400]
