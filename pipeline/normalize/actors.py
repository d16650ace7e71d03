"""Actors of an action or a plan: one row an organisation or person, with its role, as the champs list them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from models.action import Actor, Item
from models.flags import Flag, Gravity
from pipeline.normalize.actor_lexicon import champ_role, label_role, words
from pipeline.normalize.boxes import ticked_spans
from pipeline.normalize.context import Context
from pipeline.normalize.items import NumberedItem
from pipeline.normalize.money import BUDGET, BudgetLine, payer_of
from pipeline.normalize.names import Name, find_definitions, read_name
from pipeline.normalize.people import EMAIL, PHONE, has_personal_data, is_person
from pipeline.normalize.prose_actors import find_roles
from pipeline.normalize.spelling import flatten, fold
from pipeline.normalize.split import is_sentence, looks_like_organisation, split_actors
from pipeline.normalize.territories import find_territory

UNKNOWN_KIND: Final = "autre"
# Words of the longest names; more is a sentence that no rule knew.
_LONGEST: Final = 18
_LONGEST_SUBJECT: Final = 12
_WORD: Final = re.compile(r"[\w'’-]+")
_LINES: Final = re.compile(r"[^\n]+")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_OPENS_PHONE: Final = frozenset("+0")
_LISTS: Final = {"pilotage", "partenaires"}
_AUTHORITIES: Final = {"region", "departement", "epci", "commune"}
_AUTHORITY: Final = re.compile(
    r"conseil (?:regional|departemental|general)|region\b|departement\b|communaute|metropole|ville\b|mairie|commune\b|"
    r"agglomeration|\w+ (?:agglomeration|metropole|agglo|communaute)\b|c[cau] |grand |pays "
)


def read_actors(items: Iterable[NumberedItem], lines: Iterable[BudgetLine], context: Context) -> tuple[Actor, ...]:
    """The actors that the champs list and those that pay a line of the budget, each role and name once an object.

    A territory's authority («Conseil départemental du Finistère», «Ville de Quimper») has the territory's code.
    """
    definitions = find_definitions(context.text)
    found: list[Actor] = []
    for champ, item, ordre in items:
        role = champ_role(champ.name)
        # A label under which the champ stands may be narrower than the champ: «Co-pilote(s)».
        role = label_role(champ.label) or role if champ.name in _LISTS else role
        if role and champ.name != BUDGET:
            found.extend(
                _actors_of_item(
                    item,
                    champ=champ.name,
                    ordre=ordre,
                    role=role,
                    definitions=definitions,
                    recogniser=context.recogniser,
                )
            )
    found = _without_spare_addresses(found)
    found.extend(_funders(lines, definitions))
    return tuple(_with_code(actor, context) for actor in unique_actors(found))


def _with_code(actor: Actor, context: Context) -> Actor:
    code = authority_code(actor, context)
    return replace(actor, code=code) if code else actor


def _actors_of_item(
    item: Item, *, champ: str, ordre: int, role: str, definitions: Mapping[str, str], recogniser: str
) -> tuple[Actor, ...]:
    named = [
        (said_role, source, read_name(source, definitions))
        for start, end, said_role in _parts(item.text, role, definitions, recogniser)
        if (source := item.text[start:end]) and _names_somebody(source)
    ]
    named = _one_contact(named) if role == "contact" else _without_bare_contacts(named)
    kinds = _kinds([(source, name) for _, source, name in named])
    return tuple(
        Actor(
            role="contact" if is_person(source) else said_role,
            nom_source=source,
            nom=name.nom,
            sigle=name.sigle,
            categorie=kind,
            code=None,
            champ=champ,
            ordre=ordre,
        )
        for (said_role, source, name), kind in zip(named, kinds, strict=True)
    )


def _parts(text: str, role: str, definitions: Mapping[str, str], recogniser: str) -> Iterator[tuple[int, int, str]]:
    """The spans of the names with their roles: of a list its parts, of a sentence the organisations in it."""
    for start, end in _ticked_stretches(text):
        stretch = text[start:end]
        if is_sentence(stretch):
            # Who signs is told outright («signé par …»); «les signataires sont les élus» is about such plans.
            default = None if role == "signataire" else role
            mentions = find_roles(stretch, definitions, default, recogniser=recogniser)
            for mention in mentions:
                yield start + mention.start, start + mention.end, mention.role
            if not mentions and default:
                yield from ((start + opens, start + closes, default) for opens, closes in _subject(stretch))
        else:
            for part in split_actors(stretch):
                yield start + part.start, start + part.end, part.role or role


def _subject(sentence: str) -> Iterator[tuple[int, int]]:
    """The bodies that a sentence opens with, up to its verb: «Le service Environnement assurera le pilotage»."""
    verb = next((word for word in _WORD.finditer(sentence) if word[0] in words("phrases", "verbes")), None)
    stretch = sentence[: verb.start()] if verb else ""
    if looks_like_organisation(stretch) and len(stretch.split()) <= _LONGEST_SUBJECT:
        yield from ((part.start, part.end) for part in split_actors(stretch))


def _ticked_stretches(text: str) -> Iterator[tuple[int, int]]:
    for box_start, box_end in ticked_spans(text):
        for start, end in _stretches(text[box_start:box_end]):
            yield box_start + start, box_start + end


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Sentences on lines of their own; the lines between them together, since a label may govern several."""
    start = 0
    for line in _LINES.finditer(text):
        if is_sentence(line[0]):
            if text[start : line.start()].strip():
                yield start, line.start()
            yield line.start(), line.end()
            start = line.end()
    if text[start:].strip():
        yield start, len(text)


