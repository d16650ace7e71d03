"""Sources elsewhere: the files of folders at addresses, listed by the rules that hold for folders here."""

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from models.errors import Motif, UsageError
from pipeline.locations import Location, Url
from pipeline.remote import Entry, Unreachable, list_folder, look_at

_DIGITS = 7  # bytes of a hash that fit an integer of SQLite


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file to convert that lies elsewhere, and its name in the tables; as it was when it was listed.

    `motif` is set for what was named or found but cannot be opened.
    """

    path: Url
    name: str
    size: int = 0
    version: str = ""
    motif: Motif | None = None

    @property
    def changed(self) -> int:
        """A number that is another one when the file is; 0 where the service does not tell."""
        return int.from_bytes(hashlib.sha256(self.version.encode()).digest()[:_DIGITS], "big") if self.version else 0


def look_at_source(url: Url) -> Entry | None:
    """What the user has named; None where there is nothing. Raises UsageError where it cannot be looked at."""
    try:
        return look_at(url)
    except OSError as error:
        raise cannot_read(url, error) from error


def walk_folder(
    folder: Url, name_of: Callable[[Url], str], is_left_out: Callable[[str], bool], skipped: Collection[str]
) -> Iterator[RemoteFile]:
    """The files of a folder at any depth, in the order of their names, those to be left out left out.

    One folder at a time is in memory. Raises UsageError where the service cannot be reached; a folder that must not be
    opened is a source that cannot be read.
    """
    waiting = [iter([(folder, Entry("", is_folder=True))])]
    while waiting:
        url, entry = next(waiting[-1], (None, None))
        if url is None or entry is None:
            waiting.pop()
        elif url != folder and (is_left_out(entry.name) or str(url) in skipped):
            continue
        elif not entry.is_folder:
            yield RemoteFile(url, name_of(url), entry.size, entry.version)
        else:
            try:
                waiting.append(iter(_sort_entries(url)))
            except PermissionError:
                yield RemoteFile(url, name_of(url), motif=Motif.ILLISIBLE)
            except FileNotFoundError:
                # An empty bucket, or gone meanwhile.
                continue
            except Unreachable as error:
                raise cannot_read(url, error) from error


def list_named(folder: Url, name: str, is_left_out: Callable[[str], bool], *, deep: bool) -> Iterator[Url]:
    """The files of one name in a folder, and, where `deep`, in those below that are not left out.

    Raises UsageError where the service cannot be reached.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = _sort_entries(here)
        except (FileNotFoundError, PermissionError):
            continue
        except Unreachable as error:
            raise cannot_read(here, error) from error
        for url, entry in entries:
            if entry.is_folder:
                waiting.extend([url] if deep and not is_left_out(entry.name) else [])
            elif entry.name == name:
                yield url


def cannot_read(url: Location, error: OSError) -> UsageError:
    """The error for an address where nothing can be read at all."""
    remedy = (
        "vérifiez l'adresse, le réseau et les droits (variables ou profil du protocole) ; la même commande continue."
    )
    return UsageError(f"{url} : lecture impossible ({error})", remedy)


def _sort_entries(folder: Url) -> list[tuple[Url, Entry]]:
    # A folder's name goes on with a slash, as in the names of the files below it.
    entries = sorted(list_folder(folder), key=lambda one: f"{one.name}/" if one.is_folder else one.name)
    return [(folder / entry.name, entry) for entry in entries if entry.name]
