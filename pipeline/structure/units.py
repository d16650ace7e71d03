"""A document's body as units: the smallest texts that carry a label, a title or an item, each with its look."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from models.action import Item
from models.document import PLAIN, Block, BlockKind, Document, Place, Style


@dataclass(init=False, unsafe_hash=True, slots=True)
class Unit:
    """One line of text as the source sets it: a heading, a paragraph's line, a list item, a nested table's row."""

    text: Final[str]
    place: Final[Place]
    kind: Final[BlockKind]
    level: Final[int]
    marker: Final[Place | None]
    style: Final[Style]
    lead: Final[int]
    checked: Final[bool | None]
    furniture: Final[bool]
    cells: Final[tuple[Place, ...]]

    def __init__(  # noqa: PLR0913, PLR0917 - written out, since compiled code makes it ten times as fast
        self,
        text: str,
        place: Place,
        kind: BlockKind,
        level: int = 0,
        marker: Place | None = None,
        style: Style = PLAIN,
        lead: int = 0,
        checked: bool | None = None,
        furniture: bool = False,
        cells: tuple[Place, ...] = (),
    ) -> None:
        self.text = text
        self.place = place
        self.kind = kind
        self.level = level
        self.marker = marker
        self.style = style
        self.lead = lead
        self.checked = checked
        self.furniture = furniture
        self.cells = cells

    def item(self, start: int = 0, end: int | None = None) -> Item:
        """This unit as an item, from `start` to `end` characters of its text, blanks at the ends left out."""
        stop = len(self.text) if end is None else end
        piece = self.text[start:stop]
        text = piece.strip()
        if len(text) == len(self.place):
            return Item(text, self.place, self.cells, self.checked)
        cells = self.cells if (start, stop) == (0, len(self.text)) else ()
        start += len(piece) - len(piece.lstrip())
        return Item(text, narrow_place(self.place, start, start + len(text)), cells, self.checked)

    def with_style(self, style: Style) -> "Unit":
        """The same text in another look."""
        return Unit(
            self.text,
            self.place,
            self.kind,
            self.level,
            self.marker,
            style,
            self.lead,
            self.checked,
            self.furniture,
            self.cells,
        )

    def cut(self, start: int, end: int, *, marker: Place | None, lead: int, checked: bool | None) -> "Unit":
        """The part from `start` to `end` characters, blanks at its ends left out; its cells are its own no more."""
        piece = self.text[start:end]
        text = piece.strip()
        start += len(piece) - len(piece.lstrip())
        place = narrow_place(self.place, start, start + len(text))
        return Unit(text, place, self.kind, self.level, marker, self.style, lead, checked, furniture=self.furniture)

    def whole_item(self, text: str) -> Item:
        """This unit with its list marker, for text outside the champs; `text` is the document's."""
        if self.marker is None:
            return self.item()
        own = self.place
        place = Place(self.marker.start, own.end, own.page, own.last_page, own.box, own.path)
        return Item(text[place.start : place.end], place, self.cells, self.checked)


def narrow_place(place: Place, start: int, end: int) -> Place:
    """The part of a place from `start` to `end` characters behind its beginning; page and box stay."""
    return Place(place.start + start, place.start + end, place.page, place.last_page, place.box, place.path)


def list_units(document: Document, blocks: Iterable[Block]) -> Iterator[Unit]:
    """The units of blocks in reading order; a table's rows are one unit each, as for a table nested in a cell."""
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            yield from _table_units(document, block)
            continue
        whole = _block_unit(document, block)
        if "\n" not in whole.text or block.kind is BlockKind.HEADING:
            yield whole
        else:
            yield from _line_units(whole)


def _block_unit(document: Document, block: Block) -> Unit:
    place = block.place
    return Unit(
        document.text[place.start : place.end],
        place,
        block.kind,
        block.level,
        block.marker,
        block.style,
        block.lead,
        block.checked,
        block.furniture,
    )


def _line_units(whole: Unit) -> Iterator[Unit]:
    """The lines of a block, with forced breaks between them."""
    offset = 0
    for number, line in enumerate(whole.text.split("\n")):
        if line:
            lead = min(whole.lead, len(line)) if number == 0 else 0
            yield Unit(
                line,
                narrow_place(whole.place, offset, offset + len(line)),
                whole.kind,
                whole.level,
                whole.marker if number == 0 else None,
                whole.style,
                0 if lead == len(line) else lead,
                whole.checked,
                whole.furniture,
            )
        offset += len(line) + 1


def _table_units(document: Document, table: Block) -> Iterator[Unit]:
    """A table that is content: its caption, then each row as one item with its cells joined."""
    if table.caption is not None:
        yield Unit(document.slice(table.caption), table.caption, BlockKind.PARAGRAPH, furniture=table.furniture)
    for row in table.rows:
        filled = [cell.place for cell in row if cell.place.end > cell.place.start]
        if not filled:
            continue
        place = replace(filled[0], end=filled[-1].end, last_page=filled[-1].last_page)
        place = replace(place, path=place.path.rsplit("/", 1)[0])
        if place.box is not None and all(cell.box is not None and cell.page == place.page for cell in filled):
            box = place.box
            for cell in filled[1:]:
                box = box.union(cell.box) if cell.box is not None else box
            place = replace(place, box=box)
        yield Unit(document.slice(place), place, BlockKind.ITEM, cells=tuple(filled), furniture=table.furniture)
