"""What became of a run, for people: each source in turn, and the totals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import UsageError
from pipeline.batch.ledger import Occurrence
from pipeline.batch.lock import is_locked
from pipeline.batch.workspace import UNFINISHED, find_holder, find_ledger, find_workspace, open_ledger
from pipeline.locations import Location


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: its row of `documents` in short, how many rows each table took, the technical cause of
    a rejection, and whether its bytes came before under another name (its rows stand under that one).
    """

    document: Mapping[str, Any]
    counts: Mapping[str, int]
    cause: str | None = None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The totals of a run: documents by statut and by motif, rows by table, and how many documents were given up."""

    documents: int
    statuts: Mapping[str, int]
    motifs: Mapping[str, int]
    rows: Mapping[str, int]
    quarantined: int

    @property
    def whole(self) -> bool:
        """Whether every document was converted whole."""
        return self.statuts.get("converti", 0) == self.documents


@dataclass(frozen=True, slots=True)
class Status:
    """Where the last run into a folder stands: documents listed and done, by statut and motif; whether a run is at work
    now, and whether the tables are those of these documents.
    """

    documents: int
    done: int
    quarantined: int
    statuts: Mapping[str, int]
    motifs: Mapping[str, int]
    busy: bool
    finished: bool

    @property
    def waiting(self) -> int:
        """How many documents are left to do."""
        return self.documents - self.done


def read_status(out: Location, work: Path | None = None) -> Status:
    """Where the run into `out` stands, also while it is at work; elsewhere, as far as this machine can know.

    Raises UsageError where there is none.
    """
    workspace = find_workspace(out, work)
    busy = is_locked(workspace.lock)
    with find_ledger(workspace, busy=busy) as path:
        machine = find_holder(workspace)
        if not path.is_file() and machine is not None:
            raise UsageError(f"{out} : une première conversion y écrit depuis {machine}", "son état se lit là-bas.")
        if not path.is_file():
            raise UsageError(
                f"{out} : aucune conversion", "donnez le dossier qu'une commande « fiches convert … -o » écrit."
            )
        with open_ledger(path) as ledger:
            statuts = ledger.count_by("statut")
            done = sum(statuts.values())
            documents = ledger.count_sources()
            busy = busy or machine is not None
            finished = not busy and ledger.get_fact(UNFINISHED) == ""
            return Status(
                documents, done, ledger.count_quarantined(), statuts, ledger.count_by("motif"), busy, finished
            )


def make_outcome(occurrence: Occurrence, summary: Mapping[str, Any] | None, *, first: bool) -> Outcome:
    """What became of a source: by the summary of its content, or, without one, of a source that could not be had."""
    if summary is None:
        empty = dict.fromkeys(("document_id", "octets", "type_media", "genre", "couverture"))
        document = {**empty, "chemin": occurrence.name, "statut": "rejete", "motif": str(occurrence.motif)}
        return Outcome(document, {}, occurrence.cause)
    told = dict(summary)
    counts, cause, _ = told.pop("lignes"), told.pop("cause"), told.pop("plan", None)
    return Outcome({"chemin": occurrence.name, **told}, counts if first else {}, cause, not first)


def read_outcomes(out: Location, work: Path | None = None) -> Iterator[Outcome]:
    """What became of every source of the last run into `out` from here, in order; one at a time is in memory."""
    with open_ledger(find_workspace(out, work).ledger) as ledger:
        for occurrence, job, first in ledger.read_run():
            if job is not None and not job.ended:
                continue
            yield make_outcome(occurrence, None if job is None else job.summary, first=first)
