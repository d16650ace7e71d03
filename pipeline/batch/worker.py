"""The process that converts: it takes one task after the other, and sends back what each gave."""

import hashlib
import os
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from extractors.heartbeat import listen
from extractors.office_ahead import keep_in
from extractors.page_workers import allow_workers
from models.errors import Motif
from pipeline.batch.ahead import convert_with_others
from pipeline.batch.envelope import seal
from pipeline.batch.fingerprint import make_key
from pipeline.batch.limits import close_network, end_group, leave_no_core, limit_memory
from pipeline.batch.results import pack_result, summarize, summarize_container
from pipeline.batch.single import convert_guarded, describe_error
from pipeline.batch.tasks import (
    Broken,
    Converted,
    Message,
    Pages,
    Read,
    Receipt,
    Settings,
    Started,
    Task,
    Unread,
)
from pipeline.convert import name_media_type
from pipeline.members import write_members

_READS = 3
# So many seconds at most is a message held back to go with the next one.
_HOLD = 0.5
# The folder, beside the documents of containers, of what LibreOffice made of old ones.
_CONVERTED = "bureautique"


class FileChanged(Exception):
    """A file that was another one each time it was read."""


def run_worker(tasks: Connection, lifeline: Connection, settings: Settings) -> None:
    """Convert what comes through `tasks` until None comes; messages go back the same way, some at a time.

    When the other end of `lifeline` closes, the run is dead, and so is this process with all that it started.
    """
    leave_no_core()
    close_network()
    allow_workers(settings.page_workers)
    worker = Worker(tasks, settings)
    threading.Thread(target=_die_with_the_run, args=(lifeline, worker), daemon=True).start()
    worker.run()


def _die_with_the_run(lifeline: Connection, worker: "Worker") -> None:
    try:
        while not lifeline.poll(_HOLD):
            worker.tell_held()
        lifeline.recv_bytes()
    except (EOFError, OSError):
        end_group(os.getpid())


class Worker:
    """The loop of a worker."""

    def __init__(self, tasks: Connection, settings: Settings) -> None:
        self._tasks = tasks
        self._settings = settings
        self._function = settings.convert or convert_guarded
        keep_in(settings.members / _CONVERTED)
        # Pages of a scan are told of by the threads that read them.
        self._sending = threading.Lock()
        self._held: tuple[Message, ...] = ()
        self._pages = 0

    def run(self) -> None:
        """Take tasks until None comes, or until the run is gone."""
        try:
            while (task := self._tasks.recv()) is not None:
                self._convert(task)
        except (EOFError, OSError):
            return
        except Exception as error:
            self._send(Broken(describe_error(error)))
            raise
        finally:
            self._send()

    def tell_held(self) -> None:
        """Send what is held back: whoever watches over time must know of a file that takes long to read."""
        if self._held:
            self._send()

    def _convert(self, task: Task) -> None:
        self._pages = 0
        self._hold(Started(task.key))
        limit_memory(spacious=task.spacious)
        try:
            data = read_unchanging(task.file)
        except FileNotFoundError as error:
            self._send(Unread(task.key, Motif.INTROUVABLE, describe_error(error)))
        except FileChanged as error:
            self._send(Unread(task.key, Motif.MODIFIE, describe_error(error)))
        except OSError as error:
            self._send(Unread(task.key, Motif.ILLISIBLE, describe_error(error)))
        else:
            self._convert_bytes(task, data)

    def _convert_bytes(self, task: Task, data: bytes) -> None:
        content = hashlib.sha256(data).hexdigest()
        self._send(Read(task.key, len(data), name_media_type(data)))
        with listen(self._count_page):
            if task.others:
                convert_with_others(data, task.others)
            summary, packed = self._make_result(data, content)
        key = task.key if content == task.content else make_key(content, self._settings.fingerprint)
        converted = Converted(Receipt(task.key, key, content, summary), packed)
        if self._tasks.poll():
            # The next task is here: told along with its start and with what it is, in one go.
            self._hold(converted)
        else:
            self._send(converted)

    def _make_result(self, data: bytes, content: str) -> tuple[dict[str, Any], bytes]:
        """What a content gives, for the ledger and for the store: its rows, or the documents that it holds."""
        members = write_members(data, self._settings.members)
        if members is not None:
            opened = summarize_container(content, len(data), members)
            return opened, seal(opened, {})
        # Under a neutral name: the result is the bytes' own, whatever file they stand in.
        result = self._function(data, content, self._settings.options)
        summary = summarize(result)
        return summary, pack_result(result, summary)

    def _count_page(self) -> None:
        self._pages += 1
        self._send(Pages(self._pages))

    def _hold(self, message: Message) -> None:
        with self._sending:
            self._held = (*self._held, message)

    def _send(self, *messages: Message) -> None:
        """Send messages, after what was held back."""
        with self._sending:
            told, self._held = (*self._held, *messages), ()
            try:
                if told:
                    self._tasks.send(told)
            except OSError:
                # The run is gone; the lifeline tells the rest.
                return


def read_unchanging(path: Path) -> bytes:
    """The bytes of a file that nobody wrote to meanwhile. Raises OSError, or FileChanged after three vain reads."""
    for _ in range(_READS):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read()
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size:
            return data
    raise FileChanged("it was written to while it was read")
