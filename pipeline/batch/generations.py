"""Tables as generations: a new one is written aside, then takes the place of the old one by one rename.

The rename of the folder is the moment of decision. Before it, the old tables stand; after it, the new ones do: its
files are moved to their places, and a run that is cut short there leaves the rest to whoever comes next.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.columns import TABLES
from models.errors import UsageError
from pipeline.locations import Location
from pipeline.outputs import EXCEL_FOLDER, QUARANTINE, list_files

_GROWING = "tables-en-cours"
_DECIDED = "tables-neuves"


class Output(Protocol):
    """Where the tables of a run stand, here or elsewhere. `was_cut`: another machine's run has not come to its end."""

    @property
    def was_cut(self) -> bool: ...

    def stage(self) -> AbstractContextManager[Path]: ...

    def finish(self) -> None: ...

    def describe(self) -> str: ...


@dataclass(frozen=True, slots=True)
class LocalOutput:
    """The tables of an output folder of this machine; `root` is the folder inside it that the program keeps."""

    out: Path
    root: Path

    @property
    def was_cut(self) -> bool:
        """Runs into a folder here are known from its ledger."""
        return False

    def stage(self) -> AbstractContextManager[Path]:
        """See `stage_tables`."""
        return stage_tables(self.out, self.root)

    def finish(self) -> None:
        """See `finish_tables`."""
        finish_tables(self.out, self.root)

    def describe(self) -> str:
        """The files that stand there with size and time: whether someone changed or removed one since."""
        files = sorted(path for path in list_files(self.out) if path.is_file())
        stats = [(path.relative_to(self.out).as_posix(), path.stat()) for path in files]
        return json.dumps([(name, found.st_size, found.st_mtime_ns) for name, found in stats])


@contextmanager
def stage_tables(out: Path, workspace: Path) -> Iterator[Path]:
    """An empty folder in `workspace`, whose files take their place in `out` when the block ends without an error.

    An error or an interruption inside the block leaves what stood in `out` as it was. Raises UsageError where the files
    cannot be written or moved.
    """
    growing = workspace / _GROWING
    shutil.rmtree(growing, ignore_errors=True)
    try:
        growing.mkdir(parents=True)
        yield growing
        growing.replace(workspace / _DECIDED)
        finish_tables(out, workspace)
    except OSError as error:
        # A full disk, above all.
        raise cannot_write(out, error) from error
    finally:
        shutil.rmtree(growing, ignore_errors=True)


def finish_tables(out: Path, workspace: Path) -> None:
    """Move to their places the files of a generation that was decided on, if there are any left.

    Raises UsageError where a file cannot be moved: then it is tried again at the next run.
    """
    decided = workspace / _DECIDED
    if not decided.is_dir():
        return
    if not (decided / EXCEL_FOLDER).is_dir():
        _remove_excel(out / EXCEL_FOLDER)
    (out / QUARANTINE).unlink(missing_ok=True)
    for source in sorted(path for path in decided.rglob("*") if path.is_file()):
        target = out / source.relative_to(decided)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
        except OSError as error:
            raise cannot_write(target, error) from error
    shutil.rmtree(decided)


def cannot_write(path: Location, error: OSError) -> UsageError:
    """The error for a file or folder of the output that cannot be written."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return UsageError(f"{path} : ce n'est pas un dossier", "donnez un autre dossier de sortie avec -o.")
    return UsageError(
        f"{path} : écriture impossible ({error.strerror or error})",
        "vérifiez les droits et la place libre, fermez le fichier s'il est ouvert, ou donnez un autre dossier avec -o.",
    )


def _remove_excel(folder: Path) -> None:
    """Remove the CSV files for Excel that an earlier run left and this one did not write; nothing else there."""
    if not folder.is_dir():
        return
    for table in TABLES:
        (folder / f"{table.name}.csv").unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()
