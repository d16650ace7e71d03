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


def test_the_line_below_a_header_label_answers_it() -> None:
    (found,) = fiches(("h2", "Réparer plutôt que jeter"), ("h3", "Numéro"), ("p", "2.1.3"), *LABELLED)
    assert (found.titre, found.action_numero) == ("Réparer plutôt que jeter", "2.1.3")


def test_unknown_run_ins_among_known_ones_are_labels() -> None:
    head: Spec = ("h1", "Fiche action n° 4 : Réparer")
    lines: list[Spec] = [
        ("p", "Objectif : jeter moins"),
        ("p", "Pilote : la ressourcerie"),
        ("p", "Couleur du local : bleu et blanc"),
        ("p", "Partenaires : les communes"),
    ]
    (found,) = fiches(head, *lines)
    assert texts(found, "pilotage") == ["la ressourcerie"]
    assert texts(found, "autre") == ["bleu et blanc"]


def test_lines_of_a_schedule_below_a_run_in_stay_in_it() -> None:
    lines: list[Spec] = [
        ("p", "Objectif : jeter moins"),
        ("p", "Pilote : la ressourcerie"),
        ("p", "Calendrier : Recrutement : en mars"),
        ("p", "Ouverture : en juin"),
    ]
    (found,) = fiches(("h1", "Fiche action n° 4 : Réparer"), *lines)
    assert "Ouverture : en juin" in texts(found, "calendrier")


def test_a_head_row_in_a_table_of_one_column_opens_the_next_fiche() -> None:
    def rows(number: int, title: str) -> list[list[str | list[str] | None]]:
        body: list[list[str | list[str] | None]] = []
        for label in ("Constat", "Pilote", "Calendrier"):
            body += [[f"*{label}"], [f"Ce qui est dit de {title.lower()}"]]
        return [[f"*Fiche action {number} : {title}"], *body]

    found = fiches(("t", [*rows(1, "Planter des haies"), *rows(2, "Réparer les vélos")]))
    assert [(fiche.fiche_numero, fiche.titre) for fiche in found] == [
        ("1", "Planter des haies"),
        ("2", "Réparer les vélos"),
    ]
    assert texts(found[0], "calendrier") == ["Ce qui est dit de planter des haies"]
