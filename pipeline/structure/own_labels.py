"""The labels that a user taught: they come before the lexicon, for the documents of one run."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from pipeline.structure.folding import fold_label, strip_pictogram

_LONGEST: Final = 120  # characters, with a pictogram, a number and a colon
Key = tuple[str, ...]
_NONE: Mapping[Key, str] = {}
# Asked at each label; handing it down from stage to stage would name it in forty functions that do not mind.
_taught: ContextVar[Mapping[Key, str]] = ContextVar("taught_labels", default=_NONE)


@contextmanager
def use_labels(labels: Sequence[tuple[str, str]]) -> Iterator[None]:
    """Within this block, each label names its champ (or `autre`, or a header column), whatever the lexicon says."""
    token = _taught.set({fold_label(label): name for label, name in labels})
    try:
        yield
    finally:
        _taught.reset(token)


def find_taught(text: str) -> str | None:
    """What the user says that a label names; None where nothing is said of it."""
    taught = _taught.get()
    if not taught or len(text) > _LONGEST:
        return None
    return taught.get(fold_label(strip_pictogram(text)))
