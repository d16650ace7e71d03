"""Which labels of the user's own a run takes. Most runs have none, and load nothing that reads them."""

from pathlib import Path

from pipeline.locations import Location
from pipeline.outputs import LABELS
from pipeline.remote_sources import look_at_source


def find_user_labels(out: Location, lexicon: Path | None) -> tuple[tuple[str, str], ...]:
    """The labels of the lexicon that a run is given, else of the one in its output folder, else none: see
    `user_labels.read_user_labels`, which says what is wrong with them.
    """
    path = out / LABELS if lexicon is None else lexicon
    if lexicon is None and not (path.exists() if isinstance(path, Path) else look_at_source(path)):
        return ()
    from pipeline.user_labels import read_user_labels  # noqa: PLC0415 - loads what finds labels in documents

    return read_user_labels(path)
