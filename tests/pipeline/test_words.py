"""The words of a text, parted in bytes: the places of its characters must stay."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.letters import flatten
from pipeline.words import find_words, split_words

TEXTS = st.text(alphabet="aAéÉœŒ'’-_ \n.,€…²5łΩ", max_size=30)


def test_an_elision_and_a_hyphen_part_words() -> None:
    assert split_words(flatten("L’Été de Saint-Malo")) == ["l", "ete", "de", "saint", "malo"]


def test_a_word_that_comes_again_is_found_at_each_of_its_places() -> None:
    flat = "plan de planification du plan, plan"
    words = split_words(flat)
    places = [place for place, word in enumerate(words) if word == "plan"]
    assert find_words(flat, words, places) == [0, 25, 31]


def test_a_ligature_is_part_of_its_word() -> None:
    flat = flatten("la mise en œuvre")
    words = split_words(flat)
    assert len(words[3]) == len("œuvre")
    assert find_words(flat, words, [3]) == [len("la mise en ")]


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_words_keep_no_blank_and_no_mark(text: str) -> None:
    assert not any(set(word) & set(" '-.,_\n€…") for word in split_words(flatten(text)))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_word_is_found_where_its_letters_stand(text: str) -> None:
    flat = flatten(text)
    words = split_words(flat)
    starts = find_words(flat, words, range(len(words)))
    assert starts == sorted(set(starts))
    for start, word in zip(starts, words, strict=True):
        assert flat[start : start + len(word)].replace("œ", "ø") == word
