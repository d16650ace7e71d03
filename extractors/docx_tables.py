"""What a Word table says of its rows and cells: which are there, how they merge, how they look."""

from typing import TYPE_CHECKING

from extractors import docx_names as names
from extractors.docx_grid import Merge, RawCell, RawRow
from extractors.docx_names import TC, TR, child_value, is_on, read_fill, read_int, w
from extractors.docx_runs import is_unfilled, pick_branch
from extractors.trees import Element
from models.light import light_dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

_HORIZONTAL = frozenset(("lrTb", "lrTbV", "tb", "tbV"))
_FIRST_ROW_BIT, _FIRST_COLUMN_BIT = 0x20, 0x80
_WITHOUT_CELLS = names.GONE | {names.TBL_PR, names.TR_PR, w("tblGrid"), w("tblPrEx")}
_GRID_BEFORE, _HEADER, _GRID_SPAN, _CELL_DEL = w("gridBefore"), w("tblHeader"), w("gridSpan"), w("cellDel")
_V_MERGE, _H_MERGE, _SHADING, _DIRECTION = w("vMerge"), w("hMerge"), w("shd"), w("textDirection")
_MERGING = frozenset((_GRID_SPAN, _V_MERGE, _H_MERGE))
_SINGLE = RawCell()


@light_dataclass(frozen=True, slots=True)
class TableCell:
    """A `w:tc`: its element, merges, background (`shaded` where it sets one, `fill` None for none) and direction;
    `prompt` where a content control around it shows only its prompt."""

    element: Element
    raw: RawCell
    shaded: bool = False
    fill: int | None = None
    rotated: bool = False
    prompt: bool = False


@light_dataclass(frozen=True, slots=True)
class TableRow:
    """A `w:tr`: the cells that stand in it, the grid columns it leaves out at its start, whether it is a header."""

    cells: tuple[TableCell, ...]
    before: int
    header: bool

    @property
    def raw(self) -> RawRow:
        """What the row means for the grid."""
        return RawRow(self.before, tuple(cell.raw for cell in self.cells))


@light_dataclass(frozen=True, slots=True)
class TableLook:
    """The table style, and whether the table asks for the style's looks of the first row and the first column."""

    style_id: str = ""
    first_row: bool = False
    first_column: bool = False


def read_rows(table: Element) -> list[TableRow]:
    """The rows of a table out of their wrappers; rows and cells that a tracked change deleted are left out."""
    rows: list[TableRow] = []
    for row, in_prompt in _members(table, TR):
        properties = row.find(names.TR_PR)
        if properties is not None and properties.find(names.DEL) is not None:
            continue
        cells = (_read_cell(cell, prompt=in_prompt or is_prompt) for cell, is_prompt in _members(row, TC))
        before = read_int(child_value(properties, _GRID_BEFORE)) or 0
        header = properties is not None and is_on(properties.find(_HEADER))
        rows.append(TableRow(tuple(cell for cell in cells if cell is not None), before, header))
    return rows


def _members(parent: Element, tag: str) -> "Iterator[tuple[Element, bool]]":
    """The rows of a table or the cells of a row, in whatever wrappers, and whether they show only a prompt."""
    stack = [(iter(parent), False)]
    while stack:
        children, is_prompt = stack[-1]
        for child in children:
            if child.tag == tag:
                yield child, is_prompt
            elif child.tag not in _WITHOUT_CELLS:
                inner = pick_branch(child) if child.tag == names.ALTERNATE else child
                if inner is not None and inner.tag != names.SDT_PR:
                    stack.append((iter(inner), is_prompt or (child.tag == names.SDT and is_unfilled(child))))
                    break
        else:
            stack.pop()


def _read_cell(cell: Element, *, prompt: bool) -> TableCell | None:
    """The properties of a `w:tc`; None for a deleted one."""
    properties = cell.find(names.TC_PR)
    children = {} if properties is None else {child.tag: child for child in properties}
    if _CELL_DEL in children:
        return None
    raw = _SINGLE if _MERGING.isdisjoint(children) else _read_raw(children)
    shading = children.get(_SHADING)
    direction = children.get(_DIRECTION)
    rotated = direction is not None and direction.get(names.VAL) not in _HORIZONTAL
    return TableCell(cell, raw, shading is not None, read_fill(shading), rotated, prompt)


def _read_raw(properties: dict[str, Element]) -> RawCell:
    span = properties.get(_GRID_SPAN)
    return RawCell(
        1 if span is None else max(read_int(span.get(names.VAL)) or 1, 1),
        down=_read_merge(properties.get(_V_MERGE)),
        across=_read_merge(properties.get(_H_MERGE)),
    )


def _read_merge(element: Element | None) -> Merge:
    if element is None:
        return Merge.NONE
    return Merge.START if element.get(names.VAL) == "restart" else Merge.CONTINUE


def count_columns(table: Element) -> int:
    """The columns of the grid that the table declares."""
    grid = table.find(w("tblGrid"))
    return 0 if grid is None else len(grid)


def read_table_look(table: Element) -> TableLook:
    """The style of a table and which of its special looks count here."""
    properties = table.find(names.TBL_PR)
    style_id = child_value(properties, w("tblStyle"))
    if properties is None or not style_id:
        return TableLook()
    look = properties.find(w("tblLook"))
    if look is None:
        return TableLook(style_id)
    try:
        bits = int(look.get(names.VAL, "0"), 16)
    except ValueError:
        bits = 0
    return TableLook(
        style_id,
        first_row=_has_look(look, w("firstRow"), bits & _FIRST_ROW_BIT),
        first_column=_has_look(look, w("firstColumn"), bits & _FIRST_COLUMN_BIT),
    )


def _has_look(look: Element, attribute: str, bit: int) -> bool:
    value = look.get(attribute)
    return bool(bit) if value is None else value in ("1", "true", "on")
