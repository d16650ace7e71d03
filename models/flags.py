"""Quality flags: what a reader of the tables should know about a document, an action or a champ."""

from dataclasses import dataclass
from enum import StrEnum


class Gravity(StrEnum):
    """How much a flag matters to whoever uses the tables."""

    INFO = "info"
    AVERTISSEMENT = "avertissement"
    ERREUR = "erreur"


@dataclass(frozen=True, slots=True)
class Flag:
    """One row of `signalements`, before it knows which object it is about.

    `code` is a stable snake_case name, `message` one French sentence for an analyst, `page` a number from 1.
    """

    code: str
    message: str
    gravity: Gravity = Gravity.AVERTISSEMENT
    page: int | None = None
