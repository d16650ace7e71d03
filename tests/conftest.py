"""What all tests share: the switch that writes golden files anew, and property tests without a clock."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.commands import run
from tests.compiled import list_stale
from tests.pipeline.invented import BYTES


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the files of tests/golden anew, then read them"
    )


def pytest_configure(config: pytest.Config) -> None:
    # A busy machine is no reason to fail: work is counted in tests/bench, never timed.
    settings.register_profile("fiches", deadline=None)
    settings.load_profile("fiches")
    # A golden file that CI writes would prove nothing.
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden is refused in CI: write the golden files by hand and read them")
    stale = list_stale()
    if stale:
        raise pytest.UsageError(
            f"{stale[0].name} was changed after it was compiled: `make compile` or `make interpret`"
        )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def fiche(tmp_path: Path) -> Path:
    path = tmp_path / "sources" / "fiche.txt"
    path.parent.mkdir()
    path.write_bytes(BYTES)
    return path


@pytest.fixture
def out(fiche: Path, tmp_path: Path) -> Path:
    assert run("convert", fiche, "-o", tmp_path / "out", "-q").exit_code == 0
    return tmp_path / "out"
