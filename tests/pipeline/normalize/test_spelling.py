"""Flattening by bytes and by characters is the same; folding makes one key of several spellings."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.spelling import flatten, fold

MARKS = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\u202f": " "}


def plain(char: str) -> str:
    """What a character is flattened to, told one by one."""
    if char in MARKS:
        return MARKS[char]
    base = unicodedata.normalize("NFD", char)[0].lower() if "A" <= char < "\u0250" else char
    return base if len(base) == 1 else char


@given(st.text(max_size=60))
def test_any_text_is_flattened_character_by_character(text: str):
    assert flatten(text) == "".join(map(plain, text))


@given(st.text(alphabet="aÉèœŒ’–€…•“”™Œšž½\u2009\u202fZ", max_size=60))
def test_a_text_with_many_marks_beyond_latin_keeps_its_offsets(text: str):
    assert flatten(text) == "".join(map(plain, text))


def test_more_kinds_of_mark_than_are_handled_in_bytes_come_out_the_same():
    text = "É".join(chr(code) for code in range(0x2600, 0x2640))
    assert flatten(text) == text.replace("É", "e")


@pytest.mark.parametrize(
    ("text", "key"),
    [("l’A.R.S.  du Cœur", "l'ars du coeur"), ("C.C.A.S", "ccas"), (" Évreux\n(27) ", "evreux (27)"), ("etc.", "etc.")],
)
def test_a_key_forgives_case_accents_points_and_blanks(text: str, key: str):
    assert fold(text) == key
