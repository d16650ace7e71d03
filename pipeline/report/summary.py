"""What a run of `convert` says at its end, and of each document that is not whole."""

from collections.abc import Iterable
from typing import Any

from rich import box
from rich.table import Table

from models.errors import MOTIF_DEFINITIONS, MOTIF_REMEDIES, Motif
from models.vocabulary.documents import STATUTS
from pipeline.batch.outcomes import Outcome, Report
from pipeline.exit_codes import ExitCode
from pipeline.locations import Location
from pipeline.outputs import QUARANTINE
from pipeline.report.console import make_console

CONVERTI = "converti"
_MOST_ROWS = 30


def find_exit_code(report: Report) -> ExitCode:
    """Whether every document was converted whole."""
    return ExitCode.DONE if report.whole else ExitCode.INCOMPLETE


def describe_outcome(outcome: Outcome, *, verbose: bool) -> str | None:
    """One line on what became of a document; None for a whole one unless `verbose`."""
    row = outcome.document
    if row["statut"] == CONVERTI:
        return _describe_whole(outcome) if verbose else None
    motif = Motif(str(row["motif"]))
    share = "" if row["couverture"] is None else f", couverture {row['couverture']}"
    media = f", {row['type_media']}" if row["type_media"] else ""
    line = f"{row['chemin']} : {row['statut']} ({motif}{media}{share}). {MOTIF_DEFINITIONS[motif]} {_remedy(motif)}"
    return f"{line} [{outcome.cause}]" if verbose and outcome.cause else line


def _describe_whole(outcome: Outcome) -> str:
    row = outcome.document
    if outcome.repeated:
        return f"{row['chemin']} : mêmes octets qu'un document déjà converti"
    return f"{row['chemin']} : {row['statut']}, {row['genre']}, {_count(outcome.counts.get('actions', 0), 'action')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number < 2 else f"{number} {noun}s"


def _remedy(motif: Motif) -> str:
    remedy = MOTIF_REMEDIES[motif]
    return remedy[0].upper() + remedy[1:]


def show_summary(report: Report, outcomes: Iterable[Outcome], out: Location) -> None:
    """The closing table, one row a document as long as they fit a window, and the totals under it."""
    console = make_console()
    if 0 < report.documents <= _MOST_ROWS:
        console.print(_tabulate(outcomes))
    shares = ", ".join(f"{term.label.casefold()} : {report.statuts.get(term.name, 0)}" for term in STATUTS)
    console.print(f"{_count(report.documents, 'document')} ({shares})", soft_wrap=True)
    counts = ", ".join(f"{name} {count}" for name, count in report.rows.items())
    console.print(f"Lignes par table : {counts}")
    if report.quarantined:
        console.print(f"En quarantaine : {report.quarantined} (voir {out / QUARANTINE})", soft_wrap=True)
    console.print(f"Tables écrites dans {out}", soft_wrap=True)


def _tabulate(outcomes: Iterable[Outcome]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Document", overflow="fold")
    table.add_column("Genre")
    table.add_column("Statut")
    for header in ("Actions", "Signalements", "Couverture"):
        table.add_column(header, justify="right")
    for outcome in outcomes:
        row = outcome.document
        share = row["couverture"]
        table.add_row(
            str(row["chemin"]),
            str(row["genre"] or ""),
            str(row["statut"]) if row["motif"] is None else f"{row['statut']} ({row['motif']})",
            str(outcome.counts.get("actions", 0)),
            str(outcome.counts.get("signalements", 0)),
            "" if share is None else format(float(str(share)), ".2%").replace(".", ","),
        )
    return table


def make_summary(report: Report, outcomes: Iterable[Outcome], out: Location) -> dict[str, Any]:
    """The same, for programs: what `convert --json` writes."""
    return {
        "sortie": str(out),
        "statuts": {term.name: report.statuts.get(term.name, 0) for term in STATUTS},
        "lignes": dict(report.rows),
        "quarantaine": report.quarantined,
        "documents": [_as_json(outcome) for outcome in outcomes],
    }


def _as_json(outcome: Outcome) -> dict[str, Any]:
    keys = ("chemin", "document_id", "type_media", "genre", "statut", "motif", "couverture")
    return {key: outcome.document[key] for key in keys} | {
        "actions": outcome.counts.get("actions", 0),
        "signalements": outcome.counts.get("signalements", 0),
        "cause": outcome.cause,
    }
