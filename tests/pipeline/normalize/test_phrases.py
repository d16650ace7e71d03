"""Phrases are found word by word, whatever their case, accents and number."""

from pipeline.normalize.phrases import PhraseBook

BOOK = PhraseBook(
    [
        ("accès aux soins", "soins"),
        ("soins", "bare"),
        ("agent social", "agent"),
        ("œuvre", "œ"),
        ("PLU", "plan"),
    ]
)
MARKS = PhraseBook([("+++", "high"), ("+", "low"), ("100%", "done"), ("en cours", "going")])


def found_in(book: PhraseBook[str], text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.value) for hit in book.find(text)]


def test_the_longest_phrase_wins_and_its_words_count_for_no_other() -> None:
    assert found_in(BOOK, "L'Accès aux soins, des soins") == [("Accès aux soins", "soins"), ("soins", "bare")]


def test_a_plural_is_found_by_its_singular() -> None:
    assert found_in(BOOK, "aux AGENTS SOCIAUX") == [("AGENTS SOCIAUX", "agent")]


def test_a_phrase_that_opens_with_a_ligature_keeps_it() -> None:
    assert found_in(BOOK, "une œuvre") == [("œuvre", "œ")]


def test_an_acronym_is_no_word_in_small_letters() -> None:
    assert found_in(BOOK, "il a plu sur le PLU") == [("PLU", "plan")]


def test_marks_are_words_where_a_phrase_is_made_of_them() -> None:
    assert found_in(MARKS, "Priorité +++ (en cours : 100%)") == [
        ("+++", "high"),
        ("en cours", "going"),
        ("100%", "done"),
    ]


def test_a_phrase_does_not_begin_inside_a_word() -> None:
    assert found_in(BOOK, "chef-d'œuvre, besoins") == [("œuvre", "œ")]
