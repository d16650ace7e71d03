"""Containers (archives, mails, web archives) as the documents inside them.

The documents are written into a folder of the caller's under the hash of their bytes, so that whoever converts them
reads files and nothing else.
"""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extractors.containers import DEFAULT_LIMITS, Limits, may_be_container, open_container
from extractors.heartbeat import tell_page
from models.errors import Motif

_HEAD = 8192


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A document of a container: what `documents.chemin` says of it behind the container's own path (`!/a/b.doc`), and
    the SHA-256 of its bytes; or why there are none.
    """

    name: str
    content: str | None
    motif: Motif | None = None
    cause: str = ""


def write_members(data: bytes, folder: Path, *, limits: Limits = DEFAULT_LIMITS) -> list[ListedMember] | None:
    """Write the documents of a container into `folder`, made if needed, each under its SHA-256; None where it is none.

    In the order of the container, at any depth. One document is in memory at a time. Raises OSError (a full disk).
    """
    if not may_be_container(data[:_HEAD]):
        return None
    members = open_container(data, "", limits)
    if members is None:
        return None
    listed = []
    for member in members:
        content = None if member.data is None else _keep(member.data, folder)
        listed.append(ListedMember(member.name, content, member.motif, member.cause))
        tell_page()
    return listed


def _keep(data: bytes, folder: Path) -> str:
    content = sha256(data).hexdigest()
    path = folder / content
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{content}.{os.getpid()}"
        unfinished.write_bytes(data)
        unfinished.replace(path)
    return content
