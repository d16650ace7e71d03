"""The head of a fiche: facts between its name and its first label."""

import pytest

from tests.pipeline.structure.drafts import Spec, fiches, texts

LABELLED: list[Spec] = [
    ("h3", "Description de l'action :"),
    ("p", "Ouvrir deux ateliers de réparation."),
    ("h3", "Partenaires :"),
    ("p", "Association des bricoleurs"),
    ("h3", "Budget :"),
    ("p", "12 000 €"),
]
PARAGRAPH = (
    "Les habitants jettent chaque année quatre tonnes d'objets que l'on saurait réparer, faute d'un lieu où les porter."
)
TITLE: Spec = ("h1", "Action 1.2 – Réparer plutôt que jeter")


def test_facts_below_the_title_are_labels_though_headings_label_the_rest() -> None:
    found = fiches(TITLE, ("p", "Créée le 04/12/2025"), ("p", "Début : 25/01/2025"), *LABELLED)
    assert texts(found[0], "calendrier") == ["25/01/2025"]
    assert texts(found[0], "mise_en_oeuvre") == ["Ouvrir deux ateliers de réparation."]


def test_two_facts_of_one_champ_below_the_title_are_two_labels() -> None:
    found = fiches(TITLE, ("p", "Début : 25/01/2025"), ("p", "Fin prévisionnelle : 18/03/2026"), *LABELLED)
    assert texts(found[0], "calendrier") == ["25/01/2025", "18/03/2026"]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(LABELLED[:2], id="behind a label"),
        pytest.param([("p", PARAGRAPH)], id="behind a paragraph"),
    ],
)
def test_the_same_words_further_down_are_text(before: list[Spec]) -> None:
    found = fiches(TITLE, *before, ("p", "Début : 25/01/2025"), *LABELLED)
    assert texts(found[0], "calendrier") == []
