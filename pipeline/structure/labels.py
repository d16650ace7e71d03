"""Recognising labels: one recogniser for every layout, fed by a lexicon kept as data."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from models.action import Method
from models.vocabulary.champs import ACTION_CHAMP_NAMES, AUTRE
from pipeline.letters import strip_accents
from pipeline.lexicon import read_lexicon
from pipeline.structure.folding import fold_label, strip_numbering, strip_pictogram
from pipeline.structure.own_labels import find_taught

HEADER_NAMES: Final = ("titre", "fiche_numero", "action_numero", "axe", "orientation", "objectif")
MAX_LABEL_LENGTH: Final = 90
_MAX_LABEL_WORDS: Final = 14
_CLOSE_ENOUGH: Final = 90.0
# Of two texts that are so much alike, the shorter has at least this share of the other's letters.
_SHORTEST_ALIKE: Final = _CLOSE_ENOUGH / (200.0 - _CLOSE_ENOUGH)
_LONGEST_SHAPE: Final = 100  # with numbering and colon
_SHORTEST_APPROXIMATE: Final = 7
_PARENTHESIS: Final = re.compile(r"\s*\([^()]*\)|\s*\([^()]*$")
_YEARS: Final = re.compile(r"\s(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)\d\d)?(?=\s)")
# What parts the halves of «Leviers/freins», «Contexte et enjeux», «Budget, calendrier».
_PARTS: Final = re.compile(r"\s*(?:/|,|;|&|\+|\bet\b|\bou\b|\s[-–—]\s|\|)\s*", re.IGNORECASE)

_DEPENDENT: Final = re.compile(r"(?:de|du|des|à)\s|d['’]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """What a label names: one champ (or header column, or `autre`), or several for a compound label, in its order."""

    names: tuple[str, ...]
    method: Method
    score: float

    @property
    def name(self) -> str:
        """The champ named first."""
        return self.names[0]

    @property
    def is_header(self) -> bool:
        """Whether the label names a header column (title, number, axe, objectif) and no champ."""
        return self.names[0] in HEADER_NAMES

    @property
    def is_champ(self) -> bool:
        """Whether the label names a canonical champ."""
        return self.names[0] in ACTION_CHAMP_NAMES


@dataclass(frozen=True, slots=True)
class LabelLexicon:
    """The label lexicon, folded for comparison."""

    forms: Mapping[tuple[str, ...], str]
    heads: Mapping[tuple[str, ...], str]
    compounds: Mapping[tuple[str, ...], tuple[str, ...]]
    modifiers: frozenset[str]
    prefixes: frozenset[str]
    singular: Mapping[str, str]
    values: frozenset[str]
    keys: Mapping[str, str]
    near: Mapping[tuple[str, int], Sequence[str]]
    openings: frozenset[str]


@cache
def load_labels() -> LabelLexicon:
    """The package's own label lexicon, read and folded once a process."""
    return fold_lexicon(read_lexicon("labels"))


def fold_lexicon(raw: Mapping[str, Any]) -> LabelLexicon:
    """A lexicon in the shape of `labels.toml`, folded. A form under two names keeps the first."""
    forms: dict[tuple[str, ...], str] = {}
    heads: dict[tuple[str, ...], str] = {}
    groups = [*raw.get("champ", {}).items(), *raw.get("entete", {}).items(), (AUTRE, raw.get(AUTRE, {}))]
    for name, entry in groups:
        for form in entry.get("heads", ()):
            heads.setdefault(fold_label(form), name)
        for form in (*entry.get("forms", ()), *entry.get("heads", ())):
            forms.setdefault(fold_label(form), name)
    compounds = {fold_label(form): tuple(names) for form, names in raw.get("compounds", {}).items()}
    modifiers = raw.get("modifiers", {})
    keys = {" ".join(key): name for key, name in forms.items() if name not in HEADER_NAMES and key}
    return LabelLexicon(
        forms=forms,
        heads=heads,
        compounds=compounds,
        modifiers=_fold_words(modifiers.get("words", ())),
        prefixes=_fold_words(modifiers.get("prefixes", ())),
        singular={_to_the_letter(form): name for name, items in raw.get("singular", {}).items() for form in items},
        values=frozenset(_to_the_letter(form) for form in raw.get("values", {}).get("forms", ())),
        keys=keys,
        near=_list_near(keys),
        openings=frozenset(key[0] for key in (*forms, *heads, *compounds) if key),
    )


