"""The text of an OpenDocument file as drafts of blocks: one walk over its tree, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractors.build import DraftBlock, DraftCell
from extractors.clean import clean_text
from extractors.odt_inline import Inline, InlineReader
from extractors.odt_lists import ListRun, Lists
from extractors.odt_names import (
    CONTENTS,
    DRAW,
    HREF,
    LIST,
    LIST_HEADER,
    LIST_ITEM,
    NOTE,
    NUMBERED,
    SECTION,
    SILENT,
    STYLE_NAME,
    TABLE,
    TABLE_STYLE,
    TEXT,
    H,
    P,
    read_count,
)
from extractors.odt_package import TextPackage
from extractors.odt_styles import StyleSheet
from extractors.office_drafts import add_look, draft_text
from extractors.office_ledger import Ledger
from extractors.trees import Element, iter_any
from models.document import BlockKind

MAX_DEPTH = 24
MAX_COLUMNS, MAX_ROWS = 1_000, 100_000
_PARAGRAPHS = frozenset((P, H))
_TABLE, _ROW, _CELL, _COVERED = (TABLE + name for name in ("table", "table-row", "table-cell", "covered-table-cell"))
_HEADER_ROWS = TABLE + "table-header-rows"
_ROW_GROUPS = frozenset((_HEADER_ROWS, TABLE + "table-rows", TABLE + "table-row-group"))
_OBJECTS = frozenset((DRAW + "object", DRAW + "object-ole"))


@dataclass(frozen=True, slots=True)
class Book:
    """What the stories of one document share; `body_size` is the size of its plain text in points."""

    package: TextPackage
    styles: StyleSheet
    lists: Lists
    ledger: Ledger
    body_size: float | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: how deep in tables, whether in a table of contents, and in which list and how deep (the
    depth counts from 0; None out of lists)."""

    depth: int = 0
    contents: bool = False
    run: ListRun | None = None
    style: str = ""
    level: int = -1


@dataclass(slots=True)
class _Marker:
    """The marker of a list item until its first paragraph takes it."""

    text: str = ""
    level: int = 0


_NO_MARKER = _Marker()


