"""Workers begin, whatever happens to the process that they are forked from."""

import pytest

from pipeline.batch import pool


class _Hunted:
    """A process whose fork server is killed before each of the first starts."""

    def __init__(self, kills: int) -> None:
        self.kills, self.starts = kills, 0

    def start(self) -> None:
        self.starts += 1
        if self.starts <= self.kills:
            raise EOFError("unexpected EOF")


def test_a_worker_starts_though_what_it_is_forked_from_is_killed_several_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    hunted = _Hunted(kills=6)
    pool._start_process(hunted)  # type: ignore[arg-type] # it starts, and nothing else is asked of it
    assert hunted.starts == 7


def test_a_worker_that_can_never_start_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    with pytest.raises(EOFError):
        pool._start_process(_Hunted(kills=1_000))  # type: ignore[arg-type] # as above
