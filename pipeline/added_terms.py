"""The user's own categories as `datapackage.json` keeps them, so that an output folder says by itself what is valid."""

import json
from pathlib import Path

from models.columns.open_lists import OPEN_LISTS, AddedTerms
from models.errors import UsageError
from models.vocabulary.champs import Term
from pipeline.outputs import DATAPACKAGE

ADDED_CATEGORIES = "categories_ajoutees"
_KEYS = ("liste", "code", "libelle", "definition")


def write_terms(added: AddedTerms) -> list[dict[str, str]]:
    """One object a term: its list, code, label and definition."""
    rows = [(name, term.name, term.label, term.definition) for name, terms in added.items() for term in terms]
    return [dict(zip(_KEYS, row, strict=True)) for row in rows]


def read_terms(out: Path) -> AddedTerms:
    """The terms that the data package of an output folder adds to our lists; none where it has none.

    Raises UsageError where that list cannot be read.
    """
    path = out / DATAPACKAGE
    if not path.is_file():
        return {}
    try:
        entries = json.loads(path.read_text(encoding="utf-8")).get(ADDED_CATEGORIES, [])
        rows = [tuple(str(entry[key]) for key in _KEYS) for entry in entries]
    except (ValueError, AttributeError, TypeError, KeyError) as error:
        raise UsageError(f"{path} : catégories illisibles ({error})", "relancez « fiches convert ».") from error
    found: dict[str, tuple[Term, ...]] = {}
    for name, code, label, definition in rows:
        if name in {open_list.name for open_list in OPEN_LISTS}:
            found[name] = (*found.get(name, ()), Term(code, label, definition))
    return found
