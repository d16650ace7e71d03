"""Clean text: what rule 5 of the output contract asks, and nothing more."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from extractors.clean import clean_runs, clean_text
from models.document import PLAIN, Style

BOLD = Style(bold=True)


def test_hard_blanks_soft_hyphens_and_ligatures_become_plain_text() -> None:
    assert clean_text("L’of\ufb01ce\u00a0: ci\u00adble\u202f!") == "L’office : cible !"


def test_decomposed_accents_are_composed() -> None:
    assert clean_text(unicodedata.normalize("NFD", "Évaluer l'été")) == "Évaluer l'été"


def test_a_forced_break_stays_and_empty_lines_go() -> None:
    assert clean_text("Pilote \r\n\r\n ARS\u2028CPAM") == "Pilote\nARS\nCPAM"
    assert clean_text("Pilote \n ARS", keep_breaks=False) == "Pilote ARS"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(st.text(alphabet="aéèœÀ '’.-,«»()0123456789 \u00a0\n"))
def test_no_letter_digit_or_punctuation_is_lost(text: str) -> None:
    assert "".join(clean_text(text).split()) == "".join(text.split())


def test_the_lead_is_what_is_set_apart_at_the_start() -> None:
    text, style, lead = clean_runs([("Pilote : ", BOLD), ("ARS", PLAIN)])
    assert (text, style.bold, text[:lead]) == ("Pilote : ARS", False, "Pilote :")


def test_a_text_set_alike_has_no_lead() -> None:
    assert clean_runs([("Pilote ", BOLD), ("ARS", BOLD)]) == ("Pilote ARS", BOLD, 0)


def test_runs_without_text_give_nothing() -> None:
    assert clean_runs([(" ", BOLD), ("", PLAIN)]) == ("", PLAIN, 0)
