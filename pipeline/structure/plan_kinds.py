"""Mentions of plans in French prose: where a text names a plan, and of what kind."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipeline.letters import flatten
from pipeline.lexicon import read_lexicon
from pipeline.words import split_words, words_of

PLAN_TOKEN: Final = "planmention"

_LETTERS: Final = {"a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü", "y": "yÿ"}
_GAP: Final = r"[\s\-‑–]+"
_YEARS: Final = re.compile(r"(?<!\d)(?:19|20)\d\d\s?(?:[-–—/]|à|au)\s?(?:(?:19|20)\d\d|\d\d)(?!\d)")
_OPENS_WITH_PLAN: Final = re.compile(rf"\W*(?:(?:le|la|les|notre|un) |l['’])?{PLAN_TOKEN}\b", re.IGNORECASE)
_ACRONYM_BEHIND: Final = re.compile(rf"({PLAN_TOKEN})\s*\(\s*(?:{PLAN_TOKEN}|[A-Z][A-Za-z.]{{1,8}})\s*\)")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of plan: its `type_plan`, its full name, and the scale at which «en X» says whose plan it is."""

    type_plan: str
    label: str
    scale: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A plan named in a text, from `start` to `end`: several of a kind (`plural`), or by a short name (`acronym`)."""

    kind: Kind
    start: int
    end: int
    plural: bool
    acronym: bool


# Characters looked at together where one name is enough, and more than any name has.
_PIECE, _LONGEST_NAME = 1 << 15, 200
UNLISTED: Final = Kind("autre", "", None)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """`names` are the patterns of the names that begin with a word, `acronyms` those that do, by that word flattened;
    `openings` are these words."""

    openings: frozenset[str]
    names: dict[str, re.Pattern[str]]
    acronyms: dict[str, list[str]]
    by_form: dict[str, tuple[Kind, bool]]
    by_acronym: dict[str, Kind]


@lru_cache(maxsize=2048)
def find_mentions(text: str) -> tuple[Mention, ...]:
    """Every plan that a text names, in order; a longer name hides the shorter ones in it.

    >>> [(m.kind.type_plan, m.start, m.end) for m in find_mentions("le Contrat local de santé (CLS)")]
    [('contrat_local_de_sante', 3, 25), ('contrat_local_de_sante', 27, 30)]
    """
    lexicon = _load_kinds()
    here = lexicon.openings.intersection(words_of(flatten(text)))
    if not here:
        return ()
    found = []
    end = 0
    for match in sorted(_find_names(text, here), key=lambda match: match.start()):
        if match.start() >= end:
            end = match.end()
            kind, plural = lexicon.by_form[_key(match[0])]
            found.append(Mention(kind, match.start(), end, plural, acronym=False))
    found += [
        Mention(lexicon.by_acronym[acronym], start, start + len(acronym), plural=False, acronym=True)
        for acronym, start in _find_acronyms(text, here)
    ]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _find_names(text: str, openings: frozenset[str]) -> Iterator[re.Match[str]]:
    """The plans' names in a text, by the first word of each: one word is looked for in C, a long choice is not."""
    flat = flatten(text)
    for word, pattern in _load_kinds().names.items():
        for start in _find_word(flat, word) if word in openings else ():
            match = pattern.match(text, start)
            if match:
                yield match


def _find_acronyms(text: str, openings: frozenset[str]) -> Iterator[tuple[str, int]]:
    for word, acronyms in _load_kinds().acronyms.items():
        for acronym in acronyms if word in openings else ():
            for start in _find_word(text, acronym):
                before, behind = text[max(start - 1, 0) : start], text[start + len(acronym) :][:1]
                if before != "-" and behind != "-" and not (behind.isalnum() or behind == "_"):
                    yield acronym, start


def _find_word(text: str, word: str) -> Iterator[int]:
    """Where a text has words that begin so."""
    start = text.find(word)
    while start >= 0:
        before = text[start - 1] if start else " "
        if not (before.isalnum() or before == "_"):
            yield start
        start = text.find(word, start + 1)


