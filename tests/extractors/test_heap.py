import ctypes
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from extractors.heap import keep_heap


@pytest.fixture(autouse=True)
def _ask_anew() -> Iterator[None]:
    keep_heap.cache_clear()
    yield
    keep_heap.cache_clear()


def test_freed_memory_is_kept_once_for_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    settings: dict[int, int] = {}
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace(mallopt=settings.__setitem__))
    keep_heap()
    trimmed, alone = settings[-1], settings[-3]
    assert trimmed > alone > 1 << 20
    settings.clear()
    keep_heap()
    assert not settings


def test_a_c_library_without_these_settings_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace())
    keep_heap()


def test_other_systems_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "CDLL", asked.append)
    keep_heap()
    assert not asked
