"""Programs of the system that turn old documents into ones we read: found without a question, run with a deadline."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from extractors.heartbeat import tell_page

LIBREOFFICE_NAMES = ("soffice", "libreoffice", "soffice.com")
# Where installers put LibreOffice without naming it on the PATH.
LIBREOFFICE_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
ANTIWORD_NAMES = ("antiword",)
ANTIWORD_PLACES = (r"C:\antiword\antiword.exe",)
_BREATH = 2.0


class ProgramFailed(Exception):
    """A program that could not be started, ended with an error, or took too long; `str()` says which."""


def find_program(names: Sequence[str], places: Sequence[str]) -> Path | None:
    """A program on the PATH or in one of its usual places; None where it is not. Nothing is run."""
    for name in names:
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((Path(place) for place in places if Path(place).is_file()), None)


def run_program(command: Sequence[str | Path], *, seconds: float, folder: Path) -> tuple[int, bytes]:
    """Run a program in a folder without a terminal: its exit code and what it wrote out.

    It is killed, with what it started where the system can tell, after so many seconds; whoever watches over this
    process hears every two seconds that it still lives. Raises ProgramFailed.
    """
    until = time.monotonic() + seconds
    try:
        process = subprocess.Popen(
            _without_memory_limit(command),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise ProgramFailed(f"cannot be started ({error.strerror or error})") from error
    with process:
        while True:
            try:
                output, _ = process.communicate(timeout=min(_BREATH, max(until - time.monotonic(), 0.01)))
            except subprocess.TimeoutExpired:
                tell_page()
                if time.monotonic() >= until:
                    _kill(process)
                    raise ProgramFailed(f"took more than {seconds:.0f} seconds") from None
            except BaseException:
                _kill(process)
                raise
            else:
                return process.returncode, output


def _without_memory_limit(command: Sequence[str | Path]) -> list[str]:
    """The command under the hard limit of address space: ours is measured for Python, and office programs map more."""
    words = [str(word) for word in command]
    if sys.platform == "win32":
        return words
    return ["/bin/sh", "-c", 'ulimit -S -v "$(ulimit -H -v)" 2>/dev/null; exec "$0" "$@"', *words]


def _kill(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        subprocess.run(  # the program that the launcher started is not killed with it
            ["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True
        )
    process.kill()


def is_alive(pid: int) -> bool:
    """Whether a process of that number runs; where the system does not tell, it is taken to."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
