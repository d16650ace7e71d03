"""Over a page break: whether a paragraph, a cell, a row, a table goes on, and how the parts go together."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.page_layout import PageLayout
from extractors.page_lines import SOFT_HYPHEN
from extractors.page_paragraphs import Paragraph
from extractors.page_tables import Table, TableCell

_TERMINAL: Final = (".", "!", "?", ";", ":", "…", ".»", ". »")
# Points by which borders of one table may differ from page to page.
_NEAR: Final = 5.0
# What a row may leave blank at a page's foot beyond its own height, in points.
_SPARE: Final = 14.0
_LETTER: Final = 0.5
_SIZE_STEP: Final = 1.06
_MOST_HEADER_ROWS: Final = 4
# A title is larger than the text of the table before by this.
_TITLE_SIZE: Final = 1.3
# Of the page's height: what stands lower is a footer, repeated or not.
_FOOT: Final = 0.95
# Lines of its own size that fit under a label that does not reach down to its cell's border.
_TOUCH: Final = 1.6
# A label that ends in one of these is not whole.
_LINKS: Final = frozenset("à au aux d' de des du en et la le les l' ou par pour sur".split())


def body_bottom(layouts: Sequence[PageLayout]) -> float:
    """How far down the text of the fullest pages reaches, in points."""
    return max(
        (
            part.box.bottom
            for layout in layouts
            for part in layout.parts
            if not part.furniture and part.box.bottom <= _FOOT * layout.height
        ),
        default=0.0,
    )


def continues_paragraph(before: Paragraph, after: Paragraph) -> bool:
    """Whether a page's first paragraph goes on with the last one of the page before."""
    if after.marker or after.level or before.level or not before.styled or not after.styled:
        return False
    if before.fill != after.fill:
        # The next page opens with a banner.
        return False
    smaller, larger = sorted((before.size, after.size))
    if larger > _SIZE_STEP * smaller or _is_bold(before) != _is_bold(after):
        return False
    return _may_continue(before, after)


def _text_continues(before: Paragraph, after: Paragraph) -> bool:
    """Whether a text goes on for sure: in the middle of a sentence."""
    text, follows = before.text.rstrip(), after.text.lstrip()
    if after.marker or not text or not follows:
        return False
    if text.endswith((SOFT_HYPHEN, "-")) and follows[0].isalpha():
        return True
    lower = follows[0].islower() or follows[0] in ",;)»"
    if lower:
        return not text.endswith((".", ":", ";"))
    return not text.endswith(_TERMINAL) and not _fits(before, follows)


def _may_continue(before: Paragraph, after: Paragraph) -> bool:
    """The same, or the last line was full: then a new sentence is more often in the same paragraph."""
    if _text_continues(before, after):
        return True
    text, follows = before.text.rstrip(), after.text.lstrip()
    if after.marker or not text or not follows or text.endswith((":", ";")) or before.lines < 2:
        return False
    return _is_bold(before) == _is_bold(after) and not _fits(before, follows)


def _fits(before: Paragraph, follows: str) -> bool:
    """Whether the next word would have had room on the last line."""
    return _LETTER * before.size * (len(follows.split(maxsplit=1)[0]) + 1) < before.room


def _is_bold(paragraph: Paragraph) -> bool:
    return all(style.bold for text, style in paragraph.styled if text.strip())


def join_paragraphs(before: Paragraph, after: Paragraph) -> None:
    """Append the text of `after`; the box stays the part on the first page."""
    text, style = before.styled[-1]
    if text.endswith("-") and len(text) > 1 and text[-2].isalpha():
        before.styled[-1] = (text[:-1] + SOFT_HYPHEN, style)
    elif not text.endswith(SOFT_HYPHEN):
        before.styled[-1] = (text.rstrip() + " ", style)
    before.styled.extend(after.styled)
    before.room, before.lines, before.last_page = after.room, before.lines + after.lines, after.last_page


