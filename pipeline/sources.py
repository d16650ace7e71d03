"""Which files are sources: what the user named, folders opened, in an order that does not depend on the machine.

What the user names may lie elsewhere (`s3://…`): then `remote_sources` lists it, by the same rules.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from models.errors import Motif, UsageError
from pipeline.locations import Location, Url, find_common, show_location
from pipeline.remote_sources import RemoteFile, look_at_source, walk_folder

# Speaks of the documents beside it (pipeline/plan_rules.py).
PLAN_FILE = "plan.toml"
# Left by systems and office programs beside the documents; never a document.
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", PLAN_FILE})
_LOCK_PREFIX = "~$"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to convert: where it is, and its name in the tables (POSIX, from the source root).

    `motif` is set for what was named or found but cannot be opened: a row of `documents` will say so. `known_real` is
    the file behind all links, where whoever found the file knows it.
    """

    path: Path
    name: str
    motif: Motif | None = None
    known_real: Path | None = field(default=None, compare=False)

    @property
    def real(self) -> Path:
        """The file behind all links."""
        return self.known_real or self.path.resolve()


def find_sources(named: Sequence[Path], *, skip: Iterable[Location] = ()) -> tuple[SourceFile, ...]:
    """The files among `named` and in its folders at any depth, each once: `list_sources` without repeats."""
    found: dict[Path, SourceFile] = {}
    for source in list_sources(named, skip=skip):
        if isinstance(source, SourceFile):
            found.setdefault(source.real, source)
    return tuple(found.values())


def list_sources(named: Sequence[Location], *, skip: Iterable[Location] = ()) -> Iterator[SourceFile | RemoteFile]:
    """The files among `named` and in its folders at any depth, sorted by name within each folder named.

    The source root, from which names are counted, is the deepest folder that holds all that was named. Left out are
    hidden files, lock files of office programs, the files and folders to `skip`, and links that lead out of the folder
    they stand in. One folder at a time is in memory. A file named twice comes twice. Raises UsageError, at once, where
    nothing of what was named exists, or an address cannot be looked at.
    """
    existing = find_existing(named)
    missing = [path for path in named if path not in existing]
    if len(missing) == len(named):
        listed = ", ".join(str(path) for path in missing)
        raise UsageError(f"{listed} : introuvable", "vérifiez le chemin des sources.")
    root = find_root(existing)
    skipped = frozenset(str(path) if isinstance(path, Url) else path.resolve() for path in skip)
    return chain.from_iterable(_list_source(path, existing.get(path), root, skipped) for path in named)


def find_existing(named: Iterable[Location]) -> dict[Location, bool]:
    """What of that exists, and whether it is a folder. Raises UsageError where an address cannot be looked at."""
    found: dict[Location, bool] = {}
    for location in named:
        if isinstance(location, Path):
            if location.exists():
                found[location] = location.is_dir()
        elif (entry := look_at_source(location)) is not None:
            found[location] = entry.is_folder
    return found


def find_root(existing: Mapping[Location, bool]) -> Location | None:
    """The deepest folder that holds all of what exists (and is a folder or not); None where there is none: two drives
    of Windows, two services, here and elsewhere.
    """
    paths = [
        _absolute(path) if folder else _absolute(path).parent
        for path, folder in existing.items()
        if isinstance(path, Path)
    ]
    urls = [url if folder else url.parent for url, folder in existing.items() if isinstance(url, Url)]
    if paths and urls:
        return None
    if urls:
        return find_common(urls)
    try:
        return Path(os.path.commonpath(paths))
    except ValueError:
        return None


def _absolute(path: Path) -> Path:
    # Not `resolve`: a link that the user names is called by the name they gave.
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps `..`, and resolve follows links


def _list_source(
    location: Location, is_folder: bool | None, root: Location | None, skipped: Collection[Path | str]
) -> Iterator[SourceFile | RemoteFile]:
    if isinstance(location, Url):
        return _list_remote(location, is_folder, root, skipped)
    return _list_local(location, root if isinstance(root, Path) else None, skipped)


