"""What stands outside the fiches: the plan's own champs (articles, gouvernance, signataires), and the rest."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from models.action import Champ, Item, Method
from models.document import Document, Place
from models.vocabulary.champs import ENTETE
from pipeline.structure.assign import hors_champ
from pipeline.structure.header import Header
from pipeline.structure.pieces import Piece
from pipeline.structure.plan_kinds import titles_plan
from pipeline.structure.plan_page import find_plan_champs
from pipeline.structure.segment import Sheet

_TOP_LINES, _TITLE_LENGTH = 8, 120


def read_outside(
    document: Document, pieces: Sequence[Piece], sheets: Sequence[Sheet]
) -> tuple[tuple[Champ, ...], tuple[Champ, ...]]:
    """The plan's champs and the rest, of all that no sheet holds; running heads are never a sheet's.

    Blocks that no sheet touches are read as a page about the plan is; of the others, the loose texts are `hors_champ`.
    """
    starts = [block.marker.start if block.marker else block.place.start for block in document.body]
    inside = [piece for sheet in sheets for piece in pieces[sheet.start : sheet.end] if not piece.unit.furniture]
    touched = {bisect_right(starts, piece.unit.place.start) - 1 for piece in inside}
    held = {id(piece) for piece in inside}
    loose = [
        piece.unit
        for piece in pieces
        if id(piece) not in held and bisect_right(starts, piece.unit.place.start) - 1 in touched
    ]
    blocks = tuple(block for index, block in enumerate(document.body) if index not in touched)
    plan_champs, rest = find_plan_champs(document, blocks)
    return plan_champs, (*rest, *show_headings(document, plan_champs), *hors_champ(document, loose))


def show_headings(document: Document, champs: Iterable[Champ]) -> Iterator[Champ]:
    """The lines that label the plan's champs and are the document's own headings besides: «Article 3 : Durée»,
    «Axe 2». Their words stand in a text too, not in a label only.
    """
    shown: set[int] = set()
    for champ in champs:
        place = champ.label_place
        if place is None or place.start in shown or not _is_heading(document.text, place):
            continue
        shown.add(place.start)
        yield Champ(ENTETE, (Item(document.slice(place), place),), method=Method.STRUCTURE)


def _is_heading(text: str, place: Place) -> bool:
    """Whether a label is a line of its own, or numbers what it names."""
    alone = text[place.end : place.end + 1] in ("", "\n") and (place.start == 0 or text[place.start - 1] == "\n")
    return alone or any(map(str.isdigit, text[place.start : place.end]))


def presents_a_plan(pieces: Sequence[Piece], sheets: Sequence[Sheet], headers: Sequence[Header]) -> bool:
    """Whether what reads like one fiche is a page about a plan: headings under the plan's own name, and no number."""
    if len(sheets) != 1 or pieces[sheets[0].first_label].table is not None:
        return False
    (header,) = headers
    if header.fiche_numero or header.action_numero or header.levels:
        return False
    if header.titre is not None:
        return titles_plan(header.titre)
    # Sections without any title of their own, below the plan's: «Contrat local de santé 2022-2026», «Diagnostic», …
    above = [piece.unit.text for piece in pieces[: sheets[0].start] if not piece.unit.furniture]
    return any(titles_plan(text) for text in above[:_TOP_LINES] if len(text) <= _TITLE_LENGTH)
