"""Paragraphs and tables to the drafts that `build_document` lays out."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from extractors.build import DraftBlock, DraftCell
from extractors.clean import clean_runs
from extractors.flow import find_check
from extractors.markers import is_ordinal
from extractors.page_flow import Part
from extractors.page_lines import SOFT_HYPHEN, StyledText
from extractors.page_paragraphs import Paragraph
from extractors.page_tables import Table, TableCell
from models.document import PLAIN, BlockKind

# Which of «pré» + «vention» and «vis-» + «à-vis» is meant: gives what stands between the two parts.
Joiner = Callable[[str, str], str]

_WORD_BEFORE = re.compile(r"[\w’'-]*$")
_WORD_BEHIND = re.compile(r"[\w’'-]*")


def draft_blocks(parts: Iterable[Part], join: Joiner) -> list[DraftBlock]:
    """One draft a part."""
    return [_draft_table(part, join) if isinstance(part, Table) else _draft_paragraph(part, join) for part in parts]


def mend_hyphens(styled: StyledText, join: Joiner) -> StyledText:
    """Styled text in which the words cut at line ends are whole again."""
    if not any(SOFT_HYPHEN in piece for piece, _ in styled):
        return styled
    whole = "".join(piece for piece, _ in styled)
    mended: StyledText = []
    offset = 0
    for piece, style in styled:
        parts: list[str] = []
        for index, char in enumerate(piece):
            if char == SOFT_HYPHEN:
                parts.append(_between(whole, offset + index, join))
            else:
                parts.append(char)
        offset += len(piece)
        mended.append(("".join(parts), style))
    return mended


def _between(whole: str, cut: int, join: Joiner) -> str:
    before = _WORD_BEFORE.search(whole[:cut])
    behind = _WORD_BEHIND.match(whole[cut + 1 :])
    left, right = before[0] if before else "", behind[0] if behind else ""
    # At the very end of a text the hyphen is all there is.
    return join(left, right) if right else "-"


def _draft_paragraph(paragraph: Paragraph, join: Joiner) -> DraftBlock:
    styled = mend_hyphens(paragraph.styled, join)
    text, style, lead = clean_runs(styled)
    marker = paragraph.marker
    if is_ordinal(marker) and (style.bold or style.underline):
        # «1. Constat» set as a title: the number is the section's.
        text, marker, lead = f"{marker} {text}", "", 0
    kind = BlockKind.HEADING if paragraph.level else BlockKind.ITEM if marker else BlockKind.PARAGRAPH
    return DraftBlock(
        kind=kind,
        text=text,
        marker=marker,
        level=paragraph.level or (1 if marker else 0),
        style=style if paragraph.fill is None else replace(style, fill=paragraph.fill),
        lead=lead if _opens_apart(styled) else 0,
        furniture=paragraph.furniture,
        checked=find_check(text),
        page=paragraph.page,
        last_page=paragraph.last_page,
        box=paragraph.box,
    )


def _opens_apart(styled: StyledText) -> bool:
    """Whether a text opens bold, underlined or coloured and goes on plain: not the other way round."""
    looks = [(style.bold, style.underline, style.color or 0) for text, style in styled if text.strip()]
    behind = next((look for look in looks if look != looks[0]), None)
    if behind is None:
        return False
    (bold, underline, color), (later_bold, later_underline, later_color) = looks[0], behind
    plain = not later_bold and not later_underline and not later_color
    return (bold and not later_bold) or (underline and not later_underline) or (bool(color) and plain)


def _draft_table(table: Table, join: Joiner) -> DraftBlock:
    return DraftBlock(
        kind=BlockKind.TABLE,
        furniture=table.furniture,
        rows=[[_draft_cell(cell, join) for cell in row] for row in table.rows],
        page=table.page,
        last_page=table.last_page,
        box=table.box,
    )


def _draft_cell(cell: TableCell, join: Joiner) -> DraftCell:
    blocks = draft_blocks(cell.content, join)
    style = blocks[0].style if blocks else PLAIN
    return DraftCell(
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        blocks=blocks,
        header=cell.header,
        style=replace(style, bold=all(block.style.bold for block in blocks) and bool(blocks), fill=cell.fill),
        page=cell.page,
        last_page=cell.last_page,
        box=cell.box,
    )
