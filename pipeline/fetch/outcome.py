"""What a run of `fiches fetch` gives back."""

from dataclasses import dataclass

from pipeline.fetch.journal import Entry


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of a URL in this run. `outcome` is `nouveau`, `change`, `inchange` or `echec`."""

    entry: Entry
    outcome: str
