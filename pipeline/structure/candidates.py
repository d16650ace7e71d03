"""A piece of running text that may be a label, and how it shows."""

from dataclasses import dataclass
from enum import IntEnum

from pipeline.structure.labels import LabelMatch


class Evidence(IntEnum):
    """How a label shows itself, the surest last."""

    RUN_IN = 1
    PLAIN_LINE = 2
    COLON_LINE = 3
    LEAD = 4
    LINE = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece that may be a label up to `end` characters, with its text from `start`; `match` None is unknown."""

    index: int
    end: int
    start: int
    evidence: Evidence
    match: LabelMatch | None
