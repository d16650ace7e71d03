"""Numbered chapters that situate coded fiches: «2 Éducation» above «2.1 Dédoubler», where the document names no axe."""

import re
from collections.abc import Iterator, Sequence

from models.action import Champ, Level
from models.document import BlockKind
from pipeline.structure.header import Header, entete_champ
from pipeline.structure.hierarchy import AXE
from pipeline.structure.pieces import Piece
from pipeline.structure.segment import Sheet

_CHAPTER = re.compile(r"(?P<number>\d{1,2}|[A-Za-z]|[IVX]{1,4})\s*[.:)–—-]?\s+(?P<title>[^\W\d_].{2,})", re.DOTALL)
_CODE = re.compile(r"(?P<chapter>\d{1,2}|[A-Za-z]|[IVX]{1,4})\.\d{1,2}")
_ENOUGH = 2  # one chapter over all fiches says nothing of any


def find_chapters(
    pieces: Sequence[Piece], sheets: Sequence[Sheet], headers: Sequence[Header]
) -> dict[str, tuple[Level, Champ]]:
    """The chapter of each number, as an axe with its `entete` champ, if every coded fiche stands under its own.

    Empty where any fiche's header names a step, or fewer than two chapters are found.
    """
    if any(header.levels for header in headers):
        return {}
    firsts: dict[str, int] = {}
    for sheet, header in zip(sheets, headers, strict=True):
        chapter = chapter_of(header)
        if chapter is not None:
            firsts.setdefault(chapter, sheet.first_label)
    if len(firsts) < _ENOUGH:
        return {}
    found: dict[str, tuple[Level, Champ]] = {}
    for i, number, title in _find_headings(pieces):
        # The last heading before a chapter's first fiche that has the chapter's number.
        if i < firsts.get(number, 0):
            found[number] = Level(AXE, number, title), entete_champ((pieces[i].unit.item(),), None)
    return found if firsts.keys() == found.keys() else {}


def chapter_of(header: Header) -> str | None:
    """The chapter's number in a fiche's code: `2` of «2.4», None for any other numbering."""
    code = _CODE.fullmatch(header.action_numero or header.fiche_numero or "")
    return code["chapter"] if code else None


def _find_headings(pieces: Sequence[Piece]) -> Iterator[tuple[int, str, str]]:
    """The headings that open a numbered chapter: index, number, title."""
    for i, piece in enumerate(pieces):
        unit = piece.unit
        if not piece.is_free_text or unit.kind is not BlockKind.HEADING or unit.text[-1:].isdigit():
            # A heading that ends in a page number stands in the table of contents.
            continue
        named = _CHAPTER.fullmatch(unit.text)
        if named is not None:
            yield i, named["number"], named["title"]
