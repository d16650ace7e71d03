"""What a document says, understood: champs, fiches, plans and their values.

The attributes that become columns carry the column's name (see `models.tables`), so the tables follow from these
classes without a second vocabulary.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from models.document import Place
from models.flags import Flag


class Method(StrEnum):
    """How a champ was recognised."""

    LEXIQUE = "lexique"
    APPROCHE = "approche"
    CONTEXTE = "contexte"
    STRUCTURE = "structure"
    CORRECTION = "correction"


@dataclass(init=False, unsafe_hash=True, slots=True)
class Item:
    """One item of a champ: `text` is exactly `Document.text[place.start:place.end]`.

    `cells` are the places of a nested table row's cells (empty cells left out); `checked` the state of a check box.
    """

    text: Final[str]
    place: Final[Place]
    cells: Final[tuple[Place, ...]]
    checked: Final[bool | None]

    def __init__(  # written out, since compiled code makes it ten times as fast
        self,
        text: str,
        place: Place,
        cells: tuple[Place, ...] = (),
        checked: bool | None = None,
    ) -> None:
        self.text = text
        self.place = place
        self.cells = cells
        self.checked = checked


@dataclass(init=False, unsafe_hash=True, slots=True)
class Champ:
    """A canonical champ, or `autre`, `entete`, `hors_champ`, with the label as written and its items in source order.

    `confidence` is between 0 and 1. A fiche may hold several champs of one name (two labels, one champ).
    """

    name: Final[str]
    items: Final[tuple[Item, ...]]
    label: Final[str | None]
    label_place: Final[Place | None]
    method: Final[Method]
    confidence: Final[float]

    def __init__(  # written out, since compiled code makes it ten times as fast
        self,
        name: str,
        items: tuple[Item, ...],
        label: str | None = None,
        label_place: Place | None = None,
        method: Method = Method.LEXIQUE,
        confidence: float = 1.0,
    ) -> None:
        self.name = name
        self.items = items
        self.label = label
        self.label_place = label_place
        self.method = method
        self.confidence = confidence


@dataclass(frozen=True, slots=True)
class Level:
    """A step of the hierarchy above an action; `niveau` is a noun such as `axe`, `orientation`, `objectif`."""

    niveau: str
    numero: str | None
    titre: str | None


@dataclass(frozen=True, slots=True)
class Fiche:
    """The sheet of one action: its numbers, title, hierarchy (outermost first) and champs, `entete` ones included."""

    titre: str | None
    fiche_numero: str | None
    action_numero: str | None
    hierarchie: tuple[Level, ...]
    champs: tuple[Champ, ...]
    confidence: float = 1.0
    flags: tuple[Flag, ...] = ()

    def level(self, niveau: str) -> Level | None:
        """The innermost step of that kind, if the fiche has one."""
        return next((step for step in reversed(self.hierarchie) if step.niveau == niveau), None)

    def items(self, name: str) -> tuple[Item, ...]:
        """All items of the champs of that name, in source order."""
        return tuple(item for champ in self.champs if champ.name == name for item in champ.items)


@dataclass(frozen=True, slots=True)
class Structure:
    """A document taken apart: its fiches, the champs of the plan that it describes, and all that is neither.

    `rest` holds the champs `entete` and `hors_champ` of the document itself; with the fiches' and the plan's champs it
    covers the body once.
    """

    fiches: tuple[Fiche, ...]
    plan_champs: tuple[Champ, ...]
    rest: tuple[Champ, ...]
    flags: tuple[Flag, ...] = ()


@dataclass(init=False, unsafe_hash=True, slots=True)
class Actor:
    """An organisation or person with its role; `champ` and `ordre` name the item that it was read in."""

    role: Final[str]
    nom_source: Final[str]
    nom: Final[str]
    sigle: Final[str | None]
    categorie: Final[str]
    code: Final[str | None]
    champ: Final[str]
    ordre: Final[int]

    def __init__(  # noqa: PLR0913, PLR0917 - written out, since compiled code makes it ten times as fast
        self,
        role: str,
        nom_source: str,
        nom: str,
        sigle: str | None,
        categorie: str,
        code: str | None,
        champ: str,
        ordre: int,
    ) -> None:
        self.role = role
        self.nom_source = nom_source
        self.nom = nom
        self.sigle = sigle
        self.categorie = categorie
        self.code = code
        self.champ = champ
        self.ordre = ordre


@dataclass(frozen=True, slots=True)
class Period:
    """A date, period or horizon; `debut` and `fin` are the bounds of `edtf`, both days included."""

    texte: str
    edtf: str | None
    debut: date | None
    fin: date | None
    duree_mois: int | None
    horizon: str | None
    etape: str | None
    champ: str
    ordre: int


@dataclass(frozen=True, slots=True)
class Money:
    """An amount or a funder's line, in euros; `montant_max_eur` closes a range, `taxe` is set only where said."""

    texte: str
    financeur: str | None
    montant_eur: Decimal | None
    montant_max_eur: Decimal | None
    taxe: str | None
    periodicite: str | None
    annee: int | None
    nature: str | None
    champ: str
    ordre: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its figures as written."""

    libelle: str
    type: str | None
    valeur_initiale: str | None
    cible: str | None
    unite: str | None
    echeance: str | None
    source: str | None
    champ: str
    ordre: int


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory named in the text; `code` is INSEE or SIREN, None where there is none or it is in doubt."""

    texte: str
    type: str
    code: str | None
    nom: str
    methode: str
    champ: str
    ordre: int


