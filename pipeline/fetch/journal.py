"""What was fetched, kept beside the files: a line of JSON for each answer, the last one of a URL counts."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

JOURNAL = ".telechargements.jsonl"  # hidden: no source of `fiches convert`


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a URL: where it led in the end, its file (POSIX, from the folder), and what the server said of it.

    `etag` and `last_modified` are the server's words, for the question whether it has changed; `cause` is French, and
    set where nothing was fetched.
    """

    url: str
    final_url: str = ""
    file: str = ""
    sha256: str = ""
    size: int = 0
    status: int = 0
    media_type: str = ""
    fetched: str = ""
    etag: str = ""
    last_modified: str = ""
    cause: str = ""


_KINDS: Mapping[str, type] = {field.name: type(field.default) for field in fields(Entry)} | {"url": str}


class Journal:
    """The entries of a folder by URL. Lines are added one by one, so that an interrupted run loses none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / JOURNAL
        self._entries: dict[str, Entry] = {}
        if self._path.exists():
            for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
                entry = _parse(line)
                if entry is not None:
                    self._entries[entry.url] = entry

    def find(self, url: str) -> Entry | None:
        """The entry of a URL whose file still stands there as it was fetched; None for any other."""
        entry = self._entries.get(url)
        if entry is None or not entry.file:
            return None
        path = self._folder / entry.file
        return entry if path.is_file() and path.stat().st_size == entry.size else None

    def files(self) -> frozenset[str]:
        """The names of all files, in lower case: some file systems tell no capitals."""
        return frozenset(entry.file.lower() for entry in self._entries.values() if entry.file)

    def file_of(self, url: str) -> str:
        """The name that a URL's file had, empty if it never had one."""
        entry = self._entries.get(url)
        return entry.file if entry is not None else ""

    def add(self, entry: Entry) -> None:
        """Note what became of a URL."""
        self._entries[entry.url] = entry
        line = json.dumps({key: value for key, value in asdict(entry).items() if value}, ensure_ascii=False)
        broken = self._path.exists() and self._path.read_bytes()[-1:] not in (b"", b"\n")
        with self._path.open("a", encoding="utf-8", newline="\n") as stream:
            # A line that a crash cut short must not swallow this one.
            stream.write(f"\n{line}\n" if broken else f"{line}\n")


def _parse(line: str) -> Entry | None:
    try:
        found: Any = json.loads(line)
    except ValueError:
        return None
    if not isinstance(found, Mapping) or not isinstance(found.get("url"), str):
        return None
    known: dict[str, Any] = {
        name: found[name] for name, kind in _KINDS.items() if name in found and isinstance(found[name], kind)
    }
    return Entry(**known)
