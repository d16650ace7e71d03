"""What became of a run, for people: each source in turn, and the totals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.batch.ledger import Job, Ledger, Occurrence
from pipeline.batch.workspace import Workspace


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


def make_outcome(occurrence: Occurrence, job: Job | None, *, first: bool) -> Outcome:
    """What became of a source whose job has ended, or which has none."""
    if job is None:
        empty = dict.fromkeys(("document_id", "octets", "type_media", "genre", "couverture"))
        document = {**empty, "chemin": occurrence.name, "statut": "rejete", "motif": str(occurrence.motif)}
        return Outcome(document, {}, occurrence.cause)
    told = dict(job.summary)
    counts, cause, _ = told.pop("lignes"), told.pop("cause"), told.pop("plan", None)
    return Outcome({"chemin": occurrence.name, **told}, counts if first else {}, cause, not first)


def read_outcomes(out: Path) -> Iterator[Outcome]:
    """What became of every source of the last run into `out`, in order; one at a time is in memory."""
    with Ledger(Workspace(out).ledger) as ledger:
        for occurrence, job, first in ledger.read_run():
            if job is not None and not job.ended:
                continue
            yield make_outcome(occurrence, job, first=first)
