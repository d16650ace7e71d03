"""Compiled modules beside their sources: which they are, and which of them are too old."""

import sysconfig
from pathlib import Path

from tests.sources_only import PACKAGES

SUFFIX = str(sysconfig.get_config_var("EXT_SUFFIX"))


def list_compiled() -> list[Path]:
    """The compiled modules in the tree: none, unless `make compile` made them."""
    return sorted(path for package in PACKAGES for path in package.rglob(f"*{SUFFIX}"))


def list_stale() -> list[Path]:
    """The sources that were changed after they were compiled, and the compiled modules whose source is gone."""
    stale: list[Path] = []
    for compiled in list_compiled():
        source = compiled.with_name(compiled.name.removesuffix(SUFFIX) + ".py")
        written = compiled.stat().st_mtime
        # Where there is one in C, that was compiled, and does what the one in Python does.
        newer = [
            each for each in (source, source.with_suffix(".c")) if each.exists() and each.stat().st_mtime > written
        ]
        stale += newer if source.exists() else [source]
    return stale
