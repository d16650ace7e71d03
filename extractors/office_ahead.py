"""Old documents converted ahead of their turn, many in one call of LibreOffice: a start costs more than ten fiches."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from extractors.office_convert import OldFile, convert_to_docx
from extractors.office_programs import ProgramFailed

# Where converted files wait, if anywhere: set by whoever runs many documents.
_folders: list[Path] = []


def keep_in(folder: Path | None) -> None:
    """Keep what is converted ahead in a folder, from now on; None: nowhere."""
    _folders[:] = [] if folder is None else [folder]


def take_converted(data: bytes) -> bytes | None:
    """The .docx that was made of these bytes ahead; None where there is none."""
    for folder in _folders:
        path = _find_place(folder, data)
        try:
            return path.read_bytes()
        except OSError:
            continue
    return None


def convert_ahead(files: Iterable[OldFile]) -> None:
    """Convert files in as few calls as their formats allow, and keep the results for `take_converted`.

    A call that fails leaves nothing: each document is then converted by itself, and tells of its own fault.
    """
    for folder in _folders:
        new = [file for file in files if not _find_place(folder, file.data).exists()]
        try:
            converted = convert_to_docx(new)
        except (ProgramFailed, OSError):
            return
        for file, made in zip(new, converted, strict=True):
            if made is not None:
                _keep(_find_place(folder, file.data), made)


def _keep(path: Path, made: bytes) -> None:
    """Written beside and moved: another worker must not find half of it."""
    half = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(made)
        half.replace(path)
    except OSError:  # a full disk: the document is converted again in its turn
        half.unlink(missing_ok=True)


def _find_place(folder: Path, data: bytes) -> Path:
    return folder / f"{hashlib.sha256(data).hexdigest()}.docx"
