"""A champ's text → values (actors, dates, money, territories, …), and the facts of document and plan."""

from dataclasses import replace
from typing import Final

from models.action import Action, Champ, DocumentFacts, Plan, PlanFacts, Reading, Structure, Values
from models.document import Document
from models.engines import RULES
from pipeline.letters import flatten
from pipeline.normalize.actors import unique_actors
from pipeline.normalize.document_facts import find_document_facts
from pipeline.normalize.fiche_spans import lines_beside
from pipeline.normalize.items import number_items
from pipeline.normalize.names import find_definitions
from pipeline.normalize.periods import read_prose_periods
from pipeline.normalize.places import forget_places
from pipeline.normalize.plan_facts import find_plan_facts
from pipeline.normalize.prior import find_prior
from pipeline.normalize.prose_actors import read_prose_actors
from pipeline.normalize.values import Context, read_each_values, read_values
from pipeline.words import words_of

# Characters from which on what was found in a text is worth its room no longer than the text is read.
_LONG: Final = 100_000
__all__ = ["Context", "normalize_document", "read_values"]


def normalize_document(
    document: Document, structure: Structure, *, departement: str | None = None, recogniser: str = RULES
) -> Reading:
    """Read the facts and values of a document that was taken apart.

    `departement` is the INSEE code of the département to read doubtful place names against; None leaves it to the
    document. `recogniser` finds the organisations of running text (`recognisers`).
    """
    facts, plan_facts = _find_facts(document, structure, departement)
    context = Context(
        text=document.text,
        departement=departement,
        territoire=plan_facts.territoire if plan_facts else None,
        recogniser=recogniser,
    )
    objects = [(fiche.champs, fiche.titre) for fiche in structure.fiches]
    reading = Reading(
        facts=facts,
        plan=_read_plan(structure, plan_facts, context),
        actions=tuple(map(Action, structure.fiches, read_each_values(objects, context))),
        rest=structure.rest,
        flags=structure.flags,
    )
    # No other document asks for the words of this one's texts.
    words_of.cache_clear()
    if len(document.text) > _LONG:
        _forget_the_text()
    return reading


def _forget_the_text() -> None:
    """Every item is read against the whole text, of which all that was found is remembered for the next item. Of a long
    document that is several times its text, and a worker would keep it for the documents to come."""
    forget_places()
    for remembered in (find_prior, find_definitions, flatten):
        remembered.cache_clear()


def _find_facts(
    document: Document, structure: Structure, departement: str | None
) -> tuple[DocumentFacts, PlanFacts | None]:
    """What the document is, and the plan it speaks of. Apart from the values: its lines are let go before those."""
    lines = tuple(lines_beside(document, structure))
    facts = find_document_facts(document, structure, lines)
    return facts, find_plan_facts(document, structure, lines, departement)


def _read_plan(structure: Structure, facts: PlanFacts | None, context: Context) -> Plan | None:
    """The plan that a document names or describes. Without fiches, its prose tells of the plan."""
    if facts is None and not structure.plan_champs:
        return None
    context = replace(context, kind="plan")
    values = read_values(structure.plan_champs, context, facts.titre if facts else None)
    if not structure.fiches:
        values = _add_prose(values, structure.rest, context)
    return Plan(facts or PlanFacts(), structure.plan_champs, values)


def _add_prose(values: Values, prose: tuple[Champ, ...], context: Context) -> Values:
    """What sentences outside the plan's champs say of who signs and funds, and when."""
    items = number_items(prose)
    return replace(
        values,
        acteurs=unique_actors((*values.acteurs, *read_prose_actors(items, context))),
        echeances=(*values.echeances, *read_prose_periods(items)),
    )
