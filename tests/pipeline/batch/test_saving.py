"""A result is told of once it lies in the store, and not before."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch import saving
from pipeline.batch.saving import Saver
from pipeline.batch.store import Store
from pipeline.batch.tasks import Converted, Receipt, Unsaved


def result(key: str, data: bytes = b"rows") -> Converted:
    return Converted(Receipt(key, key, "content", {}), data)


def collect(saver: Saver, count: int) -> list[Receipt | Unsaved]:
    found: list[Receipt | Unsaved] = []
    end = time.monotonic() + 30
    while len(found) < count and time.monotonic() < end:
        found.extend(saver.collect())
        time.sleep(0.005)
    return found


def hold(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make the disk wait until the function that this returns is called."""
    free, save = threading.Event(), Store.save

    def wait_and_save(store: Store, key: str, data: bytes) -> None:
        free.wait(30)
        save(store, key, data)

    monkeypatch.setattr(Store, "save", wait_and_save)
    return free.set


def test_a_receipt_comes_when_its_result_lies_in_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = hold(monkeypatch)
    store = Store(tmp_path / "store")
    saver = Saver(store)
    keys = [f"{number:02x}key" for number in range(40)]
    for key in keys:
        saver.keep(result(key, key.encode("ascii")))
    assert list(saver.collect()) == []
    assert saver.busy
    go_on()
    assert sorted(message.key for message in collect(saver, 40) if isinstance(message, Receipt)) == keys
    assert [store.load(key) for key in keys] == [key.encode("ascii") for key in keys]
    assert not saver.busy
    saver.close()


def test_a_disk_that_falls_behind_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "_MOST_BYTES", 1_000)
    go_on = hold(monkeypatch)
    saver = Saver(Store(tmp_path / "store"))
    saver.keep(result("00", bytes(1_000)))
    assert not saver.full
    saver.keep(result("01", b"more"))
    assert saver.full
    go_on()
    collect(saver, 2)
    assert not saver.full
    saver.close()


def test_a_store_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file in its place", encoding="utf-8")
    saver = Saver(Store(tmp_path / "store"))
    saver.keep(result("00"))
    (message,) = collect(saver, 1)
    assert isinstance(message, Unsaved)
    assert message.path == tmp_path / "store"
    saver.close()


def test_what_waits_for_the_disk_is_lost_with_an_early_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "_THREADS", 1)
    monkeypatch.setattr(saving, "_END_WITHIN", 0.01)
    go_on = hold(monkeypatch)
    store = Store(tmp_path / "store")
    saver = Saver(store)
    for number in range(3):
        saver.keep(result(f"{number:02x}"))
    time.sleep(0.05)
    saver.close()
    go_on()
    time.sleep(0.2)
    assert [store.load(f"{number:02x}") is not None for number in range(3)] == [True, False, False]
