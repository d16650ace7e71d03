"""Folders elsewhere for tests: in the memory of this process, or of a service that speaks S3."""

import secrets
from pathlib import Path

import pytest

from pipeline.locations import Url
from pipeline.remote import read_bytes, send_file, write_file

fsspec = pytest.importorskip("fsspec", reason="the extra `remote` is not installed")


def make_folder() -> Url:
    """A folder in memory that no other test has."""
    return Url(f"memory://{secrets.token_hex(6)}")


def write(root: Url, *names: str) -> None:
    """Small texts under these names."""
    for name in names:
        write_file(f"texte de {name}".encode(), root / name)


def send_folder(folder: Path, url: Url) -> None:
    """All files of a folder here."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        send_file(path, url / path.relative_to(folder).as_posix())


def list_names(root: Url) -> list[str]:
    """The names of all files below a folder."""
    system, path = fsspec.core.url_to_fs(str(root), use_listings_cache=False)
    return sorted(found.removeprefix(f"{path}/") for found in system.find(path))


def tables_of(out: Url) -> dict[str, bytes]:
    """The bytes of each file but those that the program keeps."""
    return {name: read_bytes(out / name) for name in list_names(out) if not name.startswith(".fiches/")}
