"""`fiches formats`: what is read on this machine, and what to install for the rest."""

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.table import Table

from extractors.formats import Availability, Format
from pipeline.fetch.needs import FETCH_NEEDS
from pipeline.report.console import make_console, write_line

_SHOWN = {Availability.READ: "oui", Availability.MISSING: "à installer", Availability.UNREAD: "non"}


def show_formats(formats: Sequence[Format]) -> None:
    """A table of formats; the last column says what to do where a format is not read."""
    table = Table("Format", "Fichiers", "Lu", "À faire", box=box.SIMPLE)
    for format_ in formats:
        table.add_row(format_.title, " ".join(format_.suffixes), _SHOWN[format_.availability], _say_what_to_do(format_))
    make_console().print(table)
    missing = [need.install for need in FETCH_NEEDS if need.find() is None]
    if missing:
        write_line(f"Pour télécharger (fiches fetch) : {missing[0]}")


def _say_what_to_do(format_: Format) -> str:
    if format_.availability is Availability.UNREAD:
        return "enregistrer en DOCX, PDF, HTML ou texte"
    return " ; ".join(need.install for need in format_.needs)


def make_formats_json(formats: Sequence[Format]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "format": format_.title,
            "fichiers": list(format_.suffixes),
            "disponibilite": str(format_.availability),
            "a_faire": _say_what_to_do(format_) or None,
        }
        for format_ in formats
    ]
