"""A user's own words: a folder of TOML files with the names and the shape of ours, whose words come before ours, and
categories of their own (`categories`)."""

import hashlib
import os
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from models.columns.open_lists import AddedTerms
from models.errors import UsageError
from pipeline.lexicon.categories import FILE as CATEGORIES
from pipeline.lexicon.categories import OWN_LEXICON, read_categories, terms_by_list, unknown_codes

# A user's labels are another file, with a shape of its own: `user_labels`.
_LABELS = "labels"


def use_lexicon(folder: Path) -> str:
    """Let this process and its workers add the words of a folder to every lexicon that they read from now on.

    Returns the SHA-256 of what the files say. Raises UsageError where a file is not one of a lexicon's names, is no
    TOML, or has another shape than ours; to be called before any lexicon is read.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} : ce n'est pas un dossier", "donnez un dossier de fichiers TOML.")
    known = {Path(entry.name).stem for entry in files(__package__).iterdir() if entry.name.endswith(".toml")} - {
        _LABELS
    }
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise UsageError(f"{folder} : aucun fichier TOML", f"nommez-les comme les nôtres : {', '.join(sorted(known))}.")
    digest = hashlib.sha256()
    declared = folder / CATEGORIES
    added = terms_by_list(read_categories(declared)) if declared.is_file() else {}
    for path in paths:
        if path.stem == _LABELS:
            raise UsageError(f"{path} : les libellés se donnent à part", "nommez ce fichier avec --lexicon.")
        if path.name != CATEGORIES:
            if path.stem not in known:
                names = ", ".join(sorted((*known, Path(CATEGORIES).stem)))
                raise UsageError(f"{path} : lexique inconnu", f"les noms possibles sont : {names}.")
            _check(path, added)
        digest.update(path.name.encode("utf-8") + b"\0" + path.read_bytes() + b"\0")
    os.environ[OWN_LEXICON] = str(folder.absolute())
    return digest.hexdigest()


def _check(path: Path, added: AddedTerms) -> None:
    ours = tomllib.loads(files(__package__).joinpath(path.name).read_text(encoding="utf-8"))
    try:
        theirs = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} : fichier illisible ({error})", "corrigez-le : du TOML, en UTF-8.") from error
    for place in _misshapen(ours, theirs):
        raise UsageError(f"{path} : « {place} » n'a pas la forme attendue", f"suivez celle de notre {path.name}.")
    for code in unknown_codes(path.stem, theirs, added):
        raise UsageError(f"{path} : catégorie inconnue « {code} »", f"déclarez-la dans {CATEGORIES}.")


def _misshapen(ours: Any, theirs: Any, place: str = "") -> Iterator[str]:
    """The keys whose value is of another kind than ours: a list for a text, numbers among words."""
    if type(ours) is not type(theirs):
        yield place
    elif isinstance(ours, dict):
        kinds = {type(value) for value in ours.values()}
        for key, value in theirs.items():
            known = ours.get(key)
            if known is not None:
                yield from _misshapen(known, value, f"{place}.{key}".lstrip("."))
            elif type(value) not in kinds:
                yield f"{place}.{key}".lstrip(".")
    elif isinstance(ours, list) and {type(value) for value in theirs} - {type(value) for value in ours}:
        yield place


def merge_lexicon(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Our lexicon with a user's: their words first, and what they give another meaning taken out of our lists.

    >>> merge_lexicon({"court": ["urgent"], "long": ["lointain"]}, {"long": ["urgent"]})
    {'court': [], 'long': ['urgent', 'lointain']}
    """
    return _merge(_without(ours, _taken(theirs)), theirs)


def _merge(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _join(ours[key], theirs[key]) if key in ours and key in theirs else ours.get(key, theirs.get(key))
        for key in dict.fromkeys((*ours, *theirs))
    }


def _join(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, Mapping):
        return _merge(ours, theirs)
    if isinstance(ours, list):
        return [*theirs, *ours]
    # A list of words written as one text; a name or a sentence of ours is replaced.
    return f"{theirs} {ours}" if isinstance(ours, str) and "\n" in ours else theirs


def _taken(lexicon: Mapping[str, Any], depth: int = 0) -> set[tuple[int, str]]:
    """The words in the lists of a lexicon, each with how deep its list stands: only lists of one depth are rivals."""
    found: set[tuple[int, str]] = set()
    for value in lexicon.values():
        if isinstance(value, Mapping):
            found |= _taken(value, depth + 1)
        elif isinstance(value, list):
            found |= {(depth, word.casefold()) for word in value if isinstance(word, str)}
    return found


def _without(lexicon: Mapping[str, Any], taken: set[tuple[int, str]], depth: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in lexicon.items():
        if isinstance(value, Mapping):
            found[key] = _without(value, taken, depth + 1)
        elif isinstance(value, list):
            found[key] = [word for word in value if not (isinstance(word, str) and (depth, word.casefold()) in taken)]
        else:
            found[key] = value
    return found
