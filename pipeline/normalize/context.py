"""What the value stages know of the document around a champ."""

from dataclasses import dataclass
from typing import Literal

from models.engines import RULES

Kind = Literal["action", "plan", "document"]


@dataclass(frozen=True, slots=True)
class Context:
    """The whole document's text, the kind of object the champs belong to, and what is known of the place.

    `departement` is an INSEE code (`41`, `2A`, `974`) given by hand or by a stage before; `territoire` the plan's
    territory as written. Both may be None. `recogniser` finds the organisations of running text.
    """

    text: str = ""
    kind: Kind = "action"
    departement: str | None = None
    territoire: str | None = None
    recogniser: str = RULES