def _list_remote(
    url: Url, is_folder: bool | None, root: Location | None, skipped: Collection[Path | str]
) -> Iterator[RemoteFile]:
    entry = None if is_folder is None else look_at_source(url)
    if entry is None:
        yield RemoteFile(url, show_location(url), motif=Motif.INTROUVABLE)
    elif entry.is_folder:
        yield from walk_folder(url, partial(name_from, root), is_left_out_by_name, {str(one) for one in skipped})
    else:
        yield RemoteFile(url, name_from(root, url), entry.size, entry.version)


def _list_local(path: Path, root: Path | None, skipped: Collection[Path | str]) -> Iterator[SourceFile]:
    if not path.exists():
        yield SourceFile(path, _printable(path.as_posix()), Motif.INTROUVABLE)
    elif path.is_dir():
        yield from _walk_folder(path, root, skipped)
    elif path.is_file():
        yield SourceFile(path, name_from(root, path))
    else:
        # A device or a pipe: reading it might never end.
        yield SourceFile(path, name_from(root, path), Motif.ILLISIBLE)


def _walk_folder(folder: Path, root: Path | None, skipped: Collection[Path | str]) -> Iterator[SourceFile]:
    top = folder.resolve()
    waiting = [iter([(folder, top, name_from(root, folder))])]
    while waiting:
        entry, real, name = next(waiting[-1], (None, top, ""))
        if entry is None:
            waiting.pop()
        elif entry != folder and (_is_left_out(entry, real, top) or real in skipped):
            continue
        elif entry.is_file():
            yield SourceFile(entry, name, known_real=real)
        elif entry.is_dir():
            try:
                waiting.append(_list_folder(entry, real, name))
            except OSError:
                yield SourceFile(entry, name, Motif.ILLISIBLE)


def _list_folder(folder: Path, real: Path, name: str) -> Iterator[tuple[Path, Path, str]]:
    """The entries of a folder in order, each with what is behind its links and its name; `real` is the folder's own."""
    before = "" if name == "." else f"{name}/"
    # Looked up entry by entry only where it is a link: that is half of what listing takes.
    return (
        (entry, entry.resolve() if entry.is_symlink() else real / entry.name, before + _printable(entry.name))
        for entry in _sort_entries(folder)
    )


def _sort_entries(folder: Path) -> Iterator[Path]:
    """The entries of a folder in the order that the names of all files below it have."""
    with os.scandir(folder) as entries:
        # A folder's name goes on with a slash: `a-b.txt` stands before `a/b.txt`.
        names = [f"{entry.name}/" if entry.is_dir() else entry.name for entry in entries]
    return (folder / name.rstrip("/") for name in sorted(names, key=_printable))


def is_left_out_by_name(name: str) -> bool:
    """Whether a file or folder inside a folder is none of its documents."""
    return name.startswith((".", _LOCK_PREFIX)) or name.casefold() in _SYSTEM_FILES


def _is_left_out(entry: Path, real: Path, top: Path) -> bool:
    if is_left_out_by_name(entry.name):
        return True
    if not entry.is_symlink():
        return False
    # A linked folder may hold the folder that the link stands in.
    return entry.is_dir() or not real.is_relative_to(top)


def name_from(root: Location | None, location: Location) -> str:
    """The name of a file or folder in the tables: POSIX, from the source root."""
    if isinstance(location, Url):
        return _printable(location.name_from(root) if isinstance(root, Url) else str(location))
    absolute = _absolute(location)
    if isinstance(root, Path) and absolute.is_relative_to(root):
        return _printable(absolute.relative_to(root).as_posix())
    return _printable(absolute.as_posix())


def _printable(name: str) -> str:
    """A name as text that can be written: bytes of a file name that are not UTF-8 come out as `\\xe9`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
