"""Plain text as physical lines, and hard-wrapped lines as the paragraphs they were."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.flow import find_marker
from extractors.hyphens import Vocabulary

_BREAK = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_TAB_STOP = 4
_RULE = re.compile(r"\s*(?:([-=_~*#])\1{2,}|[—–─═]{3,}|(?:[-=*] ){3,}[-=*]?)\s*")
_ENDS_SENTENCE = re.compile(r"[.;:!?…»]\s*$")
_CUT_WORD = re.compile(r"([^\W\d_][^\W\d_’'-]*(?:[’'-][^\W\d_]+)*)[-\u00ad\u2010]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# A text wrapped to less or more is a list of short lines, or not wrapped at all.
_NARROWEST, _WIDEST = 45, 130
_FEWEST_FULL = 3
_SLACK = 3
_TOLERANCE, _ODD_SHARE = 1.15, 0.05
# «Pilier I : Cohésion» under a full line is a line of its own, unless the sentence above waits for it.
_LABELLED = re.compile(r"(?=[^\W\d_])(?-i:[A-ZÀ-Þ])[^:.;,!?]{1,45}\s?:\s")
_WAITING = re.compile(
    r"(?:[,(«]|\b(?:l[ea]s?|une?|d[eu]s?|et|ou|à|aux?|par|pour|sur|en|dans|avec|que|qui|son|sa|ses|leurs?))$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line: as written, its text without the blanks around it, and its indentation in columns."""

    raw: str
    text: str
    indent: int
    has_hard_blank: bool = False

    @property
    def is_blank(self) -> bool:
        """Nothing on it."""
        return not self.text

    @property
    def is_rule(self) -> bool:
        """Only a line drawn with characters (`=====`): it underlines or parts, and is no text."""
        return bool(_RULE.fullmatch(self.raw))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Physical lines that are one text. `alone` has a blank line (or the end) on both sides.

    `ruled` is the character of a rule drawn under it, empty without one; `has_hard_blank` opens with a no-break space.
    `gap` counts the blank lines above it.
    """

    text: str
    indent: int
    after_blank: bool = True
    before_blank: bool = True
    ruled: str = ""
    has_hard_blank: bool = False
    gap: int = 0

    @property
    def alone(self) -> bool:
        """Whether blank lines stand around it."""
        return self.after_blank and self.before_blank


def split_lines(text: str) -> list[Line]:
    """The physical lines of a text; tabs count to the next multiple of four columns."""
    return [_make_line(raw) for raw in _BREAK.split(text)]


def _make_line(raw: str) -> Line:
    text = raw.strip("\ufeff\u200b \t\xa0\u202f\u2007\u3000")
    # `strip()` for whatever else is blank: a line is blank where the clean text would be.
    text = text.strip()
    head = raw[: raw.find(text)] if text else ""
    return Line(raw, text, len(head.expandtabs(_TAB_STOP)), has_hard_blank=head.lstrip(" \t").startswith("\xa0"))


def find_width(lines: Sequence[Line]) -> int | None:
    """The width that a text was wrapped to, in columns; None for a text with one paragraph a line.

    Most of the longer lines that another follows directly must be full: its first word would not have fitted.
    """
    pairs = [(one, two) for one, two in pairwise(lines) if _length(one) >= _NARROWEST and _may_go_on(two)]
    if len(pairs) < _FEWEST_FULL:
        return None
    lengths = sorted(_length(one) for one, _ in pairs)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    full = sum(_is_full(one, two, width) for one, two in pairs)
    # Wrapping would have cut a longer line at one of its blanks.
    over = sum(_length(line) > width * _TOLERANCE and " " in line.text for line in lines)
    wrapped = full >= max(_FEWEST_FULL, len(pairs) / 2) and over <= len(pairs) * _ODD_SHARE
    return width if width <= _WIDEST and wrapped else None


def _may_go_on(line: Line) -> bool:
    return bool(line.text) and not line.is_rule and not find_marker(line.text)


def _length(line: Line) -> int:
    return line.indent + len(line.text)


def _is_full(line: Line, after: Line, width: int) -> bool:
    return _length(line) + 1 + len(after.text.split(maxsplit=1)[0]) > width - _SLACK


def join_lines(lines: Sequence[Line], *, width: int | None) -> list[Paragraph]:
    """The paragraphs of running text, wrapped lines joined; `width` as `find_width` has it for the whole document."""
    vocabulary = Vocabulary([line.text for line in lines if not _CUT_WORD.search(line.text)])
    paragraphs: list[Paragraph] = []
    start = 0
    while start < len(lines):
        if lines[start].is_blank or lines[start].is_rule:
            start += 1
            continue
        end = start + 1
        while end < len(lines) and _goes_on(lines[start], lines[end - 1], lines[end], width):
            end += 1
        paragraphs.append(_make_paragraph(lines, start, end, vocabulary))
        start = end
    return paragraphs


def _goes_on(first: Line, before: Line, line: Line, width: int | None) -> bool:
    """Whether a line goes on with the paragraph that `first` opens and `before` is the last line of."""
    if not _may_go_on(line) or line.text.startswith("#"):
        return False
    if _LABELLED.match(line.text) and not _WAITING.search(before.text):
        return False
    marked = find_marker(first.text)
    if marked and line.indent <= first.indent and width is None:
        return False
    if width is not None and _is_full(before, line, width) and abs(line.indent - before.indent) <= _hang(first, marked):
        return True
    unfinished = line.text[0].islower() and not _ENDS_SENTENCE.search(before.text)
    return unfinished and (line.indent > first.indent or (width is not None and line.indent == before.indent))


def _hang(first: Line, marked: int) -> int:
    """How far a wrapped line may stand to the right of the one before: under the item's text, or a first line's."""
    return max(marked, 8) if marked else 8


def _make_paragraph(lines: Sequence[Line], start: int, end: int, vocabulary: Vocabulary) -> Paragraph:
    text = lines[start].text
    for line in lines[start + 1 : end]:
        text = _join(text, line.text, vocabulary)
    below = lines[end] if end < len(lines) else None
    ruled = below.raw.strip()[0] if below and below.is_rule else ""
    after = end + 1 if ruled else end
    return Paragraph(
        text=text,
        indent=lines[start].indent,
        after_blank=start == 0 or lines[start - 1].is_blank or lines[start - 1].is_rule,
        before_blank=after >= len(lines) or lines[after].is_blank or lines[after].is_rule,
        ruled=ruled if _is_underline(lines, start, end) else "",
        has_hard_blank=lines[start].has_hard_blank,
        gap=_count_blanks(lines, start),
    )


def _count_blanks(lines: Sequence[Line], at: int) -> int:
    above = at
    while above > 0 and lines[above - 1].is_blank:
        above -= 1
    return at - above if above else 0


def _is_underline(lines: Sequence[Line], start: int, end: int) -> bool:
    """A rule as long as the text above it underlines it; a longer one parts what is above from what is below."""
    if end - start != 1 or end >= len(lines):
        return False
    length, ruled = len(lines[start].text), len(lines[end].text)
    return 0.5 * length <= ruled <= length + 3


def _join(text: str, more: str, vocabulary: Vocabulary) -> str:
    cut, word = _CUT_WORD.search(text), _FIRST_WORD.match(more)
    if not cut or not word:
        return f"{text} {more}"
    return text[:-1] + vocabulary.join(cut[1], word[0]) + more
