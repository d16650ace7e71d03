"""Where things lie: a path of this machine, or an address elsewhere (`s3://bucket/folder`)."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote

from models.errors import UsageError

# Two characters at least: `C://` is a drive.
_PROTOCOL = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_LEAST = 3
_PAGES = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class Url:
    """A file or folder elsewhere. `text` ends without a slash and has no credentials in it; `access` has them, and is
    neither shown nor written anywhere.
    """

    text: str
    access: str = field(default="", repr=False, compare=False)

    def __str__(self) -> str:
        return self.text

    def __truediv__(self, name: str) -> "Url":
        return replace(self, text=f"{self.text}/{name}")

    @property
    def protocol(self) -> str:
        """What stands before `://`, in small letters."""
        return self.text.partition("://")[0].casefold()

    @property
    def name(self) -> str:
        """The last part."""
        return self.text.rpartition("/")[2]

    @property
    def parent(self) -> "Url":
        """The folder around it."""
        return replace(self, text=self.text.rpartition("/")[0])

    @property
    def service(self) -> str:
        """Protocol and host (or bucket): what credentials are for."""
        return "/".join(self.text.split("/", _LEAST)[:_LEAST])

    @property
    def full(self) -> str:
        """The address with its credentials: for whoever opens it, and for nobody else."""
        protocol, _, rest = self.text.partition("://")
        return f"{protocol}://{self.access}@{rest}" if self.access else self.text

    def name_from(self, root: "Url") -> str:
        """What stands behind a folder around it; `.` for that folder, all of it where it stands elsewhere."""
        if self == root:
            return "."
        return self.text.removeprefix(f"{root.text}/")

    def with_access(self, access: Mapping[str, str]) -> "Url":
        """The same address with the credentials known for its service."""
        return replace(self, access=access.get(self.service, ""))

    def hide_access(self, text: str) -> str:
        """A text of somebody else's (an error) without the credentials that may stand in it."""
        for secret in (self.access, self.access.partition(":")[2]):
            text = text.replace(secret, "***") if secret else text
        return text


Location = Path | Url


def parse_location(text: str) -> Location:
    """What a word of the command line names. Raises UsageError for pages of the web and for chained addresses."""
    found = _PROTOCOL.match(text)
    if found is None:
        return Path(text)
    protocol, rest = found.group(1).casefold(), text[found.end() :]
    if protocol == "file":
        path = unquote(rest)
        # `file:///C:/dossier`
        return Path(path.removeprefix("/") if os.name == "nt" else path)
    if protocol in _PAGES:
        what = f"{protocol}:// n'est pas un dossier de documents"
        raise UsageError(what, "téléchargez d'abord avec « fiches fetch », qui ménage les sites.")
    if "::" in rest or not rest.strip("/"):
        raise UsageError(f"{protocol}:// : adresse incomprise", "donnez « protocole://seau/dossier », sans « :: ».")
    place, slash, path = rest.partition("/")
    access, _, host = place.rpartition("@")
    return Url(f"{protocol}://{host}{slash}{path}".rstrip("/"), access)


def find_common(urls: Sequence[Url]) -> Url | None:
    """The deepest folder around all of these folders; None where they are of two services or buckets."""
    parts = [url.text.split("/") for url in urls]
    # `s3:`, nothing, the bucket.
    common = list(takewhile(lambda level: len(set(level)) == 1, zip(*parts, strict=False)))
    if len(common) < _LEAST:
        return None
    return replace(urls[0], text="/".join(level[0] for level in common))


def encode_location(location: Location) -> bytes:
    """A location as the ledger keeps it: without credentials."""
    return os.fsencode(str(location))


def decode_location(kept: bytes) -> Location:
    """The same location again, without credentials."""
    text = os.fsdecode(kept)
    # What is kept of this machine is absolute: no path of it looks like an address.
    return Url(text) if _PROTOCOL.match(text) else Path(text)


def show_location(location: Location) -> str:
    """A location as text that can be written, whatever the bytes of its name."""
    return encode_location(location).decode("utf-8", "backslashreplace")