def _funders(lines: Iterable[BudgetLine], definitions: Mapping[str, str]) -> Iterator[Actor]:
    """Who pays, as the lines of the champs on money say."""
    for champ, item, ordre, line in lines:
        source = payer_of(item, line)
        if source:
            name = read_name(source, definitions)
            yield Actor("financeur", source, name.nom, name.sigle, name.categorie or UNKNOWN_KIND, None, champ, ordre)


def _without_bare_contacts(named: list[tuple[str, str, Name]]) -> list[tuple[str, str, Name]]:
    """An address or number stands for somebody only where nobody is named beside it."""
    bare = [_is_address(source) for _, source, _ in named]
    if all(bare):
        return named[:1]
    return [row for row, is_bare in zip(named, bare, strict=True) if not is_bare]


def _without_spare_addresses(actors: list[Actor]) -> list[Actor]:
    """The same over the items of a champ: an address below the name of a service is that service's."""
    named = {actor.champ for actor in actors if not _is_address(actor.nom_source)}
    return [actor for actor in actors if actor.champ not in named or not _is_address(actor.nom_source)]


def _is_address(source: str) -> bool:
    # Most hold neither, which is told at once.
    mailed = "@" in source and EMAIL.match(source) is not None
    return mailed or (source[:1] in _OPENS_PHONE and PHONE.match(source) is not None)


def _one_contact(named: list[tuple[str, str, Name]]) -> list[tuple[str, str, Name]]:
    """Whom to ask: the person named, else the first organisation; what follows («2e étage») is where to find them."""
    people = [row for row in named if is_person(row[1])]
    bodies = [row for row in _without_bare_contacts(named) if looks_like_organisation(row[1])]
    return people or bodies[:1] or named[:1]


def _names_somebody(source: str) -> bool:
    """Whether a part can be a name: not a filler, a web address or the rest of a sentence."""
    if not any(char.isalpha() for char in source) or len(source) < 2 or "://" in source or source.startswith("www."):
        return False
    bare = _IN_BRACKETS.sub("", source).split()
    filler = fold(source.strip(" .()")) in words("vide")
    opens = fold(bare[0].strip(",.")) if bare else ""
    return not filler and len(bare) <= _LONGEST and opens not in words("phrases", "debuts")


def _kinds(named: list[tuple[str, Name]]) -> list[str]:
    """The kind of each; a bare «Direction …» takes that of its neighbours in the item."""
    kinds = [name.categorie or _service_kind(source) for source, name in named]
    known = next((kind for kind in kinds if kind), None)
    return [
        kind or (known if known and _is_service(source) else UNKNOWN_KIND)
        for (source, _), kind in zip(named, kinds, strict=True)
    ]


def _is_service(source: str) -> bool:
    return bool(source) and fold(source.split(maxsplit=1)[0]) in words("services", "tetes")


def _service_kind(source: str) -> str | None:
    flat = flatten(source)
    if _is_service(source) and any(field in flat for field in words("services", "departement")):
        return "departement"
    return None


def unique_actors(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each actor once a role, where it stands first."""
    kept: dict[tuple[str, str], Actor] = {}
    for actor in actors:
        kept.setdefault((actor.role, fold(actor.nom)), actor)
    return tuple(kept.values())


def flag_personal_data(actors: Iterable[Actor], items: Iterable[NumberedItem]) -> tuple[Flag, ...]:
    """One flag where a person, an e-mail address or a telephone number stands in the champs."""
    named = any(is_person(actor.nom_source) for actor in actors)
    # Most objects hold none: told by one look over all their texts.
    texts = [item.text for _, item, _ in items]
    if not named and not (has_personal_data("\n".join(texts)) and any(has_personal_data(text) for text in texts)):
        return ()
    message = "Une personne, une adresse électronique ou un numéro de téléphone figure dans le texte."
    return (Flag("donnee_personnelle", message, Gravity.INFO),)


def authority_code(actor: Actor, context: Context) -> str | None:
    """The code of the territory whose authority an actor is, where its name says which.

    A service of it (its CCAS, a Direction) is not the authority itself; neither is an association of its mayors.
    """
    if actor.categorie not in _AUTHORITIES or not _AUTHORITY.match(flatten(actor.nom)):
        return None
    territory = find_territory(actor.nom, context) or find_territory(actor.nom_source, context)
    return territory.code if territory and territory.type == actor.categorie else None
