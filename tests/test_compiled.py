"""Compiled modules do what their sources do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compiled import SUFFIX, list_compiled, list_stale
from tests.sources_only import ROOT, digest_rows

SAMPLES = sorted(path for path in (ROOT / "data/samples").iterdir() if path.is_file())


def run_python(*args: str | Path) -> list[str]:
    done = subprocess.run([sys.executable, *args], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_sources_can_be_run_where_compiled_modules_lie_beside_them() -> None:
    code = "from tests.sources_only import *; leave_out_compiled(); import extractors.build as b; print(b.__file__)"
    assert run_python("-c", code) == [str(ROOT / "extractors/build.py")]


@pytest.mark.skipif(not list_compiled(), reason="no compiled modules: `make compile`")
def test_compiled_modules_give_the_same_rows() -> None:
    assert len(SAMPLES) > 5
    assert run_python("-m", "tests.sources_only", *SAMPLES) == digest_rows(SAMPLES)


def test_a_source_changed_since_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = tmp_path / "extractors" / f"page{SUFFIX}"
    compiled.parent.mkdir()
    compiled.write_bytes(b"")
    monkeypatch.setattr("tests.compiled.PACKAGES", (compiled.parent,))
    source = compiled.with_name("page.py")
    assert list_stale() == [source]
    source.write_text("")
    os.utime(source, (1, 1))
    assert list_stale() == []
    os.utime(compiled, (0, 0))
    assert list_stale() == [source]
    os.utime(source, (0, 0))
    source.with_suffix(".c").write_text("")
    assert list_stale() == [source.with_suffix(".c")]
