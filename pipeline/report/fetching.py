"""`fiches fetch`: a line for each URL, and the sum."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.exit_codes import ExitCode
from pipeline.fetch.outcome import Fetched
from pipeline.report.console import write_line

_SHOWN = {"nouveau": "nouveau", "change": "changé", "inchange": "inchangé", "echec": "échec"}


def describe_fetched(fetched: Fetched) -> str:
    """One line: what became of a URL, and its file or why there is none."""
    entry = fetched.entry
    what = entry.cause if fetched.outcome == "echec" else entry.file
    return f"{_SHOWN[fetched.outcome]:<9} {entry.url} : {what}"


def show_fetched(found: Sequence[Fetched], folder: Path) -> None:
    """The sum of a run."""
    counts = Counter(fetched.outcome for fetched in found)
    parts = [f"{counts[key]} {shown}(s)" for key, shown in _SHOWN.items() if counts[key]]
    write_line(f"{len(found)} adresse(s) : {', '.join(parts)}. Fichiers dans {folder}", stderr=True)


def make_fetch_json(found: Sequence[Fetched]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [{"resultat": fetched.outcome, **asdict(fetched.entry)} for fetched in found]


def find_fetch_code(found: Sequence[Fetched]) -> ExitCode:
    """0 where every URL has its file."""
    return ExitCode.INCOMPLETE if any(fetched.outcome == "echec" for fetched in found) else ExitCode.DONE
