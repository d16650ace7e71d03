"""What headings and wordings say of a plan: the knowledge of `plan_sections.toml`, ready to match."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from models.action import Method
from pipeline.letters import strip_accents
from pipeline.lexicon import read_lexicon
from pipeline.structure.folding import fold_label
from pipeline.structure.labels import match_label
from pipeline.structure.plan_kinds import PLAN_TOKEN, replace_mentions

LONGEST_HEADING: Final = 110
_SURE: Final = 0.95
_PARTS: Final = re.compile(r"\s*(?:/|,|&|\bet\b|\s[-–—]\s)\s*", re.IGNORECASE)
# What follows a plan's name and belongs to it: years, a number, a territory.
_NAME_TAIL: Final = re.compile(
    rf"({PLAN_TOKEN})(?:[\s,]+(?:\(?\d{{4}}(?:\s*[-–/]\s*\d{{4}})?\)?|n°\s?\d+|\d"
    r"|(?:(?:de|du|des|la|le|les)\s+|[dl]['’])*[A-ZÀ-Ý][\w'’-]*))+"
)
# What stands before the words that count: «Article 3 – », «Quels sont ».
_BEFORE: Final = re.compile(
    r"^(?:(?:article|chapitre|partie|titre|section) (?:\d+|[ivx]+)\s*[-–—:.]*\s*)?(?:(?:quels|quelles|qui) sont )?",
    re.IGNORECASE,
)
_ABBREVIATION: Final = re.compile(r"\b(?:(?:[A-Za-zÀ-Ý]\.){2,}|etc\.|cf\.|art\.|env\.|M\.|Mme\.)")
_BRACKETS: Final = re.compile(r"\s?\([^()]{0,200}\)")
_HORIZON: Final = re.compile(
    r"\s*(?:(?:pour|à l['’]horizon|d['’]ici|en|sur|de) )?(?:à )?"
    r"\(?(?:19|20)\d\d(?:\s?[-–/à]\s?(?:(?:19|20)\d\d|\d\d))?\)?\s*[:?]?$"
)
_SENTENCE_END: Final = re.compile(r"[.!?]\s+(?=[A-ZÀ-Ý«])")
_TWO_SENTENCES_LONG: Final = 400


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading names: a champ, or none (`champ` None); `outside` where nothing below it is of the plan."""

    champ: str | None
    outside: bool = False
    speaks: tuple[tuple[str, re.Pattern[str]], ...] = ()
    method: Method = Method.LEXIQUE
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording that says what its line is; see `plan_sections.toml` for `needs`, `within` and `after`."""

    champ: str
    pattern: re.Pattern[str]
    needs: frozenset[str]
    within: frozenset[str]
    after: str | None


@dataclass(frozen=True, slots=True)
class _Lexicon:
    headings: Mapping[tuple[str, ...], Heading]
    modifiers: frozenset[str]
    wordings: tuple[Wording, ...]
    closers: re.Pattern[str]
    captions: re.Pattern[str]
    longest_caption: int
    numbered: tuple[tuple[str, re.Pattern[str]], ...]
    leaving: frozenset[str]
    keeping: frozenset[str]


def match_heading(text: str, *, plan_only: bool = False) -> Heading | None:
    """What a heading says of the text below it; None for a heading that the lexicons don't know.

    `plan_only` leaves the labels of fiches out («Lieu», «Date»), for lines that only may be headings.

    >>> match_heading("Les quatre grands axes du CLS de Bourg-Neuf 2020-2025").champ
    'axes'
    """
    if len(text) > LONGEST_HEADING:
        return None
    found = _match_section(text)
    if found or plan_only:
        return found
    label = match_label(text)
    if label and label.is_champ and label.method is Method.LEXIQUE and label.score >= _SURE:
        return Heading(label.name, method=label.method, score=label.score)
    return None


@lru_cache(maxsize=4096)
def _match_section(text: str) -> Heading | None:
    named = _NAME_TAIL.sub(r"\1", replace_mentions(text))
    return _match_whole(named) or _match_parts(named)


def match_wordings(text: str) -> Iterator[Wording]:
    """Every wording that a line shows, the surest first."""
    plain = _plain(text)
    return (wording for wording in _load_sections().wordings if wording.pattern.search(plain))


def closes_section(text: str) -> bool:
    """Whether a line ends what is said of the plan («En savoir plus», «Mis à jour le …»)."""
    return bool(_load_sections().closers.match(_plain(text)))


def is_caption(text: str) -> bool:
    """Whether a line is a caption, a file name or a download: never content."""
    lexicon = _load_sections()
    return len(text) <= lexicon.longest_caption and bool(lexicon.captions.search(strip_accents(text)))


def match_numbered(text: str) -> str | None:
    """The champ of a line that counts parts of the plan: «Axe 1 : …» → `axes`."""
    plain = _plain(text)
    return next((champ for champ, pattern in _load_sections().numbered if pattern.match(plain)), None)


def leaves_sections(champ: str | None, section: str) -> bool:
    """Whether a plain run-in label of a champ opens it even in a section on another («Signataires : …», anywhere)."""
    lexicon = _load_sections()
    return champ in lexicon.leaving and section not in lexicon.keeping


def is_one_sentence(text: str) -> bool:
    """Whether a paragraph is one sentence, so that its opening speaks for all of it."""
    return len(text) <= _TWO_SENTENCES_LONG and not _SENTENCE_END.search(_undot(text))


@lru_cache(maxsize=2048)
def _plain(text: str) -> str:
    """The text as the patterns see it: folded, without brackets and the dots of «A.R.S.» and «etc.»."""
    plain = strip_accents(_undot(replace_mentions(text))).replace("’", "'")
    return re.sub(r"\s+", " ", _BRACKETS.sub(" ", plain)).strip()


def _undot(text: str) -> str:
    """Abbreviations without their dots, which end no sentence."""
    return _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)


def _match_whole(text: str) -> Heading | None:
    lexicon = _load_sections()
    key = fold_label(_HORIZON.sub("", _BEFORE.sub("", text)))
    bare = tuple(word for word in key if word not in lexicon.modifiers and not _is_count(word))
    return lexicon.headings.get(key) or (lexicon.headings.get(bare) if bare else None)


def _is_count(word: str) -> bool:
    return word.isdigit() and len(word) <= 2


def _match_parts(text: str) -> Heading | None:
    """A heading that names several champs: all its parts must be known; the first one counts."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if not 2 <= len(parts) <= 3:
        return None
    found = [_match_whole(part) for part in parts]
    champs = [heading for heading in found if heading and heading.champ]
    return champs[0] if len(champs) == len(parts) else None