def _list_near(keys: Iterable[str]) -> Mapping[tuple[str, int], Sequence[str]]:
    """The keys that a text may be a close spelling of, by its first letter and length, the shorter ones first.

    Texts of very different length cannot be alike: a ratio of 90 % leaves a tenth of both to differ.
    """
    near: dict[tuple[str, int], list[str]] = defaultdict(list)
    for key in sorted(keys, key=len):
        for size in range(math.ceil(len(key) * _SHORTEST_ALIKE), math.floor(len(key) / _SHORTEST_ALIKE) + 1):
            near[key[0], size].append(key)
    return dict(near)


def _to_the_letter(text: str) -> str:
    return strip_accents(text).strip(" :.…-?!")


def _fold_words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_stem(part) for word in words for part in fold_label(word))


def _stem(word: str) -> str:
    """A word without its feminine mark, for words that agree with the noun before them («pressenties»)."""
    return word.rstrip("e") if len(word) > 4 else word


def _only_modifies(lexicon: LabelLexicon, words: tuple[str, ...]) -> bool:
    # «Budget 2024» is a label, «Étape 1» and «Objectif 2» count what they name.
    return all(_stem(word) in lexicon.modifiers or (word.isdigit() and len(word) == 4) for word in words)


def match_label(text: str) -> LabelMatch | None:
    """What a text names if it is a label, by what the user taught, else by the lexicon; None for anything else.

    >>> match_label("PUBLIC(S) VISE(S) :").names
    ('publics',)
    >>> match_label("Leviers/freins").names
    ('leviers', 'freins')
    """
    taught = find_taught(text)
    return _match_known(text) if taught is None else LabelMatch((taught,), Method.LEXIQUE, 1.0)


@lru_cache(maxsize=16384)
def _match_known(text: str) -> LabelMatch | None:
    text = strip_pictogram(text)
    if not 0 < len(text) <= MAX_LABEL_LENGTH or text.count(" ") > _MAX_LABEL_WORDS:
        return None
    if ":" in text.rstrip(": "):
        # «Calendrier : 2025» is a label with its text, not a label; «Évaluation : indicateurs» names one champ twice.
        return _match_twice(*text.split(":", 1))
    return match_in(load_labels(), text)


def _match_twice(first: str, second: str) -> LabelMatch | None:
    one = None if ":" in second.rstrip(": ") else _match_known(first.strip())
    other = _match_known(second.strip()) if one is not None and one.is_champ else None
    return one if other is not None and one is not None and other.names == one.names else None


def match_in(lexicon: LabelLexicon, text: str) -> LabelMatch | None:
    """What a text that may be a label names by a lexicon."""
    bare = strip_numbering(text)
    plain = _to_the_letter(bare)
    if plain in lexicon.values or (bare != text and _to_the_letter(text) in lexicon.values):
        return None
    singular = lexicon.singular.get(plain)
    if singular:
        return LabelMatch((singular,), Method.LEXIQUE, 1.0)
    key = fold_label(text)
    if not key:
        return None
    found = None
    if key[0] in lexicon.openings or _stem(key[0]) in lexicon.prefixes:
        found = _match_form(lexicon, key) or _match_compound(lexicon, text) or _match_head(lexicon, key)
    if found is None and "(" in text:
        return match_in(lexicon, _PARENTHESIS.sub("", text))
    if found is None and "20" in text and key[0] in lexicon.openings:
        # «Lien avec le PRS 2023-2028 et autres politiques publiques»: the plan's years part the form's words.
        undated = _YEARS.sub("", text)
        found = match_in(lexicon, undated) if undated != text else None
    return found or _match_approximately(lexicon, key)


def _match_form(lexicon: LabelLexicon, key: tuple[str, ...]) -> LabelMatch | None:
    if key in lexicon.compounds:
        return LabelMatch(lexicon.compounds[key], Method.LEXIQUE, 1.0)
    if key in lexicon.forms:
        return LabelMatch((lexicon.forms[key],), Method.LEXIQUE, 1.0)
    return None


