"""Pages read several at once."""

import multiprocessing
import threading
import time

import pytest

from extractors import page_workers
from extractors.page_workers import count_workers, map_pages


@pytest.mark.parametrize("workers", [1, 3])
def test_pages_come_back_in_their_order(workers: int) -> None:
    def work(page: int) -> int:
        time.sleep(0.002 * (5 - page % 5))
        return page * page

    assert list(map_pages(work, range(20), workers)) == [page * page for page in range(20)]


def test_few_pages_are_held_at_a_time() -> None:
    asked: list[int] = []
    done: list[int] = []

    def pages() -> "list[int]":
        for page in range(30):
            asked.append(page)
            assert len(asked) - len(done) <= 5
            yield page

    for page in map_pages(lambda page: page, pages(), 3):
        done += [page]
    assert len(done) == 30


def test_pages_are_asked_for_in_the_caller_s_thread() -> None:
    seen: set[int] = set()

    def pages() -> "list[int]":
        for page in range(8):
            seen.add(threading.get_ident())
            yield page

    list(map_pages(lambda page: page, pages(), 2))
    assert seen == {threading.get_ident()}


def test_what_goes_wrong_on_a_page_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(map_pages(lambda page: 1 // page, [2, 1, 0], 2))


def test_a_process_of_a_pool_reads_one_page_at_a_time() -> None:
    assert count_workers() >= 1
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(count_workers) == 1


def test_a_process_reads_as_many_pages_at_once_as_it_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_workers, "_allowed", [])
    page_workers.allow_workers(2)
    assert count_workers() == 2
    page_workers.allow_workers(0)
    assert count_workers() == 1
    page_workers.allow_workers(64)
    assert count_workers() == 4
