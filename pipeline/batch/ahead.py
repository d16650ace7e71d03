"""Old word processors' documents of a run are converted many at a time: the first of a group takes the others along."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from extractors.office_convert import find_office
from pipeline.batch.tasks import Task

# As many as LibreOffice converts in the time of a few starts; a worker's deadline still watches over them.
_GROUP = 16
_LARGEST = 5_000_000
_SUFFIXES = frozenset({".doc", ".dot", ".rtf", ".wps"})


def group_old_documents(tasks: Iterable[Task]) -> Iterator[Task]:
    """The same tasks, those of old documents held back until there is a group of them; the first one names the others.

    Nothing is held back where there is no LibreOffice to convert them.
    """
    if find_office() is None:
        yield from tasks
        return
    group: list[Task] = []
    for task in tasks:
        if not _is_old(task):
            yield task
            continue
        group.append(task)
        if len(group) == _GROUP:
            yield from _name_others(group)
            group = []
    yield from _name_others(group)


def _is_old(task: Task) -> bool:
    """By the name: it only decides what goes together, and what it is stays for the bytes to say.

    What lies elsewhere comes one by one.
    """
    return isinstance(task.path, Path) and task.path.suffix.lower() in _SUFFIXES and task.size <= _LARGEST


def _name_others(group: list[Task]) -> Iterator[Task]:
    for number, task in enumerate(group):
        yield replace(task, others=tuple(other.file for other in group[1:])) if number == 0 else task


def convert_with_others(data: bytes, others: Iterable[Path]) -> None:
    """Convert a document and the others of its group ahead; what is none of them, or gone, is left out."""
    from extractors.legacy import make_old_file  # noqa: PLC0415 - loads the Word reader
    from extractors.office_ahead import convert_ahead  # noqa: PLC0415 - of no use to the process that leads

    files = [make_old_file(data)]
    for path in others:
        try:
            files.append(make_old_file(path.read_bytes()))
        except OSError:  # told of in its own turn
            continue
    convert_ahead([file for file in files if file is not None])
