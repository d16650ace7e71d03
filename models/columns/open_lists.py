"""Closed lists that a user may add terms to, and the columns whose values come from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.columns.column import Table
from models.vocabulary.actors import ACTOR_KINDS
from models.vocabulary.champs import Term
from models.vocabulary.classes import PRIORITES, STATUTS, THEMES
from models.vocabulary.publics import PUBLICS


@dataclass(frozen=True, slots=True)
class OpenList:
    """A closed list by the name that a user's file calls it: its terms, and the table whose `categorie` holds them."""

    name: str
    terms: tuple[Term, ...]
    table: str


COLUMN = "categorie"
OPEN_LISTS: tuple[OpenList, ...] = (
    OpenList("public", PUBLICS, "publics"),
    OpenList("theme", THEMES, "classements"),
    OpenList("statut", STATUTS, "classements"),
    OpenList("priorite", PRIORITES, "classements"),
    OpenList("acteur", ACTOR_KINDS, "acteurs"),
)

# A user's terms by the name of the list that they add to.
AddedTerms = Mapping[str, tuple[Term, ...]]


def with_terms(table: Table, added: AddedTerms) -> Table:
    """The table with the user's terms beside ours in the columns of the lists that they add to."""
    mine = [term for name in OPEN_LISTS if name.table == table.name for term in added.get(name.name, ())]
    if not mine:
        return table
    columns = (
        replace(column, terms=(*column.terms, *mine)) if column.name == COLUMN else column for column in table.columns
    )
    return replace(table, columns=tuple(columns))
