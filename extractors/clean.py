"""Clean text, faithful to the source: what rule 5 of the output contract asks of every reader."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from models.document import PLAIN, Style

_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
# Control characters but for tab and the line ends, which the space rules below deal with.
_CONTROLS: Final = (*range(0x09), 0x0E, *range(0x0F, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0))
_TABLE: Final[dict[int, str | None]] = {
    **{ord(mark): None for mark in _INVISIBLE},
    **{ord(glyph): letters for glyph, letters in _LIGATURES.items()},
    **dict.fromkeys(_CONTROLS),
}
# Letters and marks that no rule below changes: most texts hold nothing else, and looking costs a tenth of cleaning.
_CLEAN: Final = re.compile(r"[ -~\u00ab\u00bb\u00b0\u00c0-\u017f\u2018-\u201d\u2013\u2014\u2022\u2026\u20ac]*")
# Most of the rest hold nothing to drop and no run of spaces: one search is cheaper than a translation.
_DROPPED: Final = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "\r\v\f\x85\u2028\u2029]")
_SPACES: Final = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_EMPTY_LINES: Final = re.compile(r"\n{2,}")
_AROUND_BREAK: Final = re.compile(r" ?\n ?")
_BREAKS: Final = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")


def clean_text(text: str, *, keep_breaks: bool = True) -> str:
    """NFC text without soft hyphens, with ligatures spelled out, any run of spaces one plain space, ends stripped.

    A newline is a forced line break and stays (empty lines go), unless `keep_breaks` is false: then it is a space.

    >>> clean_text(" L\u2019of\ufb01ce\u00a0: ci\u00adble ")
    'L’office : cible'
    """
    if _CLEAN.fullmatch(text) and "  " not in text:
        return text.strip(" ")
    text = unicodedata.normalize("NFC", text)
    if _DROPPED.search(text):
        text = _BREAKS.sub("\n", text).translate(_TABLE)
    text = _SPACES.sub(" ", text)
    if "\n" not in text:
        return text.strip(" ")
    if not keep_breaks:
        return _SPACES.sub(" ", text.replace("\n", " ")).strip(" ")
    return _EMPTY_LINES.sub("\n", _AROUND_BREAK.sub("\n", text)).strip()


def clean_runs(runs: Iterable[tuple[str, Style]]) -> tuple[str, Style, int]:
    """Join runs of text, each with its style: the clean text, its main style, and the length of its lead.

    The lead is what stands at the start in another weight, underline or colour than what follows: where a run-in label
    is («**Pilote :** ARS»). It is 0 where the whole is set alike.
    """
    kept = [run for run in runs if run[0]]
    if len(kept) == 1:
        text, style = clean_text(kept[0][0]), kept[0][1]
        return (text, style, 0) if text else ("", PLAIN, 0)
    text = clean_text("".join([piece for piece, _ in kept]))
    if not text:
        return "", PLAIN, 0
    first = kept[0][1]
    for _, style in kept:
        if style is not first:
            break
    else:
        return text, first, 0
    weights: dict[Style, int] = {}
    for piece, style in kept:
        weights[style] = weights.get(style, 0) + len(piece.strip())
    main = max(weights, key=lambda style: weights[style])
    return text, _common_style(kept, main), _lead_length(kept, len(text))


def _common_style(runs: list[tuple[str, Style]], main: Style) -> Style:
    """The main style, with bold, italic and underline only where all of the text has them."""
    inked = [style for piece, style in runs if piece.strip()]
    bold = all(style.bold for style in inked)
    italic = all(style.italic for style in inked)
    underline = all(style.underline for style in inked)
    if (bold, italic, underline) == (main.bold, main.italic, main.underline):
        return main
    return replace(main, bold=bold, italic=italic, underline=underline)


def _lead_length(runs: list[tuple[str, Style]], total: int) -> int:
    """Characters of clean text in the opening runs that look alike and unlike the next ones."""
    look: tuple[bool, bool, int | None] | None = None
    head = ""
    for piece, style in runs:
        if not piece.strip():
            head += piece
            continue
        if look is None:
            look = (style.bold, style.underline, style.color)
        elif look != (style.bold, style.underline, style.color):
            break
        head += piece
    else:
        return 0
    length = len(clean_text(head))
    return length if length < total else 0
