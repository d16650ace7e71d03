"""Files elsewhere: listed, fetched, sent, copied. The only module that knows fsspec, which knows the protocols.

Whatever a protocol raises comes out as one of the errors of the system: FileNotFoundError, FileExistsError,
PermissionError, or else Unreachable. Credentials are the protocol's own matter (environment, profile); those that stand
in an address are in no error.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from models.errors import UsageError
from pipeline.locations import Location, Url

_INSTALL = "installez-le avec « pip install 'fiches[remote]' »."
# What tells one version of a file from the next one, as protocols call it.
_VERSIONS = ("ETag", "etag", "md5Hash", "LastModified", "last_modified", "updated", "mtime", "modify", "created")
_OPTIONS: dict[str, dict[str, Any]] = {"local": {"auto_mkdir": True}}


class Unreachable(OSError):
    """A place that cannot be had now: no network, no credentials, a fault of the service. Later it may be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a folder elsewhere holds under a name. `version` is another text once the file is another one; empty where
    the protocol does not say.
    """

    name: str
    is_folder: bool
    size: int = 0
    version: str = ""


def list_folder(url: Url) -> list[Entry]:
    """What stands in a folder, in no order. Raises FileNotFoundError where there is none, and the like."""
    with _tell_errors(url):
        system, path = _open(url)
        found = system.ls(path, detail=True)
    inside = path.strip("/") + "/"
    # Of the folder itself some services keep an empty file; a file lists itself.
    return [_make_entry(one) for one in found if one["name"].strip("/") + "/" != inside]


def look_at(url: Url) -> Entry | None:
    """What an address names; None where there is nothing."""
    with _tell_errors(url):
        system, path = _open(url)
        try:
            return _make_entry(system.info(path))
        except FileNotFoundError:
            return None


def fetch_file(url: Url, target: Path) -> None:
    """Write a file from elsewhere into a file here."""
    with _tell_errors(url):
        system, path = _open(url)
        system.get_file(path, str(target))


def read_bytes(location: Location) -> bytes:
    """The bytes of a small file, here or elsewhere."""
    if isinstance(location, Path):
        return location.read_bytes()
    with _tell_errors(location):
        system, path = _open(location)
        data: bytes = system.cat_file(path)
    return data


def send_file(source: Path, url: Url) -> None:
    """Put a file from here elsewhere, in place of what stood there, and with the folders that it needs.

    In an object store all of it is there or nothing.
    """
    with _tell_errors(url):
        system, path = _open(url)
        system.put_file(str(source), path)


def write_file(data: bytes, url: Url) -> None:
    """Put a few bytes elsewhere, as `send_file` does."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "fichier"
        source.write_bytes(data)
        send_file(source, url)


def create_file(data: bytes, url: Url) -> None:
    """Put a few bytes where nothing stands. Raises FileExistsError.

    S3 decides which of two comes first; of other protocols some look first and write then.
    """
    with _tell_errors(url):
        system, path = _open(url)
        system.pipe_file(path, data, mode="create")


def copy_file(source: Url, target: Url) -> None:
    """Copy a file from one place to another of the same service, without fetching it where the service can."""
    with _tell_errors(source):
        system, path = _open(source)
        try:
            system.cp_file(path, _open(target)[1])
        except NotImplementedError:
            _carry(source, target)


def remove_file(url: Url) -> None:
    """Remove a file, if it is there."""
    with _tell_errors(url):
        system, path = _open(url)
        try:
            system.rm_file(path)
        except FileNotFoundError:
            return


def remove_folder(url: Url) -> None:
    """Remove a folder with all that is in it, if it is there."""
    with _tell_errors(url):
        system, path = _open(url)
        try:
            system.rm(path, recursive=True)
        except FileNotFoundError:
            return


def _carry(source: Url, target: Url) -> None:
    with tempfile.TemporaryDirectory() as folder:
        between = Path(folder) / "fichier"
        fetch_file(source, between)
        send_file(between, target)


def _make_entry(found: dict[str, Any]) -> Entry:
    version = next((str(found[name]) for name in _VERSIONS if found.get(name)), "")
    name = found["name"].rstrip("/").rpartition("/")[2]
    return Entry(name, found["type"] == "directory", int(found.get("size") or 0), version)


def _open(url: Url) -> tuple[Any, str]:
    """The file system of an address, one for each thread, and the path in it. Raises UsageError."""
    try:
        core: Any = import_module("fsspec.core")
    except ImportError as error:
        raise UsageError("Le module fsspec manque", _INSTALL) from error
    options = _OPTIONS.get(url.protocol, {})
    try:
        # What another machine has just written must be seen.
        system, path = core.url_to_fs(url.full, use_listings_cache=False, **options)
    except ImportError as error:
        what = f"{url.protocol}:// demande un module de plus ({error})"
        raise UsageError(what, f"pour s3://, {_INSTALL}") from error
    except ValueError as error:
        raise UsageError(f"{url} : protocole inconnu", "vérifiez l'adresse.") from error
    return system, str(path)


@contextmanager
def _tell_errors(url: Url) -> Iterator[None]:
    try:
        yield
    except (UsageError, Unreachable):
        raise
    except (FileNotFoundError, FileExistsError, PermissionError) as error:
        raise type(error)(_describe(url, error)) from error
    except Exception as error:
        # Each protocol raises errors of its own libraries where the network or a right is missing.
        raise Unreachable(_describe(url, error)) from error


def _describe(url: Url, error: Exception) -> str:
    return url.hide_access(" ".join(str(error).split()) or type(error).__name__)
