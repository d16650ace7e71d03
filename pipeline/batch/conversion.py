"""The middle of a run: every content that has no result yet is given to the pool, until none is left."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

from models.errors import Motif
from pipeline.batch.ahead import group_old_documents
from pipeline.batch.contents import find_content
from pipeline.batch.envelope import DamagedResult, unseal
from pipeline.batch.fingerprint import make_key
from pipeline.batch.generations import cannot_write
from pipeline.batch.ledger import Ledger, Occurrence
from pipeline.batch.outcomes import Outcome, make_outcome
from pipeline.batch.pool import Death, Died, Event, Lost
from pipeline.batch.tasks import Read, Receipt, Settings, Started, Task, Unread, Unsaved

_STRIKES = 2
# Deaths that are nobody's fault (ended from outside, in company) are forgiven so many times.
_TRIES = 6
_WAIT = 0.5
_MOTIFS = {Death.DEADLINE: Motif.DELAI, Death.MEMORY: Motif.MEMOIRE}


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
        self._media_types: dict[str, str | None] = {}

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
                key = make_key(content, self._settings.fingerprint)
                self._ledger.assign(occurrence, key)
                if not self._is_new(occurrence, key, content):
                    continue
                if occurrence.sub and not occurrence.path.exists():
                    # Its container was opened by an earlier run, which has thrown its documents away.
                    self._ledger.close_container(occurrence)
                else:
                    self._given[key] = Task(key, content, occurrence.path, size)
                    yield self._given[key]

    def _find_content(self, occurrence: Occurrence) -> tuple[str, int]:
        if occurrence.sub:
            # A document of a container is named by what it holds.
            return occurrence.path.name, occurrence.path.stat().st_size if occurrence.path.exists() else 0
        return find_content(occurrence.path, self._ledger)

    def _is_new(self, occurrence: Occurrence, key: str, content: str) -> bool:
        """Whether a content must be converted; if it is already, its source is told of."""
        job = self._ledger.find_job(key)
        if job is None or not job.ended:
            if key in self._given:
                return False
            summary = self._find_in_store(key)
            if summary is None:
                self._ledger.add_job(key, content)
                return True
            self._ledger.end_job(key, content, summary)
        self._end(occurrence, key)
        return False

    def _find_in_store(self, key: str) -> dict[str, Any] | None:
        """What a run that was cut short has kept without noting it."""
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
        elif isinstance(event, Unread):
            self._note_unread(event)
        elif isinstance(event, Lost):
            self._again.append(event.task)
        elif isinstance(event, Died):
            self._note_death(event)
        elif isinstance(event, Unsaved):
            raise cannot_write(event.path, OSError(event.reason))

    def _note_receipt(self, receipt: Receipt) -> None:
        task = self._forget(receipt.key)
        self._ledger.end_job(receipt.kept, receipt.content, receipt.summary)
        if receipt.kept != receipt.key:
            # The file had changed since it was hashed: what was read counts. Its copies of then are looked at anew.
            for occurrence in self._ledger.list_of(receipt.key):
                self._ledger.assign(occurrence, receipt.kept if occurrence.path == task.path else None)
        for occurrence in self._ledger.list_of(receipt.kept):
            self._end(occurrence, receipt.kept)

    def _note_unread(self, unread: Unread) -> None:
        task = self._forget(unread.key)
        for occurrence in self._ledger.list_of(unread.key):
            if occurrence.path == task.path:
                self._refuse(occurrence, unread.motif, unread.cause)
            else:
                self._ledger.assign(occurrence, None)

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
            "motif": str(_MOTIFS.get(died.death, Motif.PLANTAGE)),
            "couverture": None,
            "lignes": {"signalements": 1},
            "cause": died.detail,
        }
        self._forget(died.task.key)
        self._ledger.end_job(job.key, job.content, summary, state="quarantaine")
        for occurrence in self._ledger.list_of(job.key):
            self._end(occurrence, job.key)

    def _forget(self, key: str) -> Task:
        self._media_types.pop(key, None)
        return self._given.pop(key)

    def _refuse(self, occurrence: Occurrence, motif: Motif, cause: str) -> None:
        self._ledger.refuse(occurrence, motif, cause)
        self._watch.on_end(make_outcome(replace(occurrence, motif=motif, cause=cause), None, first=True))

    def _tell_start(self, key: str) -> None:
        first = self._ledger.find_first(key)
        if first is not None:
            self._watch.on_start(first.name)

    def _end(self, occurrence: Occurrence, key: str) -> None:
        """A source has come to its end: tell of it, or, of a container, take up its documents."""
        job, first = self._ledger.find_job(key), self._ledger.find_first(key)
        members = None if job is None else job.summary.get("membres")
        if members is not None:
            count = self._ledger.add_members(occurrence, members, self._settings.members)
            self._watch.on_more(count - 1)
            for name, content, motif, cause in members:
                if content is None:
                    refused = replace(occurrence, name=occurrence.name + name, motif=Motif(motif), cause=cause)
                    self._watch.on_end(make_outcome(refused, None, first=True))
            return
        is_first = first is not None and (first.rank, first.sub) == (occurrence.rank, occurrence.sub)
        self._watch.on_end(make_outcome(occurrence, job, first=is_first))
