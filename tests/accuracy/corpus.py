"""Building the corpus: every case as a document file and a gold file."""

import json
from collections.abc import Iterable
from pathlib import Path

from tests.accuracy.cases import make_cases
from tests.accuracy.gold import make_gold
from tests.accuracy.layouts import LAYOUTS
from tests.accuracy.sheet import Dossier


def build_corpus(folder: Path, *, split: str | None = None, like: str = "") -> list[Dossier]:
    """Write `documents/` and `gold/` under the folder; `split` keeps one split, `like` the names that hold it."""
    documents, gold = folder / "documents", folder / "gold"
    for place in (documents, gold):
        place.mkdir(parents=True, exist_ok=True)
    built = [case for case in make_cases() if split in (None, case.split) and like in case.name]
    for dossier in built:
        (documents / dossier.name).write_bytes(LAYOUTS[dossier.layout](dossier))
        text = json.dumps(make_gold(dossier), ensure_ascii=False, indent=1)
        (gold / f"{dossier.name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return built


def count_by(dossiers: Iterable[Dossier], key: str) -> dict[str, int]:
    """How many dossiers there are for each value of an attribute."""
    counts: dict[str, int] = {}
    for dossier in dossiers:
        value = str(getattr(dossier, key))
        counts[value] = counts.get(value, 0) + 1
    return counts
