"""Actors in running text: an organisation has a role only where the sentence says it («signé par …»)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from models.action import Actor
from models.engines import RULES
from pipeline.normalize.actor_lexicon import (
    NO_ACTOR,
    acronyms,
    champ_role,
    name_openings,
    prose_cues,
    subject_cues,
    words,
)
from pipeline.normalize.context import Context
from pipeline.normalize.dates import find_moments
from pipeline.normalize.items import NumberedItem
from pipeline.normalize.names import find_definitions, read_name
from pipeline.normalize.recognisers import find_organisations, knows_names_only
from pipeline.normalize.spelling import flatten
from pipeline.words import digits_of, split_words, words_of

# What a plan is in general, a diagnosis or an indicator does not say who does this one. Champs of names are read by
# `actors`.
_GENERAL: Final = {"definition", "constat", "indicateurs", "entete", "freins", "leviers", "statut"}
_BRACKETED: Final = re.compile(r"\s?\((?:[A-ZÀ-Ý]\.?){2,}\)")
_SHARE: Final = re.compile(r"\(?\d+(?:,\d+)?\s?%\)?")
_FAR: Final = 70
_LONGEST_OPENING: Final = 40
_POINTED: Final = re.compile(r"[a-z]\.[a-z]\.")


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation in a text with the role that its sentence gives it."""

    start: int
    end: int
    role: str


def read_prose_actors(items: Iterable[NumberedItem], context: Context) -> Iterator[Actor]:
    """The actors to whom sentences of the champs give a role, in source order; the same actor may come again."""
    definitions = find_definitions(context.text)
    for champ, item, ordre in items:
        if not _tells_of_actors(champ.name):
            continue
        for mention in find_roles(item.text, definitions, recogniser=context.recogniser):
            source = item.text[mention.start : mention.end]
            if mention.role == "signataire" and source.islower():
                # «Les signataires sont les collectivités locales»: what signs such plans, not who signed this one.
                continue
            # «Une convention est signée avec le CDOS»: an action has no signatories, but that one takes part.
            role = "partenaire" if mention.role == "signataire" and context.kind == "action" else mention.role
            name = read_name(source, definitions)
            yield Actor(role, source, name.nom, name.sigle, name.categorie or "autre", None, champ.name, ordre)


@cache
def _tells_of_actors(champ: str) -> bool:
    return champ not in _GENERAL and (champ == "budget" or not champ_role(champ))


def find_roles(
    text: str, definitions: Mapping[str, str], default: str | None = None, *, recogniser: str = RULES
) -> tuple[Mention, ...]:
    """The organisations of a text that have a role; with a `default`, all that the text names."""
    flat = flatten(text)
    cued = not _cue_words().isdisjoint(words_of(flat))
    if not cued and default is None:
        return ()
    flat = _without_dates(flat) if cued else flat
    may_name = partial(_may_name, flat, definitions=definitions) if knows_names_only(recogniser) else _may_always
    before = [cue for cue in prose_cues().finditer(flat) if may_name(cue.end(), cue.end() + _FAR)]
    after = [cue for cue in subject_cues().finditer(flat) if may_name(0, cue.start())]
    if not before and not after and (default is None or not may_name(0, len(flat))):
        return ()
    spans = _organisations(text, definitions, recogniser)
    roles: dict[tuple[int, int], str] = {}
    for cue in after:
        roles |= dict.fromkeys(_chain_before(flat, cue.start(), spans), cue.lastgroup or "")
    for cue in before:
        roles |= _chain_after(flat, cue, spans)
    if default is not None:
        roles = {span: roles.get(span, default) for span in spans}
    return tuple(Mention(*span, roles[span]) for span in spans if roles.get(span))


@cache
def _cue_words() -> frozenset[str]:
    return prose_cues().triggers | subject_cues().triggers


def _may_name(flat: str, start: int, end: int, definitions: Mapping[str, str]) -> bool:
    """Whether an organisation's name may begin in a stretch: most turns of phrase are about another thing."""
    # The last word may go on beyond the end.
    stretch = flat[start : end + _LONGEST_OPENING]
    words_here = split_words(stretch)
    return (
        not name_openings().isdisjoint(words_here)
        or _POINTED.search(stretch) is not None
        or any(sigle.lower() in stretch for sigle in definitions)
    )


def _may_always(_start: int, _end: int) -> bool:
    return True


def _without_dates(flat: str) -> str:
    """The text with blanks for its dates: «signé le 6 juillet 2015 par l'État» is «signé par l'État»."""
    for found in find_moments(flat) if digits_of(flat) else ():
        opening = re.search(r"\b(?:le|en|au|a)\s$", flat[: found.start])
        start = opening.start() if opening else found.start
        flat = f"{flat[:start]}{' ' * (found.end - start)}{flat[found.end :]}"
    return flat


def _organisations(text: str, definitions: Mapping[str, str], recogniser: str) -> tuple[tuple[int, int], ...]:
    spans = []
    for start, end in find_organisations(text, frozenset(definitions), recogniser):
        bracket = _BRACKETED.match(text, end)
        spans.append((start, bracket.end() if bracket else end))
    return tuple(spans)


def _chain_after(flat: str, cue: re.Match[str], spans: Sequence[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The names that a turn of phrase is about: the first close behind it, then those joined to it."""
    role = cue.lastgroup or ""
    found: dict[tuple[int, int], str] = {}
    position = cue.end()
    for span in spans:
        if span[0] < position:
            continue
        gap = flat[position : span[0]]
        allowed = words("liaisons", "entre_noms") if found else words("liaisons", "apres_tour")
        if len(gap) > _FAR or not _only(gap, allowed, acronyms_too=not found):
            break
        if re.search(r"\bavec\b", gap) and found and role != "signataire":
            role = "partenaire"
        passed = set(re.findall(r"\w+", gap)) & words("liaisons", "a_passer")
        found[span] = "" if passed else role
        position = span[1]
    return found


def _chain_before(flat: str, end: int, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The names that are the subject of a verb: the last right before it, then those joined to it."""
    first = True
    for span in reversed(spans):
        if span[1] > end:
            continue
        gap = flat[span[1] : end]
        if not (gap.strip() in {"", "(", ")"} if first else _only(gap, words("liaisons", "entre_noms"))):
            return
        yield span
        first, end = False, span[0]


def _only(gap: str, allowed: frozenset[str], *, acronyms_too: bool = False) -> bool:
    """Whether a gap holds only words of a list, or shares («(50 %)»); a plan's acronym («du CLS») may stand in it."""
    gap = _SHARE.sub(" ", gap)
    if re.search(r"[.;:!?\n]", gap):
        return False
    devices = {sigle.lower() for sigle, acronym in acronyms().items() if acronym.categorie == NO_ACTOR}
    return all(word in allowed or (acronyms_too and word in devices) for word in re.findall(r"\w+", gap))
