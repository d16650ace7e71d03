"""Territories named in the champs, against the official geography."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from models.action import Item, Territory
from pipeline.lexicon import read_lexicon
from pipeline.normalize.context import Context
from pipeline.normalize.items import NumberedItem
from pipeline.normalize.place_evidence import settle_places
from pipeline.normalize.places import Mention, find_places, find_places_of
from pipeline.normalize.prior import find_prior
from pipeline.normalize.short_names import find_short_names
from pipeline.normalize.spelling import flatten
from pipeline.reference.gazetteer import Entry, load_gazetteer

CHAMP: Final = "territoire"
_NUMBERED: Final = re.compile(
    r"(?<!\w)(?:[Dd]épartements?\s(?:n°\s?|de la |du |de )?\(?|CD\s?)(?P<code>\d\d|2[AB]|97\d)(?![\w.,])\)?"
)


def read_territories(items: Iterable[NumberedItem], context: Context) -> tuple[Territory, ...]:
    """The territories that the champs name, each once an object; the champ `territoire` comes first in doubt."""
    prior = find_prior(context.text, context.departement)
    found: list[Territory] = []
    for champ, item, ordre in items:
        mentions = find_places_of(item.text, context.text, item.place.start)
        named = list(_of_item(item, champ.name, ordre, prior, mentions)) if mentions or champ.name == CHAMP else []
        if champ.name == CHAMP:
            named = _with_short_names(item, ordre, prior, named)
        found.extend(named)
        if champ.name == CHAMP:
            found.extend(_by_number(item, ordre))
            found.extend(_whole_of(item, ordre, prior, context))
    return _unique(found)


def find_territory(text: str, context: Context) -> Entry | None:
    """The first territory with a code that a short text names: a plan's territory, an authority's name."""
    prior = find_prior(context.text, context.departement)
    for _, entry in settle_places(text, prior, listed=True):
        if entry:
            return entry
    return None


def _of_item(
    item: Item, champ: str, ordre: int, prior: frozenset[str], mentions: tuple[Mention, ...]
) -> Iterator[Territory]:
    for mention, entry in settle_places(item.text, prior, listed=champ == CHAMP, mentions=mentions):
        source = item.text[mention.start : mention.end]
        if entry:
            yield Territory(source, entry.type, entry.code, entry.nom, _method(mention), champ, ordre)
        else:
            yield Territory(source, mention.form, None, source, "forme", champ, ordre)


def _with_short_names(item: Item, ordre: int, prior: frozenset[str], named: list[Territory]) -> list[Territory]:
    """With «Brive» in a document that plays in Corrèze: what a list of places calls a town of some size for short."""
    towns = [told.code for told in named if told.type == "commune" and told.code]
    prior = prior or frozenset(code[:3] if code.startswith("97") else code[:2] for code in towns)
    if not prior:
        return named
    places = [
        (match.start(), match.end(), told) for told in named for match in re.finditer(re.escape(told.texte), item.text)
    ]
    taken = [(start, end) for start, end, _ in places]
    short = [
        (start, end, Territory(item.text[start:end], entry.type, entry.code, entry.nom, "contexte", CHAMP, ordre))
        for start, end, entry in find_short_names(item.text, taken, prior, listed=bool(towns))
    ]
    if not short:
        return named
    return [told for _, _, told in sorted([*places, *short], key=lambda place: place[:2])]


def _method(mention: Mention) -> str:
    """`nom`: the name alone tells; `contexte`: namesakes, told apart by where the document plays."""
    return "nom" if len({other.code for other in mention.entries}) == 1 else "contexte"


def _whole_of(item: Item, ordre: int, prior: frozenset[str], context: Context) -> Iterator[Territory]:
    """«Ensemble du département» and the like, where it is known which; generic quarters, which have no code."""
    quarter = _quarters().search(flatten(item.text))
    if quarter and not any(mention.form == "quartier" for mention in find_places(item.text)):
        source = item.text[quarter.start() : quarter.end()]
        yield Territory(source, "quartier", None, source, "forme", CHAMP, ordre)
    for kind, pattern in _wholes():
        match = pattern.search(flatten(item.text))
        if not match:
            continue
        entry = _meant(kind, prior, context)
        if entry:
            yield Territory(
                item.text[match.start() : match.end()], entry.type, entry.code, entry.nom, "contexte", CHAMP, ordre
            )
        return


def _by_number(item: Item, ordre: int) -> Iterator[Territory]:
    """«Département 87», «CD41»: told by its number."""
    for match in _NUMBERED.finditer(item.text):
        entry = load_gazetteer().by_code("departement", match["code"])
        if entry:
            yield Territory(match[0], entry.type, entry.code, entry.nom, "nom", CHAMP, ordre)


def _meant(kind: str, prior: frozenset[str], context: Context) -> Entry | None:
    if kind == "plan":
        return find_territory(context.territoire, context) if context.territoire else None
    if len(prior) != 1:
        return None
    departement = load_gazetteer().by_code("departement", next(iter(prior)))
    if kind == "departement" or departement is None:
        return departement
    return load_gazetteer().by_code("region", departement.region or "")


def _unique(territories: Iterable[Territory]) -> tuple[Territory, ...]:
    kept: dict[tuple[str, str], Territory] = {}
    for territory in territories:
        key = (territory.type, territory.code or flatten(territory.nom))
        if key not in kept or (territory.champ == CHAMP and kept[key].champ != CHAMP):
            kept[key] = territory
    return tuple(kept.values())


@cache
def _quarters() -> re.Pattern[str]:
    phrases = sorted(
        map(flatten, read_lexicon("territories")["generiques"]["quartiers"]), key=lambda phrase: -len(phrase)
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])")


@cache
def _wholes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A phrase of several words may stand anywhere in the item; a single word must be all of it."""
    found = []
    for kind, phrases in read_lexicon("territories")["ensemble"].items():
        ordered = sorted(map(flatten, phrases), key=lambda phrase: -len(phrase))
        several = [re.escape(phrase) for phrase in ordered if " " in phrase]
        single = [rf"^\W*{re.escape(phrase)}\W*$" for phrase in ordered if " " not in phrase]
        found.append((kind, re.compile(rf"(?<![\w-])(?:{'|'.join([*several, *single])})(?![\w-])")))
    return tuple(found)
