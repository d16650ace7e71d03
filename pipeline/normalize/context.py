"""What the value stages know of the document around a champ."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["action", "plan", "document"]


@dataclass(frozen=True, slots=True)
class Context:
    """The whole document's text, the kind of object the champs belong to, and what is known of the place.

    `departement` is an INSEE code (`41`, `2A`, `974`) given by hand or by a stage before; `territoire` the plan's
    territory as written. All may be None.
    """

    text: str = ""
    kind: Kind = "action"
    departement: str | None = None
    territoire: str | None = None
