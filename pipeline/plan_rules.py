"""How the plans of many documents are joined: what the user asks for, and the files `plan.toml` beside them."""

import hashlib
import json
import os
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.columns import TABLES_BY_NAME, Column, Kind
from models.errors import UsageError
from pipeline.locations import Location, Url
from pipeline.remote import read_bytes
from pipeline.remote_sources import list_named
from pipeline.sources import PLAN_FILE, find_existing, find_root, is_left_out_by_name, name_from

_NOT_FACTS = frozenset({"plan_id", "document_id"})
_COLUMNS = {column.name: column for column in TABLES_BY_NAME["plans"].columns if column.name not in _NOT_FACTS}


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a file `plan.toml` says of all documents of its folder: facts by column, which win over the documents' own.

    `folder` is the folder's name as in `documents.chemin`, empty for the source root.
    """

    folder: str
    facts: tuple[tuple[str, str | int], ...]

    @property
    def plan_id(self) -> str:
        """The id of the plan: 16 hexadecimal digits that follow from folder and facts."""
        return hashlib.sha256(json.dumps([self.folder, self.facts]).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class PlanRules:
    """How plans are joined: by sidecars, and, where `link` is set, by what the documents say and where they lie."""

    link: bool = False
    sidecars: tuple[Sidecar, ...] = ()

    @property
    def fingerprint(self) -> str:
        """A text that is another one for other rules."""
        return json.dumps([self.link, [(sidecar.folder, sidecar.facts) for sidecar in self.sidecars]])

    def sidecar_of(self, name: str) -> Sidecar | None:
        """The sidecar of the innermost folder around a document."""
        around = [one for one in self.sidecars if not one.folder or name.startswith(f"{one.folder}/")]
        return max(around, key=lambda sidecar: len(sidecar.folder), default=None)


DEFAULT_RULES = PlanRules()


def find_sidecars(named: Sequence[Location]) -> tuple[Sidecar, ...]:
    """What the files `plan.toml` in the folders of the sources say, by folder name.

    Raises UsageError where one cannot be read, or says what no column of `plans` takes.
    """
    existing = find_existing(named)
    root = find_root(existing)
    found: dict[Location, Sidecar] = {}
    for location, is_folder in existing.items():
        if isinstance(location, Url):
            folder = location if is_folder else location.parent
            for file in list_named(folder, PLAN_FILE, is_left_out_by_name, deep=is_folder):
                found[file] = Sidecar(_folder_name(root, file.parent), tuple(_read_facts(file)))
        else:
            for path in _list_files(location):
                found[path.resolve()] = Sidecar(_folder_name(root, path.parent), tuple(_read_facts(path)))
    return tuple(sorted(found.values(), key=lambda sidecar: sidecar.folder))


def _list_files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if (path.parent / PLAN_FILE).is_file():
            yield path.parent / PLAN_FILE
        return
    for folder, _, files in os.walk(path):
        if PLAN_FILE in files:
            yield Path(folder) / PLAN_FILE


def _folder_name(root: Location | None, folder: Location) -> str:
    name = name_from(root, folder)
    return "" if name == "." else name


def _read_facts(file: Location) -> Iterator[tuple[str, str | int]]:
    try:
        said = tomllib.loads(read_bytes(file).decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file} : illisible ({error})", "corrigez ce fichier TOML, ou retirez-le.") from error
    for name, value in said.items():
        column = _COLUMNS.get(name)
        if column is None:
            known = ", ".join(_COLUMNS)
            raise UsageError(f"{file} : « {name} » n'est pas un fait de plan", f"les clés sont : {known}.")
        yield name, _check_fact(file, column, value)


def _check_fact(file: Location, column: Column, value: object) -> str | int:
    """A value of a sidecar as the column takes it; a day as an ISO text."""
    plain = value.isoformat() if isinstance(value, date) else value
    terms = [term.name for term in column.terms]
    fits = isinstance(plain, int) if column.kind is Kind.INTEGER else isinstance(plain, str)
    if fits and column.kind is Kind.DATE:
        fits = _is_day(str(plain))
    if not fits or (terms and plain not in terms) or not isinstance(plain, str | int):
        wanted = f"un de : {', '.join(terms)}" if terms else column.description
        raise UsageError(f"{file} : {column.name} = {value!r} ne convient pas", f"attendu : {wanted}")
    return plain


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
