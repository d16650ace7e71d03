"""Compiled modules beside their sources: which they are, and which tests have nothing to say of them."""

import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SUFFIX = str(sysconfig.get_config_var("EXTSUFFIX"))


def list_compiled() -> list[Path]:
    """The compiled modules in the tree: none, unless `make compile` made them."""
    packages = [ROOT / name for name in ("models", "extractors", "pipeline")]
    return sorted(path for package in packages for path in package.rglob(f"*{SUFFIX}"))


def list_stale() -> list[Path]:
    """The sources that were changed after they were compiled, and the compiled modules whose source is gone."""
    sources = {compiled: compiled.with_name(compiled.name.removesuffix(SUFFIX) + ".py") for compiled in list_compiled()}
    return [
        source
        for compiled, source in sources.items()
        if not source.exists() or source.stat().st_mtime > compiled.stat().st_mtime
    ]


# Compiled code calls the functions of its module directly: one that a test puts in their place is never asked.
interpreted_only = pytest.mark.skipif(bool(list_compiled()), reason="replaces a function inside a compiled module")