@dataclass(frozen=True, slots=True)
class Audience:
    """A target group of an action (a row of `publics`)."""

    texte: str
    categorie: str | None
    champ: str
    ordre: int


@dataclass(frozen=True, slots=True)
class Classification:
    """A term of a closed list that an action is sorted under: `liste` is `theme`, `statut` or `priorite`.

    `texte` holds the words that say it; `score` lies between 0 and 1.
    """

    liste: str
    categorie: str
    texte: str
    score: float
    champ: str
    ordre: int


@dataclass(frozen=True, slots=True)
class PlanLink:
    """Another plan that an action or plan refers to, as written; `plan_id` is set where the batch holds that plan."""

    texte: str
    plan_cible: str
    type_plan: str
    element: str | None
    plan_id: str | None
    champ: str
    ordre: int


@dataclass(frozen=True, slots=True)
class Values:
    """All values read in the champs of one action or plan."""

    acteurs: tuple[Actor, ...] = ()
    indicateurs: tuple[Indicator, ...] = ()
    echeances: tuple[Period, ...] = ()
    financements: tuple[Money, ...] = ()
    territoires: tuple[Territory, ...] = ()
    publics: tuple[Audience, ...] = ()
    classements: tuple[Classification, ...] = ()
    liens: tuple[PlanLink, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the document is: its own title, author, publisher and day of publication."""

    titre: str | None = None
    auteur: str | None = None
    editeur: str | None = None
    date_publication: date | None = None
    langue: str | None = None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the plan is, as far as the document says."""

    titre: str | None = None
    type_plan: str | None = None
    territoire: str | None = None
    code_territoire: str | None = None
    date_debut: date | None = None
    date_fin: date | None = None
    duree_mois: int | None = None
    date_signature: date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A fiche with its values."""

    fiche: Fiche
    values: Values = field(default_factory=Values)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its facts, champs and values."""

    facts: PlanFacts
    champs: tuple[Champ, ...]
    values: Values = field(default_factory=Values)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document understood: what all its rows in the tables are made from."""

    facts: DocumentFacts
    plan: Plan | None
    actions: tuple[Action, ...]
    rest: tuple[Champ, ...]
    flags: tuple[Flag, ...] = ()
