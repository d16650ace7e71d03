"""Which territory a candidate is, if any: what stands around it, and the départements that the document plays in."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.cues import Cues, make_cues
from pipeline.normalize.places import Mention, find_places
from pipeline.normalize.spelling import flatten
from pipeline.reference.gazetteer import Entry, load_gazetteer

_ARTICLE: Final = re.compile(r"(?:^|[\s(])(?:en|du|de la|des|de l'|dans l[ea]|dans les|dans l'|le|la|les|l')\s?$")
_OPENING: Final = re.compile(r"(?:^|[\n,;:(/|•«\"-]|\d{5})\s*$")
_BETWEEN: Final = re.compile(r"\s*(?:,|;|/|\n|\bet\b|\bou\b|\|)\s*(?:et )?(?:a |de |d'|sur )?")
_CAPITAL_BEFORE: Final = re.compile(r"[A-ZÀ-Ý][\w'’-]* $")
_CAPITAL_AFTER: Final = re.compile(r" [A-ZÀ-Ý]")
_SMALL_BEFORE: Final = re.compile(
    r"(?<![\w-])(?:en|a|au|aux|de|du|des|la|le|les|sur|dans|par|pour|et|chez|vers|entre|depuis) $"
)
_SENTENCE_OPENING: Final = re.compile(r"(?:^|[.!?:\n•]\s?)[A-ZÀ-Ý][\w'’-]*\s$")
_OF_A_STREET: Final = ("de ", "du ", "des ", "la ", "'")
# A city this big needs no département of its own in the document; one that outweighs its namesakes is the one meant.
_KNOWN_CITY: Final = 20_000
_OUTWEIGHS: Final = 20
# Names of communes of one département that are hardly so by chance.
_ENOUGH_NAMES: Final = 3
# «Corrèze (19)», «Magnac-Laval (87)»
_NUMBER_BEHIND: Final = re.compile(r"\s?\(\s?(?P<code>\d\d|2[AB]|97\d)\s?\)")


def settle_places(
    text: str, prior: frozenset[str], *, listed: bool = False, mentions: tuple[Mention, ...] | None = None
) -> tuple[tuple[Mention, Entry | None], ...]:
    """The candidates of a text that are places: each with its territory, or None for a place without a code.

    A name that alone would be in doubt is believed beside one that is sure, in one enumeration. `mentions` are the
    candidates, if they are known.
    """
    if mentions is None or (listed and text.isupper()):
        mentions = find_places(text, capitals=listed)
    if not mentions:
        return ()
    prior = prior or (_neighbourhood(text, mentions) if listed else prior)
    entries = [is_sure(text, mention, prior, listed=listed) for mention in mentions]
    for order in (range(1, len(mentions)), range(len(mentions) - 2, -1, -1)):
        for number in order:
            beside = number - 1 if order.step > 0 else number + 1
            if (
                entries[number] is None
                and entries[beside]
                and _listed_together(text, mentions[number], mentions[beside])
            ):
                entries[number] = _beside(mentions[number], entries[beside]) or is_sure(
                    text, mentions[number], prior, listed=True
                )
    pairs = zip(mentions, entries, strict=True)
    return tuple((mention, entry) for mention, entry in pairs if entry or not mention.entries)


def _beside(mention: Mention, neighbour: Entry | None) -> Entry | None:
    """In a list of départements a name that is a river's too is a département's."""
    if neighbour is None or neighbour.type != "departement":
        return None
    return next((entry for entry in mention.entries if entry.type == "departement"), None)


def _neighbourhood(text: str, mentions: Sequence[Mention]) -> frozenset[str]:
    """The one département in which all the sure communes of a list lie, at least two, or else all communes of a list
    of three or more; nothing where there are several such."""
    sure = [entry for mention in mentions if (entry := is_sure(text, mention, frozenset(), listed=True))]
    here = {entry.departement for entry in sure if entry.type == "commune" and entry.departement}
    if len(here) == 1 and len({entry.code for entry in sure}) > 1:
        return frozenset(here)
    named = [[entry for entry in mention.entries if entry.type == "commune"] for mention in mentions if mention.entries]
    if len(named) < _ENOUGH_NAMES or here or not any(entry.mot is False for entries in named for entry in entries):
        return frozenset()
    shared = set.intersection(*({entry.departement for entry in entries if entry.departement} for entries in named))
    return frozenset(shared) if len(shared) == 1 else frozenset()


def _listed_together(text: str, one: Mention, other: Mention) -> bool:
    first, second = sorted((one, other), key=lambda mention: mention.start)
    return _BETWEEN.fullmatch(flatten(text[first.end : second.start])) is not None


def is_sure(text: str, mention: Mention, prior: frozenset[str], *, listed: bool = False) -> Entry | None:
    """The territory that a candidate is beyond doubt, or None.

    `prior` holds the départements that the document plays in; `listed` says that the text is a list of places
    (a champ `territoire`), where a bare name is enough.
    """
    before = flatten(text[max(0, mention.start - 40) : mention.start])
    if mention.form == "groupe":
        return _choose([entry for entry in mention.entries if entry.type == "epci"], prior)
    return _numbered(text, mention) or _named(text, mention, before, prior, listed=listed)


def _named(text: str, mention: Mention, before: str, prior: frozenset[str], *, listed: bool) -> Entry | None:
    """The territory that a name in its surroundings is: a région, a département, a group of communes, a commune."""
    # «12 rue de Bretagne» is in no Bretagne.
    street = before.endswith(_OF_A_STREET) and _street().search(before)
    kinds = set() if street else {entry.type for entry in mention.entries}
    if "region" in kinds:
        # Guadeloupe, Mayotte: one territory that is both a région and a département.
        both = "departement" in kinds and not _region_before(before)
        return None if _adjoins(text, mention) else _first(mention, "departement" if both else "region")
    if "departement" in kinds and _is_departement(text, mention, before, prior, listed=listed):
        return _first(mention, "departement")
    if "epci" in kinds and not _is_town_of_group(mention):
        return _epci(text, mention, prior, listed=listed)
    if "commune" in kinds:
        return _commune(text, mention, before, prior, listed=listed)
    return None


def _numbered(text: str, mention: Mention) -> Entry | None:
    """The département, else the commune, that the number in a bracket behind a name tells."""
    match = _NUMBER_BEHIND.match(text, mention.end) if mention.entries else None
    if match is None:
        return None
    here = [entry for entry in mention.entries if entry.departement == match["code"]]
    departement = next((entry for entry in here if entry.type == "departement"), None)
    return departement or _choose([entry for entry in here if entry.type == "commune"], frozenset())


def _is_town_of_group(mention: Mention) -> bool:
    """Whether a name is that of a group and of the town in it («La Rochelle»): a bare name is the town's."""
    here = {entry.departement for entry in mention.entries if entry.type == "epci"}
    return any(entry.type == "commune" and entry.departement in here for entry in mention.entries)


