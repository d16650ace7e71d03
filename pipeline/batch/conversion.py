"""The middle of a run: every content that has no result yet is given to the pool, until none is left."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, Self

from models.errors import Motif
from pipeline.batch.ahead import group_old_documents
from pipeline.batch.contents import find_content
from pipeline.batch.deaths import Death
from pipeline.batch.envelope import DamagedResult, unseal
from pipeline.batch.fingerprint import make_key
from pipeline.batch.generations import cannot_write
from pipeline.batch.ledger import Ledger, Occurrence
from pipeline.batch.outcomes import Outcome, make_outcome
from pipeline.batch.pool import Died, Event, Lost
from pipeline.batch.tasks import Identified, Read, Receipt, Settings, Started, Task, Unreachable, Unread, Unsaved
from pipeline.locations import Location, Url
from pipeline.remote import look_at
from pipeline.remote_sources import cannot_read

_STRIKES = 2
# Deaths that are nobody's fault (ended from outside, in company) are forgiven so many times.
_TRIES = 6
_WAIT = 0.5
# Before the number of a source, in place of a key, as long as its bytes are not known.
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Watch:
    """Who wants to be told: of a source at work, by its name; of what became of each source; that there are so many
    more sources; of a worker that died, by the name of its source, with the cause.
    """

    on_start: Callable[[str], None] = lambda name: None
    on_end: Callable[[Outcome], None] = lambda outcome: None
    on_more: Callable[[int], None] = lambda count: None
    on_death: Callable[[str, str], None] = lambda name, cause: None


class AnyPool(Protocol):
    """What does the work: see `pool.Pool`."""

    @property
    def room(self) -> bool: ...

    @property
    def busy(self) -> bool: ...

    def give(self, task: Task) -> None: ...

    def collect(self, timeout: float) -> Iterator[Event]: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class Conversions:
    """Sources of the ledger on one side, the pool on the other. `run` it once."""

    def __init__(self, ledger: Ledger, settings: Settings, watch: Watch) -> None:
        self._ledger = ledger
        self._settings = settings
        self._watch = watch
        self._open: Iterator[Task] | None = None
        self._again: deque[Task] = deque()
        self._suspects: deque[Task] = deque()
        self._given: dict[str, Task] = {}
        self._names: dict[str, str] = {}
        self._media_types: dict[str, str | None] = {}
        self._tries: Counter[str] = Counter()

    def run(self, make_pool: Callable[[], AnyPool]) -> None:
        """Convert what is left. Raises UsageError where the store cannot be written."""
        task = self._next_task()
        if task is None:
            # Nothing new: no worker is started.
            return
        with make_pool() as pool:
            while task is not None or pool.busy:
                while task is not None and pool.room:
                    pool.give(task)
                    task = self._next_task()
                for event in pool.collect(_WAIT):
                    self._note(event)
                self._ledger.commit()
                task = task or self._next_task()

    # From the ledger

    def _next_task(self) -> Task | None:
        if self._again:
            return self._again.popleft()
        if self._open is None:
            self._open = group_old_documents(self._list_tasks())
        task = next(self._open, None)
        if task is None:
            self._open = None
            # Whoever killed a worker is tried again when all others are through.
            return self._suspects.popleft() if self._suspects else None
        return task

    def _list_tasks(self) -> Iterator[Task]:
        for occurrence in self._ledger.list_open():
            try:
                content, size = self._find_content(occurrence)
            except FileNotFoundError:
                self._refuse(occurrence, Motif.INTROUVABLE, "the file is gone")
            except OSError as error:
                self._refuse(occurrence, Motif.ILLISIBLE, error.strerror or str(error))
            else:
                if not content:
                    yield self._await_content(occurrence)
                    continue
                key = make_key(content, self._settings.fingerprint)
                self._ledger.assign(occurrence, key)
                if not self._is_new(occurrence, key, content):
                    continue
                if occurrence.sub and not self._is_there(occurrence.path):
                    # Its container was opened by an earlier run, which has thrown its documents away.
                    self._ledger.close_container(occurrence)
                else:
                    yield self._make_task(key, content, occurrence, size)

    def _find_content(self, occurrence: Occurrence) -> tuple[str, int]:
        """The SHA-256 and the size of a source; empty where a file elsewhere must be fetched first. Raises OSError."""
        path = occurrence.path
        if occurrence.sub:
            # A document of a container is named by what it holds.
            return path.name, path.stat().st_size if isinstance(path, Path) and path.exists() else 0
        if isinstance(path, Url):
            content = self._ledger.recall_file(path, occurrence.size, occurrence.changed)
            return content or "", occurrence.size
        return find_content(path, self._ledger)

    def _make_task(self, key: str, content: str, occurrence: Occurrence, size: int) -> Task:
        path = occurrence.path
        located = path if isinstance(path, Path) else path.with_access(self._settings.access)
        self._given[key], self._names[key] = Task(key, content, located, size), occurrence.name
        return self._given[key]

    # Files elsewhere

    def _await_content(self, occurrence: Occurrence) -> Task:
        """The task of a file whose bytes will be known when it is fetched, by whoever converts it."""
        key = f"{_UNKNOWN}{occurrence.rank}"
        self._ledger.assign(occurrence, key)
        return self._make_task(key, "", occurrence, occurrence.size)

    def _is_there(self, path: Location) -> bool:
        return path.exists() if isinstance(path, Path) else look_at(path.with_access(self._settings.access)) is not None

    def _note_identified(self, found: Identified) -> None:
        """What was fetched is known now: its source, and the task, go on under the key of its bytes."""
        task, name = self._given.pop(found.key, None), self._names.pop(found.key, "")
        source = self._ledger.find_first(found.key)
        if task is None or source is None:
            return
        if source.changed and source.size == found.size:
            self._ledger.remember_file(source.path, source.size, source.changed, found.content)
        key = make_key(found.content, self._settings.fingerprint)
        self._ledger.assign(source, key)
        job = self._ledger.find_job(key)
        if job is not None and job.ended:
            self._end_again(source, key, job.summary)
        else:
            self._ledger.add_job(key, found.content)
            self._given.setdefault(key, replace(task, key=key, content=found.content, size=found.size))
            self._names.setdefault(key, name)

    def _is_new(self, occurrence: Occurrence, key: str, content: str) -> bool:
        """Whether a content must be converted; if it is already, its source is told of."""
        job = self._ledger.find_job(key)
        if job is not None and job.ended:
            self._end_again(occurrence, key, job.summary)
            return False
        if key in self._given:
            return False
        summary = self._find_in_store(key)
        if summary is None:
            self._ledger.add_job(key, content)
            return True
        self._ledger.end_job(key, content, summary)
        self._end_again(occurrence, key, summary)
        return False

    def _find_in_store(self, key: str) -> dict[str, Any] | None:
        """What a run that was cut short has kept without noting it; in a store elsewhere, the pool looks for that."""
        if not self._settings.store.is_near or not self._settings.search:
            return None
        data = self._settings.store.load(key)
        if data is None:
            return None
        try:
            return unseal(data)[0]
        except (DamagedResult, ValueError):
            return None

    # From the pool

    def _note(self, event: Event) -> None:
        if isinstance(event, Started):
            self._tell_start(event.key)
        elif isinstance(event, Read):
            self._media_types[event.key] = event.media_type
        elif isinstance(event, Receipt):
            self._note_receipt(event)
        elif isinstance(event, Identified):
            self._note_identified(event)
        elif isinstance(event, Unread):
            self._note_unread(event)
        elif isinstance(event, Lost | Died):
            self._note_loss(event)
        elif isinstance(event, Unsaved):
            raise cannot_write(event.path, OSError(event.reason))
        elif isinstance(event, Unreachable):
            raise cannot_read(event.path, OSError(event.reason))

    def _note_loss(self, event: Lost | Died) -> None:
        if event.task.key not in self._given:
            # The same bytes came from elsewhere meanwhile.
            return
        if isinstance(event, Lost):
            self._again.append(event.task)
        elif event.task.content:
            self._note_death(event)
        else:
            self._note_vain_try(event)

    def _note_receipt(self, receipt: Receipt) -> None:
        task = self._forget(receipt.key)
        if task is None:
            return
        self._ledger.end_job(receipt.kept, receipt.content, receipt.summary)
        if receipt.kept != receipt.key:
            # The file had changed since it was hashed: what was read counts. Its copies of then are looked at anew.
            for occurrence in self._ledger.list_of(receipt.key):
                self._ledger.assign(occurrence, receipt.kept if occurrence.path == task.path else None)
        self._end_all(receipt.kept, receipt.summary)

    def _note_unread(self, unread: Unread) -> None:
        task = self._forget(unread.key)
        if task is None:
            return
        for occurrence in self._ledger.list_of(unread.key):
            if occurrence.path == task.path:
                self._refuse(occurrence, unread.motif, unread.cause)
            else:
                self._ledger.assign(occurrence, None)

    def _note_vain_try(self, died: Died) -> None:
        """Machines were lost before they could say what the bytes of a file are."""
        source = self._ledger.find_first(died.task.key)
        self._tries[died.task.key] += 1
        if source is None or self._tries[died.task.key] < _TRIES:
            self._suspects.append(died.task)
            return
        self._forget(died.task.key)
        self._refuse(source, Motif.ILLISIBLE, died.detail)

    def _note_death(self, died: Died) -> None:
        counts = died.alone and died.death is not Death.OUTSIDE
        job = self._ledger.strike(died.task.key, counts=counts)
        first = self._ledger.find_first(died.task.key)
        self._watch.on_death("" if first is None else first.name, died.detail)
        if job.strikes < _STRIKES and job.tries < _TRIES:
            self._suspects.append(replace(died.task, spacious=True, others=()))
            return
        summary = {
            "document_id": job.content,
            "octets": died.task.size,
            "type_media": self._media_types.get(died.task.key),
            "genre": None,
            "statut": "rejete",
            "motif": str(died.death.motif),
            "couverture": None,
            "lignes": {"signalements": 1},
            "cause": died.detail,
        }
        self._forget(died.task.key)
        self._ledger.end_job(job.key, job.content, summary, state="quarantaine")
        self._end_all(job.key, summary)

    def _forget(self, key: str) -> Task | None:
        """The task of a key, which is no longer at work; None where another one with these bytes has ended before."""
        self._media_types.pop(key, None)
        self._names.pop(key, None)
        return self._given.pop(key, None)

    def _refuse(self, occurrence: Occurrence, motif: Motif, cause: str) -> None:
        self._ledger.refuse(occurrence, motif, cause)
        self._watch.on_end(make_outcome(replace(occurrence, motif=motif, cause=cause), None, first=True))

    def _tell_start(self, key: str) -> None:
        if key in self._given:
            self._watch.on_start(self._names[key])

    def _end_all(self, key: str, summary: Mapping[str, Any]) -> None:
        """A content has come to its end, and so have all sources that are known to be it."""
        for number, occurrence in enumerate(self._ledger.list_of(key)):
            self._end(occurrence, summary, first=number == 0)

    def _end_again(self, occurrence: Occurrence, key: str, summary: Mapping[str, Any]) -> None:
        """A source of a content that has come to its end before."""
        first = self._ledger.find_first(key)
        is_first = first is not None and (first.rank, first.sub) == (occurrence.rank, occurrence.sub)
        self._end(occurrence, summary, first=is_first)

    def _end(self, occurrence: Occurrence, summary: Mapping[str, Any], *, first: bool) -> None:
        """A source has come to its end: tell of it, or, of a container, take up its documents."""
        members = summary.get("membres")
        if members is not None:
            count = self._ledger.add_members(occurrence, members, self._settings.members_at or self._settings.members)
            self._watch.on_more(count - 1)
            for name, content, motif, cause in members:
                if content is None:
                    refused = replace(occurrence, name=occurrence.name + name, motif=Motif(motif), cause=cause)
                    self._watch.on_end(make_outcome(refused, None, first=True))
            return
        self._watch.on_end(make_outcome(occurrence, summary, first=first))
