"""Where a document may name its plan: titles, the champs that speak of it, and prose outside the fiches."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from models.action import Fiche, Structure
from models.document import Document
from models.vocabulary.champs import ENTETE
from pipeline.normalize.fiche_spans import find_fiche_spans
from pipeline.structure.plan_lines import Line

# Champs in which a fiche speaks of the plan that it belongs to; in others it names the plans of others.
_OWN_CHAMPS: Final = ("constat", "objectifs", "mise_en_oeuvre")
_TITLE_LENGTH: Final = 200
_COVER_LINES: Final = 5
_STOPS: Final = (".", ";", ":", ",", "!", "?", "…")
# «Contrat local de santé / du Pays de Y / 2020-2025»: a title set on several lines goes on so.
_GOES_ON: Final = re.compile(
    r"(?:de la|de l['’]|du|des|de|d['’]|pour|\(?(?:19|20)\d\d)(?:\s|\)|(?<=['’])|\s?[-–])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PlanText:
    """The texts in which a plan is looked for, each kind in the order of the document.

    `titles` are headings, cover lines, running heads and the file's own title, a title on several lines joined; `own`
    the (champ, text) pairs of fiches that may name the fiche's own plan; `prose` all text outside of fiches and titles;
    `margins` running heads and feet and the publisher's name, where an authority may put its name.
    """

    titles: tuple[str, ...]
    own: tuple[tuple[str, str], ...]
    prose: tuple[str, ...]
    margins: tuple[str, ...]


def read_plan_text(document: Document, structure: Structure, lines: Iterable[Line]) -> PlanText:
    """Sort the texts of a document by what they can say of its plan."""
    titles: list[str] = []
    prose: list[str] = []
    margins = [document.metadata.publisher] if document.metadata.publisher else []
    for number, (line, inside) in enumerate(_mark_lines(structure, lines)):
        if line.block.furniture:
            margins.append(line.text)
            titles.append(line.text)
        elif not inside:
            cover = bool(structure.fiches) or number < _COVER_LINES
            (titles if _is_title(line, cover=cover) else prose).append(line.text)
    for fiche in structure.fiches:
        titles += _header_texts(fiche)
    if document.metadata.title:
        titles.append(document.metadata.title)
    own = tuple(
        (champ.name, item.text)
        for fiche in structure.fiches
        for champ in fiche.champs
        if champ.name in _OWN_CHAMPS
        for item in champ.items
    )
    return PlanText(tuple(_join_titles(titles)), own, tuple(prose), tuple(margins))


def _mark_lines(structure: Structure, lines: Iterable[Line]) -> Iterator[tuple[Line, bool]]:
    """Every line, and whether it stands inside a fiche."""
    spans = find_fiche_spans(structure)
    return ((line, spans.hold(line.place.start)) for line in lines)


def _is_title(line: Line, *, cover: bool) -> bool:
    if line.is_heading:
        return True
    return cover and not line.is_item and len(line.text) <= _TITLE_LENGTH and not line.text.endswith(_STOPS)


def _header_texts(fiche: Fiche) -> list[str]:
    """What a fiche's header says beside its own title and its place in the hierarchy."""
    known = {fiche.titre, *(step.titre for step in fiche.hierarchie)}
    texts = [item.text for champ in fiche.champs if champ.name == ENTETE for item in champ.items]
    return [text for text in texts if text not in known and not any(title and title in text for title in known)]


def _join_titles(titles: list[str]) -> Iterator[str]:
    """The titles, and behind each that goes on in the next lines the joined one first."""
    for number, title in enumerate(titles):
        joined = title
        for following in titles[number + 1 : number + 3]:
            if not _GOES_ON.match(following) or len(following) > _TITLE_LENGTH // 2:
                break
            joined = f"{joined} {following}"
        if joined != title:
            yield joined
        yield title
