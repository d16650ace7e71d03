"""Where a run stands, for a terminal and for programs."""

from typing import Any

from pipeline.batch.outcomes import Status
from pipeline.report.console import write_line


def show_status(status: Status) -> None:
    """Print what is done, what is left, and of what kind."""
    write_line(f"{status.done} documents faits sur {status.documents}, {status.waiting} à faire")
    for title, counts in (("Statuts", status.statuts), ("Motifs", status.motifs)):
        if counts:
            write_line(f"{title} : " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    if status.quarantined:
        write_line(f"En quarantaine : {status.quarantined}")
    write_line(_say_state(status))


def _say_state(status: Status) -> str:
    if status.busy:
        return "Une conversion est en cours."
    if status.finished:
        return "Les tables sont celles de ces documents."
    return "Arrêté ; relancez la même commande pour continuer."


def make_status_json(status: Status) -> dict[str, Any]:
    """The same, for programs."""
    return {
        "documents": status.documents,
        "faits": status.done,
        "restants": status.waiting,
        "quarantaine": status.quarantined,
        "statuts": dict(status.statuts),
        "motifs": dict(status.motifs),
        "en_cours": status.busy,
        "fini": status.finished,
    }
