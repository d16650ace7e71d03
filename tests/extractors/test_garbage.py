"""Telling French from what broken fonts give for it."""

import pytest

from extractors.garbage import is_garbage, measure_french

FRENCH = (
    "Le comité de pilotage du contrat local de santé se réunit deux fois par an. Il suit les indicateurs de chaque "
    "action et décide des suites à donner avec les partenaires de la communauté de communes."
)


def shift(text: str, by: int) -> str:
    return "".join(chr(ord(char) + by) if char.isalpha() else char for char in text)


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        FRENCH.upper(),
        "Pilote",
        "2024 2025 2026 12 000 € 45 000 € 1,5 % " * 4,
        "Association La Chaîne libre ; Mutualité ; CPAM ; ARS ; CAF ; MSA ; CCAS ; Carsat Centre-Val de Loire " * 2,
        "The steering committee meets twice a year and follows the indicators of each action with its partners. " * 2,
        "• Former • Informer • Évaluer ☐ court terme ☒ long terme → suites ✓ fait " * 3,
    ],
)
def test_what_can_be_read_is_no_garbage(text: str) -> None:
    assert not is_garbage(text)


@pytest.mark.parametrize(
    "text",
    [
        shift(FRENCH, 3),
        shift(FRENCH, -29),
        FRENCH.translate(str.maketrans("éàaeiou", "ŽłØŁđħŋ")),
        "".join(chr(0xE000 + ord(char)) for char in FRENCH),
        " ".join(FRENCH.replace(" ", "")),
    ],
)
def test_the_letters_of_a_broken_font_are_garbage(text: str) -> None:
    assert is_garbage(text)


def test_a_few_letters_are_never_judged() -> None:
    assert not is_garbage("Xzqv Wrtk")


def test_french_is_measured_by_its_commonest_words() -> None:
    assert measure_french(FRENCH) > 0.3
    assert measure_french(shift(FRENCH, 3)) < 0.05
    assert measure_french("") == 0.0
