"""The progress bar of a conversion: it names the file at work."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from pipeline.report.console import make_console

_NAME_WIDTH = 48


class ProgressBar:
    """A bar over a known number of files."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._task: TaskID = progress.add_task("", total=total)

    def expect(self, total: int) -> None:
        """So many files there are, those inside archives counted."""
        self._progress.update(self._task, total=total)

    def start(self, name: str) -> None:
        """A file is at work."""
        shown = name if len(name) <= _NAME_WIDTH else f"...{name[-_NAME_WIDTH + 3 :]}"
        self._progress.update(self._task, description=shown)

    def advance(self) -> None:
        """A file is done."""
        self._progress.advance(self._task)

    def write(self, line: str) -> None:
        """Write a line above the bar."""
        self._progress.console.print(line, soft_wrap=True)


@contextmanager
def show_progress(total: int, *, quiet: bool) -> Iterator[ProgressBar]:
    """A bar on stderr; only its lines, without the bar, when quiet or when nobody looks (a pipe, a log)."""
    console = make_console(stderr=True)
    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    )
    with progress:
        yield ProgressBar(progress, total)
