"""Old Word documents (.doc) by antiword: its DocBook keeps paragraphs, lists, and the rows and cells of tables."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from extractors.build import DraftBlock, DraftCell, build_document
from extractors.docx_numbering import BULLET, write_number
from extractors.flow import Run, Shape, make_blocks
from extractors.office_programs import ANTIWORD_NAMES, ANTIWORD_PLACES, ProgramFailed, find_program, run_program
from extractors.trees import Element, is_too_deep, parse_tree
from models.document import PLAIN, BlockKind, Document, Metadata, Source, Style
from models.errors import Motif, UnreadableSource

_SECONDS = 60.0
_BOLD, _ITALIC = Style(bold=True), Style(italic=True)
_SECTIONS = frozenset(("chapter", "sect1", "sect2", "sect3", "sect4", "sect5"))
_FORMATS = {"arabic": "decimal", "loweralpha": "lowerLetter", "upperalpha": "upperLetter", "lowerroman": "lowerRoman",
            "upperroman": "upperRoman"}  # fmt: skip
_DEEPEST = 100


def find_antiword() -> Path | None:
    """The program antiword on this machine; None where there is none."""
    return find_program(ANTIWORD_NAMES, ANTIWORD_PLACES)


def read_with_antiword(data: bytes, source: Source) -> Document | None:
    """The document that antiword sees; None where it is not installed. Raises UnreadableSource where it fails."""
    program = find_antiword()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="fiches-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "document.doc").write_bytes(data)
        command = (program, "-m", "UTF-8.txt", "-x", "db", "document.doc")
        try:
            code, written = run_program(command, seconds=_SECONDS, folder=folder)
            root = parse_tree(written)
        except (ProgramFailed, ElementTree.ParseError) as error:
            raise _damaged(source, str(error)) from error
    if code != 0 or is_too_deep(root, written):
        raise _damaged(source, f"ended with code {code}")
    date = (root.findtext("bookinfo/date") or "").strip() or None
    document = build_document(source, _read_children(root, 0), reader="antiword", metadata=Metadata(date=date))
    if not document.text:
        raise UnreadableSource(source.name, Motif.VIDE, "the document holds no text", "check that it is the right file")
    return document


def _damaged(source: Source, what: str) -> UnreadableSource:
    return UnreadableSource(
        source.name, Motif.ABIME, f"antiword cannot read it ({what})", "open it in Word and save it as .docx"
    )


def _read_children(parent: Element, level: int) -> Iterator[DraftBlock]:
    """The blocks of a book, a section or an item; `level` counts the sections around it."""
    for child in parent if level < _DEEPEST else ():
        tag = child.tag
        if tag in _SECTIONS:
            yield from _read_children(child, level + 1)
        elif tag == "title" and level:
            yield from make_blocks(list(_iter_runs(child, PLAIN)), Shape(BlockKind.HEADING, min(level, 6)))
        elif tag in ("itemizedlist", "orderedlist"):
            yield from _read_list(child, level)
        elif tag in ("informaltable", "table"):
            yield _read_table(child)
        elif tag in ("para", "simpara"):
            yield from _read_paragraph(child, level)


def _read_paragraph(paragraph: Element, level: int) -> Iterator[DraftBlock]:
    """A paragraph; what stands in it as a block of its own follows."""
    yield from make_blocks(list(_iter_runs(paragraph, PLAIN)))
    for inner in paragraph:
        if inner.tag == "footnote":
            yield from _read_children(inner, level)
        elif inner.tag in ("informaltable", "table"):
            yield _read_table(inner)


def _read_list(element: Element, level: int) -> Iterator[DraftBlock]:
    shown = _FORMATS.get(element.get("numeration", "arabic"), "decimal")
    for number, item in enumerate(element.findall("listitem"), start=1):
        marker = BULLET if element.tag == "itemizedlist" else f"{write_number(number, shown)}."
        for block in _read_children(item, level + 1):
            if marker and block.kind is BlockKind.PARAGRAPH:
                block.kind, block.level, block.marker = BlockKind.ITEM, 1, marker
                marker = ""
            yield block


def _iter_runs(element: Element, style: Style) -> Iterator[Run]:
    """The text of a paragraph or a cell with its looks, without its blocks. A cell has no looks and a line a
    paragraph."""
    if element.text:
        yield element.text, style
    for child in element:
        if child.tag == "emphasis":
            yield from _iter_runs(child, _BOLD if child.get("role") == "bold" else _ITALIC)
        elif child.tag in ("superscript", "subscript", "ulink", "link"):
            yield from _iter_runs(child, style)
        if child.tail:
            yield child.tail, style


def _read_table(table: Element) -> DraftBlock:
    """A table; its groups of rows with fewer columns than the widest have cells that span the rest."""
    rows = [row.findall("entry") for row in table.iter("row")]
    width = max(map(len, rows), default=0)
    drafts = [
        [
            DraftCell(
                number,
                column,
                column_span=width - column if column == len(cells) - 1 else 1,
                blocks=make_blocks(list(_iter_runs(entry, PLAIN))),
            )
            for column, entry in enumerate(cells)
        ]
        for number, cells in enumerate(rows)
    ]
    return DraftBlock(BlockKind.TABLE, rows=drafts)
