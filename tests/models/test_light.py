"""Light dataclasses: values like frozen ones, whatever they cost to make."""

from dataclasses import replace

import pytest

from models.document import Box, Place


def test_two_places_of_one_span_are_one_value() -> None:
    assert Place(3, 7, page=2) == Place(3, 7, page=2) != Place(3, 8, page=2)
    assert len({Place(3, 7), Place(3, 7), Place(3, 8)}) == 2


def test_a_place_takes_no_attribute_that_it_does_not_have() -> None:
    with pytest.raises(AttributeError):
        setattr(Place(3, 7), "colour", 1)  # noqa: B010 - the type checker would refuse the assignment


def test_a_changed_copy_leaves_the_place_as_it_was() -> None:
    place = Place(3, 7, box=Box(0, 0, 1, 1))
    assert replace(place, end=9) == Place(3, 9, box=Box(0, 0, 1, 1))
    assert place.end == 7
