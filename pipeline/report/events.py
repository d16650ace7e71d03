"""What happens in a run, for programs that watch it: one line of JSON an event."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from models.errors import UsageError
from pipeline.batch.outcomes import Outcome, Report

_TOLD = ("chemin", "document_id", "type_media", "statut", "motif", "couverture")


class EventLog:
    """Events into a stream; without one, nowhere. Times are in UTC, durations in seconds."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._began = time.monotonic()
        self._started: dict[str, float] = {}

    def start(self, name: str) -> None:
        """A worker has begun with a source."""
        if self._stream is not None:
            self._started[name] = time.monotonic()
            self._write("debut", chemin=name)

    def end(self, outcome: Outcome) -> None:
        """A source has come to its end."""
        facts = {key: outcome.document[key] for key in _TOLD}
        since = self._started.pop(str(facts["chemin"]), None)
        seconds = None if since is None else round(time.monotonic() - since, 3)
        self._write("fin", **facts, cause=outcome.cause, repete=outcome.repeated, duree=seconds)

    def death(self, name: str, cause: str) -> None:
        """The worker of a source died."""
        self._write("ouvrier_mort", chemin=name, cause=cause)

    def close(self, report: Report) -> None:
        """The run is over and its tables stand."""
        seconds = round(time.monotonic() - self._began, 3)
        self._write("bilan", documents=report.documents, statuts=report.statuts, motifs=report.motifs, duree=seconds)

    def _write(self, event: str, **facts: Any) -> None:
        if self._stream is None:
            return
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"instant": now, "evenement": event, **facts}, ensure_ascii=False)
        self._stream.write(f"{line}\n")
        self._stream.flush()


@contextmanager
def open_log(path: Path | None) -> Iterator[EventLog]:
    """A log that goes on at the end of the file `path`; None: nowhere. Raises UsageError where it cannot be written."""
    if path is None:
        yield EventLog(None)
        return
    try:
        stream = path.open("a", encoding="utf-8", newline="\n")
    except OSError as error:
        what = f"{path} : écriture impossible ({error.strerror or error})"
        raise UsageError(what, "donnez un autre fichier avec --log-json.") from error
    with stream:
        yield EventLog(stream)
