"""Words cut at line ends: which hyphen was the word's own."""

import pytest

from extractors.hyphens import Vocabulary


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ("pré", "vention", ""),
        ("vis", "à-vis", "-"),
        ("vis-à", "vis", "-"),
        ("Seine", "Saint-Denis", "-"),
        ("PRÉVEN", "TION", ""),
        ("peut", "être", "-"),
        ("celles", "ci", "-"),
        ("2025", "2030", "-"),
    ],
)
def test_a_cut_word_goes_together_as_french_writes_it(left: str, right: str, between: str) -> None:
    assert Vocabulary([]).join(left, right) == between


def test_the_document_itself_decides_first() -> None:
    assert Vocabulary(["un modèle pré-entraîné"]).join("pré", "entraîné") == "-"
    assert Vocabulary(["la porte et la parole"]).join("porte", "parole") == "-"
    assert Vocabulary(["la porte, la parole, le porteparole"]).join("porte", "parole") == ""


def test_the_halves_of_cut_words_are_no_words() -> None:
    assert Vocabulary(["la con\u00adcertation, la certation"]).join("concer", "tation") == ""


def test_where_nothing_else_is_cut_a_hyphen_at_a_line_s_end_is_the_word_s_own() -> None:
    text = " ".join(["Le plan réunit tous les acteurs du territoire autour de la santé."] * 20)
    assert Vocabulary([text, "Des sages\u00adfemmes libérales"]).join("sages", "femmes") == "-"
