"""Tables of one action a column."""

import pytest

from tests.pipeline.structure.drafts import Spec, fiches, texts

HEAD: list[str | list[str] | None] = ["", "*Action 1 : Planter", "*Action 2 : Réparer"]
BODY: list[list[str | list[str] | None]] = [
    ["*Contexte", "Peu de haies", "Peu d'ateliers"],
    ["*Porteur", "Commune", "Ressourcerie"],
    ["*Calendrier", "2025", "2026"],
]


def test_each_column_is_an_action_with_its_texts() -> None:
    found = fiches(("t", [HEAD, *BODY]))
    assert [(fiche.action_numero, fiche.titre) for fiche in found] == [("1", "Planter"), ("2", "Réparer")]
    assert [texts(fiche, "pilotage") for fiche in found] == [["Commune"], ["Ressourcerie"]]


def test_a_text_merged_over_the_columns_stands_with_each_action() -> None:
    found = fiches(("t", [HEAD, *BODY, ["*Public", "Tous les habitants", None]]))
    assert [texts(fiche, "publics") for fiche in found] == [["Tous les habitants"]] * 2


def test_a_corner_that_says_what_the_head_names_serves_for_titles_without_number() -> None:
    found = fiches(("t", [["*Actions", "*Planter", "*Réparer"], *BODY, ["*Public", "Fermes", "Habitants"]]))
    assert [fiche.titre for fiche in found] == ["Planter", "Réparer"]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(["", "*2025", "*2026"], id="years"),
        pytest.param(["*Fiche action 3", "*Description", "*Observations"], id="labels"),
    ],
)
def test_columns_of_one_fiche_are_no_actions(head: list[str | list[str] | None]) -> None:
    specs: list[Spec] = [("h1", "Fiche action 3 : Planter"), ("t", [head, *BODY])]
    assert [fiche.titre for fiche in fiches(*specs)] in (["Planter"], [])
