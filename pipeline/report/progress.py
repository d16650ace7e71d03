"""The progress bar of a conversion: the file at work, how fast it goes, what became of the others."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from models.vocabulary.documents import STATUTS
from pipeline.report.console import make_console

_NAME_WIDTH = 40


class _SpeedColumn(ProgressColumn):
    """Files a second. Worked out when the bar is drawn, and not for each file: it is a sum over the last thousand."""

    def render(self, task: Task) -> Text:
        return Text(f"; {task.speed:.1f}/s" if task.speed else "")


class ProgressBar:
    """A bar over files, of which more may be found on the way."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID = progress.add_task("", total=0, told="")
        self._total = 0
        self._statuts: Counter[str] = Counter()

    def expect(self, count: int) -> None:
        """There are so many more files, those inside archives counted."""
        self._total += count
        self._progress.update(self._task, total=self._total)

    def start(self, name: str) -> None:
        """A file is at work."""
        shown = name if len(name) <= _NAME_WIDTH else f"...{name[-_NAME_WIDTH + 3 :]}"
        self._progress.update(self._task, description=shown)

    def advance(self, statut: str) -> None:
        """A file is done."""
        self._statuts[statut] += 1
        counts = ", ".join(f"{term.name} {self._statuts[term.name]}" for term in STATUTS if self._statuts[term.name])
        self._progress.update(self._task, advance=1, told=counts)

    def write(self, line: str) -> None:
        """Write a line above the bar."""
        self._progress.console.print(line, soft_wrap=True)


@contextmanager
def show_progress(*, quiet: bool) -> Iterator[ProgressBar]:
    """A bar on stderr; only its lines, without the bar, when quiet or when nobody looks (a pipe, a log)."""
    console = make_console(stderr=True)
    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}", markup=False),
        _SpeedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    )
    with progress:
        yield ProgressBar(progress)
