"""What is wrong in a table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of the contract: a French message, and where it is as far as one line and column can be named.

    `line` counts the rows of the table from 1, without the header.
    """

    table: str
    message: str
    line: int | None = None
    column: str | None = None