def _match_head(lexicon: LabelLexicon, key: tuple[str, ...]) -> LabelMatch | None:
    """A head with modifiers («Indicateurs du suivi proposés»), or a form behind a prefix («Principaux partenaires»)."""
    for size in range(len(key) - 1, 0, -1):
        name = lexicon.heads.get(key[:size])
        if name and _only_modifies(lexicon, key[size:]):
            return LabelMatch((name,), Method.LEXIQUE, 0.95)
    if len(key) > 1 and _stem(key[0]) in lexicon.prefixes:
        inner = _match_form(lexicon, key[1:]) or _match_head(lexicon, key[1:])
        if inner and not inner.is_header:
            return LabelMatch(inner.names, inner.method, min(inner.score, 0.95))
    return None


def _match_compound(lexicon: LabelLexicon, text: str) -> LabelMatch | None:
    """A label whose parts are labels: one name if they agree, else each in the order of the text."""
    parts = _PARTS.split(text)
    if len(parts) < 2:
        return None
    parts = [part for part in parts if fold_label(part)]
    if not 2 <= len(parts) <= 4:
        return None
    names: list[str] = []
    for part in parts:
        key = fold_label(part)
        # «Moyens humains, techniques», «Indicateurs de réalisation et de résultat»: a part that only modifies the
        # one before.
        modifies = bool(names) and _only_modifies(lexicon, key)
        if modifies and _DEPENDENT.match(part):
            continue
        found = _match_form(lexicon, key) or _match_head(lexicon, key)
        if found is None:
            if modifies:
                continue
            return None
        names += [name for name in found.names if name not in names]
    champs = tuple(name for name in names if name in ACTION_CHAMP_NAMES)
    if champs:
        return LabelMatch(champs, Method.LEXIQUE, 0.95)
    return LabelMatch((names[0],), Method.LEXIQUE, 0.9) if names == [AUTRE] else None


def _match_approximately(lexicon: LabelLexicon, key: tuple[str, ...]) -> LabelMatch | None:
    """A close spelling («Mise en oeuvr», «Calendrier previsionel») by rapidfuzz, with its score."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - import late: start-up matters more than this line's place

    spelled = " ".join(key)
    if len(spelled) < _SHORTEST_APPROXIMATE:
        return None
    near = lexicon.near.get((spelled[0], len(spelled)))
    best = process.extractOne(spelled, near, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH) if near else None
    if best is None:
        return None
    return LabelMatch((lexicon.keys[best[0]],), Method.APPROCHE, round(best[1] / 100, 3))


_COLON: Final = re.compile(r"(.{2,70}?)\s*:(?=\s|$)\s*", re.DOTALL)
# «Pourquoi agir ? Les seuils barrent la rivière.»: a question that the text answers.
_QUESTION: Final = re.compile(r"([^?:.]{3,70}\?)\s*:?\s+(?=\S)")


def split_run_in(text: str, lead: int = 0) -> tuple[int, int] | None:
    """Where a line's run-in label ends and where its text begins, by a colon or the look of its first words.

    Gives (end of label, start of text); the text may be empty. None where the line shows no such label.

    >>> split_run_in("Pilote : ARS")
    (6, 9)
    """
    if 0 < lead < len(text):
        head = text[:lead].rstrip(" :–—-.")
        if 1 < len(head) <= MAX_LABEL_LENGTH:
            start = lead + len(text[lead:]) - len(text[lead:].lstrip(" :–—-"))
            return len(head), start
    found = ("?" in text and _QUESTION.match(text)) or (":" in text and _COLON.match(text))
    if found and "\n" not in found[1]:
        return found.end(1), found.end()
    return None


def looks_like_label(text: str) -> bool:
    """Whether a text could be a label by its shape alone: short, no sentence, no figure-only cell."""
    if len(text) > _LONGEST_SHAPE:
        return False
    bare = strip_numbering(text).strip().rstrip(":").strip()
    if not 2 <= len(bare) <= 60 or bare[-1] in ".;,!" or bare.count(" ") > 8:
        return False
    return (bare[0].isalpha() or any(map(str.isalpha, bare))) and not bare[:4].lower().startswith(("http", "www"))
