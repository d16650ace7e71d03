"""What a label that the lexicon does not know names: by its words, and by the texts that stand under it.

Each word of the label speaks for the champs in whose known labels it stands; the kind of the texts (dates, amounts,
organisations, «Nombre de …») speaks for the champs that hold such texts. Both are weighed as in a naive Bayes
classifier, with `autre` among the champs: a label is only taken from `autres` where the rest is improbable.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from models.action import Method
from models.vocabulary.champs import ACTION_CHAMP_NAMES, AUTRE
from pipeline.letters import strip_accents
from pipeline.lexicon import read_lexicon
from pipeline.structure.folding import fold_label
from pipeline.structure.labels import LabelMatch, load_labels
from pipeline.structure.pieces import Piece, Role, make_label
from pipeline.structure.records import RecordTable
from pipeline.structure.segment import Sheet

Key = tuple[str, ...]
_NAMES: Final = (*ACTION_CHAMP_NAMES, AUTRE)
_SMOOTHING, _ANY_WORD = 0.05, 0.3
# From this share of a word's forms on, and this likelihood of a kind of text, one of them alone may decide.
_TELLING_WORD, _TELLING_KIND = 0.6, 0.4
# How much likelier `autre` is than a champ before anything is known; what an unknown word adds to that, and at most.
_PRIOR_AUTRE, _UNKNOWN_WORD, _UNKNOWN_WORDS = 2.0, 2.5, 25.0
_SURE: Final = 0.88
# An improbable error is no impossible one: what is decided here never counts among the sure champs.
_CONFIDENCE: Final = 0.88
_ELSE, _OTHERS = "else", "reste"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of text: its pattern, how long the text may be (characters), how many words may stand beside that."""

    name: str
    pattern: re.Pattern[str]
    longest: int | None
    rest: int | None

    def fits(self, text: str) -> bool:
        """Whether a text (lower case, no accents) is of this kind."""
        if self.longest is not None and len(text) > self.longest:
            return False
        if not self.pattern.search(text):
            return False
        return self.rest is None or len(re.findall(r"[a-z]{3,}", self.pattern.sub(" ", text))) <= self.rest


@dataclass(frozen=True, slots=True)
class Evidence:
    """What words and kinds of text say: counts of forms by word and champ, forms by champ, words of
    any label, kinds and their likelihood."""

    words: Mapping[str, Counter[str]]
    forms: Counter[str]
    ignored: frozenset[str]
    kinds: tuple[_Kind, ...]
    likelihood: Mapping[str, Mapping[str, float]]


@cache
def load_evidence() -> Evidence:
    """What the lexicons say of words and texts, counted once a process."""
    raw = read_lexicon("label_context")
    words: dict[str, Counter[str]] = defaultdict(Counter)
    forms: Counter[str] = Counter()
    known = ((key, name) for key, name in load_labels().forms.items() if name in _NAMES)
    told = ((fold_label(word), name) for name, listed in raw["words"].items() for word in listed)
    for key, name in (*known, *told):
        forms[name] += 1
        for word in set(key):
            words[word][name] += 1
    kinds = tuple(
        _Kind(kind["name"], re.compile(kind["pattern"], re.MULTILINE), kind.get("longest"), kind.get("rest"))
        for kind in raw["kind"]
    )
    ignored = frozenset(word for entry in raw["ignored"]["words"] for word in fold_label(entry))
    return Evidence(dict(words), forms, ignored, kinds, raw["likelihood"])


def weigh_label(label: str, texts: Sequence[str]) -> tuple[str, float]:
    """The likeliest name of a label with such texts under it (a champ, or `autre`), and how probable it is.

    >>> weigh_label("L'addition", ["45 000 € en 2025"])[0]
    'budget'
    """
    evidence = load_evidence()
    key = [word for word in fold_label(label) if word not in evidence.ignored]
    known = [word for word in key if word in evidence.words]
    unknown = min(_UNKNOWN_WORD ** (len(key) - len(known)), _UNKNOWN_WORDS)
    kind = _kind_of(evidence.kinds, texts)
    weights = {}
    for name in _NAMES:
        weight = _PRIOR_AUTRE * unknown if name == AUTRE else 1.0
        for word in known:
            weight *= _word_likelihood(evidence, word, name)
        weights[name] = weight * _likelihood(evidence.likelihood, name, kind)
    best = max(weights, key=weights.__getitem__)
    score = weights[best] / sum(weights.values())
    return (best, score) if best == AUTRE or _is_told(evidence, best, known, kind) else (AUTRE, 1 - score)


