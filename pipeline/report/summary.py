"""What a run of `convert` says at its end, and of each document that is not whole."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table

from models.columns import TABLES
from models.errors import MOTIF_DEFINITIONS, MOTIF_REMEDIES, Motif
from models.vocabulary.documents import STATUTS
from pipeline.batch import Outcome
from pipeline.exit_codes import ExitCode
from pipeline.report.console import make_console

CONVERTI = "converti"
_MOST_ROWS = 30


def find_exit_code(outcomes: Iterable[Outcome]) -> ExitCode:
    """Whether every document was converted whole."""
    whole = all(outcome.document["statut"] == CONVERTI for outcome in outcomes)
    return ExitCode.DONE if whole else ExitCode.INCOMPLETE


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


def show_summary(outcomes: Sequence[Outcome], out: Path) -> None:
    """The closing table, one row a document as long as they fit a window, and the totals under it."""
    console = make_console()
    if 0 < len(outcomes) <= _MOST_ROWS:
        console.print(_tabulate(outcomes))
    statuses = Counter(str(outcome.document["statut"]) for outcome in outcomes)
    shares = ", ".join(f"{term.label.casefold()} : {statuses[term.name]}" for term in STATUTS)
    console.print(f"{_count(len(outcomes), 'document')} ({shares})", soft_wrap=True)
    counts = ", ".join(f"{name} {count}" for name, count in _count_rows(outcomes).items())
    console.print(f"Lignes par table : {counts}")
    console.print(f"Tables écrites dans {out}", soft_wrap=True)


def _tabulate(outcomes: Sequence[Outcome]) -> Table:
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


def _count_rows(outcomes: Sequence[Outcome]) -> dict[str, int]:
    counts = {table.name: sum(outcome.counts.get(table.name, 0) for outcome in outcomes) for table in TABLES}
    return counts | {"documents": len(outcomes)}


def make_summary(outcomes: Sequence[Outcome], out: Path) -> dict[str, Any]:
    """The same, for programs: what `convert --json` writes."""
    statuses = Counter(str(outcome.document["statut"]) for outcome in outcomes)
    return {
        "sortie": str(out),
        "statuts": {term.name: statuses[term.name] for term in STATUTS},
        "lignes": _count_rows(outcomes),
        "documents": [_as_json(outcome) for outcome in outcomes],
    }


def _as_json(outcome: Outcome) -> dict[str, Any]:
    keys = ("chemin", "document_id", "type_media", "genre", "statut", "motif", "couverture")
    return {key: outcome.document[key] for key in keys} | {
        "actions": outcome.counts.get("actions", 0),
        "signalements": outcome.counts.get("signalements", 0),
        "cause": outcome.cause,
    }
