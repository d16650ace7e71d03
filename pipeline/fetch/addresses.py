"""The list of URLs to fetch, and the names of the files that they become."""

import re
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from extractors import sniff
from extractors.decode import decode_text
from models.errors import UsageError

_SUFFIXES = {
    sniff.HTML: ".html", sniff.XHTML: ".html", sniff.PDF: ".pdf", sniff.DOCX: ".docx", sniff.XLSX: ".xlsx",
    sniff.ODT: ".odt", sniff.ODS: ".ods", sniff.DOC: ".doc", sniff.XLS: ".xls", sniff.RTF: ".rtf", sniff.ZIP: ".zip",
    sniff.TEXT: ".txt", sniff.CSV: ".csv", sniff.TSV: ".tsv", sniff.MHTML: ".mhtml", sniff.WARC: ".warc",
}  # fmt: skip
_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")
_LONGEST = 100
# Names that Windows keeps for its devices.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def read_addresses(path: Path) -> tuple[str, ...]:
    """The URLs of a list, one a line, each once and without its fragment; blank lines and `#` comments are left out.

    Raises UsageError where the file cannot be read, names nothing, or names what is no web address.
    """
    try:
        text = decode_text(path.read_bytes()).text
    except OSError as error:
        raise UsageError(
            f"{path} : illisible ({error.strerror})", "donnez un fichier d'adresses, une par ligne."
        ) from error
    found: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        address = line.strip().lstrip("\ufeff")
        if not address or address.startswith("#"):
            continue
        if not is_web_address(address):
            what = f"{path}, ligne {number} : « {address[:80]} » n'est pas une adresse http ou https"
            raise UsageError(what, "corrigez la ligne, ou mettez # devant.")
        found.setdefault(urldefrag(address).url)
    if not found:
        raise UsageError(f"{path} : aucune adresse", "écrivez une adresse par ligne.")
    return tuple(found)


def is_web_address(text: str) -> bool:
    """Whether a text is a URL of the web with a host, and holds no user name or password."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = not any(char.isspace() for char in text) and parts.username is None and parts.password is None
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and plain and port != 0


def name_file(url: str, media_type: str, taken: Collection[str]) -> str:
    """Where a fetched file is kept, from its folder: by host and path; the ending is that of its bytes.

    What no file system takes becomes `-`; a query, or a name that another URL has, adds some letters of a hash.

    >>> name_file("https://exemple.fr/plans/climat/", "text/html", ())
    'exemple.fr/plans-climat.html'
    """
    parts = urlsplit(url)
    host = _PLAIN.sub("-", (parts.hostname or "").lower()) + (f"_{parts.port}" if parts.port else "")
    stem = _PLAIN.sub("-", unquote(parts.path).strip("/")).strip("-.") or "index"
    suffix = _SUFFIXES.get(media_type, "")
    own = _SUFFIX.search(stem, max(stem.rfind("."), 0))
    if own and own.end() == len(stem):
        stem, suffix = stem[: own.start()], suffix if suffix in (".html", ".pdf") else own[0].lower()
    stem = stem[-_LONGEST:].lstrip("-.") or "index"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    mark = sha256(url.encode()).hexdigest()[:8]
    name = f"{host}/{stem}-{mark}{suffix}" if parts.query else f"{host}/{stem}{suffix}"
    return f"{host}/{stem}-{mark}{suffix}" if name.lower() in taken else name
