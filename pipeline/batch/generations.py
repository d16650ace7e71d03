"""Tables as generations: a new one is written aside, then takes the place of the old one by one rename.

The rename of the folder is the moment of decision. Before it, the old tables stand; after it, the new ones do: its
files are moved to their places, and a run that is cut short there leaves the rest to whoever comes next.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.columns import TABLES
from models.errors import UsageError
from pipeline.outputs import EXCEL_FOLDER, QUARANTINE

_GROWING = "tables-en-cours"
_DECIDED = "tables-neuves"


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


def cannot_write(path: Path, error: OSError) -> UsageError:
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
