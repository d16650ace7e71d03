"""Tables elsewhere, as generations: an object store renames nothing, so a list of files is the moment of decision.

The files of a new generation are put aside; then their list is put beside them, at once or not at all; then each is
copied to its place, and list and files are removed. A run that is cut short after the list leaves the rest to whoever
comes next; before it, the old tables stand.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.generations import cannot_write
from pipeline.locations import Url
from pipeline.outputs import CSV_FOLDER, EXCEL_FOLDER, WORKSPACE, list_files
from pipeline.remote import (
    copy_file,
    list_folder,
    read_bytes,
    remove_file,
    remove_folder,
    send_file,
    write_file,
)

_GROWING = "tables-en-cours"
_ASIDE = "tables-neuves"
_LIST = "tables-neuves.json"


@dataclass(frozen=True, slots=True)
class RemoteOutput:
    """The tables of an output folder elsewhere. `work` is a folder here where they are written first; `check` raises
    BusyOutput where this run may not write them any more; `was_cut` says that a run before has not come to its end.
    """

    out: Url
    work: Path
    check: Callable[[], None]
    was_cut: bool = False

    @contextmanager
    def stage(self) -> Iterator[Path]:
        """An empty folder here, whose files take their place elsewhere when the block ends without an error.

        Raises UsageError where they cannot be written.
        """
        growing = self.work / _GROWING
        shutil.rmtree(growing, ignore_errors=True)
        try:
            growing.mkdir(parents=True)
            yield growing
            self.check()
            self._send(growing)
            self.finish()
        except OSError as error:
            raise cannot_write(self.out, error) from error
        finally:
            shutil.rmtree(growing, ignore_errors=True)

    def finish(self) -> None:
        """Copy to their places the files of a generation that was decided on, where any are left. Raises UsageError."""
        try:
            names = set(json.loads(read_bytes(self._list)))
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            raise cannot_write(self.out, OSError(str(error))) from error
        try:
            for name in sorted(names):
                copy_file(self._aside / name, self.out / name)
            for name in self._find_own():
                if name not in names:
                    remove_file(self.out / name)
            remove_file(self._list)
            remove_folder(self._aside)
        except OSError as error:
            raise cannot_write(self.out, error) from error

    def describe(self) -> str:
        """The files that stand there, with what tells whether someone has changed one since."""
        return json.dumps(sorted(self._find_own().items()))

    def _send(self, folder: Path) -> None:
        # What another run left there was not decided on.
        remove_folder(self._aside)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        names = [path.relative_to(folder).as_posix() for path in files]
        for path, name in zip(files, names, strict=True):
            send_file(path, self._aside / name)
        write_file(json.dumps(names).encode("utf-8"), self._list)

    def _find_own(self) -> dict[str, tuple[int, str]]:
        """Size and version of each of a run's files that stands there."""
        known = {path.as_posix() for path in list_files(Path())}
        found: dict[str, tuple[int, str]] = {}
        for folder in ("", CSV_FOLDER, EXCEL_FOLDER):
            try:
                entries = list_folder(self.out / folder if folder else self.out)
            except FileNotFoundError:
                continue
            for entry in entries:
                name = f"{folder}/{entry.name}" if folder else entry.name
                if name in known and not entry.is_folder:
                    found[name] = (entry.size, entry.version)
        return found

    @property
    def _aside(self) -> Url:
        return self.out / WORKSPACE / _ASIDE

    @property
    def _list(self) -> Url:
        return self.out / WORKSPACE / _LIST