@lru_cache(maxsize=4096)
def replace_mentions(text: str) -> str:
    """The text with one token for every plan it names, an acronym in brackets behind it included.

    >>> replace_mentions("Le Contrat local de santé (CLS) est un outil")
    'Le planmention est un outil'
    """
    pieces, position = [], 0
    for mention in find_mentions(text):
        pieces += [text[position : mention.start], PLAN_TOKEN]
        position = mention.end
    return _ACRONYM_BEHIND.sub(r"\1", "".join((*pieces, text[position:])))


def find_unlisted(title: str) -> Mention | None:
    """The plan of an unlisted kind that a title names: it opens with a noun for plans and gives its years.

    >>> find_unlisted("Projet culturel du Pays de Y 2025-2028").kind.type_plan
    'autre'
    """
    found = _unlisted().search(title)
    if not found or not _YEARS.search(title, found.end()):
        return None
    return Mention(UNLISTED, found.start(1), found.end(1), plural=False, acronym=False)


def titles_plan(title: str) -> bool:
    """Whether a title is a plan's own name, and so no action's («Contrat local de santé du Pays de Y 2020-2025»).

    >>> titles_plan("Le contrat de ville"), titles_plan("Élaborer un contrat de ville")
    (True, False)
    """
    return bool(_OPENS_WITH_PLAN.match(replace_mentions(title))) or find_unlisted(title) is not None


def names_plan(text: str) -> bool:
    """Whether a text names any plan; asked piece by piece, for a long text that names one mostly does so early."""
    openings = _load_kinds().openings
    return any(
        any(True for _ in found(piece, openings)) for piece in _pieces(text) for found in (_find_names, _find_acronyms)
    )


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces of whole lines, each with the end of the one before it, where a name may have begun."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE)
        if end < 0:
            yield text[start:]
            return
        yield text[start:end]
        line = text.rfind("\n", start + 1, end - _LONGEST_NAME)
        start = end if line < 0 else line


@cache
def _unlisted() -> re.Pattern[str]:
    raw = read_lexicon("plan_kinds")["unlisted"]
    nouns, unless = ("|".join(_spelling(form) for form in raw[name]) for name in ("nouns", "unless"))
    return re.compile(
        rf"(?:^|[–—|:•·-]\s+|^(?:le|la|l['’])\s*)(?!(?:{unless})(?!\w))((?:{nouns}))(?!\w)", re.IGNORECASE
    )


@cache
def _load_kinds() -> _Lexicon:
    by_form: dict[str, tuple[Kind, bool]] = {}
    by_acronym: dict[str, Kind] = {}
    forms: list[str] = []
    for entry in read_lexicon("plan_kinds")["kind"]:
        kind = Kind(entry["type_plan"], entry["label"], entry.get("scale"))
        for plural, name in ((False, "forms"), (True, "plurals")):
            for form in entry.get(name, ()):
                by_form.setdefault(_key(form), (kind, plural))
                forms.append(form)
        for acronym in entry.get("acronyms", ()):
            by_acronym.setdefault(acronym, kind)
    names, acronyms = _group_by_first_word(forms), defaultdict(list)
    for acronym in by_acronym:
        acronyms[split_words(flatten(acronym))[0]].append(acronym)
    return _Lexicon(frozenset({*names, *acronyms}), names, acronyms, by_form, by_acronym)


def _group_by_first_word(forms: Iterable[str]) -> dict[str, re.Pattern[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=len, reverse=True):
        groups[split_words(flatten(form))[0]].append(_spelling(form))
    return {word: re.compile(rf"(?:{'|'.join(group)})(?!\w)", re.IGNORECASE) for word, group in groups.items()}


def _spelling(form: str) -> str:
    """A pattern for a form whatever its accents, hyphens and apostrophes: the text keeps its offsets."""
    plain = _key(form)
    return "".join(
        _GAP
        if char == " "
        else f"[{_LETTERS[char]}]"
        if char in _LETTERS
        else "['’]"
        if char == "'"
        else re.escape(char)
        for char in plain
    )


def _key(form: str) -> str:
    """One spelling of a form: lower case, no accents, straight apostrophes, plain blanks."""
    folded = "".join(_PLAIN.get(char, char) for char in form.lower().replace("’", "'"))
    return re.sub(_GAP, " ", folded)


_PLAIN: Final = {accented: plain for plain, letters in _LETTERS.items() for accented in letters}
