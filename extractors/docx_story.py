"""A Word story (body, note, header) as drafts of blocks: one walk over its tree, in reading order.

What the walk finds inside a paragraph that is a block of its own (text box, shape, diagram) follows that paragraph.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors import docx_names as names
from extractors.build import DraftBlock, DraftCell
from extractors.clean import clean_text
from extractors.docx_check import Lineage
from extractors.docx_grid import merge_grid
from extractors.docx_names import SDT, TBL, P, T, child_value, w
from extractors.docx_paragraphs import NO_PROPS, ParagraphProps, read_paragraph_props
from extractors.docx_runs import Inline, InlineReader, is_unfilled, pick_branch
from extractors.docx_styles import NO_ZONE, StyleSheet, TableZone
from extractors.docx_tables import count_columns, read_rows, read_table_look
from extractors.office_drafts import add_look, draft_text
from extractors.office_ledger import Ledger
from models.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractors.docx_grid import GridCell
    from extractors.docx_numbering import Numbering
    from extractors.docx_parts import Part, WordPackage
    from extractors.docx_tables import TableCell, TableLook
    from extractors.trees import Element

MAX_DEPTH = 24
_BLOCKS = frozenset((P, TBL, names.ALT_CHUNK))
_WITHOUT_BLOCKS = names.GONE | {names.SECT_PR, names.TC_PR, names.SDT_PR}
_GALLERY = f"{names.SDT_PR}/{w('docPartObj')}"


@dataclass(frozen=True, slots=True)
class Book:
    """What the stories of one document share; `body_size` is the size of its plain text in points, `read_chunk` gives
    the blocks of an embedded document (None for one that is not read)."""

    package: "WordPackage"
    styles: StyleSheet
    numbering: "Numbering"
    ledger: Ledger
    body_size: float | None = None
    read_chunk: "Callable[[bytes], list[DraftBlock] | None] | None" = None


class StoryReader:
    """Reads one story of a document. `notes` are the notes referred to since someone last took them away, `sections`
    counts the sections that ended so far."""

    def __init__(self, book: Book, part: "Part") -> None:
        self._book = book
        self._part = part
        self._inline_reader = InlineReader(book.styles, book.ledger)
        self.notes: list[tuple[str, str, bool]] = []
        self.sections = 0

    def read_blocks(self, container: "Element", zone: TableZone = NO_ZONE, depth: int = 0) -> "Iterator[DraftBlock]":
        """The blocks of a body, cell, text box or note; `zone` is the look a table style gives them."""
        if depth > MAX_DEPTH:
            yield from self._flatten(container, zone)
            return
        carried: Inline | None = None
        props = NO_PROPS
        for element, is_contents in self._walk(container):
            if element.tag != P:
                if carried is not None:
                    yield from self._draft_paragraph(carried, props, depth)
                    carried = None
                yield from (self._read_table(element, depth),) if element.tag == TBL else self._read_chunk(element)
                continue
            props = read_paragraph_props(element)
            inline = self._inline_reader.read(element, props.style_id, zone)
            if carried is not None:
                inline = carried + inline
            if props.joined:
                carried = inline
            else:
                carried = None
                marker = self._number(props)
                if inline:
                    yield from self._draft_paragraph(inline, props, depth, marker=marker, is_contents=is_contents)
            if props.ends_section:
                self.sections += 1
        if carried is not None:
            yield from self._draft_paragraph(carried, props, depth)

    def _walk(self, container: "Element") -> "Iterator[tuple[Element, bool]]":
        """The paragraphs, tables and embedded documents of a container; whether a table of contents holds them."""
        stack = [(iter(container), False)]
        while stack:
            children, is_contents = stack[-1]
            for child in children:
                tag = child.tag
                if tag in _BLOCKS:
                    yield child, is_contents
                    continue
                if tag in _WITHOUT_BLOCKS:
                    continue
                inner = self._unwrap(child)
                if inner is not None and len(inner):
                    stack.append((iter(inner), is_contents or _is_contents(child)))
                    break
            else:
                stack.pop()

    def _unwrap(self, child: "Element") -> "Element | None":
        """What to walk instead of a wrapper: its content, unless that was deleted or is only a prompt."""
        tag = child.tag
        if tag == names.ALTERNATE:
            return pick_branch(child)
        if tag == SDT and is_unfilled(child):
            self._book.ledger.prompts += 1
            self._book.ledger.excuse(found.text for found in child.iter(T))
            return None
        return child

    def _flatten(self, container: "Element", zone: TableZone) -> "Iterator[DraftBlock]":
        """The paragraphs of tables nested deeper than anyone reads, without their cells."""
        self._book.ledger.flattened += 1
        lineage = Lineage(container)
        for paragraph in container.iter(P):
            if not lineage.is_gone(paragraph):
                props = read_paragraph_props(paragraph)
                inline = self._inline_reader.read(paragraph, props.style_id, zone)
                inline.shapes.clear()  # their paragraphs are met by this very loop
                yield from self._draft_paragraph(inline, props, MAX_DEPTH)

    def _draft_paragraph(
        self,
        inline: Inline,
        props: ParagraphProps,
        depth: int,
        *,
        marker: tuple[str, int] = ("", 0),
        is_contents: bool = False,
    ) -> "Iterator[DraftBlock]":
        """The paragraph and the shapes it anchors; `marker` is what Word computes for it, and its depth in the list."""
        self.notes.extend(inline.notes)
        if inline.runs:
            style = self._book.styles.paragraph(props.style_id)
            computed, list_level = marker
            draft = draft_text(
                inline.runs,
                level=style.level if props.level is None else props.level,
                computed=computed,
                list_level=list_level,
                body_size=self._book.body_size,
            )
            draft.furniture = is_contents or style.contents
            fill = style.fill if props.fill is None else props.fill
            if fill is not None and draft.style.fill is None:
                draft.style = replace(draft.style, fill=fill)
            yield draft
        for shape in inline.shapes:
            yield from self._read_shape(shape, depth)

    def _number(self, props: ParagraphProps) -> tuple[str, int]:
        """Count a paragraph in its list: the marker that Word computes (empty out of lists), its depth from 1."""
        style = self._book.styles.paragraph(props.style_id)
        num_id = props.num_id or style.num_id
        if num_id is None or num_id == "0":
            return "", 0
        numbering = self._book.numbering
        level = props.num_level
        if level is None and props.num_id is None:
            level = numbering.level_of_style(num_id, props.style_id) if style.num_level is None else style.num_level
        level = max(level or 0, 0)
        return numbering.advance(num_id, level) or "", level + 1

    def _read_chunk(self, element: "Element") -> "Iterator[DraftBlock]":
        """The text of a document that is embedded here."""
        _, name = self._part.relations.get(element.get(names.REL_ID, ""), ("", ""))
        data = self._book.package.raw(name) if name else None
        drafts = None if data is None or self._book.read_chunk is None else self._book.read_chunk(data)
        if drafts is None:
            self._book.ledger.unread += 1
        yield from drafts or ()

    def _read_shape(self, shape: "Element", depth: int) -> "Iterator[DraftBlock]":
        if shape.tag == names.TXBX_CONTENT:
            yield from self.read_blocks(shape, NO_ZONE, depth + 1)
        elif shape.tag == names.DRAWING_P:
            yield _draft_drawing(shape)
        elif shape.tag == names.TEXT_PATH:
            yield DraftBlock(BlockKind.PARAGRAPH, clean_text(shape.get("string", "")))
        else:
            yield from self._read_graphic(
                shape.get(names.DIAGRAM_DATA if shape.tag == names.DIAGRAM_IDS else names.REL_ID, "")
            )

    def _read_graphic(self, relation: str) -> "Iterator[DraftBlock]":
        """The words of a diagram or a chart: its paragraphs, then the names of its series and categories."""
        _, name = self._part.relations.get(relation, ("", ""))
        blob = self._book.package.blob(name)
        if blob is None:
            self._book.ledger.unread += 1
            return
        root = self._book.package.parse(blob, name)
        for paragraph in root.iter(names.DRAWING_P):
            yield _draft_drawing(paragraph)
        words = [value.text or "" for cache in root.iter(names.CHART_STRINGS) for value in cache.iter(names.CHART_V)]
        for word in dict.fromkeys(words):
            yield DraftBlock(BlockKind.PARAGRAPH, clean_text(word))

    def _read_table(self, table: "Element", depth: int) -> DraftBlock:
        rows = read_rows(table)
        look = read_table_look(table)
        grid = merge_grid([row.raw for row in rows], count_columns(table))
        drafts: list[list[DraftCell]] = []
        homes: dict[tuple[int, int], tuple[DraftCell, TableZone]] = {}
        for cells in grid:
            drafts.append([])
            for cell in cells:
                draft = DraftCell(
                    cell.row, cell.column, cell.row_span, cell.column_span, header=rows[cell.sources[0][0]].header
                )
                homes |= dict.fromkeys(cell.sources, (draft, self._zone(look, cell)))
                drafts[-1].append(draft)
        # In the order of the file, for the numbers of its lists: that of the grid differs where cells merge.
        for number, row in enumerate(rows):
            for index, table_cell in enumerate(row.cells):
                draft, zone = homes[number, index]
                self._fill_cell(draft, table_cell, zone, depth)
        for cells, row_drafts in zip(grid, drafts, strict=True):
            for cell, draft in zip(cells, row_drafts, strict=True):
                number, index = cell.sources[0]
                table_cell = rows[number].cells[index]
                fill = table_cell.fill if table_cell.shaded else homes[number, index][1].fill
                add_look(draft, fill, rotated=table_cell.rotated)
        return DraftBlock(BlockKind.TABLE, rows=drafts)

    def _fill_cell(self, draft: DraftCell, cell: "TableCell", zone: TableZone, depth: int) -> None:
        """Add the blocks of one `w:tc` to the cell of the grid that holds it."""
        if cell.prompt:
            self._book.ledger.prompts += 1
            self._book.ledger.excuse(found.text for found in cell.element.iter(T))
        else:
            draft.blocks.extend(self.read_blocks(cell.element, zone, depth + 1))

    def _zone(self, look: "TableLook", cell: "GridCell") -> TableZone:
        if not look.style_id:
            return NO_ZONE
        return self._book.styles.zone(
            look.style_id,
            first_row=look.first_row and cell.row == 0,
            first_column=look.first_column and cell.column == 0,
        )


def _draft_drawing(paragraph: "Element") -> DraftBlock:
    text = "".join(piece.text or "" for piece in paragraph.iter(names.DRAWING_T))
    return DraftBlock(BlockKind.PARAGRAPH, clean_text(text))


def _is_contents(control: "Element") -> bool:
    """Whether a content control is Word's own table of contents."""
    gallery = control.find(_GALLERY) if control.tag == SDT else None
    return child_value(gallery, w("docPartGallery")) == "Table of Contents"
