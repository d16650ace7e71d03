"""The document model: what every reader gives, whatever the format.

`Document.text` holds the extracted text once, clean (NFC, plain spaces, no soft hyphens, wrapped lines joined) and in
reading order. Blocks, cells and champs never carry text of their own: each has a `Place`, whose `start` and `end` are
offsets into that one string. So every value can be pointed at, and every text rebuilt, from its span.

Conventions of `Document.text`, which every reader keeps:

- blocks are parted by a newline; a forced line break inside a block is a newline too;
- the cells of a table row are parted by ` | ` (empty cells leave nothing), its rows by a newline, at any depth;
- a cell merged over several rows or columns stands once, where it starts;
- a list marker (`•`, `1.`, `2 /`) stands in the text before its item's span, and in `Block.marker`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.flags import Flag
from models.light import light_dataclass

CELL_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Source:
    """One input as it came: SHA-256 of its bytes (hex), path as found (POSIX, relative), media type, size in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int


@dataclass(init=False, unsafe_hash=True, slots=True)
class Box:
    """A rectangle on a page in PDF points, origin at the top left; `top` < `bottom`."""

    x0: Final[float]
    top: Final[float]
    x1: Final[float]
    bottom: Final[float]

    def __init__(  # written out, since compiled code makes it ten times as fast
        self,
        x0: float,
        top: float,
        x1: float,
        bottom: float,
    ) -> None:
        self.x0 = x0
        self.top = top
        self.x1 = x1
        self.bottom = bottom

    def union(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(init=False, unsafe_hash=True, slots=True)
class Place:
    """Where a text stands: a span of `Document.text`, and page (from 1) and box where the format has pages.

    `last_page` differs from `page` for what runs over a page break; the box is then the part on `page`. `path` names
    the element in the document's structure (`table[2]/row[4]/cell[1]`), all counted from 1.
    """

    start: Final[int]
    end: Final[int]
    page: Final[int | None]
    last_page: Final[int | None]
    box: Final[Box | None]
    path: Final[str]

    def __init__(  # written out, since compiled code makes it ten times as fast
        self,
        start: int,
        end: int,
        page: int | None = None,
        last_page: int | None = None,
        box: Box | None = None,
        path: str = "",
    ) -> None:
        self.start = start
        self.end = end
        self.page = page
        self.last_page = last_page
        self.box = box
        self.path = path

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, width and height in points as displayed (rotation applied)."""

    number: int
    width: float
    height: float


class BlockKind(StrEnum):
    """The four kinds of block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@light_dataclass(frozen=True, slots=True)
class Style:
    """How a text looks, as far as the format says: evidence for labels and titles, never a value.

    `size` in points; `color` and `fill` (the background) as 0xRRGGBB; None is unknown or none. `rotated` is text at
    90 degrees. The style of a block is the one most of its characters have.
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float | None = None
    color: int | None = None
    fill: int | None = None
    rotated: bool = False


PLAIN = Style()


@dataclass(init=False, unsafe_hash=True, slots=True)
class Block:
    """A heading, paragraph, list item or table.

    `place` spans the text without its list marker; a table's spans all of its cells. `marker` is the span of the list
    marker as written, if the source writes one. `level` is a heading's (1 the highest) or an item's depth (from 1).
    `lead` counts the characters at the start of the text that are set apart from the rest (bold, underlined or
    coloured while the rest is not): where a run-in label would stand; 0 where nothing is set apart. `furniture` marks
    running headers and footers, menus, share links: text that belongs to the page and not to the document's body.
    `checked` is the state of a check box that opens the block, None without one. `rows` is filled for tables only.
    `caption` is the span of a table's caption, where it has one; it stands inside the table's span.
    """

    kind: Final[BlockKind]
    place: Final[Place]
    level: Final[int]
    marker: Final[Place | None]
    style: Final[Style]
    lead: Final[int]
    furniture: Final[bool]
    checked: Final[bool | None]
    rows: Final[tuple[tuple["Cell", ...], ...]]
    caption: Final[Place | None]

    def __init__(  # noqa: PLR0913, PLR0917 - written out, since compiled code makes it ten times as fast
        self,
        kind: BlockKind,
        place: Place,
        level: int = 0,
        marker: Place | None = None,
        style: Style = PLAIN,
        lead: int = 0,
        furniture: bool = False,
        checked: bool | None = None,
        rows: tuple[tuple["Cell", ...], ...] = (),
        caption: Place | None = None,
    ) -> None:
        self.kind = kind
        self.place = place
        self.level = level
        self.marker = marker
        self.style = style
        self.lead = lead
        self.furniture = furniture
        self.checked = checked
        self.rows = rows
        self.caption = caption


@dataclass(init=False, unsafe_hash=True, slots=True)
class Cell:
    """A table cell: its place in the grid from 0, its spans, and what stands in it (nested tables too).

    A row holds only the cells that start in it, left to right; `column` says where. `header` is what the format says
    (`th`, a repeated header row), not a guess.
    """

    place: Final[Place]
    row: Final[int]
    column: Final[int]
    row_span: Final[int]
    column_span: Final[int]
    blocks: Final[tuple[Block, ...]]
    header: Final[bool]
    style: Final[Style]

    def __init__(  # noqa: PLR0913, PLR0917 - written out, since compiled code makes it ten times as fast
        self,
        place: Place,
        row: int,
        column: int,
        row_span: int = 1,
        column_span: int = 1,
        blocks: tuple[Block, ...] = (),
        header: bool = False,
        style: Style = PLAIN,
    ) -> None:
        self.place = place
        self.row = row
        self.column = column
        self.row_span = row_span
        self.column_span = column_span
        self.blocks = blocks
        self.header = header
        self.style = style


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself (document properties, `<meta>`), verbatim; None where it says nothing.

    `date` is ISO 8601 as far as it is precise (`2017`, `2017-09`, `2017-09-22`); `language` a BCP 47 code. `url` is the
    address that the page came from, `captured` the day (ISO 8601) on which it was fetched or saved.
    """

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    language: str | None = None
    url: str | None = None
    captured: str | None = None


NO_METADATA = Metadata()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document as read: lossless for text. `reader` names the module; `encoding` is set for byte-coded text."""

    source: Source
    text: str
    body: tuple[Block, ...]
    reader: str
    pages: tuple[Page, ...] = ()
    metadata: Metadata = NO_METADATA
    encoding: str | None = None
    flags: tuple[Flag, ...] = ()

    def slice(self, place: Place) -> str:
        """The text that a place spans."""
        return self.text[place.start : place.end]


def walk_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in reading order, a table before what stands in its cells."""
    for block in blocks:
        yield block
        for row in block.rows:
            for cell in row:
                yield from walk_blocks(cell.blocks)
