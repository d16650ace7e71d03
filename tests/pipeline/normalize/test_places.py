"""The candidates of an item are the same whether looked for in it or taken from the whole document's."""

import pytest

from pipeline.normalize.places import find_places, find_places_of
from pipeline.normalize.prior import find_prior
from tests.pipeline.normalize.cases import read_cases

TEXTS = [case["texte"] for case in read_cases("territoires")]


def within(before: str, text: str, after: str):
    return find_places_of(text, f"{before}{text}{after}", len(before))


@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("Constat\n- ", "\nSuite"), ("Fiche 1 • ", "\n"), ("au ", ".")]
)
def test_an_item_has_the_same_candidates_alone_and_in_its_document(before: str, after: str):
    for text in TEXTS:
        assert within(before, text, after) == find_places(text), text


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("la communauté de communes\n", "Blois et Vendôme", "\nSuite"),
        ("le Pays\n", "Fougères", "\n"),
        ("à\n", "la CC", "\nPays Bigouden Sud"),
        ("Saint-", "Pol", "-de-Léon"),
    ],
)
def test_a_name_that_goes_on_beyond_the_item_does_not_change_it(before: str, text: str, after: str):
    assert within(before, text, after) == find_places(text)


def test_a_text_that_does_not_stand_in_the_document_is_read_for_itself():
    assert find_places_of("Quimper et Brest", "un autre texte", 3) == find_places("Quimper et Brest")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("au Mans", "Mans"),
        ("des Sables-d'Olonne", "Sables-d'Olonne"),
        ("à La Rochelle", "La Rochelle"),
        ("le Mans", "Mans"),
        ("Rennes métropole", "Rennes métropole"),
        ("la métropole du Grand Paris", "métropole du Grand Paris"),
        ("4B Sud Charente", "4B Sud Charente"),
        ("St-Cyr-l'École", "St-Cyr-l'École"),
    ],
)
def test_names_are_found_however_they_open(text: str, name: str):
    assert name in {text[mention.start : mention.end] for mention in find_places(text)}


@pytest.mark.parametrize("text", ["Nord-Loire", "laMans", "Le\nMans", "Saint, Brieuc"])
def test_parts_of_words_and_lists_are_no_names(text: str):
    assert not any(mention.end - mention.start > 5 for mention in find_places(text))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("41000 Blois", {"41"}),
        ("CPAM 29, CD 29", {"29"}),
        ("XCPAM 29", set()),
        ("141000 Blois", set()),
        ("97400 Saint-Denis", {"974"}),
    ],
)
def test_postcodes_and_numbered_bodies_tell_where_a_document_plays(text: str, codes: set[str]):
    assert set(find_prior(text)) == codes
