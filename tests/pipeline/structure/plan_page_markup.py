"""The small markup of `plan_pages.toml`, made into Documents."""

import tomllib
from pathlib import Path
from typing import Any

from extractors.build import DraftBlock, DraftCell, build_document
from extractors.markers import marker_length
from models.document import NO_METADATA, BlockKind, Document, Metadata, Source, Style
from pipeline.structure.plan_lines import Line, flow_lines

PAGES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("plan_pages.toml").read_text(encoding="utf-8"))[
    "page"
]


def make_document(text: str, *, metadata: Metadata = NO_METADATA, media_type: str = "text/html") -> Document:
    """A Document from the markup; see the head of `plan_pages.toml`."""
    source = Source("0" * 64, "page.txt", media_type, len(text))
    drafts: list[DraftBlock] = []
    for line in text.strip().splitlines():
        if line.startswith("| ") and drafts and drafts[-1].kind is BlockKind.TABLE:
            drafts[-1].rows.append(_make_row(line, len(drafts[-1].rows)))
        else:
            drafts.append(_make_draft(line))
    return build_document(source, drafts, reader="markup", metadata=metadata)


def lines_of(document: Document) -> tuple[Line, ...]:
    """All lines of a document's body."""
    return tuple(flow_lines(document, document.body))


def _make_draft(line: str) -> DraftBlock:
    mark, _, text = line.partition(" ")
    if mark and set(mark) == {"#"}:
        return DraftBlock(BlockKind.HEADING, text, level=len(mark))
    if mark == "~":
        return DraftBlock(BlockKind.PARAGRAPH, text, furniture=True)
    if mark == "!":
        return DraftBlock(BlockKind.PARAGRAPH, text, style=Style(bold=True))
    if mark == "|":
        return DraftBlock(BlockKind.TABLE, rows=[_make_row(line, 0)])
    length = marker_length(line)
    if length:
        return DraftBlock(BlockKind.ITEM, line[length:], marker=line[:length].strip(), level=1)
    return DraftBlock(BlockKind.PARAGRAPH, line)


def _make_row(line: str, number: int) -> list[DraftCell]:
    texts = [text.strip() for text in line.strip("| ").split("|")]
    return [
        DraftCell(number, column, blocks=[DraftBlock(BlockKind.PARAGRAPH, text)]) for column, text in enumerate(texts)
    ]
