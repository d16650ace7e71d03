"""What the lexica say of actors, made ready for matching: compiled once, when first asked for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.cues import Cues, beginning_of, beginnings_in, make_cues
from pipeline.normalize.spelling import flatten, fold
from pipeline.words import split_words

NO_ACTOR: Final = "pas_acteur"
# By so many letters known names are looked up.
_OPENING: Final = 2
# Open the name of an authority in running text («la région Bretagne»), though no head of a name in a list.
LOWER_HEADS: Final = ("région", "département")


@dataclass(frozen=True, slots=True)
class Acronym:
    """A known acronym: as written, its full name, the kind of actor (`pas_acteur` for what is none)."""

    sigle: str
    nom: str
    categorie: str


@cache
def acronyms() -> Mapping[str, Acronym]:
    """Every known acronym by its spelling without dots."""
    return {
        sigle: Acronym(sigle, nom, categorie)
        for categorie, table in read_lexicon("acronyms").items()
        for sigle, nom in table.items()
    }


@cache
def acronyms_by_name() -> Mapping[str, Acronym]:
    """Every known organisation by its folded full name; the first acronym listed wins."""
    found: dict[str, Acronym] = {}
    for acronym in acronyms().values():
        if acronym.categorie != NO_ACTOR:
            found.setdefault(fold(acronym.nom), acronym)
    return found


@cache
def words(section: str, key: str = "mots") -> frozenset[str]:
    """A word list of `actors.toml`, folded; a text is split at blanks, a list taken item by item."""
    value = read_lexicon("actors")[section][key]
    return frozenset(map(fold, value.split() if isinstance(value, str) else value))


@cache
def words_as_written(key: str) -> frozenset[str]:
    """A list of `noms` in `actors.toml`, as written there."""
    return frozenset(read_lexicon("actors")["noms"][key])


@cache
def champ_role(champ: str) -> str | None:
    """The role that a champ gives to the actors in it."""
    role: str | None = read_lexicon("actors")["role_du_champ"].get(champ)
    return role


_PLURAL: Final = r"(?:s|\(s\)|\(e\)s?|\(es\)|\(e\)\(s\)|·e·s|·s|\.e\.s|-e-s|es?)?"


# «avec l'appui de la CAF», «du DAC», «de l'ARS», «d'ATMO»
_BEFORE_ARTICLE: Final = {"de": r"(?:de|du|des|d(?='))", "à": r"(?:a|aux?)"}


def _phrase_pattern(phrase: str, *, plural: bool) -> str:
    pieces = []
    for word in phrase.split():
        # «financé par» stands for «financées par» too.
        if not plural and word in _BEFORE_ARTICLE:
            pieces.append(_BEFORE_ARTICLE[word])
            continue
        ending = _PLURAL if plural and len(word) > 3 else "e?s?" if word.endswith("é") else ""
        pieces.append(re.escape(flatten(word)) + ending)
    return r"\s+".join(pieces)


def _alternatives(phrases: Iterable[str], *, plural: bool) -> str:
    return "|".join(_phrase_pattern(phrase, plural=plural) for phrase in sorted(phrases, key=lambda p: (-len(p), p)))


def _role_labels() -> str:
    groups = (
        f"(?P<{role}>{_alternatives(phrases, plural=True)})"
        for role, phrases in read_lexicon("actors")["role_du_libelle"].items()
    )
    return "|".join(groups)


@lru_cache(maxsize=256)  # asked for every item below it
def label_role(label: str | None) -> str | None:
    """The role that a champ's own label gives («Co-pilote(s)»); None where it gives none."""
    match = role_labels().pattern.fullmatch(flatten(label).strip(" :*") + ":") if label else None
    return match.lastgroup if match else None


@cache
def bracket_roles() -> Mapping[str, str]:
    """The role by the words of a bracket behind a name, folded."""
    sections = read_lexicon("actors")["role_entre_parentheses"]
    return {fold(phrase): role for role, phrases in sections.items() for phrase in phrases}


@cache
def role_labels() -> Cues:
    """A run-in label with its colon, on flattened text; the group that matched is the role's name."""
    return make_cues(rf"(?<![\w'-])(?:{_role_labels()})\s*:", _label_phrases())


@cache
def bare_labels() -> Cues:
    """A label without a colon that opens a line («Co-pilotage ARS»): only for what an acronym follows."""
    return make_cues(rf"(?m)^(?:{_role_labels()})\s+(?=\w)", _label_phrases())


def _label_phrases() -> list[str]:
    return [phrase for found in read_lexicon("actors")["role_du_libelle"].values() for phrase in found]


