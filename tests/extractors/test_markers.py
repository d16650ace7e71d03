"""List markers as plain text shows them, and figures that are none."""

import pytest

from extractors.markers import BULLETS, is_ordinal, marker_length


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("• un point", "un point"),
        ("- un tiret", "un tiret"),
        ("− un signe moins", "un signe moins"),
        ("• - deux puces", "deux puces"),
        ("\uf0b7 une puce de Word", "une puce de Word"),
        ("1 / Agir", "Agir"),
        ("12 – Former", "Former"),
        ("3. Évaluer", "Évaluer"),
        ("2. 2) la suite", "la suite"),
        ("a) d'abord", "d'abord"),
        ("(b) ensuite", "ensuite"),
        ("1. 12 places créées", "12 places créées"),
    ],
)
def test_a_marker_is_taken_off_its_text(line: str, text: str) -> None:
    assert line[marker_length(line) :] == text


@pytest.mark.parametrize(
    "line",
    [
        "1.5 tonnes",
        "2.3 %",
        "16 - 25 ans",
        "3 / 4 des élèves",
        "2.1.3 Constat",
        "1 000 logements",
        "-5 %",
        "a été fait",
    ],
)
def test_figures_and_words_are_no_markers(line: str) -> None:
    assert marker_length(line) == 0


def test_numbers_and_letters_count_and_bullets_do_not() -> None:
    assert is_ordinal("1.")
    assert is_ordinal("b)")
    assert not any(is_ordinal(bullet) for bullet in BULLETS)