def _is_told(evidence: Evidence, name: str, words: Sequence[str], kind: str) -> bool:
    """Whether one word at least speaks for this champ before all others, or the texts are of its kind: many weak hints
    make no evidence.
    """
    if kind != _ELSE and _likelihood(evidence.likelihood, name, kind) >= _TELLING_KIND:
        return True
    counts = (evidence.words[word] for word in words)
    return any(found[name] >= _TELLING_WORD * found.total() for found in counts)


def _word_likelihood(evidence: Evidence, word: str, name: str) -> float:
    counts = evidence.words[word]
    own = (counts[name] + _SMOOTHING) / (evidence.forms[name] + _SMOOTHING * 100)
    # Labels that no champ takes may hold any word of the others («Moyen de transport conseillé»).
    return own if name != AUTRE else max(own, _ANY_WORD * counts.total() / evidence.forms.total())


def _likelihood(table: Mapping[str, Mapping[str, float]], name: str, kind: str) -> float:
    return table.get(name, {}).get(kind) or table[_OTHERS][kind]


def _kind_of(kinds: Iterable[_Kind], texts: Sequence[str]) -> str:
    """The first kind that most of the texts are of."""
    plain = [strip_accents(text).replace("’", "'").strip() for text in texts if text.strip()]
    for kind in kinds:
        if plain and 3 * sum(kind.fits(text) for text in plain) >= 2 * len(plain):
            return kind.name
    return _ELSE


def decide_labels(pieces: list[Piece], sheets: Sequence[Sheet]) -> list[Piece]:
    """The same stream; labels that no champ takes are given one where their words and all their texts say which."""
    inside = [i for sheet in sheets for i in range(sheet.first_label, sheet.end)]
    named = _decide([pieces[i] for i in inside])
    decided = list(pieces)
    for i in inside if named else ():
        decided[i] = _rename(pieces[i], named)
    return decided


def decide_columns(tables: Mapping[int, RecordTable]) -> dict[int, RecordTable]:
    """The same tables; columns that no champ takes are given one where their header and all their cells say which."""
    named = _decide([piece for table in tables.values() for record in table.records for piece in record.pieces])
    if not named:
        return dict(tables)
    return {
        index: replace(
            table,
            records=tuple(
                replace(record, pieces=tuple(_rename(piece, named) for piece in record.pieces))
                for record in table.records
            ),
        )
        for index, table in tables.items()
    }


def _decide(pieces: Sequence[Piece]) -> dict[Key, LabelMatch]:
    """What the labels that no champ takes name, for those of which it can be said."""
    labels: dict[Key, str] = {}
    texts: dict[Key, list[str]] = defaultdict(list)
    key: Key = ()
    for piece in pieces:
        if piece.role is Role.LABEL:
            key = _open_key(piece)
            if key:
                labels.setdefault(key, piece.unit.text)
        elif key and not piece.unit.furniture:
            texts[key].append(piece.unit.text)
    named: dict[Key, LabelMatch] = {}
    for key, listed in texts.items():
        name, score = weigh_label(labels[key], listed)
        if name != AUTRE and score >= _SURE:
            named[key] = LabelMatch((name,), Method.CONTEXTE, round(score * _CONFIDENCE, 3))
    return named


def _rename(piece: Piece, named: Mapping[Key, LabelMatch]) -> Piece:
    match = named.get(_open_key(piece))
    return piece if match is None else make_label(piece.unit, match, table=piece.table, strength=piece.strength)


def _open_key(piece: Piece) -> Key:
    """The words of a label that is one by its look alone; none for a known one, or one that counts («Étape 1»)."""
    match = piece.match
    if match is None or match.names != (AUTRE,) or match.method is not Method.STRUCTURE:
        return ()
    key = fold_label(piece.unit.text)
    return () if any(word.isdigit() for word in key) else key
