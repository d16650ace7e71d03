"""RTF documents by striprtf, where there is no LibreOffice: their words, and the cells of simple tables."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import cast

from extractors.build import DraftBlock, DraftCell, build_document
from extractors.flow import make_blocks
from models.document import PLAIN, BlockKind, Document, Source
from models.errors import Motif, UnreadableSource

_CELL_END = "|"


def read_with_striprtf(data: bytes, source: Source) -> Document | None:
    """The document that striprtf sees; None where it is not installed. Raises UnreadableSource where it fails."""
    if find_spec("striprtf") is None:
        return None
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - an extra

    try:
        text = cast("Callable[..., str]", rtf_to_text)(data.decode("latin-1"), encoding="cp1252", errors="replace")
    except (ValueError, IndexError, KeyError, LookupError, RecursionError) as error:
        what = f"striprtf cannot read it ({error})"
        raise UnreadableSource(source.name, Motif.ABIME, what, "open it in Word and save it as .docx") from error
    document = build_document(source, _read_lines(text.split("\n")), reader="rtf")
    if not document.text:
        raise UnreadableSource(source.name, Motif.VIDE, "the document holds no text", "check that it is the right file")
    return document


def _read_lines(lines: list[str]) -> Iterator[DraftBlock]:
    """Paragraphs a line, and tables of the lines that striprtf parts into cells.

    It writes a bar behind each cell; paragraphs inside a cell are lines of their own, so that a row goes on until a
    line ends with a bar.
    """
    rows: list[list[str]] = []
    opened: list[str] = []
    for line in lines:
        if opened or _CELL_END in line:
            opened.append(line)
            if line.rstrip().endswith(_CELL_END):
                rows.append("\n".join(opened).rstrip().removesuffix(_CELL_END).split(_CELL_END))
                opened = []
        elif line.strip():
            yield from _end_table(rows)
            rows = []
            yield from make_blocks([(line, PLAIN)])
    yield from _end_table(rows)
    for line in opened:
        yield from make_blocks([(line, PLAIN)])


def _end_table(rows: list[list[str]]) -> Iterator[DraftBlock]:
    if rows:
        cells = [
            [DraftCell(number, column, blocks=make_blocks([(text, PLAIN)])) for column, text in enumerate(row)]
            for number, row in enumerate(rows)
        ]
        yield DraftBlock(BlockKind.TABLE, rows=cells)