def _first(mention: Mention, kind: str) -> Entry:
    return next(entry for entry in mention.entries if entry.type == kind)


def _region_before(before: str) -> bool:
    return re.search(r"\b(?:region|regional|ars)(?: de la| de| du)?\s?$", before) is not None


def _is_departement(text: str, mention: Mention, before: str, prior: frozenset[str], *, listed: bool) -> bool:
    entry = next(entry for entry in mention.entries if entry.type == "departement")
    name = text[mention.start : mention.end]
    if _landscape().search(before) or (_adjoins(text, mention) and not _supports_departement().search(before)):
        return False
    if ("-" in name and "-" in entry.nom) or (name == entry.nom and name.startswith("La ")):
        return True
    if _supports_departement().search(before):
        return True
    if entry.nom in read_lexicon("territories")["departements"]["douteux"]:
        return entry.code in prior and (listed or bool(_ARTICLE.search(before)) or name != entry.nom)
    shares_name = any(other.type == "commune" for other in mention.entries)
    if name != entry.nom and name.endswith(f" {entry.nom}"):
        # «La Creuse compte …»: the article stands in the name.
        return True
    return bool(_ARTICLE.search(before)) or (not shares_name and (listed or bool(_OPENING.search(before))))


def _epci(text: str, mention: Mention, prior: frozenset[str], *, listed: bool) -> Entry | None:
    """A group by a name of its own; a bare landscape name («Trièves») only where the document plays there."""
    entry = _choose([entry for entry in mention.entries if entry.type == "epci"], prior)
    if entry is None:
        return None
    several = bool(re.search(r"[\s-]", text[mention.start : mention.end]))
    if several and (not prior or entry.departement in prior):
        return entry
    return entry if entry.departement in prior and (listed or not _adjoins(text, mention)) else None


