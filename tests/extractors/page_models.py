"""Page models made by hand, without any PDF: the layout logic knows no engine."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.page import Fills, Glyphs, PageModel, Rules, Run
from extractors.page_paths import Borders, BoxTuple, Drawing
from models.document import Style

PLAIN, BOLD = Style(size=10.0, color=0), Style(size=10.0, color=0, bold=True)


def make_run(
    text: str, x0: float, top: float, x1: float | None = None, bottom: float | None = None, style: Style = PLAIN
) -> Run:
    """A run of 10 points, half an em a letter where no right side is given."""
    size = style.size or 10.0
    right = x0 + 0.5 * size * len(text) if x1 is None else x1
    foot = top + size if bottom is None else bottom
    return Run(text, x0, top, right, foot, foot - 0.2 * size, size, style, 0, True, 0)


def make_page(
    runs: Sequence[Run],
    *,
    lines: Sequence[BoxTuple] = (),
    fills: Sequence[tuple[BoxTuple, int]] = (),
    size: tuple[float, float] = (595.0, 842.0),
) -> PageModel:
    """A page with text, lines along the axes and filled boxes, all from the top left in points."""
    drawing = Drawing()
    for x0, top, x1, bottom in lines:
        drawing.add_line((x0, top), (x1, bottom), 0.5, 0)
    for box, color in fills:
        drawing.add_box(box, color)
    glyphs = Glyphs([replace(run, order=order) for order, run in enumerate(runs)])
    characters = sum(len("".join(run.text.split())) for run in runs)
    rules: Rules = drawing.rules(Borders(drawing))
    areas: Fills = drawing.fills()
    return PageModel(1, *size, glyphs, rules, areas, drawing.dots, characters)
