"""Where the program works for an output folder that lies elsewhere: a folder of this machine for each address."""

import hashlib
import os
import sys
from pathlib import Path

from pipeline.locations import Url


def find_work(out: Url, work: Path | None) -> Path:
    """The working folder for an output folder elsewhere: in `work`, else in the folder that the system has for what
    can be made again.
    """
    name = hashlib.sha256(str(out).encode("utf-8")).hexdigest()[:16]
    return (work or _find_cache() / "fiches") / name


def _find_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
