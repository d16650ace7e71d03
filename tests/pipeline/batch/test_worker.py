"""What a worker tells of its tasks, and when."""

import threading
from hashlib import sha256
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from pipeline.batch import worker as worker_module
from pipeline.batch.store import Store
from pipeline.batch.tasks import Converted, Read, Settings, Started, Task, Unread
from pipeline.batch.worker import Worker
from pipeline.options import DEFAULT_OPTIONS

LONG = 30.0


@pytest.fixture
def ends() -> tuple[Connection, Connection]:
    return Pipe()


def make_worker(end: Connection, folder: Path) -> Worker:
    return Worker(end, Settings(Store(folder / "store"), "empreinte", DEFAULT_OPTIONS, folder / "members"))


def make_task(folder: Path, name: str) -> Task:
    path = folder / name
    path.write_text(f"Fiche action {name}\nConstat : un constat.\n", encoding="utf-8")
    content = sha256(path.read_bytes()).hexdigest()
    return Task(name, content, path, path.stat().st_size)


def kinds_of(end: Connection) -> list[type]:
    return [type(message) for message in end.recv()]


def test_start_and_bytes_of_a_document_are_told_at_once_and_its_result_with_the_next_start(
    ends: tuple[Connection, Connection], tmp_path: Path
) -> None:
    ours, theirs = ends
    for task in (make_task(tmp_path, "a.txt"), make_task(tmp_path, "b.txt"), None):
        ours.send(task)
    make_worker(theirs, tmp_path).run()
    assert kinds_of(ours) == [Started, Read]
    assert kinds_of(ours) == [Converted, Started, Read]
    assert kinds_of(ours) == [Converted]


def test_a_file_that_takes_long_to_read_is_told_of_meanwhile(
    ends: tuple[Connection, Connection], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = ends
    begun, go_on = threading.Event(), threading.Event()

    def read_slowly(path: Path) -> bytes:
        begun.set()
        go_on.wait(LONG)
        raise FileNotFoundError(path)

    monkeypatch.setattr(worker_module, "read_unchanging", read_slowly)
    worker = make_worker(theirs, tmp_path)
    ours.send(make_task(tmp_path, "a.txt"))
    ours.send(None)
    working = threading.Thread(target=worker.run)
    working.start()
    assert begun.wait(LONG)
    assert not ours.poll()
    worker.tell_held()
    assert kinds_of(ours) == [Started]
    go_on.set()
    working.join(LONG)
    assert kinds_of(ours) == [Unread]


def test_whoever_watches_over_the_run_sees_to_it_that_nothing_is_held_for_long(
    ends: tuple[Connection, Connection], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lifeline, other_end = ends
    told, ended = threading.Event(), threading.Event()
    worker = make_worker(lifeline, tmp_path)
    monkeypatch.setattr(worker_module, "_HOLD", 0.01)
    monkeypatch.setattr(worker, "tell_held", told.set)
    monkeypatch.setattr(worker_module, "end_group", lambda pid: ended.set())
    watching = threading.Thread(target=worker_module._die_with_the_run, args=(lifeline, worker), daemon=True)
    watching.start()
    assert told.wait(LONG)
    assert not ended.is_set()
    other_end.close()
    assert ended.wait(LONG)
    watching.join(LONG)
