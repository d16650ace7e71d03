"""The French surface forms as data; `read_lexicon` is the one way to them.

Files of the same names in a folder of the user's own, named by the environment variable `FICHES_LEXICON`, add to them
(see `own`). Workers inherit it; a process reads each lexicon once.
"""

import os
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.lexicon.categories import OWN_LEXICON, own_words
from pipeline.lexicon.own import merge_lexicon


@cache
def read_lexicon(name: str) -> dict[str, Any]:
    """The lexicon `<name>.toml` of this package, with the user's own words and categories, parsed once a process."""
    ours = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    categories = own_words(name)
    ours = merge_lexicon(ours, categories) if categories else ours
    folder = os.environ.get(OWN_LEXICON)
    path = Path(folder, f"{name}.toml") if folder else None
    if path is None or not path.is_file():
        return ours
    return merge_lexicon(ours, tomllib.loads(path.read_text(encoding="utf-8-sig")))
