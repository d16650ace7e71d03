"""What of a recogniser's words is text."""

import pytest

from extractors.ocr_numbers import settle
from extractors.ocr_words import Word, clean_line, group_lines, parse_words


def make_line(*texts: str, confidence: float = 0.9, gap: int = 6) -> list[Word]:
    """Words of 20 pixels' height side by side, ten pixels a letter."""
    words: list[Word] = []
    x = 0
    for text in texts:
        words.append(Word(text, x, 0, x + 10 * len(text), 20, confidence, 0))
        x += 10 * len(text) + gap
    return words


def texts(line: list[Word]) -> list[str]:
    return [word.text for word in line]


def test_a_table_of_words_gives_them_line_by_line() -> None:
    table = "\n".join(
        [
            "1\t1\t0\t0\t0\t0\t0\t0\t800\t600\t-1\t",
            "5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t96.4\tPilote",
            "5\t1\t1\t1\t1\t2\t50\t20\t4\t12\t91.0\t:",
            "5\t1\t1\t1\t2\t1\t10\t40\t30\t12\t40\t  ",
            "5\t1\t1\t1\t2\t2\t12\t40\t30\t12\t55\tVille",
        ]
    )
    lines = group_lines(parse_words(table))
    assert [texts(line) for line in lines] == [["Pilote", ":"], ["Ville"]]
    assert lines[0][0] == Word("Pilote", 10, 20, 40, 32, pytest.approx(0.964), 0)


@pytest.mark.parametrize("noise", [["|"], ["—", "__"], ["_", "|", "‘"], ["||"]])
def test_what_rules_are_read_as_is_no_text(noise: list[str]) -> None:
    assert clean_line(make_line(*noise, confidence=0.5)) == []


def test_a_rule_read_beside_a_word_goes_and_the_word_stays() -> None:
    assert texts(clean_line(make_line("|", "Pilote|", ":", "la", "commune", "_"))) == ["Pilote", ":", "la", "commune"]


def test_a_dash_between_words_stays() -> None:
    line = ["Contrat", "local", "—", "2024", "-", "2028", ":"]
    assert texts(clean_line(make_line(*line))) == line


def test_a_line_of_guesses_is_no_text() -> None:
    assert clean_line(make_line("ls", "ui", "Pm", confidence=0.1)) == []


@pytest.mark.parametrize("sign", ["e", "«", "°", "*", "o"])
def test_a_sign_that_stands_off_from_its_line_is_a_bullet(sign: str) -> None:
    assert texts(clean_line(make_line(sign, "Nombre", "d'aidants", gap=16)))[0] == "•"
    assert texts(clean_line(make_line(sign, "Nombre", "d'aidants", gap=5)))[0] == sign


def test_a_square_metre_is_spelled_as_one() -> None:
    assert texts(clean_line(make_line("120", "m?", "de", "bureaux"))) == ["120", "m²", "de", "bureaux"]
    assert texts(clean_line(make_line("chez", "m?"))) == ["chez", "m?"]


def test_words_that_stand_in_the_file_are_never_noise() -> None:
    assert texts(clean_line(make_line("|", "x", "—", confidence=1.0))) == ["|", "x", "—"]


def test_a_number_is_settled_sign_by_sign_among_readings_of_its_length() -> None:
    assert settle(["204", "2.14", "2.1.1", "2.11", "at"], "#.#.#") == "2.1.1"
    assert settle(["B4"], "#.#") == "B.4"
    assert settle(["Ll", "at", "12345"], "#.#") is None
