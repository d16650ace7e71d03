"""The command as tests call it: in this process, or in one of its own."""

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from pipeline.cli import app

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def run_process(*args: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *args],
        cwd=Path(__file__).parents[1],
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )


def files_of(folder: Path) -> dict[str, bytes]:
    """The tables, without what the program keeps for itself."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".fiches" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
