"""Tables as text (.csv, .tsv): the delimiter, the quotes and the encoding are found, not assumed."""

import csv
import re
from collections.abc import Iterator, Sequence

from extractors import sniff
from extractors.build import build_document
from extractors.csv_dialect import find_delimiter
from extractors.decode import decode_text
from extractors.sheet_blocks import make_sheet_blocks
from extractors.sheet_cells import MAX_CELLS, Sheet, SheetCell
from models.document import PLAIN, Document, Source
from models.errors import Motif, UnreadableSource
from models.flags import Flag

MEDIA_TYPES = (sniff.CSV, sniff.TSV)

# A program's own hint to Excel, on a line before the header.
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_WINDOW = 65_536
_MOST_LETTERS = 2_000_000


def read(data: bytes, source: Source) -> Document:
    """The table in `data`. Raises UnreadableSource where it holds no text."""
    decoded = decode_text(data)
    text = decoded.text.removeprefix("\ufeff")
    hint = _HINT.match(text)
    delimiter = hint[1] if hint else find_delimiter(text[:_WINDOW], cut=len(text) > _WINDOW) or ";"
    body = text[hint.end() :] if hint else text
    flags = list(decoded.flags)
    rows = list(_read_rows(body, delimiter, source, flags))
    width = _usual_width(rows)
    if any(len(row) > width for row in rows):
        flags.append(_uneven(rows, width))
    cells = tuple(
        SheetCell(number, column, ((value, PLAIN),))
        for number, row in enumerate(rows)
        for column, value in enumerate(row)
        if value and not value.isspace()
    )
    if len(cells) > MAX_CELLS:
        what = f"the table holds more than {MAX_CELLS} cells"
        raise UnreadableSource(source.name, Motif.TROP_GRAND, what, "split it into smaller files")
    document = build_document(
        source, make_sheet_blocks([Sheet("", cells)]), reader="delimited", encoding=decoded.encoding, flags=flags
    )
    if not document.text:
        what = "the file holds nothing but delimiters"
        raise UnreadableSource(source.name, Motif.VIDE, what, "get it again from where it came")
    return document


def _read_rows(text: str, delimiter: str, source: Source, flags: list[Flag]) -> Iterator[list[str]]:
    csv.field_size_limit(_MOST_LETTERS)
    # Ends of lines stay as they are inside quotes.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True)
    reader = csv.reader(_join_odd_breaks(lines), delimiter=delimiter)
    try:
        yield from ([value.strip() for value in row] for row in reader)
    except csv.Error as error:
        what = f"line {reader.line_num} cannot be read as a row ({error})"
        raise UnreadableSource(source.name, Motif.ABIME, what, "look for a quote that is never closed") from error


def _join_odd_breaks(lines: Sequence[str]) -> Iterator[str]:
    """Lines as newlines part them: `splitlines` also cuts at form feeds and the like, which stay in their cell."""
    held = ""
    for line in lines:
        held += line
        if line.endswith("\n"):
            yield held
            held = ""
    if held:
        yield held


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    header = next((row for row in rows if sum(map(bool, row)) > 1), ())
    return max(len(header), 1)


def _uneven(rows: Sequence[Sequence[str]], width: int) -> Flag:
    longer = [number for number, row in enumerate(rows, start=1) if len(row) > width]
    message = (
        f"{len(longer)} ligne(s), dont l'enregistrement {longer[0]}, ont plus de colonnes que l'en-tête : "
        "un séparateur sans guillemets s'y trouve sans doute."
    )
    return Flag("colonnes_en_trop", message)