def continues_table(before: Table, after: Table, bottom: float) -> bool:
    """Whether a page's first table goes on with the last one of the page before, whose text may reach to `bottom`."""
    if not _same_columns(before.edges, _shifted(before, after)) or _opens_larger(before, after):
        return False
    first = after.rows[0]
    if _repeated_rows(before, after):
        return True
    if any(not cell.text for cell in first) and _open_row(before) and any(cell.text for cell in first):
        return True
    height = min((cell.box.bottom - cell.box.top for cell in first), default=0.0)
    return bottom - before.foot <= height + _SPARE


def _opens_larger(before: Table, after: Table) -> bool:
    """Whether all of a table's first row is larger than any text of the table before: the title of something else."""
    first = [part.size for cell in after.rows[0] for part in cell.content if isinstance(part, Paragraph)]
    sizes = [part.size for row in before.rows for cell in row for part in cell.content if isinstance(part, Paragraph)]
    return bool(first and sizes) and min(first) >= _TITLE_SIZE * max(sizes)


def _shifted(before: Table, after: Table) -> list[float]:
    """The columns of `after` moved under those of `before`: margins change sides on facing pages."""
    move = before.edges[0] - after.edges[0]
    return [edge + move for edge in after.edges]


def _same_columns(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether the columns of one are among those of the other, both with the same outer borders."""
    if abs(one[0] - other[0]) > _NEAR or abs(one[-1] - other[-1]) > _NEAR:
        return False
    fewer, more = sorted((one, other), key=len)
    return all(min(abs(edge - near) for near in more) <= _NEAR for edge in fewer)


def join_tables(before: Table, after: Table) -> None:
    """Append the rows of `after`: without repeated header rows, its first row in the last one if that was cut."""
    edges = _merge_edges(before.edges, _shifted(before, after))
    move = before.edges[0] - after.edges[0]
    _renumber(before, edges, 0.0)
    _renumber(after, edges, move)
    repeated = _repeated_rows(before, after)
    for row in before.rows[:repeated]:
        for cell in row:
            cell.header = True
    rows = after.rows[repeated:]
    if rows and before.rows and _is_cut_row(before, rows[0]):
        _join_row(_last_cells(before), rows[0])
        rows = rows[1:]
    offset = len(before.rows) - (len(after.rows) - len(rows))
    for row in rows:
        for cell in row:
            cell.row += offset
    before.rows.extend(rows)
    before.edges = edges
    if repeated:
        _drop_repeated(before, repeated)
    before.last_page, before.foot = after.last_page, after.foot


def _drop_repeated(table: Table, count: int) -> None:
    """Take out further rows that say what the header row says: repeated where a table was cut within a page."""
    header = [cell.text for cell in table.rows[0]]
    kept = [row for index, row in enumerate(table.rows) if index < count or [cell.text for cell in row] != header]
    for index, row in enumerate(kept):
        for cell in row:
            cell.row = index
    table.rows[:] = kept


def _merge_edges(one: Sequence[float], other: Sequence[float]) -> list[float]:
    merged = list(one)
    merged.extend(edge for edge in other if min(abs(edge - near) for near in merged) > _NEAR)
    return sorted(merged)


def _renumber(table: Table, edges: Sequence[float], move: float) -> None:
    """Columns and their spans counted by a new set of borders."""
    if not move and list(edges) == table.edges:
        return
    for row in table.rows:
        for cell in row:
            start = _nearest(edges, table.edges[cell.column] + move)
            end = _nearest(edges, table.edges[min(cell.column + cell.column_span, len(table.edges) - 1)] + move)
            cell.column, cell.column_span = start, max(1, end - start)


def _nearest(edges: Sequence[float], value: float) -> int:
    """The number of the border nearest to a place; `edges` are in order."""
    right = bisect_left(edges, value)
    if right == len(edges) or (right and value - edges[right - 1] <= edges[right] - value):
        return right - 1
    return right


def _repeated_rows(before: Table, after: Table) -> int:
    """How many of the first rows are those of the table itself, repeated on the new page."""
    count = 0
    for one, other in zip(before.rows[:_MOST_HEADER_ROWS], after.rows, strict=False):
        texts = [cell.text for cell in one]
        if not any(texts) or texts != [cell.text for cell in other]:
            break
        count += 1
    return count if count < len(after.rows) else 0


def _last_cells(table: Table) -> list[TableCell]:
    """The cells at the foot of a table: of its last row, and those that reach down to it from above."""
    last = len(table.rows) - 1
    cells = [cell for row in table.rows for cell in row if cell.row + cell.row_span > last]
    return sorted(cells, key=lambda cell: cell.column)


def _open_row(table: Table) -> bool:
    return any(cell.text for cell in _last_cells(table))


def _pairs(above: Sequence[TableCell], below: Sequence[TableCell]) -> Iterator[tuple[TableCell, TableCell]]:
    """Cells of one column over a page break."""
    by_column = {cell.column: cell for cell in above}
    for cell in below:
        if cell.column in by_column:
            yield by_column[cell.column], cell


def _is_cut_row(before: Table, row: Sequence[TableCell]) -> bool:
    """Whether a page's first row is the rest of the row before.

    An empty label beside text says so, or text that goes on in the middle of a sentence; a label cell that spans
    several rows may stand empty over new rows as well.
    """
    above = _last_cells(before)
    pairs = list(_pairs(above, row))
    if len(pairs) < len(row) or not any(cell.text for cell in row):
        return False
    (label_above, label), *rest = pairs
    if not rest:
        return _cell_continues(label_above, label) or (
            _is_plain(label) and _is_plain(label_above) and len(before.edges) == 2
        )
    goes_on = any(_cell_continues(one, other) for one, other in rest)
    if label.text and label_above.text:
        return _touches_foot(label_above) and (_label_continues(label_above, label) or (goes_on and len(pairs) == 2))
    if label.text or not label_above.text:
        return goes_on and not label.text
    spans = max(label_above.row_span, label.row_span) > 1
    return goes_on or (len(row) == 2 and not spans)


def _label_continues(above: TableCell, below: TableCell) -> bool:
    """Whether a label that was cut goes on in a cell: «Résultats» / «et impacts», «INDICATEURS DE» / «SUIVI»."""
    words = above.text.split()
    paragraphs = [part for part in below.content if isinstance(part, Paragraph)]
    if not words or any(style.rotated for paragraph in paragraphs for _, style in paragraph.styled):
        return False
    last = words[-1]
    return below.text[:1].islower() or last.casefold() in _LINKS or last.endswith(("-", "/", ",", SOFT_HYPHEN))


def _touches_foot(cell: TableCell) -> bool:
    """Whether a cell's text reaches down to its lower border: no further line would fit."""
    last = cell.content[-1] if cell.content else None
    return isinstance(last, Paragraph) and cell.box.bottom - last.box.bottom < _TOUCH * last.size


def _is_plain(cell: TableCell) -> bool:
    """Whether a cell looks like text rather than like a label."""
    paragraphs = [part for part in cell.content if isinstance(part, Paragraph)]
    return cell.fill is None and bool(paragraphs) and not all(_is_bold(part) for part in paragraphs)


def _cell_continues(above: TableCell, below: TableCell) -> bool:
    one = above.content[-1] if above.content else None
    other = below.content[0] if below.content else None
    return isinstance(one, Paragraph) and isinstance(other, Paragraph) and _text_continues(one, other)


def _join_row(above: Sequence[TableCell], row: Sequence[TableCell]) -> None:
    for one, other in _pairs(above, row):
        first = one.content[-1] if one.content else None
        second = other.content[0] if other.content else None
        if isinstance(first, Paragraph) and isinstance(second, Paragraph) and _may_continue(first, second):
            join_paragraphs(first, second)
            other.content = other.content[1:]
        one.content.extend(other.content)
        one.last_page = max(one.last_page, other.last_page)
