"""From a reader's draft to a Document: one place lays the text out and counts every span.

A reader describes what it saw as drafts (text, look, page, box); `build_document` writes `Document.text` by the
conventions of `models.document` and gives each block and cell its place. So spans are right by construction in every
format.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.document import (
    CELL_SEPARATOR,
    NO_METADATA,
    PLAIN,
    Block,
    BlockKind,
    Box,
    Cell,
    Document,
    Metadata,
    Page,
    Place,
    Source,
    Style,
)
from models.flags import Flag


@dataclass(slots=True, init=False)
class DraftBlock:
    """A block before its span is known; `text`, `marker` and `caption` are clean. See `models.document.Block`."""

    kind: BlockKind
    text: str
    marker: str
    level: int
    style: Style
    lead: int
    furniture: bool
    checked: bool | None
    caption: str
    rows: list[list["DraftCell"]]
    page: int | None
    last_page: int | None
    box: Box | None

    def __init__(  # noqa: PLR0913, PLR0917 - written out: compiled, it takes a tenth of the time of a dataclass's own
        self,
        kind: BlockKind,
        text: str = "",
        marker: str = "",
        level: int = 0,
        style: Style = PLAIN,
        lead: int = 0,
        furniture: bool = False,
        checked: bool | None = None,
        caption: str = "",
        rows: list[list["DraftCell"]] | None = None,
        page: int | None = None,
        last_page: int | None = None,
        box: Box | None = None,
    ) -> None:
        self.kind = kind
        self.text = text
        self.marker = marker
        self.level = level
        self.style = style
        self.lead = lead
        self.furniture = furniture
        self.checked = checked
        self.caption = caption
        self.rows = [] if rows is None else rows
        self.page = page
        self.last_page = last_page
        self.box = box


@dataclass(slots=True, init=False)
class DraftCell:
    """A cell before its span is known. See `models.document.Cell`."""

    row: int
    column: int
    row_span: int
    column_span: int
    blocks: list[DraftBlock]
    header: bool
    style: Style
    page: int | None
    last_page: int | None
    box: Box | None

    def __init__(  # noqa: PLR0913, PLR0917 - as above
        self,
        row: int,
        column: int,
        row_span: int = 1,
        column_span: int = 1,
        blocks: list[DraftBlock] | None = None,
        header: bool = False,
        style: Style = PLAIN,
        page: int | None = None,
        last_page: int | None = None,
        box: Box | None = None,
    ) -> None:
        self.row = row
        self.column = column
        self.row_span = row_span
        self.column_span = column_span
        self.blocks = [] if blocks is None else blocks
        self.header = header
        self.style = style
        self.page = page
        self.last_page = last_page
        self.box = box


def build_document(
    source: Source,
    drafts: Iterable[DraftBlock],
    *,
    reader: str,
    pages: Sequence[Page] = (),
    metadata: Metadata = NO_METADATA,
    encoding: str | None = None,
    flags: Sequence[Flag] = (),
) -> Document:
    """Lay the drafts out as one text; blocks without any text are left out."""
    writer = _Writer()
    body = writer.write_blocks(drafts, path="")
    return Document(
        source=source,
        text=writer.text,
        body=body,
        reader=reader,
        pages=tuple(pages),
        metadata=metadata,
        encoding=encoding,
        flags=tuple(flags),
    )


class _Writer:
    """Appends pieces to one string and knows the offset; separators come only between pieces."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def _append(self, text: str) -> tuple[int, int]:
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        return start, self._length

    def write_blocks(self, drafts: Iterable[DraftBlock], *, path: str) -> tuple[Block, ...]:
        blocks: list[Block] = []
        counts: dict[BlockKind, int] = {}
        for draft in drafts:
            if not (draft.text or _has_text(draft)):
                continue
            if blocks:
                self._append("\n")
            kind = draft.kind
            counts[kind] = count = counts.get(kind, 0) + 1
            blocks.append(self._write_block(draft, f"{path}{kind}[{count}]"))
        return tuple(blocks)

    def _write_block(self, draft: DraftBlock, path: str) -> Block:
        page, last_page, box = draft.page, draft.last_page or draft.page, draft.box
        marker = None
        if draft.marker:
            start, end = self._append(draft.marker)
            marker = Place(start, end, page, last_page, box, path)
            self._append(" ")
        start = self._length
        caption = None
        if draft.caption:
            caption = Place(start, self._append(draft.caption)[1], page, last_page, box, path)
            self._append("\n" if draft.rows else "")
        rows = self._write_rows(draft.rows, path) if draft.rows else ()
        self._append(draft.text)
        # By position: with keywords, which thousands of blocks would pay for, it costs half as much again.
        return Block(
            draft.kind,
            Place(start, self._length, page, last_page, box, path),
            draft.level,
            marker,
            draft.style,
            draft.lead,
            draft.furniture,
            draft.checked,
            rows,
            caption,
        )

    def _write_rows(self, rows: list[list[DraftCell]], path: str) -> tuple[tuple[Cell, ...], ...]:
        written: list[tuple[Cell, ...]] = []
        needs_break = False
        for number, row in enumerate(rows, start=1):
            cells: list[Cell] = []
            started = False
            for draft in row:
                if any(block.text or _has_text(block) for block in draft.blocks):
                    self._append(CELL_SEPARATOR if started else "\n" if needs_break else "")
                    started = True
                cells.append(self._write_cell(draft, f"{path}/row[{number}]/cell[{len(cells) + 1}]"))
            needs_break = needs_break or started
            written.append(tuple(cells))
        return tuple(written)

    def _write_cell(self, draft: DraftCell, path: str) -> Cell:
        start = self._length
        blocks = self.write_blocks(draft.blocks, path=f"{path}/")
        return Cell(
            Place(start, self._length, draft.page, draft.last_page or draft.page, draft.box, path),
            draft.row,
            draft.column,
            draft.row_span,
            draft.column_span,
            blocks,
            draft.header,
            draft.style,
        )


def _has_text(draft: DraftBlock) -> bool:
    if draft.text or draft.caption:
        return True
    return bool(draft.rows) and any(_has_text(block) for row in draft.rows for cell in row for block in cell.blocks)
