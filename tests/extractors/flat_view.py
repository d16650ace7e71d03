"""Documents as short lists, so that a test shows what it expects as a reader would see it."""

from extractors import read_document
from models.document import Block, BlockKind, Document, walk_blocks

Outline = list[str]


def read_text(text: str) -> Document:
    """A plain text as read."""
    return read_document(text.encode(), "essai.txt")


def read_page(body: str, *, head: str = "") -> Document:
    """A web page with that body as read."""
    return read_document(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), "essai.html")


def outline(document: Document, blocks: tuple[Block, ...] | None = None) -> Outline:
    """One line a block: `h2 Titre`, `p texte`, `li1 1. texte`, a table's rows as `| cell | cell`; furniture `~`."""
    return [line for block in (document.body if blocks is None else blocks) for line in _lines(document, block)]


def texts(document: Document, kind: BlockKind) -> list[str]:
    """The texts of all blocks of a kind, those in tables too."""
    return [document.slice(block.place) for block in walk_blocks(document.body) if block.kind is kind]


def letters(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())


def _lines(document: Document, block: Block) -> list[str]:
    mark = "~" if block.furniture else ""
    text = document.slice(block.place)
    marker = f"{document.slice(block.marker)} " if block.marker else ""
    if block.kind is BlockKind.HEADING:
        return [f"{mark}h{block.level} {marker}{text}"]
    if block.kind is BlockKind.ITEM:
        return [f"{mark}li{block.level} {marker}{text}"]
    if block.kind is BlockKind.PARAGRAPH:
        return [f"{mark}p {marker}{text}"]
    return [
        "".join(f"| {' / '.join(outline(document, cell.blocks))} " for cell in row).rstrip()
        for row in block.rows
        if row
    ]
