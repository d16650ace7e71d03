"""Part a champ's text into the names it lists, each with the role that a run-in label gives it.

All functions work on spans of one text, so that each name stays a slice of its source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.actor_lexicon import (
    acronyms,
    bare_labels,
    bracket_roles,
    category_of,
    opens_with_known_name,
    role_cues,
    role_labels,
    words,
)
from pipeline.normalize.people import EMAIL, PHONE, is_person, starts_with_function
from pipeline.normalize.run_together import split_run_together
from pipeline.normalize.spelling import flatten, fold

ARTICLE: Final = re.compile(
    r"(?:(?:l'|d'|(?:les?|la|des?|du|une?|aux?|et|ou|avec|ainsi que|notamment|dont|par|chaque|nos|notre|votre|tous les|"
    r"toutes les|l'ensemble des|ensemble des|y compris)\s)\s*)+"
)
_ET: Final = re.compile(r"\s(?:et/ou|et|ainsi que|ou|&|\+|avec)\s(?:aussi |egalement |notamment )?")
_OF: Final = re.compile(r"(?:de|du|d'|des|a|au|aux|en|pour|sur|dans|sous|chez)(?:\s|(?<='))")
_URL: Final = re.compile(r"(?:https?://|www\.)\S+")
_GROUP: Final = re.compile(r"(?<!http)(?<!https)\s?:(?:\s|$)")
_HARD: Final = re.compile(
    # Begins with one choice of characters, which is told at once of each that is none of them.
    r"[,;\n•|\t\u2794\s/.](?:(?<=[,;\n•|\t\u2794])|(?<=\s)[-–+·]\s|(?<=\.)(?=\s+[A-ZÀ-Ý])"
    r"|(?<=/)(?!/)(?:(?<![\d/]/)|(?<=\d/)(?=[A-ZÀ-Ý])))"
)
_BRACKETS: Final = {"(": ")", "[": "]", "«": "»", "“": "”"}
_BRACKET: Final = re.compile(r"[(\[«“]")
_OPENING: Final = re.compile(r"[(\[«“]|https?:|www\.")
_EDGES: Final = " \t\n.,;:-–—•·*/|&+'’\u2022"
_ELISION: Final = re.compile(r"^[dl]['’]")
_CAPITAL_INSIDE: Final = re.compile(r"\s[A-ZÀ-Ý]")
_WORDS, _HYPHENED = re.compile(r"\w+"), re.compile(r"[\w'-]+")
_ONE_CAPITALISED: Final = re.compile(r"[A-ZÀ-Ý][a-zà-ÿœ'’-]+")
# «Conseil départemental, Pôle autonomie»; a «Direction départementale» is the State's.
_OWN_SERVICE: Final = re.compile(
    r"(?:pole|service|direction)\s(?!(?:inter)?departementale|regionale|generale|des services)"
)
# Bullets of word processors that come out as letters: «o Communes».
_LETTER_BULLET: Final = re.compile(r"(?:[o§Øü►▶✓✔➢❖]\s+)+(?=[A-ZÀ-Ý])")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_NAME_START: Final = re.compile(r"[\w&'’.-]+")
_ARTICLE_IN_NAME: Final = re.compile(r"(?:La|Le|Les)\s(?=[A-ZÀ-Ý][a-zà-ÿ])")
_FIRST_WORD: Final = re.compile(r"\s*([\w-]+)")
_COMPLEMENT: Final = re.compile(r"(?:de\s|d['’])[a-zà-ÿ]")
_COMPLEMENT_AT_END: Final = re.compile(r"\s(?:de\s|d['’])[a-zà-ÿœ-]+$")
_COLON: Final = re.compile(r"\s?:\s")
_LINES: Final = re.compile(r"[^\n]+")
_LAST_BRACKET: Final = re.compile(r"\s*\(\s*([^()]+?)\s*\)$")
_LOOSE_WORDS: Final = ("etc", "et", "ou", "de", "du", "des", "la", "le", "les", "avec", "par", "dont")
_LOOSE_ENDS: Final = ("…", *_LOOSE_WORDS)
_LOOSE_END: Final = re.compile(rf"(?:…|\s(?:{'|'.join(_LOOSE_WORDS)}))$")
# «La communauté de communes, qui porte le contrat»: the verb is about the name, the line tells nothing else.
_RELATIVE: Final = re.compile(r",\s(?:qui|dont)\s[^,;]*")
_WRAP: Final = re.compile(r"(?<=[a-zà-ÿ])\n(?=([a-zà-ÿ'’-]+))")
_UPPER: Final = re.compile(r"(?:[A-ZÀ-Ý]\.){2,}|[A-ZÀ-Ý][A-ZÀ-Ýa-z0-9&'-]*[A-ZÀ-Ý0-9][A-ZÀ-Ý0-9a-z-]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A name's span in the text, and the role that a label or a turn of phrase before it gives (None without one)."""

    start: int
    end: int
    role: str | None


