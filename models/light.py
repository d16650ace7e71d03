"""Dataclasses that documents are made of, by the hundred thousand: frozen for the type checker, cheap at run time.

Python's frozen dataclasses are several times as dear to make as plain ones, and a document of a thousand pages makes
more than a million. The type checker refuses every assignment either way, and it reads each commit.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as light_dataclass
else:
    from dataclasses import dataclass

    T = TypeVar("T")

    def light_dataclass(*, frozen: bool, slots: bool, **options: Any) -> Callable[[type[T]], type[T]]:
        """As `dataclasses.dataclass`; with `frozen`, equal and hashed by value, but not guarded at run time."""
        return dataclass(slots=slots, unsafe_hash=frozen, **options)


__all__ = ["light_dataclass"]
