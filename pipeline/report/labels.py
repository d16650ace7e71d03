"""Labels without a champ, as a table for a terminal."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table

from pipeline.outputs import LABELS
from pipeline.report.console import make_console, write_line
from pipeline.unknown_labels import UnknownLabel
from pipeline.user_labels import UserLabels

_SHORT = 90


def show_unknown_labels(labels: Sequence[UnknownLabel]) -> None:
    """Print the labels with their counts and an example each."""
    if not labels:
        write_line("Tous les libellés sont reconnus.")
        return
    table = Table(box=box.SIMPLE, title="Libellés qu'aucun champ ne prend", title_justify="left")
    table.add_column("Libellé")
    table.add_column("Fiches", justify="right")
    table.add_column("Documents", justify="right")
    table.add_column("Exemple")
    for unknown in labels:
        example = " / ".join(unknown.example.split("\n"))
        shown = example if len(example) <= _SHORT else f"{example[: _SHORT - 3]}..."
        table.add_row(unknown.label, str(unknown.count), str(unknown.documents), shown)
    make_console().print(table)


def show_assigned(out: Path, labels: UserLabels) -> None:
    """Say what the user's lexicon holds now, and what to do next."""
    write_line(f"{out / LABELS} : {len(labels)} libellé{'s' if len(labels) > 1 else ''}")
    for label, name in labels:
        write_line(f"  {label} → {name}")
    write_line("Relancez « fiches convert » vers le même dossier : tous les documents les suivront.")


def make_labels_json(labels: Sequence[UnknownLabel]) -> list[dict[str, Any]]:
    """The same, for programs; French keys, as in the tables."""
    names = {"label": "libelle", "count": "fiches", "documents": "documents", "example": "exemple"}
    return [{names[key]: value for key, value in asdict(unknown).items()} for unknown in labels]
