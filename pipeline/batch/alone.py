"""One document, to be looked at: converted in a worker as in a run, so that it cannot take the command with it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models.columns import TABLES_BY_NAME, Rows
from models.errors import UsageError
from pipeline.batch.deaths import Death
from pipeline.batch.pool import Died, Limits, Pool, count_cores
from pipeline.batch.results import unpack_result
from pipeline.batch.tasks import Receipt, Settings, Task, Unread
from pipeline.convert import Conversion, reject_content, reject_source
from pipeline.options import Options
from pipeline.sources import SourceFile

_WAIT = 0.5
_FROM_OUTSIDE = "its worker was ended from outside"


@dataclass(frozen=True, slots=True)
class MemoryStore:
    """The result of a document that nobody keeps."""

    results: dict[str, bytes] = field(default_factory=dict)
    place: Path = Path()
    is_near: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept yet."""
        return not self.results

    def save(self, key: str, data: bytes) -> None:
        """Keep a result."""
        self.results[key] = data

    def load(self, key: str) -> bytes | None:
        """The bytes kept under a key; None where there are none."""
        return self.results.get(key)

    def load_each(self, keys: Iterable[str]) -> Iterator[bytes | None]:
        """What is kept under each key, in their order."""
        return map(self.load, keys)

    def has(self, key: str) -> bool:
        """Whether there is a result under a key."""
        return key in self.results

    def drop(self, key: str) -> None:
        """Forget a result."""
        self.results.pop(key, None)


def convert_alone(
    source: SourceFile,
    options: Options,
    *,
    limits: Limits | None = None,
    convert: Callable[[bytes, str, Options], Any] | None = None,
) -> Conversion:
    """What a run makes of one file; where that kills its worker twice, or takes too long, a row that says so.

    `convert` is the function of a document, as in `Settings`. Raises UsageError for a container, whose documents are
    sources of their own.
    """
    if source.motif is not None:
        return reject_source(None, source.name, source.motif, str(source.path))
    store = MemoryStore()
    with TemporaryDirectory(prefix="fiches-") as folder:
        settings = Settings(store, "", options, Path(folder), convert, page_workers=count_cores())
        with Pool(1, settings, limits or Limits()) as pool:
            event = _convert(pool, Task("", "", source.path, 0))
    if isinstance(event, Receipt):
        return _read_result(source, event, store)
    motif, cause = (event.motif, event.cause) if isinstance(event, Unread) else (event.death.motif, event.detail)
    content, size = _identify(source.path)
    return reject_content(content, size, source.name, motif, cause)


def _convert(pool: Pool, task: Task) -> Receipt | Unread | Died:
    """How the document ended. A worker that died over it gets a second one, as in a run; its time it has once."""
    pool.give(task)
    while pool.busy:
        for event in pool.collect(_WAIT):
            if isinstance(event, Receipt | Unread):
                return event
            if isinstance(event, Died):
                if event.task.spacious or event.death is Death.DEADLINE:
                    return event
                pool.give(replace(task, spacious=True))
    return Died(task, Death.OUTSIDE, _FROM_OUTSIDE)


def _read_result(source: SourceFile, receipt: Receipt, store: MemoryStore) -> Conversion:
    if "membres" in receipt.summary:
        raise UsageError(
            f"{source.path} : contient des documents", "utilisez « fiches convert », qui lit chacun d'eux."
        )
    batches = unpack_result(store.results[receipt.kept]).batches
    (document,) = batches["documents"].to_pylist()
    rows = {
        name: Rows.of_mappings(table, batches[name].to_pylist() if name in batches else ())
        for name, table in TABLES_BY_NAME.items()
        if name != "documents"
    }
    return Conversion(document | {"chemin": source.name}, rows, receipt.summary["cause"])


def _identify(path: Path) -> tuple[str | None, int | None]:
    """The SHA-256 and the size of a file, where they can be had."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except OSError:
        return None, None
