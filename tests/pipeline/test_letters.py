"""Plain letters: the same as Unicode's own decomposition, whatever the character."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.letters import strip_accents


@given(st.text())
def test_accents_go_as_unicode_takes_them_apart(text: str) -> None:
    spelled = text.lower().replace("œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFKD", spelled)
    assert strip_accents(text) == "".join(char for char in decomposed if not unicodedata.combining(char))


def test_ligatures_of_fonts_and_of_french_are_spelled_out() -> None:
    assert strip_accents("Œuvre eﬃcace, Ægir") == "oeuvre efficace, aegir"