def split_actors(text: str) -> tuple[Part, ...]:
    """The names that a text lists, in order. Groups such as «Institutions : ARS, CPAM» give the names, not the group.

    >>> text = "DDETS et CPAM (Blois) ; la MSA"
    >>> [text[part.start : part.end] for part in split_actors(text)]
    ['DDETS', 'CPAM (Blois)', 'MSA']
    """
    text = _join_wrapped(text)
    parts: list[Part] = []
    for start, end, role in _labelled_stretches(text):
        for piece_start, piece_end, cue in _cued_stretches(text, start, end):
            for opens, closes in _split_stretch(text, piece_start, piece_end):
                first, behind = _trim(text, opens, closes)
                if first < behind:
                    parts.append(_with_bracket(text, Part(first, behind, cue or role)))
    return tuple(parts)


def _with_bracket(text: str, part: Part) -> Part:
    """«Département (co-pilote)»: a role in a bracket is the name's, and not part of it."""
    bracket = _LAST_BRACKET.search(text, part.start, part.end) if text[part.end - 1] == ")" else None
    role = bracket_roles().get(fold(bracket[1])) if bracket else None
    return Part(part.start, bracket.start(), role) if bracket and role else part


def _join_wrapped(text: str) -> str:
    """The text with a blank for a line break inside a name («missions\\nlocales»): the next line opens with its
    complement. Offsets stay the same."""
    return _WRAP.sub(lambda wrap: " " if _is_complement(wrap[1]) else "\n", text) if "\n" in text else text


def _is_complement(word: str) -> bool:
    bare = _ELISION.sub("", word)
    joins = word != bare or word in {"de", "du"}
    return joins or (fold(word) in words("complements") and fold(word) not in words("tetes"))


def _labelled_stretches(text: str) -> Iterator[tuple[int, int, str | None]]:
    """The text between run-in role labels, each with the role of the label before it."""
    flat = flatten(text)
    start, role = 0, None
    found = [match for match in bare_labels().finditer(flat) if _opens_with_acronym(text[match.end() :])]
    if ":" in flat:
        found += role_labels().finditer(flat)
    for match in sorted(found, key=lambda match: match.start()):
        yield start, match.start(), role
        start, role = match.end(), match.lastgroup
    yield start, len(text), role


def _opens_with_acronym(text: str) -> bool:
    word = _FIRST_WORD.match(text)
    return word is not None and word[0] in acronyms()


def _cued_stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """The same between turns of phrase («en lien avec …»), each line on its own."""
    flat = flatten(text)
    cues = role_cues()
    cued = cues.may_stand_in(flat)
    for line in _LINES.finditer(text[start:end]):
        line_start, line_end = start + line.start(), start + line.end()
        position, role = line_start, None
        for match in cues.pattern.finditer(flat, line_start, line_end) if cued else ():
            if flat[match.start() - 1 : match.start()] == "(" and flat[match.end() : match.end() + 1] == ")":
                continue
            yield position, match.start(), role
            position, role = match.end(), match.lastgroup
        yield position, line_end, role


def _split_stretch(text: str, start: int, end: int) -> list[tuple[int, int]]:
    start = _after_group_label(text, start, end)
    pieces: list[tuple[int, int]] = []
    for opens, closes in _split_hard(text, start, end):
        piece = (_after_group_label(text, opens, closes), closes)
        if pieces and _continues(text, pieces[-1], piece):
            pieces[-1] = (pieces[-1][0], piece[1])
        else:
            pieces.append(piece)
    return [
        name for piece in pieces for joined in _split_joined(text, *piece) for name in split_run_together(text, *joined)
    ]


