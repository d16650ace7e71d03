"""Running text without markup: which of its paragraphs are headings, items and page furniture.

Nothing but layout and punctuation is looked at: what a heading means is not this module's business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median_low

from extractors.build import DraftBlock
from extractors.flow import Shape, find_marker
from extractors.fragment import make_value_blocks
from extractors.furniture import announces, has_sentence_verb
from extractors.markers import is_ordinal
from extractors.text_lines import Paragraph
from models.document import BlockKind

_LONGEST_HEADING, _MOST_WORDS = 100, 16
_LONGEST_CLOSE_HEADING, _MOST_CLOSE_WORDS = 60, 8
_SENTENCE_LENGTH = 80
_MARKDOWN = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_BOLD_LINE = re.compile(r"\*\*[^*]+\*\*")
_ENDS_SENTENCE = re.compile(r"[.;,…!:]\s*$")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=\S)")
_QUESTION = re.compile(r"(?:qui|que|quoi|quel(?:le)?s?|comment|pourquoi|où|combien|quand|qu['’])", re.IGNORECASE)
_LABEL_AND_VALUE = re.compile(r"\s:\s+\S|\w:\s+\S")
_BODY_LEVEL = 2
_FIRST = re.compile(r"\s*1\b")


@dataclass(slots=True)
class _Depths:
    """The lists that are open: each its indentation and whether it is numbered, outermost first."""

    open: list[tuple[int, bool]] = field(default_factory=list)

    def enter(self, indent: int, *, numbered: bool) -> int:
        """The depth, from 1, of an item with that indentation and kind of marker."""
        while self.open and self.open[-1][0] > indent:
            self.open.pop()
        level = [kind for at, kind in self.open if at == indent]
        if numbered in level:
            while self.open[-1] != (indent, numbered):
                self.open.pop()
        elif not (level and numbered):
            # Bullets under a number of the same indentation are its list; numbers under bullets start a new one.
            self.open.append((indent, numbered))
        else:
            self.open = [*(entry for entry in self.open if entry[0] < indent), (indent, numbered)]
        return len(self.open)


def draft_article(paragraphs: Sequence[Paragraph | DraftBlock]) -> list[DraftBlock]:
    """The blocks of a text: paragraphs by what they are, tables in between as they came."""
    shapes = _find_shapes(paragraphs)
    drafts: list[DraftBlock] = []
    for paragraph, shape in zip(paragraphs, shapes, strict=True):
        if isinstance(paragraph, DraftBlock):
            drafts.append(paragraph)
        else:
            drafts.extend(make_value_blocks(_heading_text(paragraph), shape))
    return drafts


def _find_shapes(paragraphs: Sequence[Paragraph | DraftBlock]) -> list[Shape]:
    """Backwards, since a heading is one by what stands below it; then the depths of the lists, forwards."""
    shapes: list[Shape] = []
    gaps = [paragraph.gap for paragraph in paragraphs if isinstance(paragraph, Paragraph) and paragraph.gap]
    usual = median_low(gaps) if gaps else 0
    for number in range(len(paragraphs) - 1, -1, -1):
        below = (paragraphs[number + 1], shapes[-1]) if shapes else None
        above = paragraphs[number - 1] if number else None
        shapes.append(_find_shape(paragraphs[number], above, below, usual_gap=usual))
    shapes.reverse()
    return _set_depths(paragraphs, shapes)


def _find_shape(
    paragraph: Paragraph | DraftBlock,
    above: Paragraph | DraftBlock | None,
    below: tuple[Paragraph | DraftBlock, Shape] | None,
    *,
    usual_gap: int,
) -> Shape:
    if isinstance(paragraph, DraftBlock):
        return Shape(BlockKind.TABLE)
    level = _marked_level(paragraph)
    if level:
        return Shape(BlockKind.HEADING, level)
    if below is None:
        return Shape(BlockKind.ITEM) if find_marker(paragraph.text) else Shape()
    if _is_heading(paragraph, above, *below) or _opens_part(paragraph, below[1], usual_gap):
        numbered = _NUMBERED.match(paragraph.text)
        return Shape(BlockKind.HEADING, _BODY_LEVEL + (numbered[0].rstrip(". ").count(".") if numbered else 0))
    if find_marker(paragraph.text) or _lost_its_number(paragraph, above, below[0]):
        return Shape(BlockKind.ITEM)
    return Shape()


def _marked_level(paragraph: Paragraph) -> int:
    """The level that Markdown's `#` or a rule drawn under the line gives, 0 without one."""
    marks = _MARKDOWN.fullmatch(paragraph.text)
    if marks and marks[2]:
        return len(marks[1])
    if paragraph.ruled and len(paragraph.text) <= _LONGEST_HEADING:
        return 1 if paragraph.ruled in "=═#*" else _BODY_LEVEL
    return 0


def _heading_text(paragraph: Paragraph) -> str:
    marks = _MARKDOWN.fullmatch(paragraph.text)
    return marks[2] if marks and marks[2] else paragraph.text


