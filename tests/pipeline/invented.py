"""An invented document, taken apart by hand: what the stages before the tables would give."""

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

from models.action import (
    Action,
    Actor,
    Audience,
    Champ,
    Classification,
    DocumentFacts,
    Fiche,
    Indicator,
    Item,
    Level,
    Method,
    Money,
    Period,
    Plan,
    PlanFacts,
    PlanLink,
    Reading,
    Territory,
    Values,
)
from models.document import Block, BlockKind, Box, Document, Page, Place, Source
from models.flags import Flag, Gravity

LINES = (
    "Santé des jeunes au Val Clair",
    "Fiche 4 : Ouvrir une maison des adolescents",
    "Constat : Les jeunes du Val Clair consultent tard.",
    "Objectifs",
    "Accueillir sans rendez-vous",
    "Orienter vers le soin",
    "Pilote : ARS",
    "Budget : 12 500 € HT",
    "Éco-socio-conditionnalité : Oui",
    "Page 1",
)
TEXT = "\n".join(LINES)
BYTES = TEXT.encode()
NAME = "plans/fiche-4.txt"


def place_of(text: str, *, page: int | None = None) -> Place:
    """Where a text stands in the invented document (its first occurrence)."""
    start = TEXT.index(text)
    box = None if page is None else Box(56.123, 100.0, 300.5, 112.0)
    return Place(start, start + len(text), page=page, last_page=page, box=box)


def item(text: str, *, page: int | None = None) -> Item:
    """An item of that text."""
    return Item(text, place_of(text, page=page))


def champ(name: str, *texts: str, label: str | None = None, page: int | None = None) -> Champ:
    """A champ with its items and its label, which stands in the text."""
    label_place = place_of(label, page=page) if label else None
    return Champ(name, tuple(item(text, page=page) for text in texts), label=label, label_place=label_place)


def make_document(*, pages: int = 0, flags: tuple[Flag, ...] = ()) -> Document:
    """The document as a reader would give it: a paragraph a line, the last one a running footer."""
    blocks = []
    start = 0
    for line in LINES:
        place = Place(start, start + len(line))
        blocks.append(Block(BlockKind.PARAGRAPH, place, furniture=line.startswith("Page")))
        start += len(line) + 1
    source = Source(hashlib.sha256(BYTES).hexdigest(), NAME, "text/plain", len(BYTES))
    sheet = tuple(Page(number, 595.0, 842.0) for number in range(1, pages + 1))
    return Document(source, TEXT, tuple(blocks), "text", pages=sheet, flags=flags)


def make_fiche(*, page: int | None = None) -> Fiche:
    """The fiche that stands in it."""
    return Fiche(
        titre="Ouvrir une maison des adolescents",
        fiche_numero="4",
        action_numero=None,
        hierarchie=(Level("axe", "2", "Agir pour les jeunes"), Level("objectif", "2.1", None)),
        champs=(
            champ("entete", "Fiche 4 : Ouvrir une maison des adolescents", page=page),
            champ("constat", "Les jeunes du Val Clair consultent tard.", label="Constat", page=page),
            champ("objectifs", "Accueillir sans rendez-vous", "Orienter vers le soin", label="Objectifs"),
            champ("pilotage", "ARS", label="Pilote"),
            champ("budget", "12 500 € HT", label="Budget"),
            champ("autre", "Oui", label="Éco-socio-conditionnalité"),
        ),
        confidence=0.987654,
        flags=(Flag("libelle_inconnu", "Aucun champ ne prend « Éco-socio-conditionnalité ».", Gravity.INFO),),
    )


def make_values() -> Values:
    """The values that can be read in it."""
    return Values(
        acteurs=(Actor("pilote", "ARS", "Agence régionale de santé", "ARS", "ars", None, "pilotage", 1),),
        indicateurs=(Indicator("Nombre de jeunes", "resultat", None, "200", None, None, None, "objectifs", 1),),
        echeances=(Period("2021", "2021", date(2021, 1, 1), date(2021, 12, 31), None, "court", None, "objectifs", 2),),
        financements=(
            Money("12 500 € HT", None, Decimal("12500"), None, "HT", None, 2021, "investissement", "budget", 1),
        ),
        territoires=(Territory("Val Clair", "epci", None, "Val Clair", "nom", "constat", 1),),
        publics=(Audience("Les jeunes", "jeunes", "constat", 1),),
        classements=(Classification("theme", "jeunesse", "adolescents", 0.6, "entete", 1),),
        liens=(PlanLink("PRS : axe 2", "PRS", "projet_regional_de_sante", "axe 2", None, "objectifs", 2),),
    )


def make_reading(*, page: int | None = None) -> Reading:
    """The whole document understood: one fiche, the plan that it names, and what is neither."""
    return Reading(
        facts=DocumentFacts(titre="Ouvrir une maison des adolescents", date_publication=date(2021, 3, 4)),
        plan=Plan(PlanFacts(titre="Santé des jeunes au Val Clair", type_plan="autre"), ()),
        actions=(Action(make_fiche(page=page), make_values()),),
        rest=(
            Champ("entete", (item("Santé des jeunes au Val Clair"),), method=Method.STRUCTURE, confidence=0.9),
            champ("hors_champ", "Page 1"),
        ),
    )


def without_champ(reading: Reading, name: str) -> Reading:
    """The same, had the structure stage lost a champ of the first fiche."""
    action = reading.actions[0]
    champs = tuple(champ for champ in action.fiche.champs if champ.name != name)
    return replace(reading, actions=(replace(action, fiche=replace(action.fiche, champs=champs)),))
