"""The French surface forms as data; `read_lexicon` is the one way to them."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_lexicon(name: str) -> dict[str, Any]:
    """The lexicon `<name>.toml` of this package, parsed once a process."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
