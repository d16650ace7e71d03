"""Numbered chapters that situate coded fiches: «2 Éducation» above «2.1 Dédoubler», where the document names no axe."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from models.action import Champ, Level
from models.document import BlockKind
from pipeline.structure.header import Header, entete_champ
from pipeline.structure.hierarchy import AXE
from pipeline.structure.pieces import Piece
from pipeline.structure.segment import Sheet

_CHAPTER: Final = re.compile(
    r"(?P<number>\d{1,2}|[A-Za-z]|[IVX]{1,4})\s*[.:)–—-]?\s+(?P<title>[^\W\d_].{2,})", re.DOTALL
)
_CODE: Final = re.compile(r"(?P<chapter>\d{1,2}|[A-Za-z]|[IVX]{1,4})(?:\.\d{1,2}){1,3}")
# A divider's letter or numeral alone on its line.
_LONE: Final = re.compile(r"[A-Za-z]|[IVX]{1,4}")
_TITLE_LINES: Final = 3
_ENOUGH: Final = 2  # one chapter over all fiches says nothing of any


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: the index of the piece that opens it, the axe that it names, the `entete` champ that shows where."""

    index: int
    level: Level
    champ: Champ


def find_chapters(pieces: Sequence[Piece], sheets: Sequence[Sheet], headers: Sequence[Header]) -> dict[str, Chapter]:
    """The chapter of each number, if every coded fiche's is found: the last heading above its first fiche, else the
    first one above any (a guide shows a sample sheet before its chapters).

    Empty where any fiche's header names a step, or fewer than two chapters are found.
    """
    if any(header.levels for header in headers):
        return {}
    labels: dict[str, list[int]] = defaultdict(list)
    for sheet, header in zip(sheets, headers, strict=True):
        number = chapter_of(header)
        if number is not None:
            labels[number].append(sheet.first_label)
    if len(labels) < _ENOUGH:
        return {}
    found: dict[str, Chapter] = {}
    for chapter in _list_chapters(pieces):
        number = chapter.level.numero
        above = labels.get(number, [0]) if number else [0]
        if number and (chapter.index < above[0] or (chapter.index < above[-1] and number not in found)):
            found[number] = chapter
    return found if labels.keys() == found.keys() else {}


def end_at_chapters(sheet: Sheet, chapters: Iterable[Chapter]) -> Sheet:
    """The sheet up to the chapter that opens behind its labels, if one does."""
    end = min((c.index for c in chapters if sheet.first_label < c.index < sheet.end), default=sheet.end)
    return replace(sheet, end=end)


def chapter_of(header: Header) -> str | None:
    """The chapter's number in a fiche's code: `2` of «2.4», None for any other numbering."""
    code = _CODE.fullmatch(header.action_numero or header.fiche_numero or "")
    return code["chapter"] if code else None


def _list_chapters(pieces: Sequence[Piece]) -> Iterator[Chapter]:
    """The headings that open a numbered chapter, in order."""
    for i, piece in enumerate(pieces):
        unit = piece.unit
        if not piece.is_free_text or unit.kind is not BlockKind.HEADING:
            continue
        if _LONE.fullmatch(unit.text):
            title = list(_title_behind(pieces, i))
            if title:
                level = Level(AXE, unit.text, " ".join(line.unit.text for line in title))
                yield Chapter(i, level, entete_champ((unit.item(), *(line.unit.item() for line in title)), None))
            continue
        named = _CHAPTER.fullmatch(unit.text)
        # A heading that ends in a page number stands in the table of contents.
        if named is not None and not unit.text[-1:].isdigit():
            yield Chapter(i, Level(AXE, named["number"], named["title"]), entete_champ((unit.item(),), None))


def _title_behind(pieces: Sequence[Piece], index: int) -> Iterator[Piece]:
    """The headings of a lone letter's size behind it: «b», then «Sensibilisation» and «et formation»."""
    size = pieces[index].unit.style.size
    for i, piece in enumerate(pieces[index + 1 : index + 1 + _TITLE_LINES]):
        unit = piece.unit
        is_title = unit.kind is BlockKind.HEADING and unit.style.size == size and not piece.held and not piece.parts
        if not is_title or _LONE.fullmatch(unit.text) or (i and not unit.text[:1].islower()):
            return
        yield piece
