"""Links to other plans: which plan a champ `articulation` names, of what kind, and which element of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from models.action import PlanLink
from pipeline.lexicon import read_lexicon
from pipeline.normalize.items import NumberedItem
from pipeline.normalize.phrases import PhraseBook
from pipeline.normalize.spelling import flatten

CHAMP: Final = "articulation"
_OTHER: Final = "autre"
# Between two references: a line, a semicolon, a bullet; a comma, a full stop or «et» only where a plan follows.
_BREAK: Final = re.compile(r"[\n;•]|\s[|]\s")
_SOFT: Final = re.compile(r"[,.:(\[]\s|\s[–—/+-]\s|\s(?:et|ainsi que|ou)\s", re.IGNORECASE)
_YEARS: Final = re.compile(r"(?:19|20)\d\d(?:\s?(?:[-–—/]|à|au)\s?(?:(?:19|20)\d\d|\d\d))?(?!\d)")
_YEARS_BEHIND: Final = re.compile(rf"\s?[(]?{_YEARS.pattern}[)]?")
_STOP: Final = re.compile(r"[,;:()\n]|\.(?:\s|$)")
_WORD: Final = re.compile(r"\S+")
# What may follow a plan's name and still be of it: whose it is, and its years.
_OWNER: Final = re.compile(
    r"\s(?:(?:19|20)\d\d|\(?(?:19|20)\d\d\s?[-–—/]|de\s|du\s|des\s|d['’]|(?:inter)?communal|intercommunautaire|métropolitain"
    r"|départemental|régional|national|territorial|local|[A-ZÀ-Ý0-9])",
)
_NUMBER: Final = (
    r"(?:n\s?[°ºo]\s?|numéro\s)?(?:[IVX]{1,5}|[A-Z]{1,3}[-. ]?\d{1,3}|\d{1,3}(?:\.\d{1,3}){0,3}|[A-Z])"
    r"(?:\.[a-z0-9])?\b(?!\s?(?:€|%))"
)
_COMPLEMENT: Final = re.compile(r"(?:,|\set)\s(?=(?:de\s(?:la\s|l['’])?|du\s|des\s|d['’])[a-zà-ÿ])")
_LONGEST_NAME: Final = 14
_YEARS_IN_BRACKETS: Final = 12


@dataclass(frozen=True, slots=True)
class _Mention:
    """A plan named in a text: the span of its name with owner and years, and its kind."""

    start: int
    end: int
    type_plan: str


def read_links(items: Iterable[NumberedItem]) -> tuple[PlanLink, ...]:
    """A row for each plan that the champ `articulation` names, in source order.

    `texte` holds the whole reference, `plan_cible` the plan's name as written, `element` the part of it that is meant
    («PRS 2018-2028 : Objectif 3» → `Objectif 3`). Words that name no plan give no row.
    """
    found: dict[tuple[str, str, str | None], PlanLink] = {}
    for champ, item, ordre in items:
        if champ.name != CHAMP or item.checked is False:
            continue
        for piece in _split(item.text):
            for link in _read_piece(piece, ordre):
                found.setdefault((link.texte, link.plan_cible, link.element), link)
    return tuple(found.values())


def _split(text: str) -> Iterator[str]:
    start = 0
    for match in _BREAK.finditer(text):
        yield text[start : match.start()]
        start = match.end()
    yield text[start:]


def _read_piece(piece: str, ordre: int) -> Iterator[PlanLink]:
    mentions = _find_mentions(piece)
    for number, mention in enumerate(mentions):
        before = mentions[number - 1].end if number else 0
        after = mentions[number + 1].start if number + 1 < len(mentions) else len(piece)
        start, end = _bounds(piece, mention, before, after)
        name = piece[mention.start : mention.end].strip(" .,:;–—-")
        opening = piece[start : mention.start]
        element = _find_element(piece[mention.end : end]) or _find_element(opening) or _find_part(opening)
        yield PlanLink(piece[start:end].strip(" .,:;–—-\t"), name, mention.type_plan, element, None, CHAMP, ordre)


def _bounds(piece: str, mention: _Mention, before: int, after: int) -> tuple[int, int]:
    """The span of the reference around a name: what stands between two names goes with the one that it is joined to."""
    start = before
    for match in _SOFT.finditer(piece, before, mention.start):
        # «Axe 2 du PRS, PLH»: what stands before a comma was said of the plan before.
        start = match.end() if before else start
    end = after
    if after < len(piece):
        cuts = [match.start() for match in _SOFT.finditer(piece, mention.end, after)]
        end = cuts[-1] if cuts else after
    return start, end


def _find_element(text: str) -> str | None:
    """A numbered element, several in a row as one («axe 2, objectif 3»), else one by its name («volet enfance»)."""
    match = _elements_pattern().search(text) or _named_element_pattern().search(text)
    return match["element"].strip() if match else None


def _find_part(opening: str) -> str | None:
    """The part that stands before a plan's name and belongs to it: «le volet santé du contrat de ville»."""
    match = _part_pattern().search(opening)
    return match["element"] if match else None


