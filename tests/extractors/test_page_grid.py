"""Our cells are those of pdfplumber's table finder."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from extractors.page_grid import find_cells
from extractors.pdf_engine import open_pdf

Segment = tuple[float, float, float, float]
CORPUS = Path(__file__).parents[2] / "../shared/corpus"


def _plumber_cells(segments: list[Segment]) -> list[list[Segment]]:
    edges = [
        {
            "x0": x0, "top": top, "x1": x1, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
            "orientation": "h" if x1 - x0 >= bottom - top else "v",
        }
        for x0, top, x1, bottom in segments
    ]  # fmt: skip
    merged = [
        edge
        for edge in merge_edges(edges, 3, 3, 3, 3)
        if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= 3
    ]
    return cells_to_tables(intersections_to_cells(edges_to_intersections(merged, 3, 3)))


def _rounded(tables: list[list[Segment]]) -> list[list[tuple[float, ...]]]:
    return sorted(sorted(tuple(round(float(side), 2) for side in cell) for cell in table) for table in tables)


def _segment(flat: bool, place: int, offset: float, start: int, length: int) -> Segment:
    if flat:
        return (start, place + offset, start + length, place + offset)
    return (place + offset, start, place + offset, start + length)


PLACES = st.sampled_from([10, 40, 70, 72, 120, 125])
SEGMENTS = st.builds(_segment, st.booleans(), PLACES, st.floats(0, 1.5), PLACES, st.integers(5, 120))


@settings(max_examples=200, deadline=None)
@given(st.lists(SEGMENTS, min_size=4, max_size=25))
def test_any_lines_give_the_cells_that_pdfplumber_finds(segments: list[Segment]) -> None:
    assert _rounded(find_cells(segments)) == _rounded(_plumber_cells(segments))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the checkout")
def test_ruled_pages_of_real_documents_give_the_cells_that_pdfplumber_finds() -> None:
    compared = 0
    for path in sorted(CORPUS.glob("*.pdf")):
        file = open_pdf(path.read_bytes(), path.name)
        for page in file.pages():
            segments = [] if page is None else page.rules.boxes
            if 8 <= len(segments) < 300:
                compared += 1
                assert _rounded(find_cells(segments)) == _rounded(_plumber_cells(segments)), (path.name, page)
        file.close()
    assert compared > 10


def test_a_grid_of_two_by_two_has_four_cells() -> None:
    lines = [(x, 0.0, x, 40.0) for x in (0.0, 50.0, 100.0)] + [(0.0, y, 100.0, y) for y in (0.0, 20.0, 40.0)]
    (table,) = find_cells(lines)
    assert len(table) == 4


def test_a_single_box_is_no_table() -> None:
    assert find_cells([(0, 0, 50, 0), (0, 20, 50, 20), (0, 0, 0, 20), (50, 0, 50, 20)]) == []
