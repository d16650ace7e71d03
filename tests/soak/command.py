"""The command in a process of its own, to be killed, interrupted and starved; and what it left."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from pipeline.locations import Location

ROOT = Path(__file__).parents[2]


def start(sources: Location, out: Location, *args: str) -> subprocess.Popen[bytes]:
    """Begin a conversion, as a user does."""
    command = [sys.executable, "-m", "pipeline.cli", "convert", str(sources), "-o", str(out), "-q", *args]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"}
    )


def convert(sources: Location, out: Location, *args: str) -> subprocess.CompletedProcess[bytes]:
    """Convert and wait for the end."""
    process = start(sources, out, *args)
    stdout, stderr = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)


def tables_of(out: Path) -> dict[str, bytes]:
    """Every file of the output, without what the program keeps for itself."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".fiches" not in path.parts
    }


def kill_at_random(sources: Path, out: Path, chance: random.Random, most: int) -> tuple[int, int]:
    """Convert, and kill with SIGKILL the command or a process under it, over and over, until the conversion is through.

    The command is started anew where it was the victim. No more than `most` are killed. Returns how many processes were
    killed, and how many of them were the command itself.
    """
    killed = commands = 0
    process = start(sources, out)
    while True:
        try:
            process.wait(chance.uniform(0.05, 1.2))
        except subprocess.TimeoutExpired:
            if killed < most:
                victim = _choose(process.pid, chance)
                if victim is not None:
                    killed += _kill(victim)
                    commands += victim == process.pid
            continue
        if process.returncode >= 0:
            return killed, commands
        process = start(sources, out)


def _appears(folder: Path, pattern: str) -> bool:
    try:
        return any(folder.rglob(pattern))
    except FileNotFoundError:
        # A folder that went away while we looked into it.
        return False


def _choose(pid: int, chance: random.Random) -> int | None:
    """The command itself every third time, else a process under it; mostly none while it has none: it just began."""
    try:
        below = [child.pid for child in psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        below = []
    if not below:
        return pid if chance.random() < 1 / 20 else None
    return pid if chance.random() < 1 / 3 else chance.choice(below)


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def interrupt_after(process: subprocess.Popen[bytes], folder: Path, pattern: str, deadline: float = 60.0) -> float:
    """Send Ctrl-C once a file under `folder` matches; returns the seconds until the command was gone.

    Raises TimeoutError where none appears before the deadline or the end of the command.
    """
    end = time.monotonic() + deadline
    while not _appears(folder, pattern):
        if time.monotonic() > end or process.poll() is not None:
            raise TimeoutError(f"{pattern} did not appear in {folder}")
        time.sleep(0.02)
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.wait(deadline)
    return time.monotonic() - sent
