"""Counting work instead of seconds: the same on every machine, busy or not."""

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest


class CallCounter:
    """Counts the calls of functions that are named `module.attribute`; they go on doing what they did."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.counts: Counter[str] = Counter()

    def watch(self, owner: object, name: str, key: Callable[..., str] | None = None) -> None:
        """Count calls of `owner.name` under that name, or under what `key` makes of the arguments."""
        original = getattr(owner, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.counts[name if key is None else key(*args, **kwargs)] += 1
            return original(*args, **kwargs)

        self._patch.setattr(owner, name, counted)


def count_calls(run: Callable[[], object]) -> int:
    """How many calls of functions, ours and the libraries', a run makes: a measure of work that no load changes."""
    total = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal total
        total += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return total