def _is_heading(
    paragraph: Paragraph, above: Paragraph | DraftBlock | None, below: Paragraph | DraftBlock, shape: Shape
) -> bool:
    """A short line that is no sentence, set off from what is above, over a text or a list."""
    text = paragraph.text
    if _BOLD_LINE.fullmatch(text):
        text = text.strip("*")
    if not _reads_as_heading(text) or shape.kind is BlockKind.HEADING:
        return False
    if text.endswith(":") and paragraph.alone and not find_marker(text):
        return True
    if not _is_text(below, shape):
        return False
    if find_marker(text):
        return paragraph.alone and shape.kind is BlockKind.PARAGRAPH and _numbers_section(paragraph, above)
    if paragraph.alone:
        return _is_over(above) or bool(_QUESTION.match(text))
    return _is_short(text) and (paragraph.after_blank or _ended(above))


def _opens_part(paragraph: Paragraph, below: Shape, usual_gap: int) -> bool:
    """A title below more blank lines than there are elsewhere, whatever short lines follow it."""
    text = paragraph.text
    apart = paragraph.before_blank and paragraph.gap > usual_gap > 0 and below.kind is not BlockKind.HEADING
    return apart and not text.endswith(":") and not find_marker(text) and _reads_as_heading(text)


def _is_over(above: Paragraph | DraftBlock | None) -> bool:
    """Whether what stands above is a text that is over. Below a short line that is no sentence, another one is more
    likely the next of a list without bullets, or an answer, than a heading."""
    if not isinstance(above, Paragraph) or find_marker(above.text) or _marked_level(above):
        return True
    text = above.text
    if text.endswith(":"):
        return False
    return len(text) > _SENTENCE_LENGTH or bool(_ENDS_SENTENCE.search(text)) or has_sentence_verb(text)


def _numbers_section(paragraph: Paragraph, above: Paragraph | DraftBlock | None) -> bool:
    """«1. Contexte» over a paragraph heads a section; behind another number it is the last item of a list."""
    is_number = is_ordinal(paragraph.text[: find_marker(paragraph.text)])
    listed = isinstance(above, Paragraph) and is_ordinal(above.text[: find_marker(above.text)])
    return is_number and not listed and len(paragraph.text) <= _LONGEST_CLOSE_HEADING


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_CLOSE_HEADING and len(text.split()) <= _MOST_CLOSE_WORDS


def _ended(above: Paragraph | DraftBlock | None) -> bool:
    """Whether what stands directly above a line is over: a sentence that ended, an item, a table."""
    if not isinstance(above, Paragraph):
        return True
    return bool(find_marker(above.text) or re.search(r"[.!?…»]\s*$", above.text))


def _reads_as_heading(text: str) -> bool:
    words = text.split()
    if len(text) > _LONGEST_HEADING or len(words) > _MOST_WORDS or not _opens_as_title(text):
        return False
    if text.rstrip().endswith(":"):
        told = has_sentence_verb(text) or announces(text) or _LABEL_AND_VALUE.search(text)
        return text.isupper() or (len(words) <= _MOST_CLOSE_WORDS and not told)
    if _ENDS_SENTENCE.search(text) or _LABEL_AND_VALUE.search(text):
        return False
    return not has_sentence_verb(text) or text.rstrip().endswith("?") or bool(_QUESTION.match(text))


def _opens_as_title(text: str) -> bool:
    """With a capital or a figure, and with letters in it: neither a date nor a number, an address or a link."""
    if "@" in text or "://" in text or text.startswith("www."):
        return False
    first = re.search(r"[^\W_]", text)
    return first is not None and not first[0].islower() and len(re.findall(r"[^\W\d_]", text)) >= 3


def _is_text(below: Paragraph | DraftBlock, shape: Shape) -> bool:
    """Whether what stands below is something that a heading stands over: a sentence, a list, a table."""
    if isinstance(below, DraftBlock) or shape.kind is BlockKind.ITEM:
        return True
    text = below.text
    return len(text) > _SENTENCE_LENGTH or bool(_ENDS_SENTENCE.search(text)) or has_sentence_verb(text)


def _lost_its_number(paragraph: Paragraph, above: Paragraph | DraftBlock | None, below: Paragraph | DraftBlock) -> bool:
    """A list's first item whose number a web page lost: in lower case, set in or announced, before a list from 1.

    The saved pages of some editors set the first item apart with a no-break space and count from the second.
    """
    if not paragraph.text[0].islower() or isinstance(below, DraftBlock) or not _FIRST.match(below.text):
        return False
    if not is_ordinal(below.text[: find_marker(below.text)]):
        return False
    announced = isinstance(above, Paragraph) and above.text.endswith(":")
    return paragraph.has_hard_blank or announced


def _set_depths(paragraphs: Sequence[Paragraph | DraftBlock], shapes: list[Shape]) -> list[Shape]:
    depths = _Depths()
    settled: list[Shape] = []
    for number, (paragraph, shape) in enumerate(zip(paragraphs, shapes, strict=True)):
        if shape.kind is not BlockKind.ITEM or isinstance(paragraph, DraftBlock):
            depths = _Depths()
            settled.append(shape)
            continue
        marked = find_marker(paragraph.text)
        after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        # The one without a number stands where the list behind it does.
        indent = after.indent if not marked and isinstance(after, Paragraph) else paragraph.indent
        depth = depths.enter(indent, numbered=not marked or is_ordinal(paragraph.text[:marked]))
        settled.append(replace(shape, level=depth))
    return settled
