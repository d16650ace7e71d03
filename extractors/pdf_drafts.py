"""Paragraphs and tables to the drafts that `build_document` lays out."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from extractors.build import DraftBlock, DraftCell
from extractors.clean import clean_runs
from extractors.flow import find_check
from extractors.hyphens import Vocabulary
from extractors.markers import is_ordinal
from extractors.page_flow import Part
from extractors.page_lines import SOFT_HYPHEN, StyledText
from extractors.page_paragraphs import MAYBE_BREAK, Paragraph
from extractors.page_tables import Table, TableCell
from models.document import PLAIN, BlockKind, Style

_WORD_BEFORE: Final = re.compile(r"[\w’'-]*$")
_WORD_BEHIND: Final = re.compile(r"[\w’'-]*")


def draft_blocks(parts: Iterable[Part], words: Vocabulary) -> list[DraftBlock]:
    """The drafts of parts; the words of the document decide on cut words and on paragraphs that may have ended."""
    drafts: list[DraftBlock] = []
    for part in parts:
        if isinstance(part, Table):
            drafts.append(_draft_table(part, words))
        elif MAYBE_BREAK in part.text:
            drafts += [_draft_paragraph(piece, words) for piece in _part_entries(part, words)]
        else:
            drafts.append(_draft_paragraph(part, words))
    return drafts


def _part_entries(paragraph: Paragraph, words: Vocabulary) -> list[Paragraph]:
    """A paragraph, or several where a line opens with a common word in capitals: names and indicators one to a line."""
    entries: list[StyledText] = [[]]
    for text, style in paragraph.styled:
        first, *others = text.split(MAYBE_BREAK)
        entries[-1].append((first, style))
        for piece in others:
            word = _WORD_BEHIND.match(piece)
            if word and words.is_common(word[0]):
                entries.append([(piece, style)])
            else:
                entries[-1].append((f" {piece}", style))
    first_entry, *rest = ([run for run in entry if run[0]] for entry in entries)
    return [replace(paragraph, styled=first_entry), *(replace(paragraph, styled=entry, marker="") for entry in rest)]


def mend_hyphens(styled: StyledText, words: Vocabulary) -> StyledText:
    """Styled text in which the words cut at line ends are whole again."""
    if not any(SOFT_HYPHEN in piece for piece, _ in styled):
        return styled
    whole = "".join([piece for piece, _ in styled])
    mended: StyledText = []
    offset = 0
    for piece, style in styled:
        parts: list[str] = []
        for index, char in enumerate(piece):
            if char == SOFT_HYPHEN:
                parts.append(_between(whole, offset + index, words))
            else:
                parts.append(char)
        offset += len(piece)
        mended.append(("".join(parts), style))
    return mended


def _between(whole: str, cut: int, words: Vocabulary) -> str:
    before = _WORD_BEFORE.search(whole[:cut])
    behind = _WORD_BEHIND.match(whole[cut + 1 :])
    left, right = before[0] if before else "", behind[0] if behind else ""
    # At the very end of a text the hyphen is all there is.
    return words.join(left, right) if right else "-"


def _draft_paragraph(paragraph: Paragraph, words: Vocabulary) -> DraftBlock:
    styled, marker, level = paragraph.styled, paragraph.marker, paragraph.level
    if len(styled) != 1 or SOFT_HYPHEN in styled[0][0]:
        styled = mend_hyphens(styled, words)
    text, style, lead = clean_runs(styled)
    if marker and (style.bold or style.underline) and is_ordinal(marker):
        # «1. Constat» set as a title: the number is the section's.
        text, marker, lead = f"{marker} {text}", "", 0
    # By position: with keywords it costs half as much again.
    return DraftBlock(
        BlockKind.HEADING if level else BlockKind.ITEM if marker else BlockKind.PARAGRAPH,
        text,
        marker,
        level or (1 if marker else 0),
        style if paragraph.fill is None else _set_look(style, style.bold, paragraph.fill),
        lead if lead and _opens_apart(styled) else 0,
        paragraph.furniture,
        find_check(text),
        "",
        [],
        paragraph.page,
        paragraph.last_page,
        paragraph.box,
    )


@lru_cache(maxsize=1024)
def _set_look(style: Style, bold: bool, fill: int | None) -> Style:
    """A look in another weight and on another ground: a document has few, for thousands of cells."""
    return replace(style, bold=bold, fill=fill)


def _opens_apart(styled: StyledText) -> bool:
    """Whether a text opens bold, underlined or coloured and goes on plain: not the other way round."""
    looks = [(style.bold, style.underline, style.color or 0) for text, style in styled if text.strip()]
    behind = next((look for look in looks if look != looks[0]), None)
    if behind is None:
        return False
    (bold, underline, color), (later_bold, later_underline, later_color) = looks[0], behind
    plain = not later_bold and not later_underline and not later_color
    return (bold and not later_bold) or (underline and not later_underline) or (bool(color) and plain)


def _draft_table(table: Table, words: Vocabulary) -> DraftBlock:
    return DraftBlock(
        kind=BlockKind.TABLE,
        furniture=table.furniture,
        rows=[[_draft_cell(cell, words) for cell in row] for row in table.rows],
        page=table.page,
        last_page=table.last_page,
        box=table.box,
    )


def _draft_cell(cell: TableCell, words: Vocabulary) -> DraftCell:
    blocks = draft_blocks(cell.content, words)
    style, bold = PLAIN, False
    if blocks:
        style, bold = blocks[0].style, all(block.style.bold for block in blocks)
    # By position, as above.
    return DraftCell(
        cell.row,
        cell.column,
        cell.row_span,
        cell.column_span,
        blocks,
        cell.header,
        style if style.bold == bold and style.fill == cell.fill else _set_look(style, bold, cell.fill),
        cell.page,
        cell.last_page,
        cell.box,
    )
