"""The peers' virtual environments under `.bench/`: made once from the pinned files, and anew when those change."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

from tests.bench.tools import DOCLING, OWN, PEERS

HERE = Path(__file__).parent
_PINNED = {PEERS: HERE / "peers.txt", DOCLING: HERE / "peers_docling.txt"}


class BenchError(Exception):
    """What keeps a measure from being taken, in a sentence."""


def find_python(environment: str, root: Path) -> str:
    """The interpreter of an environment, which is made if it is not there. Raises BenchError where pip fails."""
    if environment == OWN:
        return sys.executable
    folder = root / environment
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / "ready"
    pinned = _PINNED[environment]
    wanted = hashlib.sha256(pinned.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return str(python)
    sys.stderr.write(f"installing {pinned.name} into {folder} …\n")
    venv.create(folder, with_pip=True, clear=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(pinned)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise BenchError(f"{pinned.name} could not be installed: {lines[-1] if lines else 'pip failed'}")
    stamp.write_text(wanted, encoding="ascii")
    return str(python)
