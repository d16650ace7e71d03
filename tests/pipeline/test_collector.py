"""The collector of cycles while a document is converted."""

import gc

import pytest

from pipeline import convert
from pipeline.collector import pause_collector
from pipeline.convert import convert_source


def test_no_cycle_is_looked_for_while_a_document_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    find_structure = convert.find_structure
    monkeypatch.setattr(convert, "find_structure", lambda *args: seen.append(gc.isenabled()) or find_structure(*args))
    convert_source(b"Fiche action 1 : Ouvrir\nConstat : Rien\nObjectifs : Tout\n", "fiche.txt")
    assert seen == [False]
    assert gc.isenabled()


def test_a_fault_leaves_the_collector_as_it_was() -> None:
    with pytest.raises(KeyError), pause_collector():
        raise KeyError
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with pause_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
