"""Tables of labels and values set without rules: a column of short labels beside a column of text."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.page import PageModel
from extractors.page_lines import Line
from extractors.page_paragraphs import Column, Paragraph, make_paragraphs
from extractors.page_tables import Table, TableCell, fill_behind
from models.document import Box

# Share of the labels that must look unlike the text, and stand level with a line of it.
_MOST = 0.75
_LEVEL = 0.6
_LONGEST = 70
# A step down by more, in ems, parts labels.
_STEP = 1.67
_LEAST_LEVEL = 2
# Share of the page's width that labels take at most.
_WIDEST = 0.45


def read_label_table(
    left: Sequence[Line], right: Sequence[Line], gutter: tuple[float, float], page: PageModel
) -> list[Paragraph | Table] | None:
    """The two columns as a table of two columns, or None where the left one holds no labels.

    Text of the right column above the first label comes before the table.
    """
    if len(left) < 2 or not right or not _look_like_labels(left, right, page):
        return None
    column = Column(gutter[1], max(line.x1 for line in right), page.number)
    starts = _label_starts(left, right, column)
    if any(after.top < before.bottom - before.size / 2 for before, after in pairwise(left)):
        return None
    if len(starts) < 2 or _level_share(starts, right, column) < _MOST:
        return None
    tops = [line.baseline - _LEVEL * line.size for line in starts]
    parts: list[Paragraph | Table] = []
    above = [line for line in right if line.baseline < tops[0]]
    parts.extend(make_paragraphs(above, column))
    return [*parts, _table(tops, (left, right), gutter, column, page)]


def _table(
    tops: Sequence[float],
    sides: tuple[Sequence[Line], Sequence[Line]],
    gutter: tuple[float, float],
    column: Column,
    page: PageModel,
) -> Table:
    """One row for each label: what stands from its top down to the next one's."""
    x0 = min(line.x0 for line in sides[0])
    edges = [x0, (gutter[0] + gutter[1]) / 2, column.right]
    rooms = (Column(x0, gutter[0], page.number), column)
    rows: list[list[TableCell]] = []
    for index, top in enumerate(tops):
        end = tops[index + 1] if index + 1 < len(tops) else float("inf")
        cut = [[line for line in side if top <= line.baseline < end] for side in sides]
        head, foot = cut[0][0].top, max(line.bottom for side in cut for line in side)
        row = [
            _cell(index, number, Box(edges[number], head, edges[number + 1], foot), cut[number], rooms[number], page)
            for number in range(2)
        ]
        rows.append(row)
    box = Box(x0, rows[0][0].box.top, column.right, rows[-1][0].box.bottom)
    return Table(page.number, page.number, box, edges, rows, foot=box.bottom, ruled=False)


def _cell(row: int, column: int, box: Box, lines: Sequence[Line], room: Column, page: PageModel) -> TableCell:
    fill = fill_behind(page.fills, (box.x0, box.top, box.x1, box.bottom)) if lines else None
    content: list[Paragraph | Table] = list(make_paragraphs(lines, room))
    return TableCell(row, column, 1, 1, box, page.number, page.number, content, fill)


def _look_like_labels(left: Sequence[Line], right: Sequence[Line], page: PageModel) -> bool:
    """Whether most lines on the left are short and set apart from the text: bold, coloured, capitals, or a colon."""
    if max(line.width for line in left) > _WIDEST * page.width:
        return False
    bold = sum(_is_bold(line) * len(line.text) for line in right) > 0.5 * sum(len(line.text) for line in right)
    colors = {run.style.color for line in right for run in line.runs}
    apart = 0
    for line in left:
        text = line.text.strip()
        different = (_is_bold(line) and not bold) or line.runs[0].style.color not in colors
        apart += len(text) <= _LONGEST and (different or _asks(line) or (text.isupper() and len(text) > 2))
    return apart >= _MOST * len(left)


def _is_bold(line: Line) -> bool:
    return all(run.style.bold for run in line.runs)


def _label_starts(left: Sequence[Line], right: Sequence[Line], column: Column) -> list[Line]:
    """The first line of each label: behind a gap or a colon, or level with the first line of a paragraph."""
    firsts = [paragraph.box.top for paragraph in make_paragraphs(right, column)]
    starts: list[Line] = []
    for before, line in pairwise([None, *left]):
        if line is None:
            continue
        parted = before is None or line.baseline - before.baseline > _STEP * line.size or _asks(before)
        new_value = any(abs(top - line.top) <= _LEVEL * line.size for top in firsts)
        if parted or (new_value and not line.text.lstrip()[:1].islower()):
            starts.append(line)
    return starts


def _asks(line: Line) -> bool:
    return line.text.rstrip().endswith(":")


def _level_share(starts: Sequence[Line], right: Sequence[Line], column: Column) -> float:
    """How many labels stand level with text, or how many paragraphs with a label: a label's value may be a picture."""
    level = [any(abs(other.baseline - line.baseline) <= _LEVEL * line.size for other in right) for line in starts]
    paragraphs = [
        any(abs(paragraph.box.top - line.top) <= _LEVEL * line.size for line in starts)
        for paragraph in make_paragraphs(right, column)
    ]
    if sum(paragraphs) < _LEAST_LEVEL:
        return sum(level) / len(level) if sum(level) >= _LEAST_LEVEL else 0.0
    return max(sum(level) / len(level), sum(paragraphs) / len(paragraphs))
