"""The ledger of an output folder: SQLite, written by the run alone, read by whoever wants to know."""

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any

from models.errors import Motif
from pipeline.locations import Location, decode_location, encode_location, show_location
from pipeline.remote_sources import RemoteFile
from pipeline.sources import SourceFile

_VERSION = 2
# Receipts are committed together: a commit forces the disk, and a receipt that is lost costs a look into the store.
_COMMIT_EVERY = 0.25
_PAGE = 500
_COLUMNS = "rank, sub, name, path, size, changed, key, opened, motif, cause"
_WIDTH = len(_COLUMNS.split(", "))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A source of the run: a file or a member of a container, and the job that its bytes are, once they are known.

    Of a file elsewhere, `size` and `changed` are what the list that it stood in said.
    """

    rank: int
    sub: str
    name: str
    encoded: bytes
    size: int = 0
    changed: int = 0
    key: str | None = None
    opened: bool = False
    motif: Motif | None = None
    cause: str | None = None

    @property
    def path(self) -> Location:
        """Where it lies, without credentials."""
        return decode_location(self.encoded)


@dataclass(frozen=True, slots=True)
class Job:
    """A content: `state` is `attente`, `fait` or `quarantaine`; `summary` is there once it is done or given up."""

    key: str
    content: str
    state: str
    strikes: int
    tries: int
    summary: Mapping[str, Any]

    @property
    def ended(self) -> bool:
        """Whether nothing is left to do for it."""
        return self.state != "attente"


class Ledger:
    """The ledger, open for a run. Use as a context manager; what was noted is committed at the end, error or not."""

    def __init__(self, path: Path) -> None:
        self._connection = connect(path)
        self._committed = time.monotonic()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if not isinstance(error, sqlite3.Error):
                self._connection.commit()
        finally:
            self._connection.close()

    def commit(self, *, now: bool = False) -> None:
        """Force to the disk what was noted: at once, or if the last time is a moment ago."""
        if now or time.monotonic() - self._committed >= _COMMIT_EVERY:
            self._connection.commit()
            self._committed = time.monotonic()

    # The list of sources

    def list_sources(self, sources: Iterable[SourceFile | RemoteFile]) -> int:
        """Note the sources of this run in their order, in place of those of the last one. Returns how many.

        A file that comes again, by another name or through a link, is left out.
        """
        self._connection.execute("DELETE FROM occurrences")
        rows = ((rank, *_describe_source(source)) for rank, source in enumerate(sources))
        self._connection.executemany(
            "INSERT OR IGNORE INTO occurrences (rank, sub, name, path, size, changed, motif, cause)"
            " VALUES (?, '', ?, ?, ?, ?, ?, ?)",
            rows,
        )
        self.commit(now=True)
        return self.count_sources()

    def add_members(self, container: Occurrence, members: Sequence[Sequence[Any]], folder: Location) -> int:
        """Put the documents of a container, as (name, content, motif, cause), in its place; returns how many."""
        rows = [
            (
                container.rank,
                f"{number:08d}",
                container.name + name,
                encode_location(folder / (content or "")),
                motif,
                cause or None,
            )
            for number, (name, content, motif, cause) in enumerate(members)
        ]
        self._connection.executemany(
            "INSERT OR IGNORE INTO occurrences (rank, sub, name, path, motif, cause) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
        self._connection.execute("UPDATE occurrences SET opened = 1 WHERE rank = ? AND sub = ''", (container.rank,))
        return len(rows)

    def close_container(self, member: Occurrence) -> None:
        """Take a container for not opened: a document of it is missing."""
        row = self._connection.execute("SELECT key FROM occurrences WHERE rank = ? AND sub = ''", (member.rank,))
        key = row.fetchone()[0]
        self._connection.execute("DELETE FROM occurrences WHERE rank = ? AND sub != ''", (member.rank,))
        self._connection.execute("UPDATE occurrences SET opened = 0 WHERE rank = ? AND sub = ''", (member.rank,))
        self.forget(key)

    def list_open(self) -> Iterator[Occurrence]:
        """The sources whose bytes are not known yet, in order; again and again, until there are none."""
        query = (
            f"SELECT {_COLUMNS} FROM occurrences WHERE key IS NULL AND motif IS NULL ORDER BY rank, sub LIMIT {_PAGE}"
        )
        while page := self._connection.execute(query).fetchall():
            yield from map(_make_occurrence, page)

    def list_refused(self) -> Iterator[Occurrence]:
        """The sources whose bytes cannot be had, in order."""
        query = f"SELECT {_COLUMNS} FROM occurrences WHERE motif IS NOT NULL ORDER BY rank, sub"
        return map(_make_occurrence, self._connection.execute(query))

    def list_of(self, key: str) -> list[Occurrence]:
        """The sources known to be this content, in order."""
        query = f"SELECT {_COLUMNS} FROM occurrences WHERE key = ? ORDER BY rank, sub"
        return [_make_occurrence(row) for row in self._connection.execute(query, (key,))]

    def find_first(self, key: str) -> Occurrence | None:
        """The first source known to be this content."""
        query = f"SELECT {_COLUMNS} FROM occurrences WHERE key = ? ORDER BY rank, sub LIMIT 1"
        row = self._connection.execute(query, (key,)).fetchone()
        return None if row is None else _make_occurrence(row)

    def assign(self, occurrence: Occurrence, key: str | None) -> None:
        """Say which content a source is; None: it must be looked at again."""
        self._connection.execute(
            "UPDATE occurrences SET key = ?, motif = NULL, cause = NULL WHERE rank = ? AND sub = ?",
            (key, occurrence.rank, occurrence.sub),
        )

    def refuse(self, occurrence: Occurrence, motif: Motif, cause: str) -> None:
        """Say why the bytes of a source cannot be had."""
        self._connection.execute(
            "UPDATE occurrences SET key = NULL, motif = ?, cause = ? WHERE rank = ? AND sub = ?",
            (motif, cause, occurrence.rank, occurrence.sub),
        )

    def count_sources(self) -> int:
        """How many sources have or will have a row of `documents`."""
        return int(self._connection.execute("SELECT count(*) FROM occurrences WHERE opened = 0").fetchone()[0])

    def read_run(self) -> Iterator[tuple[Occurrence, Job | None, bool]]:
        """Every source in order, with its job, and whether it is the first one of that content."""
        columns = ", ".join(f"o.{name}" for name in _COLUMNS.split(", "))
        query = (
            f"SELECT {columns}, j.key, j.content, j.state, j.strikes, j.tries, j.summary,"
            " NOT EXISTS (SELECT 1 FROM occurrences e WHERE e.key = o.key AND (e.rank, e.sub) < (o.rank, o.sub))"
            " FROM occurrences o LEFT JOIN jobs j ON j.key = o.key WHERE o.opened = 0 ORDER BY o.rank, o.sub"
        )
        for row in self._connection.execute(query):
            job = None if row[_WIDTH] is None else _make_job(row[_WIDTH:-1])
            yield _make_occurrence(row[:_WIDTH]), job, bool(row[-1])

    def read_ends(self) -> Iterator[tuple[str, str]]:
        """What became of every source in order: its name, and a text that is another one for another end."""
        query = (
            "SELECT o.name, o.motif, j.key, j.state, j.motif FROM occurrences o LEFT JOIN jobs j ON j.key = o.key"
            " WHERE o.opened = 0 ORDER BY o.rank, o.sub"
        )
        for name, refused, key, state, motif in self._connection.execute(query):
            yield name, str(refused) if key is None else f"{key} {state} {motif}"

    # Contents

    def find_job(self, key: str) -> Job | None:
        """What is known of a content under its key."""
        query = "SELECT key, content, state, strikes, tries, summary FROM jobs WHERE key = ?"
        row = self._connection.execute(query, (key,)).fetchone()
        return None if row is None else _make_job(row)

    def add_job(self, key: str, content: str) -> None:
        """Note a content that is to be converted."""
        self._connection.execute(
            "INSERT OR IGNORE INTO jobs (key, content, state) VALUES (?, ?, 'attente')", (key, content)
        )

    def end_job(self, key: str, content: str, summary: Mapping[str, Any], *, state: str = "fait") -> None:
        """Note what became of a content."""
        text = json.dumps(summary, ensure_ascii=False, sort_keys=True)
        self._connection.execute(
            "INSERT INTO jobs (key, content, state, statut, motif, summary) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET state = excluded.state, statut = excluded.statut, motif = excluded.motif,"
            " summary = excluded.summary",
            (key, content, state, summary["statut"], summary["motif"], text),
        )

    def strike(self, key: str, *, counts: bool) -> Job:
        """Note that the worker of a content died, and whether of this content. Returns what is now known."""
        self._connection.execute(
            "UPDATE jobs SET tries = tries + 1, strikes = strikes + ? WHERE key = ?", (int(counts), key)
        )
        self.commit(now=True)
        job = self.find_job(key)
        if job is None:
            raise KeyError(key)
        return job

    def begin(self, *, retry: bool) -> None:
        """Forgive the deaths that were nobody's fault; with `retry`, take up again what was given up."""
        self._connection.execute("UPDATE jobs SET tries = 0 WHERE tries > 0 AND state = 'attente'")
        if retry:
            self._connection.execute(
                "UPDATE jobs SET state = 'attente', strikes = 0, tries = 0, summary = NULL WHERE state = 'quarantaine'"
            )

    def forget(self, key: str) -> None:
        """Take a content for not converted: its result is gone from the store."""
        self._connection.execute("DELETE FROM jobs WHERE key = ?", (key,))
        self._connection.execute("UPDATE occurrences SET key = NULL WHERE key = ?", (key,))

    def list_done(self) -> list[str]:
        """The keys of this run that are done."""
        query = "SELECT DISTINCT j.key FROM jobs j JOIN occurrences o ON o.key = j.key WHERE j.state = 'fait'"
        return [str(row[0]) for row in self._connection.execute(query)]

    def count_quarantined(self) -> int:
        """How many sources of this run were given up."""
        query = "SELECT count(*) FROM occurrences o JOIN jobs j ON j.key = o.key WHERE j.state = 'quarantaine'"
        return int(self._connection.execute(query).fetchone()[0])

    def count_by(self, column: str) -> dict[str, int]:
        """How many sources have each `statut` or `motif` (those without are left out)."""
        value = {"statut": "coalesce(j.statut, 'rejete')", "motif": "coalesce(o.motif, j.motif)"}[column]
        query = (
            f"SELECT {value} AS value, count(*) FROM occurrences o LEFT JOIN jobs j ON j.key = o.key"
            " WHERE o.opened = 0 AND (o.motif IS NOT NULL OR j.state != 'attente')"
            " GROUP BY value HAVING value IS NOT NULL ORDER BY value"
        )
        return {str(name): int(count) for name, count in self._connection.execute(query)}

    # Files and facts

    def recall_file(self, path: Location, size: int, changed: int) -> str | None:
        """The SHA-256 of a file, if it was hashed at this size and time."""
        query = "SELECT content FROM files WHERE path = ? AND size = ? AND changed = ?"
        row = self._connection.execute(query, (encode_location(path), size, changed)).fetchone()
        return None if row is None else str(row[0])

    def remember_file(self, path: Location, size: int, changed: int, content: str) -> None:
        """Note the SHA-256 of a file as it is at this size and time."""
        self._connection.execute(
            "INSERT OR REPLACE INTO files (path, size, changed, content) VALUES (?, ?, ?, ?)",
            (encode_location(path), size, changed, content),
        )

    def get_fact(self, name: str) -> str | None:
        """A fact about the output."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_fact(self, name: str, value: str) -> None:
        """Note a fact about the output."""
        self._connection.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (name, value))
        self.commit(now=True)


def connect(path: Path) -> sqlite3.Connection:
    """A ledger's file, made where it is missing; one of another version is begun anew. Raises sqlite3.Error."""
    connection = sqlite3.connect(path)
    # WAL needs memory that processes share: SQLite keeps its older journal by itself where the file system has none.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found not in (0, _VERSION):
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            connection.execute(f'DROP TABLE "{name}"')
    if found != _VERSION:
        connection.executescript((files("pipeline.batch") / "ledger.sql").read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.commit()
    return connection


def _describe_source(source: SourceFile | RemoteFile) -> tuple[str, bytes, int, int, str | None, str | None]:
    cause = None if source.motif is None else show_location(source.path)
    if isinstance(source, RemoteFile):
        return source.name, encode_location(source.path), source.size, source.changed, source.motif, cause
    return source.name, encode_location(source.real), 0, 0, source.motif, cause


def _make_occurrence(row: tuple[Any, ...]) -> Occurrence:
    rank, sub, name, encoded, size, changed, key, opened, motif, cause = row
    reason = None if motif is None else Motif(motif)
    return Occurrence(rank, sub, name, encoded, size, changed, key, bool(opened), reason, cause)


def _make_job(row: tuple[Any, ...]) -> Job:
    key, content, state, strikes, tries, summary = row
    return Job(key, content, state, strikes, tries, {} if summary is None else json.loads(summary))
