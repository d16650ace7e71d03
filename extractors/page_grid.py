"""Rules to the cells of ruled tables, by pdfplumber's own table finder: the one module that imports pdfplumber."""

from collections.abc import Sequence
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from extractors.page_paths import BoxTuple

# pdfplumber's defaults, in points.
_SNAP = 3
_REACH = 3


def find_cells(segments: Sequence[BoxTuple]) -> list[list[BoxTuple]]:
    """The tables that rules (x0, top, x1, bottom along an axis) enclose, each a list of cell boxes; two cells at least.

    A box stands for one cell however many rows or columns it spans.
    """
    edges = merge_edges([_edge(segment) for segment in segments], _SNAP, _SNAP, _SNAP, _SNAP)
    cells = intersections_to_cells(edges_to_intersections(edges, _REACH, _REACH))
    return [
        [(float(x0), float(top), float(x1), float(bottom)) for x0, top, x1, bottom in table]
        for table in cells_to_tables(cells)
    ]


def _edge(segment: BoxTuple) -> dict[str, Any]:
    x0, top, x1, bottom = segment
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if x1 - x0 >= bottom - top else "v",
    }
