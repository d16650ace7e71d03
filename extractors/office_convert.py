"""Old documents as .docx, by LibreOffice without a window: a profile of its own, a deadline and a kill."""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

from extractors.office_programs import (
    LIBREOFFICE_NAMES,
    LIBREOFFICE_PLACES,
    ProgramFailed,
    find_program,
    is_alive,
    run_program,
)

# One fiche takes a second, the first one of a process three more.
SECONDS_A_CALL, SECONDS_A_FILE = 90.0, 10.0
_PROFILE = "fiches-office-"
# What LibreOffice ends with when it has made its profile and wants to be started again.
_AGAIN = 81
_STARTS = 3


@dataclass(frozen=True, slots=True)
class OldFile:
    """A document to convert: its bytes, the ending that its format has, and LibreOffice's name of that format where it
    must not be guessed (a damaged file would be taken for text)."""

    data: bytes
    suffix: str
    import_filter: str = ""


def find_office() -> Path | None:
    """The program of LibreOffice on this machine; None where there is none."""
    return find_program(LIBREOFFICE_NAMES, LIBREOFFICE_PLACES)


def convert_to_docx(files: Sequence[OldFile]) -> list[bytes | None]:
    """The files as .docx, in their order; None for each that LibreOffice could not read.

    Files of one format go in one call: a start costs more than a fiche. Raises ProgramFailed where there is no
    LibreOffice, it crashes or takes too long.
    """
    office = find_office()
    if office is None:
        raise ProgramFailed("is not installed")
    converted: dict[int, bytes] = {}
    groups: dict[tuple[str, str], list[int]] = {}
    for number, file in enumerate(files):
        groups.setdefault((file.suffix, file.import_filter), []).append(number)
    for (suffix, import_filter), numbers in groups.items():
        with tempfile.TemporaryDirectory(prefix="fiches-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            for number in numbers:
                (folder / f"{number}{suffix}").write_bytes(files[number].data)
            _convert_folder(office, folder, [f"{number}{suffix}" for number in numbers], import_filter)
            converted |= _collect(folder / "out", numbers)
    return [converted.get(number) for number in range(len(files))]


def _convert_folder(office: Path, folder: Path, names: Sequence[str], import_filter: str) -> None:
    command: list[str | Path] = [
        _find_binary(office), f"-env:UserInstallation={_make_profile().as_uri()}", "--headless", "--norestore",
        "--nologo", "--nodefault", "--nofirststartwizard",
        *([f"--infilter={import_filter}"] if import_filter else []),
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder / "out", *names,
    ]  # fmt: skip
    seconds = SECONDS_A_CALL + SECONDS_A_FILE * len(names)
    for _ in range(_STARTS):
        code, _ = run_program(command, seconds=seconds, folder=folder)
        if code != _AGAIN:
            break
    # LibreOffice also ends with 0 where it could convert nothing, and with 1 where one file of many failed.
    if code not in (0, 1):
        raise ProgramFailed(f"ended with code {code}")


def _collect(folder: Path, numbers: Sequence[int]) -> Mapping[int, bytes]:
    made = {number: folder / f"{number}.docx" for number in numbers}
    return {number: path.read_bytes() for number, path in made.items() if path.is_file()}


def _find_binary(office: Path) -> Path:
    """The program itself where the launcher on the PATH leads to it: one process to kill, not three."""
    binary = office.resolve().parent / "soffice.bin"
    return binary if binary.is_file() else office


def sweep_profiles() -> None:
    """Remove the profiles that processes left which were killed."""
    for stale in Path(tempfile.gettempdir()).glob(f"{_PROFILE}*"):
        pid = stale.name.removeprefix(_PROFILE).partition("-")[0]
        if pid.isdecimal() and not is_alive(int(pid)):
            shutil.rmtree(stale, ignore_errors=True)


@cache
def _make_profile() -> Path:
    """A settings folder for this process alone: two LibreOffices with one profile wait for each other."""
    sweep_profiles()
    profile = Path(tempfile.mkdtemp(prefix=f"{_PROFILE}{os.getpid()}-"))
    # Unlike atexit's, such an order is also followed at the end of a worker of a pool.
    Finalize(None, shutil.rmtree, args=(profile,), kwargs={"ignore_errors": True}, exitpriority=1)
    return profile