@cache
def role_cues() -> Cues:
    """A turn of phrase that gives what follows a role, on flattened text; the group that matched is the role."""
    return _roles("role_dans_la_phrase")


@cache
def _category_rules() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """The kinds of actor, each with how the first words of its phrases begin, and their pattern."""
    rules = []
    for rule in read_lexicon("actors")["categorie"]:
        phrases = sorted(map(fold, rule["mots"]), key=lambda p: (-len(p), p))
        alternatives = "|".join(re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for phrase in phrases)
        begins = frozenset(map(beginning_of, phrases))
        rules.append((rule["nom"], begins, re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")))
    return tuple(rules)


@lru_cache(maxsize=4096)
def category_of(name: str) -> str | None:
    """The kind of an actor by the words of its name: the rule whose words come first in it; None where none fits."""
    key = fold(name)
    beginnings = beginnings_in(key)
    hits = [
        (match.start(), rank, kind)
        for rank, (kind, begins, pattern) in enumerate(_category_rules())
        if not begins.isdisjoint(beginnings) and (match := pattern.search(key))
    ]
    return min(hits)[2] if hits else None


@cache
def names_in_prose() -> tuple[frozenset[str], frozenset[str]]:
    """Words that open an organisation's name, and lower-case words inside one, as written, for running text."""
    lexicon = read_lexicon("actors")
    heads = frozenset(word.lower() for word in lexicon["tetes"]["mots"].split()) - frozenset(
        lexicon["prose"]["sans"].split()
    )
    inside = frozenset(lexicon["complements"]["mots"].split())
    return heads, inside


def opens_with_known_name(key: str) -> bool:
    """Whether a folded text opens with a name or variant of the lexicon's common actors."""
    return key.startswith(_known_names().get(key[:_OPENING], ()))


@cache
def _known_names() -> Mapping[str, tuple[str, ...]]:
    """The folded names and variants of the lexicon's common actors, by their first letters."""
    names = read_lexicon("actors")["noms"]
    variants = [variant for found in names["variantes"].values() for variant in found]
    folded = [fold(name) for name in (*names["canoniques"], *variants) if len(name) > 4]
    return {opening: tuple(name for name in folded if name[:_OPENING] == opening) for opening in _openings(folded)}


def _openings(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text[:_OPENING] for text in texts)


@cache
def full_names() -> frozenset[str]:
    """The full names of organisations that the lexica list."""
    return frozenset(read_lexicon("actors")["noms"]["canoniques"]) | {
        acronym.nom for acronym in acronyms().values() if acronym.categorie != NO_ACTOR and " " in acronym.nom
    }


@cache
def name_openings() -> frozenset[str]:
    """Words of which one stands where a name in running text begins, as `words.words_of` has a text's words."""
    heads, _ = names_in_prose()
    openings = (*known_in_prose(), *heads, *LOWER_HEADS, *(name.split()[0] for name in full_names()))
    return frozenset(max(split_words(flatten(opening)), key=len) for opening in openings)


@cache
def known_in_prose() -> tuple[str, ...]:
    """The acronyms that running text may name an organisation by."""
    return tuple(
        sorted(sigle for sigle, acronym in acronyms().items() if acronym.categorie != NO_ACTOR and len(sigle) > 2)
    )


@cache
def prose_cues() -> Cues:
    """Turns of phrase before an actor, in prose: those of lists and looser ones."""
    return _roles("role_dans_la_phrase", "role_en_prose")


@cache
def subject_cues() -> Cues:
    """Turns of phrase whose subject is the actor."""
    return _roles("role_du_sujet")


def _roles(*sections: str) -> Cues:
    lexicon = read_lexicon("actors")
    phrases: dict[str, list[str]] = {}
    for section in sections:
        for role, found in lexicon[section].items():
            phrases.setdefault(role, []).extend(found)
    groups = (f"(?P<{role}>{_alternatives(found, plural=False)})" for role, found in phrases.items())
    every = [phrase for found in phrases.values() for phrase in found]
    # Most words open no phrase: told by their first letters, before hundreds of phrases are tried.
    openings = "|".join(map(re.escape, sorted(set(map(_opening_of, every)))))
    return make_cues(rf"(?<![\w-])(?={openings})(?:{'|'.join(groups)})(?![\w-])", every)


def _opening_of(phrase: str) -> str:
    """The letters that each match of a phrase opens with (see `_phrase_pattern`)."""
    first = flatten(phrase.split(maxsplit=1)[0])
    return first[:1] if first in _BEFORE_ARTICLE or phrase.split(maxsplit=1)[0] in _BEFORE_ARTICLE else first[:_OPENING]
