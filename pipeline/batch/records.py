"""What a run says of itself beside the tables: `rapport.json`, and `quarantaine.csv` where documents were given up."""

import json
import os
import shlex
from importlib.metadata import version
from pathlib import Path
from subprocess import list2cmdline

from pipeline.batch.ledger import Ledger, Occurrence
from pipeline.batch.outcomes import Report
from pipeline.export.csv_tables import write_rows
from pipeline.locations import Location, show_location
from pipeline.outputs import QUARANTINE, REPORT

_COLUMNS = ("chemin", "document_id", "motif", "cause", "commande")


def write_records(report: Report, ledger: Ledger, folder: Path, out: Location) -> None:
    """Write both into `folder`. No clock stands in them: two runs over the same documents write the same bytes."""
    facts = {
        "programme": f"fiches {version('fiches')}",
        "documents": report.documents,
        "statuts": report.statuts,
        "motifs": report.motifs,
        "lignes": report.rows,
        "quarantaine": report.quarantined,
    }
    text = json.dumps(facts, ensure_ascii=False, indent=2)
    (folder / REPORT).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    if report.quarantined:
        _write_quarantine(ledger, folder / QUARANTINE, out)


def _write_quarantine(ledger: Ledger, path: Path, out: Location) -> None:
    given_up = ((source, job) for source, job, _ in ledger.read_run() if job is not None and job.state == "quarantaine")
    rows = (
        [source.name, job.content, job.summary["motif"], job.summary["cause"], _command(source, out)]
        for source, job in given_up
    )
    write_rows(path, _COLUMNS, rows)


def _command(source: Occurrence, out: Location) -> str:
    """What to type to try the document again, on its own."""
    words = ["fiches", "convert", show_location(source.path), "-o", f"{out}-quarantaine"]
    return list2cmdline(words) if os.name == "nt" else shlex.join(words)
