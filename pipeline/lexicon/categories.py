"""A user's own categories: terms that `categories.toml` in their folder of words adds to our closed lists.

    [[public]]
    code = "saisonniers"
    libelle = "Saisonniers"
    definition = "Personnes employées à la saison."
    mots = ["saisonnier", "saisonniers"]

`[[theme]]` (with `mots_faibles` too), `[[statut]]`, `[[priorite]]` and `[[acteur]]` likewise.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from models.columns.open_lists import OPEN_LISTS, AddedTerms
from models.errors import UsageError
from models.vocabulary.champs import Term

FILE = "categories.toml"
# The environment variable that names the folder of the user's own words.
OWN_LEXICON = "FICHES_LEXICON"
_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
_TEXTS = ("code", "libelle", "definition")
_WEAK = "mots_faibles"
# The lexicon that holds the words of a list, and the list that its codes come from.
_LEXICA = {"publics": "public", "themes": "theme", "actors": "acteur"}


@dataclass(frozen=True, slots=True)
class Category:
    """A term that a user adds to one of the lists, with the words that name it; `weak` ones tell a theme only beside
    others."""

    list_name: str
    term: Term
    words: tuple[str, ...]
    weak: tuple[str, ...] = ()


def read_categories(path: Path) -> tuple[Category, ...]:
    """The categories of a file. Raises UsageError where it cannot be read, or what it declares cannot be added."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} : fichier illisible ({error})", "corrigez-le : du TOML, en UTF-8.") from error
    found: list[Category] = []
    for list_name, entries in content.items():
        names = [open_list.name for open_list in OPEN_LISTS]
        if list_name not in names or not isinstance(entries, list):
            raise UsageError(
                f"{path} : « {list_name} » n'est pas une liste de catégories",
                f"écrivez [[{']], [['.join(names)}]].",
            )
        found.extend(_read_category(path, list_name, entry) for entry in entries)
    _check_codes(path, found)
    return tuple(found)


def _read_category(path: Path, list_name: str, entry: Any) -> Category:
    place = f"{path} : [[{list_name}]]"
    keys = {*_TEXTS, "mots", *([_WEAK] if list_name == "theme" else [])}
    if not isinstance(entry, dict) or entry.keys() - keys:
        raise UsageError(f"{place} n'a pas la forme attendue", f"donnez {', '.join(sorted(keys))}.")
    for key in _TEXTS:
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip() or "\n" in value:
            raise UsageError(f"{place} : « {key} » manque ou n'est pas un texte d'une ligne", "complétez-le.")
    if not _CODE.fullmatch(entry["code"]):
        raise UsageError(
            f"{place} : « {entry['code']} » n'est pas un code",
            "des minuscules sans accent, des chiffres et « _ », 40 caractères au plus.",
        )
    words, weak = (_read_words(place, entry, key) for key in ("mots", _WEAK))
    if not words:
        raise UsageError(f"{place} : « {entry['code']} » n'a pas de mots", "donnez dans « mots » ceux qui la nomment.")
    return Category(list_name, Term(entry["code"], entry["libelle"], entry["definition"]), words, weak)


def _read_words(place: str, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    words = entry.get(key, [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise UsageError(f"{place} : « {key} » n'est pas une liste de mots", 'écrivez par exemple ["saisonnier"].')
    return tuple(words)


def _check_codes(path: Path, found: list[Category]) -> None:
    """A code stands once in the column that holds it."""
    known = {(open_list.table, term.name) for open_list in OPEN_LISTS for term in open_list.terms}
    tables = {open_list.name: open_list.table for open_list in OPEN_LISTS}
    for category in found:
        key = (tables[category.list_name], category.term.name)
        if key in known:
            raise UsageError(
                f"{path} : la catégorie « {category.term.name} » existe déjà",
                "choisissez un autre code, ou ajoutez ses mots dans le fichier de cette liste.",
            )
        known.add(key)


@cache
def own_categories() -> tuple[Category, ...]:
    """The categories that this process was told to add (`own.use_lexicon`); none where it was told nothing."""
    folder = os.environ.get(OWN_LEXICON)
    path = Path(folder, FILE) if folder else None
    return read_categories(path) if path is not None and path.is_file() else ()


def own_terms() -> AddedTerms:
    """Their terms by the name of the list."""
    return terms_by_list(own_categories())


def terms_by_list(categories: Iterable[Category]) -> AddedTerms:
    """The terms of categories by the name of the list that they add to, in order."""
    found: dict[str, tuple[Term, ...]] = {}
    for category in categories:
        found[category.list_name] = (*found.get(category.list_name, ()), category.term)
    return found


def own_words(lexicon: str) -> dict[str, Any]:
    """The words of a user's categories, in the shape of the lexicon that they belong to; empty for any other."""
    if lexicon == "progress":
        lists = {name: {c.term.name: list(c.words) for c in _of(name)} for name in ("statut", "priorite")}
        return {name: words for name, words in lists.items() if words}
    categories = list(_of(_LEXICA[lexicon])) if lexicon in _LEXICA else []
    if not categories:
        return {}
    if lexicon == "actors":
        return {"categorie": [{"nom": c.term.name, "mots": list(c.words)} for c in categories]}
    if lexicon == "themes":
        return {c.term.name: {"strong": list(c.words), "weak": list(c.weak)} for c in categories}
    return {c.term.name: list(c.words) for c in categories}


def _of(list_name: str) -> Iterator[Category]:
    return (category for category in own_categories() if category.list_name == list_name)


def unknown_codes(lexicon: str, content: Mapping[str, Any], added: AddedTerms) -> Iterator[str]:
    """The codes in a user's own lexicon that no list has: they would not be valid in the tables."""
    codes = {
        open_list.name: {term.name for term in (*open_list.terms, *added.get(open_list.name, ()))}
        for open_list in OPEN_LISTS
    }
    if lexicon in {"publics", "themes"}:
        yield from (code for code in content if code not in codes[_LEXICA[lexicon]])
    elif lexicon == "progress":
        yield from (code for name, words in content.items() for code in words if code not in codes.get(name, ()))
    elif lexicon == "acronyms":
        yield from (code for code in content if code not in codes["acteur"] | {"pas_acteur"})
    elif lexicon == "actors":
        rules = content.get("categorie", [])
        yield from (rule["nom"] for rule in rules if "nom" in rule and rule["nom"] not in codes["acteur"])