@dataclass(slots=True)
class StoryReader:
    """Reads one story (body, note, header). `notes` are the notes referred to since someone last took them away."""

    book: Book
    notes: list[Element] = field(default_factory=list)

    def read_blocks(self, container: Element) -> Iterator[DraftBlock]:
        """The blocks of a body, note, header or text box."""
        for child in container:
            yield from self.read_block(child)

    def read_block(self, element: Element, place: _Place = _Place()) -> Iterator[DraftBlock]:  # frozen
        """The blocks of one element: a paragraph and what it anchors, a list, a table, what a wrapper holds."""
        tag = element.tag
        if tag in _PARAGRAPHS:
            yield from self._read_paragraph(element, place, _NO_MARKER)
        elif tag in (LIST, NUMBERED):
            yield from self._read_list(element, place)
        elif tag == _TABLE:
            yield self._read_table(element, place)
        elif tag.startswith(DRAW):
            yield from self._read_shape(element, place)
        elif tag == NOTE:
            self.notes.append(element)
        elif not self._is_left_out(element):
            inside = replace(place, contents=True) if tag in CONTENTS else place
            for child in element:
                yield from self.read_block(child, inside)

    def _is_left_out(self, element: Element) -> bool:
        hidden = element.tag == SECTION and (
            element.get(f"{TEXT}display") == "none" or self.book.styles.is_hidden(element.get(STYLE_NAME, ""))
        )
        if hidden:
            self.book.ledger.hidden += len("".join(element.itertext()).strip())
            self.book.ledger.excuse(element.itertext())
        return hidden or element.tag in SILENT

    def _read_list(self, element: Element, place: _Place) -> Iterator[DraftBlock]:
        if place.level > MAX_DEPTH:
            yield from self._flatten(element, place)
            return
        lists = self.book.lists
        run = lists.open(element) if place.run is None else place.run
        inside = replace(place, run=run, style=element.get(STYLE_NAME, place.style), level=place.level + 1)
        if element.tag == NUMBERED:
            level = read_count(element.get(f"{TEXT}level"), 10) - 1
            yield from self._read_item(element, replace(inside, level=level))
            return
        for item in element:
            if item.tag in (LIST_ITEM, LIST_HEADER):
                yield from self._read_item(item, inside)

    def _read_item(self, item: Element, place: _Place) -> Iterator[DraftBlock]:
        """An item's paragraphs; the first shows its marker, if it opens the item and not a list inside does."""
        marker = _NO_MARKER
        first = next((child.tag for child in item if child.tag not in SILENT), None)
        if item.tag != LIST_HEADER and place.run is not None and first in _PARAGRAPHS:
            drawn = self.book.lists.advance(place.run, place.style, place.level, item.get(f"{TEXT}start-value"))
            marker = _Marker(drawn, place.level + 1)
        for child in item:
            if child.tag in _PARAGRAPHS:
                yield from self._read_paragraph(child, place, marker)
                marker = _NO_MARKER
            else:
                yield from self.read_block(child, place)

    def _read_paragraph(self, element: Element, place: _Place, marker: _Marker) -> Iterator[DraftBlock]:
        style = self.book.styles.paragraph(element.get(STYLE_NAME, ""))
        inline = InlineReader(self.book.styles, self.book.ledger).read(element, style.run)
        self.notes.extend(inline.notes)
        if inline.runs:
            outline = element.get(f"{TEXT}outline-level", "1") if element.tag == H else ""
            level = read_count(outline, 9) if outline else style.level
            draft = draft_text(
                inline.runs,
                level=level,
                computed=marker.text,
                list_level=marker.level,
                body_size=self.book.body_size,
            )
            draft.furniture = place.contents or style.contents
            if style.fill is not None and draft.style.fill is None:
                draft.style = replace(draft.style, fill=style.fill)
            yield draft
        for shape in inline.shapes:
            yield from self._read_shape(shape, place)

    def _read_shape(self, shape: Element, place: _Place) -> Iterator[DraftBlock]:
        """The words in a drawing: text boxes, captions of shapes, embedded charts; boxes may nest without end."""
        if place.depth > MAX_DEPTH:
            yield from self._flatten(shape, place)
            return
        inside = _Place(place.depth + 1, place.contents)
        # A frame gives its object and then a picture of it for programs that can't show the object.
        for child in shape:
            if child.tag in _OBJECTS:
                yield from self._read_object(child, inside)
                break
            if child.tag.startswith(DRAW):
                yield from self._read_shape(child, inside)
            else:
                yield from self.read_block(child, inside)

    def _read_object(self, element: Element, place: _Place) -> Iterator[DraftBlock]:
        """The words of an embedded chart, or an embedded text; a formula as its characters."""
        name = element.get(HREF, "").removeprefix("./")
        inner = next(iter(element), None)
        root = inner if inner is not None else self.book.package.tree(f"{name}/content.xml") if name else None
        if root is None:
            self.book.ledger.unread += 1
            return
        if root.tag.endswith("}math"):
            yield DraftBlock(BlockKind.PARAGRAPH, clean_text(_read_formula(root)))
            return
        words = ("".join(paragraph.itertext()) for paragraph in iter_any(root, _PARAGRAPHS))
        for word in dict.fromkeys(map(clean_text, words)):
            if not _is_number(word):
                yield DraftBlock(BlockKind.PARAGRAPH, word)

    def _read_table(self, table: Element, place: _Place) -> DraftBlock:
        rows = list(_find_rows(table))
        drafts: list[list[DraftCell]] = []
        for row, header in rows:
            for _ in range(_count_repeats(row, "rows", MAX_ROWS)):
                if len(drafts) >= MAX_ROWS:
                    raise self.book.package.too_big(f"a table has more than {MAX_ROWS} rows")
                drafts.append(self._read_row(row, len(drafts), header, place))
        for cells in drafts:
            for cell in cells:
                cell.row_span = min(cell.row_span, len(drafts) - cell.row)
        return DraftBlock(BlockKind.TABLE, rows=drafts)

    def _read_row(self, row: Element, number: int, header: bool, place: _Place) -> list[DraftCell]:
        cells: list[DraftCell] = []
        column = 0
        for element in row:
            if element.tag not in (_CELL, _COVERED):
                continue
            repeats = _count_repeats(element, "columns", MAX_COLUMNS)
            if element.tag == _CELL:
                cells += [self._read_cell(element, (number, column + i), header, place) for i in range(repeats)]
            column += repeats
            if column > MAX_COLUMNS:
                raise self.book.package.too_big(f"a table has more than {MAX_COLUMNS} columns")
        return cells

    def _read_cell(self, element: Element, at: tuple[int, int], header: bool, place: _Place) -> DraftCell:
        row_span, column_span = (
            read_count(element.get(f"{TABLE}number-{side}-spanned"), most)
            for side, most in (("rows", MAX_ROWS), ("columns", MAX_COLUMNS))
        )
        draft = DraftCell(*at, row_span, column_span, header=header)
        inside = _Place(place.depth + 1, place.contents)
        if inside.depth > MAX_DEPTH:
            draft.blocks.extend(self._flatten(element, inside))
        else:
            for child in element:
                draft.blocks.extend(self.read_block(child, inside))
        look = self.book.styles.cell(element.get(TABLE_STYLE, ""))
        add_look(draft, look.fill, rotated=look.rotated)
        return draft

    def _flatten(self, container: Element, place: _Place) -> Iterator[DraftBlock]:
        """The paragraphs of what is nested deeper than anyone reads, without its cells."""
        self.book.ledger.flattened += 1
        for paragraph in iter_any(container, _PARAGRAPHS):
            style = self.book.styles.paragraph(paragraph.get(STYLE_NAME, ""))
            inline: Inline = InlineReader(self.book.styles, self.book.ledger).read(paragraph, style.run)
            if inline.runs:
                yield draft_text(inline.runs, level=0, computed="", list_level=0, body_size=self.book.body_size)


def _find_rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """The rows of a table and whether they are its header, out of their groups."""
    stack = [(iter(table), False)]
    while stack:
        children, header = stack[-1]
        for child in children:
            if child.tag == _ROW:
                yield child, header
            elif child.tag in _ROW_GROUPS:
                stack.append((iter(child), header or child.tag == _HEADER_ROWS))
                break
        else:
            stack.pop()


def _count_repeats(element: Element, side: str, most: int) -> int:
    """How often a row or cell with text repeats; an empty one stands once: it holds nothing to repeat."""
    if side == "rows" and not any(part.strip() for part in element.itertext()):
        return 1
    return read_count(element.get(f"{TABLE}number-{side}-repeated"), most)


def _read_formula(root: Element) -> str:
    """The characters of a formula; its source in a formula language is no text."""
    skipped = {id(found) for found in root.iter() if found.tag.endswith(("}annotation", "}annotation-xml"))}
    return "".join(element.text or "" for element in root.iter() if id(element) not in skipped)


def _is_number(word: str) -> bool:
    try:
        float(word.replace(",", ".").replace(" ", "").rstrip("%"))
    except ValueError:
        return False
    return True