@cache
def _load_sections() -> _Lexicon:
    raw = read_lexicon("plan_sections")
    closers = "|".join(re.escape(start) for start in raw["closers"]["starts"])
    return _Lexicon(
        headings=dict(_read_headings(raw)),
        modifiers=frozenset({word for form in raw["modifiers"] for word in fold_label(form)} | {PLAN_TOKEN}),
        wordings=tuple(_read_wordings(raw)),
        closers=re.compile(rf"(?:{closers})s?(?!\w)"),
        captions=re.compile("|".join(f"(?:{pattern})" for pattern in raw["captions"]["patterns"])),
        longest_caption=raw["captions"]["longest"],
        numbered=tuple(_read_numbered(raw["numbered"])),
        leaving=frozenset(raw["run_in"]["leaving"]),
        keeping=frozenset(raw["run_in"]["keeping"]),
    )


def _read_headings(raw: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Heading]]:
    for form in raw["neutral"]["forms"]:
        yield fold_label(form), Heading(None)
    for form in raw["outside"]["forms"]:
        yield fold_label(form), Heading(None, outside=True)
    for section in raw["section"]:
        speaks = tuple((champ, re.compile(pattern)) for champ, pattern in section.get("speaks", {}).items())
        for form in section["forms"]:
            yield fold_label(form), Heading(section["champ"], speaks=speaks)


def _read_wordings(raw: Mapping[str, Any]) -> Iterator[Wording]:
    macros = _expand_macros(raw["macros"])
    for entry in raw["wording"]:
        yield Wording(
            champ=entry["champ"],
            pattern=re.compile(_expand(entry["pattern"], macros)),
            needs=frozenset(filter(None, entry.get("needs", "").split("|"))),
            within=frozenset(entry.get("within", ())),
            after=entry.get("after"),
        )


def _expand_macros(raw: Mapping[str, str]) -> dict[str, str]:
    """Macros stand in the order of their use: each knows the ones before it."""
    macros: dict[str, str] = {}
    for name, pattern in raw.items():
        macros[name] = _expand(pattern, macros)
    return macros


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda found: macros[found[1]], pattern)


def _read_numbered(raw: Mapping[str, list[str]]) -> Iterator[tuple[str, re.Pattern[str]]]:
    adjectives = "|".join(strip_accents(word) for word in raw["adjectives"])
    for champ, nouns in raw.items():
        if champ != "adjectives":
            names = "|".join(strip_accents(noun) for noun in nouns)
            numeral = r"(?:n ?[°o]\.? ?)?(?:\d{1,2}|[ivx]{1,4})(?:\.\d{1,2})*\b"
            yield champ, re.compile(rf"(?:{names}) ?(?:(?:{adjectives}) )?{numeral}\s*[:.–—-]?\s*\S")