def _commune(text: str, mention: Mention, before: str, prior: frozenset[str], *, listed: bool) -> Entry | None:
    name = text[mention.start : mention.end]
    compound = "-" in name
    if not compound and _adjoins(text, mention):
        return None
    entry = _choose([entry for entry in mention.entries if entry.type == "commune"], prior)
    if entry is None:
        return None
    supported = listed or bool(_supports_commune().search(before))
    known = entry.population >= _KNOWN_CITY
    if not prior and any(other.type == "departement" and other.nom != entry.nom for other in mention.entries):
        return None
    if not prior and not known and len({other.code for other in mention.entries if other.type == "commune"}) > 1:
        # Several small namesakes and nothing to tell where the document plays: none of them for sure.
        return None
    if entry.mot:
        # Tours, Vannes, Valence: words too, but a city is believed where its name is clearly a place's.
        near = entry.departement in prior or (known and not prior)
        believed = near and supported and not _ARTICLE.search(before)
    elif entry.departement in prior:
        believed = compound or supported or bool(_prepositions().search(before)) or _in_list(text, mention)
    elif prior and not known and not (listed and (compound or _same_region(entry, prior))):
        believed = False
    else:
        believed = compound or (supported and (listed or known))
    return entry if believed else None


def _same_region(entry: Entry, prior: frozenset[str]) -> bool:
    """Whether a commune lies in the région of the document's départements: a territory may reach over their border."""
    gazetteer = load_gazetteer()
    here = (gazetteer.by_code("departement", code) for code in prior)
    return entry.region in {departement.region for departement in here if departement}


def _choose(entries: list[Entry], prior: frozenset[str]) -> Entry | None:
    """The one of several namesakes that is meant: where the document plays, the current before the former, else the
    one that far outweighs the others; None where that is in doubt."""
    here = [entry for entry in entries if entry.departement in prior] or entries
    current = [entry for entry in here if entry.nature not in {"deleguee", "associee"}] or here
    if len({entry.code for entry in current}) == 1:
        return current[0]
    ranked = sorted(current, key=lambda entry: -entry.population)
    if len(ranked) > 1 and ranked[0].population >= max(_KNOWN_CITY, _OUTWEIGHS * ranked[1].population):
        return ranked[0]
    return None


def _adjoins(text: str, mention: Mention) -> bool:
    """Whether another capitalised word touches the name, which is then part of a longer one («Lyon Habitat»)."""
    before = text[max(0, mention.start - 30) : mention.start]
    if _neutral().search(flatten(before)) or _SMALL_BEFORE.search(flatten(before)):
        return bool(_CAPITAL_AFTER.match(text, mention.end))
    opening = _SENTENCE_OPENING.search(before) is not None and mention.start > 30
    return (bool(_CAPITAL_BEFORE.search(before)) and not opening) or bool(_CAPITAL_AFTER.match(text, mention.end))


def _in_list(text: str, mention: Mention) -> bool:
    """Whether the name stands between the marks of an enumeration."""
    before, after = text[: mention.start].rstrip(), text[mention.end :].lstrip()
    return before[-1:] in set(",(;:/") or before.endswith(" et") or after[:1] in set(",);/") or after.startswith("et ")


def _any_of(phrases: list[str], after: str) -> Cues:
    ordered = sorted(map(flatten, phrases), key=lambda phrase: -len(phrase))
    return make_cues(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))}){after}$", ordered)


@cache
def _supports_departement() -> Cues:
    return _any_of(
        read_lexicon("territories")["departements"]["appuis"], r"(?:\s(?:de la|de l'|du|des|de|d'|le|la|les))?\s?\(?"
    )


@cache
def _street() -> re.Pattern[str]:
    streets = "|".join(re.escape(flatten(street)) for street in read_lexicon("territories")["adresses"]["voies"])
    return re.compile(rf"(?<![\w-])(?<!\ben )(?<!\bsur )(?:{streets})\s(?:de la|de l'|du|des|de|d')\s?$")


@cache
def _landscape() -> Cues:
    return _any_of(read_lexicon("territories")["departements"]["paysage"], r"\s(?:de la|de l'|du|des|de|d')\s?")


@cache
def _supports_commune() -> Cues:
    return _any_of(read_lexicon("territories")["communes"]["appuis"], r"\s?")


@cache
def _neutral() -> Cues:
    return _any_of(read_lexicon("territories")["communes"]["neutres"], r"\s")


@cache
def _prepositions() -> Cues:
    return _any_of(read_lexicon("territories")["communes"]["prepositions"], r"\s?")
