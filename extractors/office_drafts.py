"""Paragraphs and cells of office documents as drafts, whatever program wrote them."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from extractors.build import DraftBlock, DraftCell
from extractors.clean import clean_runs, clean_text
from extractors.docx_symbols import CHECK_BOXES
from extractors.markers import is_ordinal, marker_length
from models.document import PLAIN, BlockKind, Style


def draft_text(
    runs: list[tuple[str, Style]], *, level: int, computed: str, list_level: int, body_size: float | None
) -> DraftBlock:
    """The draft of a paragraph's text.

    `level` is a heading's, else 0; `computed` the marker that Word draws, `list_level` its depth. A bullet that the
    author typed is a marker too. A number («1. », «a) ») is one only in plain text: at the head of a heading, or of a
    paragraph set as a title (bold, underlined, or larger than the body), it is the section's number and stays in the
    text.
    """
    text, style, lead = clean_runs(runs)
    if level:
        return DraftBlock(BlockKind.HEADING, text, marker=computed, level=level, style=style, lead=lead)
    is_title = style.bold or style.underline or (style.size or 0) > (body_size or 0)
    raw = runs[0][0] if len(runs) == 1 else "".join([piece for piece, _ in runs])
    length = _typed_marker_length(raw, computed, ordinals=not is_title)
    typed = clean_text(raw[:length]) if length else ""
    if typed:
        text, style, lead = clean_runs(_cut(runs, length))
    marker = f"{computed} {typed}".strip() if typed else computed
    return DraftBlock(
        BlockKind.ITEM if marker else BlockKind.PARAGRAPH,
        text,
        marker=marker,
        level=max(list_level, 1) if marker else 0,
        style=style,
        lead=lead,
        checked=CHECK_BOXES.get(text[:1]),
    )


def _typed_marker_length(raw: str, computed: str, *, ordinals: bool) -> int:
    """How many characters of a text the marker typed at its start takes; behind a drawn one only its double
    (`2.` drawn, `2)` typed) or a bullet."""
    if computed:
        head = f"{computed} "
        length = max(marker_length(head + raw) - len(head), 0) or marker_length(raw)
        ordinals = ordinals and marker_length(head + raw) > len(head)
    else:
        length = marker_length(raw)
    if not length or not raw[length:].strip() or (is_ordinal(raw[:length]) and not ordinals):
        return 0
    return length


def _cut(runs: list[tuple[str, Style]], length: int) -> list[tuple[str, Style]]:
    """The runs without their first `length` characters."""
    rest: list[tuple[str, Style]] = []
    for piece, style in runs:
        rest.append((piece[length:], style))
        length = max(length - len(piece), 0)
    return rest


@lru_cache(maxsize=1024)
def _join_styles(styles: tuple[Style, ...], fill: int | None, *, rotated: bool) -> Style:
    """The look that all of the styles have, on that background."""
    first = styles[0]
    return Style(
        bold=all(style.bold for style in styles),
        italic=all(style.italic for style in styles),
        underline=all(style.underline for style in styles),
        size=first.size if all(style.size == first.size for style in styles) else None,
        color=first.color if all(style.color == first.color for style in styles) else None,
        fill=fill,
        rotated=rotated,
    )


def add_look(draft: DraftCell, fill: int | None, *, rotated: bool) -> None:
    """Give a filled cell its background and direction, and the look that all of its text has."""
    styles = tuple(dict.fromkeys(block.style for block in draft.blocks if block.text)) or (PLAIN,)
    draft.style = _join_styles(styles, fill, rotated=rotated)
    if rotated:
        for block in draft.blocks:
            block.style = replace(block.style, rotated=True)


def texts_of(draft: DraftBlock) -> Iterator[str]:
    """The texts of a block and of all that stands in its cells."""
    yield draft.text
    for row in draft.rows:
        for cell in row:
            for block in cell.blocks:
                yield from texts_of(block)


def mark_furniture(draft: DraftBlock) -> None:
    """Mark a block and all that stands in its cells as furniture."""
    draft.furniture = True
    for row in draft.rows:
        for cell in row:
            for block in cell.blocks:
                mark_furniture(block)
