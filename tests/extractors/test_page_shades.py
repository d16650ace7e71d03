"""Labels on filled boxes beside text that nothing frames."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.page import BoxTuple, Run
from extractors.page_cells import SNAP
from extractors.page_layout import read_layout
from extractors.page_shades import _lone_cells
from extractors.page_tables import Table
from tests.extractors.page_models import BOLD, make_page, make_run

BLUE = 0xDBE7F3
LABELS = ("Porteur", "Contexte", "Publics visés", "Calendrier")
HEIGHTS = (20.0, 80.0, 40.0, 20.0)


def _boxes() -> list[tuple[tuple[float, float, float, float], int]]:
    tops = [100.0 + sum(HEIGHTS[:number]) for number in range(len(HEIGHTS))]
    return [((40.0, top, 180.0, top + height), BLUE) for top, height in zip(tops, HEIGHTS, strict=True)]


def _labels() -> list[Run]:
    """Each label in the middle of its box."""
    return [
        make_run(label, 45, (box[1] + box[3]) / 2 - 5, style=BOLD)
        for label, (box, _) in zip(LABELS, _boxes(), strict=True)
    ]


def _rows(values: list[Run]) -> list[list[str]]:
    parts = read_layout(make_page([*_labels(), *values], fills=_boxes())).parts
    return [[cell.text for cell in row] for part in parts if isinstance(part, Table) for row in part.rows]


def test_labels_on_a_coloured_column_answer_row_by_row_without_any_rule() -> None:
    values = [
        make_run("Syndicat du Val", 190, 104),
        make_run("Le territoire manque de lieux.", 190, 124),
        make_run("Deux salles ont fermé.", 190, 140),
        make_run("Une autre rouvrira bientôt.", 190, 182),
        make_run("Habitants des bourgs", 190, 204),
        make_run("2026-2028", 190, 244),
    ]
    rows = _rows(values)
    assert [row[0] for row in rows] == list(LABELS)
    assert rows[0][1] == "Syndicat du Val"
    assert "Une autre rouvrira bientôt." in rows[1][1]
    assert rows[3][1] == "2026-2028"


def test_text_that_runs_on_beside_the_boxes_of_a_side_bar_is_in_no_row_of_theirs() -> None:
    prose = [make_run("Le projet avance avec les habitants du plateau", 200, 100.0 + 12 * n) for n in range(13)]
    assert all(len(row) == 1 for row in _rows(prose))


BOXES = st.tuples(st.integers(0, 3), st.integers(0, 40), st.integers(1, 25)).map(
    lambda box: (20.0 * box[0], box[1] / 2, 20.0 * box[0] + 18, box[1] / 2 + box[2] / 2)
)


@given(st.lists(BOXES, unique=True, max_size=12))
def test_cells_alone_in_their_rows_are_those_that_a_look_at_every_pair_finds(cells: list[BoxTuple]) -> None:
    alone = [
        cell
        for cell in cells
        if all(min(cell[3], other[3]) - max(cell[1], other[1]) <= SNAP for other in cells if other != cell)
    ]
    assert _lone_cells(cells) == alone
