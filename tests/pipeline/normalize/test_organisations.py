"""Organisations in prose, and the same spans as a spaCy pipeline with the same rules."""

import random
from pathlib import Path

import pytest

from pipeline.normalize import spacy_fr
from pipeline.normalize.actor_lexicon import full_names, known_in_prose, names_in_prose
from pipeline.normalize.organisations import find_organisations, part_words

HERE = Path(__file__).parent


def named(text: str, *extra: str) -> list[str]:
    return [text[start:end] for start, end in find_organisations(text, frozenset(extra))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Signé par l’ARS de Bretagne, la CPAM et l'A.R.S.", ["ARS de Bretagne", "CPAM", "A.R.S."]),
        ("La région Bretagne et le département du Val-d'Or financent.", ["région Bretagne", "département du Val-d'Or"]),
        ("avec la direction des solidarités de Rivemont, puis", ["direction des solidarités de Rivemont"]),
        ("l'Agence régionale de santé (ARS) pilote", ["Agence régionale de santé", "ARS"]),
        ("ARS\nBretagne", ["ARS"]),
        ("la CPAM/ARS (MSA)", ["CPAM", "ARS", "MSA"]),
        ("personne n'est nommé ici", []),
    ],
)
def test_a_name_goes_as_far_as_its_own_words(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_an_acronym_that_the_document_defines_is_known() -> None:
    assert named("confié à la CCVV, puis à la CCXX", "CCVV") == ["CCVV"]


def test_marks_are_words_apart_and_the_points_of_an_acronym_stay() -> None:
    text = "«l'A.R.S.», 41 % (fin). Saint-Pol"
    assert [text[start:end] for start, end in part_words(text)] == [
        "«", "l'", "A.R.S.", "»", ",", "41", "%", "(", "fin", ")", ".", "Saint-Pol",
    ]  # fmt: skip


def test_the_spans_are_those_of_a_spacy_pipeline_with_the_same_rules() -> None:
    lines = [line for path in sorted(HERE.glob("*.toml")) for line in path.read_text(encoding="utf-8").splitlines()]
    lines += [*full_names(), *_mix(2000)]
    assert len(lines) > 3000
    for line in lines:
        extra = frozenset({"CCVV"})
        assert find_organisations(line, extra) == spacy_fr.find_organisations(line, extra), line


def _mix(count: int) -> list[str]:
    """Sentences of names, nouns, small words and marks in any order: what no text would say, and rules must bear."""
    heads, inside = names_in_prose()
    words = [
        *known_in_prose(), *sorted(full_names()), *sorted(heads), *sorted(inside), "CCVV", "A.R.S.", "C.N.", "Rivemont",
        "Val-d'Or", "l’Isle", "région", "département", "Région", "42", "12 %", "3 km", "www.rivemont.example/ars",
    ]  # fmt: skip
    small = ["de", "du", "des", "la", "le", "les", "à", "au", "et", "en", "pour", "ou", "puis"]
    marks = [
        " ",
        " ",
        " ",
        " ",
        ", ",
        ". ",
        "\n",
        "  ",
        " (",
        ") ",
        "/",
        " : ",
        "; ",
        "’",
        "'",
        " «",
        "» ",
        " - ",
        "…",
        "|",
    ]
    elisions = ["l'", "d'", "l’", "d’"]
    draw = random.Random(20)
    return [
        "".join(
            draw.choice(draw.choice((words, words, small, small, elisions))) + draw.choice(marks)
            for _ in range(draw.randint(3, 14))
        )
        for _ in range(count)
    ]
