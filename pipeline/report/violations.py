"""Breaches of the contract, as lines for a terminal."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pipeline.report.console import write_line
from pipeline.validate.violation import Violation

_SHOWN = 100


def show_violations(violations: Sequence[Violation], *, verbose: bool) -> None:
    """Print one line a breach; past the first hundred only their number, unless `verbose`."""
    if not violations:
        write_line("Toutes les tables sont valides.")
        return
    shown = violations if verbose else violations[:_SHOWN]
    for violation in shown:
        line = "" if violation.line is None else f", ligne {violation.line}"
        column = "" if violation.column is None else f", colonne {violation.column}"
        write_line(f"{violation.table}{line}{column} : {violation.message}")
    if len(shown) < len(violations):
        write_line(f"... et {len(violations) - len(shown)} autres (-v les montre toutes)")


def make_violations_json(violations: Sequence[Violation]) -> list[dict[str, Any]]:
    """The same, for programs."""
    return [asdict(violation) for violation in violations]
