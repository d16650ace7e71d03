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
    sources = {compiled: compiled.with_name(compiled.name.removesuffix(SUFFIX) + ".py") for compiled in list_compiled()}
    return [
        source
        for compiled, source in sources.items()
        if not source.exists() or source.stat().st_mtime > compiled.stat().st_mtime
    ]