def _after_group_label(text: str, start: int, end: int) -> int:
    """Where the names start behind «Institutions : …»; but «ARS : suivi» names the ARS, and the rest is its part."""
    colon = _GROUP.search(text[start:end]) if ":" in text else None
    if not colon or re.search(r"[,()]", text[start : start + colon.start()]):
        return start
    if _is_one_name(text[start : start + colon.start()]) and not is_person(text[start + colon.end() : end]):
        return start
    return start + colon.end()


def _is_one_name(text: str) -> bool:
    """Whether a label names one organisation; a plural without a name of its own («Associations») is a group."""
    first = _first_word(text[article_length(text) :])
    plural = first.endswith(("s", "x")) and first in words("tetes") and not _CAPITAL_INSIDE.search(text.strip())
    return looks_like_organisation(text) and not plural


def _split_hard(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Between commas, semicolons, slashes, bullets and spaced dashes outside brackets and quotes."""
    closed = _closed_positions(text, start, end)
    position = start
    for match in _HARD.finditer(text, start, end):
        if match.start() in closed or _is_no_break(text, match, position, end):
            continue
        yield position, match.start()
        position = match.end()
    yield position, end


def _is_no_break(text: str, match: re.Match[str], start: int, end: int) -> bool:
    mark, before, after = match.group().strip(), text[start : match.start()], text[match.end() : end]
    if mark == ".":
        last = before.rsplit(None, 1)[-1] if before.split() else ""
        return len(last) <= 3 or last + "." in read_lexicon("actors")["personnes"]["civilites"]
    if mark in "-–":
        # «ARS – Délégation départementale» is one; «Ville – CCAS» are two.
        if EMAIL.match(after.lstrip()) or PHONE.match(after.lstrip()):
            return False
        head = _first_word(after)
        return not looks_like_organisation(after) or head in words("services", "tetes")
    if mark == "/":
        # «DDT / service habitat» is one body and its service.
        service = after.lstrip()[:1].islower() and _first_word(after) in words("services", "tetes")
        return service or flatten(before).endswith(" et") or flatten(after).startswith("ou ")
    return False


def _closed_positions(text: str, start: int, end: int) -> set[int]:
    """Positions inside web addresses, and inside brackets or quotes that are closed again before the end."""
    if not _OPENING.search(text, start, end):
        return set()
    closed = {at for url in _URL.finditer(text, start, end) for at in range(url.start(), url.end())}
    position = start
    while opening := _BRACKET.search(text, position, end):
        position = opening.end()
        stop = text.find(_BRACKETS[opening[0]], position, end)
        if stop > 0:
            closed.update(range(opening.start(), stop + 1))
            position = stop + 1
    return closed


def _continues(text: str, before: tuple[int, int], piece: tuple[int, int]) -> bool:
    """Whether a piece behind a comma belongs to the name before it."""
    if text[before[1] : piece[0]].strip() not in {",", "-", "–"}:
        return False
    first, here = text[slice(*before)].strip(), text[slice(*piece)].strip()
    flat = flatten(here)
    if _OF.match(flat):
        # «Direction de l'enfance, de la famille» goes on; «des élus, des agents» lists.
        return not (flat.startswith("des ") and flatten(first).startswith(("des ", "les ")))
    if is_person(first) and starts_with_function(here):
        return True
    if (
        (here[:1].islower() or _OWN_SERVICE.match(flat))
        and _first_word(here) in words("services", "tetes")
        and before[0] == 0
        and piece[1] == len(text)
    ):
        # «Communauté de communes, service habitat»: the whole text is one body and its service.
        return True
    return _first_word(first) in _split_fields() and _only_fields(flat)


@cache
def _split_fields() -> frozenset[str]:
    """What opens a name that lists its fields behind commas."""
    return words("services", "tetes") | {"ministere", "commission"}


def _only_fields(flat: str) -> bool:
    glue = {"et", "de", "la", "des", "du", "l", "d", "les", "le", "a"}
    found = _WORDS.findall(flat)
    return bool(found) and all(word in words("matieres") or word in glue for word in found)


def _split_joined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """At «et», «ainsi que», «ou» between two organisations."""
    flat = flatten(text)
    joints = list(_ET.finditer(flat, start, end))
    closed = _closed_positions(text, start, end) if joints else set()
    position = start
    for match in joints:
        after, before = text[match.end() : end], text[position : match.start()]
        if match.start() in closed or not before.strip() or not looks_like_organisation(after):
            continue
        if _COMPLEMENT.match(after) and _COMPLEMENT_AT_END.search(before):
            # «Associations de consommateurs et d'usagers»
            continue
        if flat[position:].lstrip().startswith(_fixed_phrases()) or _is_twofold(before, after):
            continue
        yield position, match.start()
        position = match.end()
    yield position, end


@cache
def _fixed_phrases() -> tuple[str, ...]:
    return tuple(map(flatten, read_lexicon("actors")["tetes"]["soudes"]))


def _is_twofold(before: str, after: str) -> bool:
    """Whether «et» stands inside one proper name: «association Répit et Relais», but «association Répit et Mairie»."""
    bare, word = before.strip()[article_length(before.strip()) :], after.strip(_EDGES)
    head, _, name = bare.partition(" ")
    if fold(head) not in words("noms_a_deux") or not _ONE_CAPITALISED.fullmatch(word):
        return False
    named = bool(name) and all(piece[:1].isupper() or len(piece) <= 3 for piece in name.split())
    return named and category_of(word) is None and not opens_with_known_name(fold(word)) and not is_person(name)


@lru_cache(maxsize=1 << 8)  # asked of a line, and of the stretch of lines that it may be alone in
def is_sentence(line: str) -> bool:
    """Whether a line tells rather than lists: enough words, and a verb outside brackets that no label stands before."""
    bare = _RELATIVE.sub(" ", _IN_BRACKETS.sub(" ", line.split(":", maxsplit=1)[0]))
    verbs = words("phrases", "verbes")
    found = _HYPHENED.findall(bare)
    # In «Communauté de communes Porte de Vassivière» the capital makes a name of the verb.
    told = found if bare.isupper() else [word for word in found if word[:1].islower() or word == found[0]]
    return len(found) >= 6 and any(flatten(word).rpartition("'")[2] in verbs for word in told)


def looks_like_organisation(text: str) -> bool:
    """Whether a text starts like the name of an organisation, a group of people or a person."""
    bare = text.strip(_EDGES)
    bare = bare[article_length(bare) :]
    first = _NAME_START.match(bare)
    if not first:
        return False
    word = first[0].rstrip(".,")
    if word.replace(".", "") in acronyms() or word.split("-")[0] in acronyms():
        return True
    if len(word) > 1 and _UPPER.fullmatch(word) and not text.isupper():
        return True
    return _first_word(bare) in words("tetes") or opens_with_known_name(fold(bare)) or is_person(bare)


def article_length(text: str) -> int:
    """How many characters at the start are articles and joining words."""
    match = ARTICLE.match(flatten(text))
    return match.end() if match else 0


def _article_of_the_name(text: str, start: int, end: int) -> bool:
    """«La Poste», «Les Restos du cœur»: a capital in mid-list that no line's beginning accounts for."""
    name = _ARTICLE_IN_NAME.match(text, start, end)
    if name is None:
        return False
    opens = not text[:start].strip(_EDGES) or text[:start].rstrip(" ").endswith((".", "\n", "•", ":"))
    return not opens and _first_word(text[name.end() : end]) not in words("tetes")


def _first_word(text: str) -> str:
    match = _FIRST_WORD.match(text)
    return fold(match[1]) if match else ""


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks, bullets, articles and closing points; a bracket without its partner goes too."""
    while start < end and text[start] in _EDGES:
        start += 1
    bullet = _LETTER_BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    start += 0 if _article_of_the_name(text, start, end) else article_length(text[start:end])
    colon = _COLON.search(text[start:end]) if ":" in text else None
    if colon and _after_group_label(text, start, end) == start:
        end = start + colon.start()
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    loose = _LOOSE_END.search(text, start, end) if text.endswith(_LOOSE_ENDS, start, end) else None
    if loose and loose.start() > start:
        return _trim(text, start, loose.start())
    return start, end
