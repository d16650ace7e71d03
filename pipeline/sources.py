"""Which files are sources: what the user named, folders opened, in an order that does not depend on the machine."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from models.errors import Motif, UsageError

# Speaks of the documents beside it (pipeline/plan_rules.py).
PLAN_FILE = "plan.toml"
# Left by systems and office programs beside the documents; never a document.
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", PLAN_FILE})
_LOCK_PREFIX = "~$"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to convert: where it is, and its name in the tables (POSIX, from the source root).

    `motif` is set for what was named or found but cannot be opened: a row of `documents` will say so.
    """

    path: Path
    name: str
    motif: Motif | None = None


def find_sources(named: Sequence[Path], *, skip: Iterable[Path] = ()) -> tuple[SourceFile, ...]:
    """The files among `named` and in its folders at any depth, each once: `list_sources` without repeats."""
    found: dict[Path, SourceFile] = {}
    for source in list_sources(named, skip=skip):
        found.setdefault(source.path.resolve(), source)
    return tuple(found.values())


def list_sources(named: Sequence[Path], *, skip: Iterable[Path] = ()) -> Iterator[SourceFile]:
    """The files among `named` and in its folders at any depth, sorted by name within each folder named.

    The source root, from which names are counted, is the deepest folder that holds all that was named. Left out are
    hidden files, lock files of office programs, the files and folders to `skip`, and links that lead out of the folder
    they stand in. One folder at a time is in memory. A file named twice comes twice. Raises UsageError, at once, where
    nothing of what was named exists.
    """
    missing = [path for path in named if not path.exists()]
    if len(missing) == len(named):
        listed = ", ".join(str(path) for path in missing)
        raise UsageError(f"{listed} : introuvable", "vérifiez le chemin des sources.")
    root = find_root([path for path in named if path.exists()])
    skipped = frozenset(path.resolve() for path in skip)
    return chain.from_iterable(_list_source(path, root, skipped) for path in named)


def find_root(paths: Iterable[Path]) -> Path | None:
    """The deepest folder that holds all paths; None where there is none (two drives of Windows)."""
    folders = [_absolute(path) if path.is_dir() else _absolute(path).parent for path in paths]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return None


def _absolute(path: Path) -> Path:
    # Not `resolve`: a link that the user names is called by the name they gave.
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps `..`, and resolve follows links


def _list_source(path: Path, root: Path | None, skipped: Collection[Path]) -> Iterator[SourceFile]:
    if not path.exists():
        yield SourceFile(path, _printable(path.as_posix()), Motif.INTROUVABLE)
    elif path.is_dir():
        yield from _walk_folder(path, root, skipped)
    elif path.is_file():
        yield SourceFile(path, name_from(root, path))
    else:
        # A device or a pipe: reading it might never end.
        yield SourceFile(path, name_from(root, path), Motif.ILLISIBLE)


def _walk_folder(folder: Path, root: Path | None, skipped: Collection[Path]) -> Iterator[SourceFile]:
    top = folder.resolve()
    waiting = [iter([folder])]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif entry != folder and (_is_left_out(entry, top) or entry.resolve() in skipped):
            continue
        elif entry.is_file():
            yield SourceFile(entry, name_from(root, entry))
        elif entry.is_dir():
            try:
                waiting.append(_sort_entries(entry))
            except OSError:
                yield SourceFile(entry, name_from(root, entry), Motif.ILLISIBLE)


def _sort_entries(folder: Path) -> Iterator[Path]:
    """The entries of a folder in the order that the names of all files below it have."""
    with os.scandir(folder) as entries:
        # A folder's name goes on with a slash: `a-b.txt` stands before `a/b.txt`.
        names = [f"{entry.name}/" if entry.is_dir() else entry.name for entry in entries]
    return (folder / name.rstrip("/") for name in sorted(names, key=_printable))


def _is_left_out(entry: Path, top: Path) -> bool:
    name = entry.name
    if name.startswith((".", _LOCK_PREFIX)) or name.casefold() in _SYSTEM_FILES:
        return True
    if not entry.is_symlink():
        return False
    # A linked folder may hold the folder that the link stands in.
    return entry.is_dir() or not entry.resolve().is_relative_to(top)


def name_from(root: Path | None, path: Path) -> str:
    """The name of a file or folder in the tables: POSIX, from the source root."""
    absolute = _absolute(path)
    if root is not None and absolute.is_relative_to(root):
        return _printable(absolute.relative_to(root).as_posix())
    return _printable(absolute.as_posix())


def _printable(name: str) -> str:
    """A name as text that can be written: bytes of a file name that are not UTF-8 come out as `\\xe9`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