def _find_mentions(text: str) -> list[_Mention]:
    found = [*_find_listed(text), *_find_formed(text)]
    kept: list[_Mention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.type_plan != _OTHER and kept[-1].type_plan == _OTHER:
            kept[-1] = _Mention(kept[-1].start, max(kept[-1].end, mention.end), mention.type_plan)
    return _join_spelled_out(text, kept)


def _join_spelled_out(text: str, mentions: list[_Mention]) -> list[_Mention]:
    """«Projet régional de santé (PRS)» is one plan, named twice."""
    kept: list[_Mention] = []
    for mention in mentions:
        if kept and re.fullmatch(r"\s*\(\s*", text[kept[-1].end : mention.start]):
            kind = kept[-1].type_plan if kept[-1].type_plan != _OTHER else mention.type_plan
            closing = text.find(")", mention.end)
            end = closing + 1 if 0 <= closing <= mention.end + _YEARS_IN_BRACKETS else mention.end
            end = _extend(text, end)
            kept[-1] = _Mention(kept[-1].start, end, kind)
        else:
            kept.append(mention)
    return kept


def _find_listed(text: str) -> Iterator[_Mention]:
    for hit in _names().find(text):
        yield _Mention(hit.start, _extend(text, hit.end), hit.value)
    for match in _acronyms().finditer(text):
        yield _Mention(match.start(), _extend(text, match.end()), _types_by_acronym()[match[0]])


def _find_formed(text: str) -> Iterator[_Mention]:
    """Plans of no list, by a noun that names plans and the words that qualify it."""
    flat = flatten(text)
    for match in _noun_pattern().finditer(flat):
        if _unless_pattern().match(flat, match.start()):
            continue
        end = _with_complements(text, _end_of_name(text, match.end()))
        if len(text[match.end() : end].split()) >= 1:
            yield _Mention(match.start(), end, _OTHER)


def _with_complements(text: str, end: int) -> int:
    """«… du climat, de l'air et de l'énergie»: complements of a name go on behind a comma or «et», unless they name
    another plan or an element of one."""
    while joint := _COMPLEMENT.match(text, end):
        closes = _end_of_name(text, joint.end())
        added = text[joint.start() : closes]
        if closes == joint.end() or next(_find_listed(added), None) or _element_pattern().search(added):
            break
        if _noun_pattern().search(flatten(added)):
            break
        end = closes
    return end


def _extend(text: str, end: int) -> int:
    """The end of a name with its owner and years: «PRS» → «PRS Bretagne 2018-2028»."""
    years = _YEARS_BEHIND.match(text, end)
    if years:
        return years.end() if years[0].count("(") == years[0].count(")") else years.end() - years[0].count(")")
    return _end_of_name(text, end) if _OWNER.match(text, end) else end


def _end_of_name(text: str, end: int) -> int:
    """Where the words that qualify a name stop: at punctuation, an element, or after as many as a name has."""
    stop = len(text)
    for pattern in (_SOFT, _STOP, _element_pattern()):
        match = pattern.search(text, end)
        if match:
            stop = min(stop, match.start())
    words = list(_WORD.finditer(text[end:stop]))[:_LONGEST_NAME]
    return end + words[-1].end() if words else end


@cache
def _names() -> PhraseBook[str]:
    listed = [(name, entry["type_plan"]) for entry in read_lexicon("links")["plan"] for name in entry.get("names", ())]
    kinds = [
        (form, entry["type_plan"])
        for entry in read_lexicon("plan_kinds")["kind"]
        for key in ("forms", "plurals")
        for form in entry.get(key, ())
    ]
    return PhraseBook([*listed, *kinds])


@cache
def _types_by_acronym() -> dict[str, str]:
    entries = (*read_lexicon("links")["plan"], *read_lexicon("plan_kinds")["kind"])
    found: dict[str, str] = {}
    for entry in entries:
        for acronym in entry.get("acronyms", ()):
            found.setdefault(acronym, entry["type_plan"])
    return found


@cache
def _acronyms() -> re.Pattern[str]:
    ordered = sorted(_types_by_acronym(), key=lambda acronym: (-len(acronym), acronym))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])")


@cache
def _noun_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{_alternatives('nouns')})(?=\s)")


@cache
def _unless_pattern() -> re.Pattern[str]:
    # «Plan d'action pour le climat» has a name, «plan d'actions de la commune» none.
    return re.compile(rf"(?:{_alternatives('unless')})(?!\w|\spour\s)")


@cache
def _element_pattern() -> re.Pattern[str]:
    return re.compile(_numbered_element())


@cache
def _elements_pattern() -> re.Pattern[str]:
    one = _numbered_element()
    return re.compile(rf"(?P<element>{one}(?:\s?[,:/–-]\s?{one})*)")


@cache
def _named_element_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[,:(–-])\s?(?P<element>(?i:{_element_nouns()})\s[^,;:()–]{{2,60}})")


@cache
def _part_pattern() -> re.Pattern[str]:
    words = r"[\w'’-]+(?:\s[\w'’-]+){0,2}"
    return re.compile(rf"(?<!\w)(?P<element>(?i:{_element_nouns()})\s{words})\s(?:du|de la|de l['’]|des|de)\s?$")


def _numbered_element() -> str:
    return rf"(?<!\w)(?:(?i:{_element_nouns()})s?)\s(?:{_NUMBER})(?:\s(?:et|à)\s{_NUMBER})?"


def _element_nouns() -> str:
    nouns = sorted(read_lexicon("links")["elements"], key=lambda noun: (-len(noun), noun))
    return "|".join(map(re.escape, nouns))


def _alternatives(key: str) -> str:
    forms = sorted((flatten(form) for form in read_lexicon("links")[key]), key=lambda form: (-len(form), form))
    return "|".join(map(re.escape, forms))
