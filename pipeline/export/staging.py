"""Output that is whole or not there: files are written beside the old ones and renamed at the end."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import UsageError


@contextmanager
def stage_folder(out: Path) -> Iterator[Path]:
    """An empty folder inside `out`, whose files take their place in `out` when the block ends without an error.

    `out` is made if it is missing. Raises UsageError where it cannot be written. An error or an interruption inside the
    block leaves what stood in `out` as it was.
    """
    staging = _open_staging(out)
    try:
        yield staging
        _publish(staging, out)
    except OSError as error:
        # A full disk, above all.
        raise _cannot_write(out, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _open_staging(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".fiches-", dir=out))
    except (FileExistsError, NotADirectoryError) as error:
        raise UsageError(f"{out} : ce n'est pas un dossier", "donnez un autre dossier de sortie avec -o.") from error
    except OSError as error:
        raise _cannot_write(out, error) from error


def _publish(staging: Path, out: Path) -> None:
    for source in sorted(path for path in staging.rglob("*") if path.is_file()):
        target = out / source.relative_to(staging)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
        except OSError as error:
            raise _cannot_write(target, error) from error


def _cannot_write(path: Path, error: OSError) -> UsageError:
    return UsageError(
        f"{path} : écriture impossible ({error.strerror or error})",
        "vérifiez les droits et la place libre, fermez le fichier s'il est ouvert, ou donnez un autre dossier avec -o.",
    )
