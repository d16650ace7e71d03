"""Sort an action into closed lists: its themes with a score each, its state of progress, its priority."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

from models.action import Champ, Classification, Item
from models.vocabulary.champs import AUTRE, ENTETE
from pipeline.lexicon import read_lexicon
from pipeline.normalize.boxes import ticked_spans
from pipeline.normalize.items import NumberedItem
from pipeline.normalize.phrases import PhraseBook
from pipeline.normalize.spelling import fold

THEME, STATUT, PRIORITE = "theme", "statut", "priorite"

# How much a strong word weighs by where it stands; champs that are not listed name actors, places or sums, not matters.
_WEIGHTS: Final = {
    "objectifs": 1.0,
    "constat": 0.75,
    "mise_en_oeuvre": 0.75,
    "resultats_attendus": 0.5,
    "indicateurs": 0.5,
    "publics": 0.5,
    "definition": 0.5,
    "axes": 0.5,
}
_TITLE, _ABOVE = 4.0, 1.5
_WEAK: Final = 0.25
# A weight of _HALF gives a score of one half; themes below _LEAST, or far behind the first, are left out.
_HALF: Final = 3.0
_LEAST: Final = 0.4
_SHARE_OF_FIRST: Final = 0.5
_MOST: Final = 4
# A word that opens nothing: «A» is a priority only where it stands alone.
_SHORTEST_INSIDE: Final = 3
_WHOLE: Final = 100
_LONGEST_BADGE: Final = 40
_PERCENT: Final = re.compile(r"(?<![\d,.])(\d{1,3})\s?%")
_THEME_LABEL: Final = re.compile(r"(?:sous[- ])?(?:theme|thematique|domaine)s?\b")


class _Clue(NamedTuple):
    """A word for a theme, where it stands and what it weighs there."""

    weight: float
    text: str
    champ: str
    ordre: int


def read_classes(items: Sequence[NumberedItem], title: str | None) -> tuple[Classification, ...]:
    """The classes of an action or plan; `items` are all its items in source order, `title` its title."""
    progress = (tuple(_read_progress(items, name)) or _read_badge(items, name) for name in (STATUT, PRIORITE))
    return (*_read_themes(items, title), *chain.from_iterable(progress))


def _read_themes(items: Iterable[NumberedItem], title: str | None) -> list[Classification]:
    """Themes by falling score: weight / (weight + 3), where each word counts once, at the place where it weighs most.

    A champ that names the theme itself («Thématique : Mobilité») gives the score 1.
    """
    clues: dict[str, dict[str, _Clue]] = {}
    said: dict[str, _Clue] = {}
    book = _themes()
    above: Champ | None = None
    declared = False
    for champ, item, ordre in items:
        if champ is not above:
            above, declared = champ, _declares_theme(champ)
        weight = 1.0 if declared else _weigh(champ, item, title)
        if not weight:
            continue
        for hit in book.find(item.text):
            theme, strong = hit.value
            clue = _Clue(weight * (1.0 if strong else _WEAK), item.text[hit.start : hit.end], champ.name, ordre)
            if declared and strong:
                said.setdefault(theme, clue)
                continue
            known = clues.setdefault(theme, {})
            if hit.phrase not in known or clue.weight > known[hit.phrase].weight:
                known[hit.phrase] = clue
    told = [_classify(THEME, theme, clue, 1.0) for theme, clue in said.items()]
    return told + _rank_themes({theme: list(found.values()) for theme, found in clues.items() if theme not in said})


def _rank_themes(clues: dict[str, list[_Clue]]) -> list[Classification]:
    weights = {theme: sum([clue.weight for clue in found]) for theme, found in clues.items()}
    # Equal weights keep the order of the text.
    ranked = sorted(weights, key=lambda theme: -weights[theme])[:_MOST]
    scores = {theme: round(weights[theme] / (weights[theme] + _HALF), 2) for theme in ranked}
    return [
        _classify(THEME, theme, max(clues[theme], key=lambda clue: clue.weight), score)
        for theme, score in scores.items()
        if score >= _LEAST and weights[theme] >= _SHARE_OF_FIRST * weights[ranked[0]]
    ]


def _weigh(champ: Champ, item: Item, title: str | None) -> float:
    """What a strong word weighs in a champ that does not name the theme itself."""
    if champ.name == ENTETE:
        return _TITLE if title and (item.text in title or title in item.text) else _ABOVE
    return _WEIGHTS.get(champ.name, 0.0)


def _declares_theme(champ: Champ) -> bool:
    return champ.name == "themes" or bool(champ.name == AUTRE and champ.label and _THEME_LABEL.match(fold(champ.label)))


def _read_progress(items: Iterable[NumberedItem], name: str) -> Iterator[Classification]:
    """The class that the champ `statut` or `priorite` names first, by ticked boxes where it has boxes."""
    for champ, item, ordre in items:
        if champ.name != name or item.checked is False:
            continue
        for start, end in ticked_spans(item.text):
            text = item.text[start:end]
            found = _find_class(text, name)
            if found is not None:
                yield _classify(name, found[0], _Clue(1.0, found[1], champ.name, ordre), 1.0)
                return


def _read_badge(items: Iterable[NumberedItem], name: str) -> tuple[Classification, ...]:
    """The class of a badge in the head of a fiche, nothing but such words: «À venir», «En cours – Haute»."""
    for champ, item, ordre in items:
        if champ.name != ENTETE or champ.label or len(item.text) > _LONGEST_BADGE:
            continue
        hits = [(hit, book) for book in (STATUT, PRIORITE) for hit in _progress(book).find(item.text)]
        bare = list(item.text)
        for hit, _ in hits:
            bare[hit.start : hit.end] = " " * (hit.end - hit.start)
        if any(map(str.isalnum, bare)):
            continue
        for hit, book in hits:
            if book == name and hit.end - hit.start >= _SHORTEST_INSIDE and hit.phrase not in _no_badge():
                clue = _Clue(1.0, item.text[hit.start : hit.end], champ.name, ordre)
                return (_classify(name, hit.value, clue, 1.0),)
    return ()


@cache
def _no_badge() -> frozenset[str]:
    return frozenset(map(fold, read_lexicon("progress")["tete"]["sauf"]))


def _find_class(text: str, name: str) -> tuple[str, str] | None:
    """A class and the words that say it."""
    hits = _progress(name).find(text)
    whole = text.strip(" .:;-–\n")
    alone = next((hit for hit in hits if text[hit.start : hit.end] == whole), None)
    inside = next((hit for hit in hits if hit.end - hit.start >= _SHORTEST_INSIDE), None)
    hit = alone or inside
    percent = _PERCENT.search(text) if name == STATUT else None
    # «Réalisé à 75 %» is under way.
    partly = percent is not None and 0 < int(percent[1]) < _WHOLE and hit is not None and hit.value == "realise"
    if hit is not None and not partly:
        return hit.value, text[hit.start : hit.end]
    if percent is None or int(percent[1]) > _WHOLE:
        return None
    done = int(percent[1])
    return ("realise" if done == _WHOLE else "en_cours" if done else "a_venir"), percent[0]


def _classify(liste: str, categorie: str, clue: _Clue, score: float) -> Classification:
    return Classification(liste, categorie, clue.text, score, clue.champ, clue.ordre)


@cache
def _themes() -> PhraseBook[tuple[str, bool]]:
    lexicon = read_lexicon("themes")
    strong = [(phrase, (theme, True)) for theme, words in lexicon.items() for phrase in words["strong"]]
    weak = [(phrase, (theme, False)) for theme, words in lexicon.items() for phrase in words["weak"]]
    return PhraseBook([*strong, *weak])


@cache
def _progress(name: str) -> PhraseBook[str]:
    groups: dict[str, list[str]] = read_lexicon("progress")[name]
    return PhraseBook([(phrase, categorie) for categorie, phrases in groups.items() for phrase in phrases])
