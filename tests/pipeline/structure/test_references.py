"""Fiches named under «Actions liées» open nothing; a step numbered in a cell is named in the next."""

from tests.pipeline.structure.drafts import Spec, fiches, step, texts


def _sheet(number: str, title: str, *linked: str) -> list[Spec]:
    return [
        ("h1", f"Fiche {number} – {title}"),
        ("h3", "Contexte"),
        ("p", "Les trajets courts se font en voiture."),
        ("h3", "Pilote"),
        ("p", "Communauté de communes du Val"),
        ("h3", "Contenu"),
        ("p", "Aménager des voies."),
        ("h3", "Actions liées"),
        *(("b", line) for line in linked),
    ]


def test_fiches_named_under_linked_actions_answer_that_label() -> None:
    found = fiches(
        *_sheet("1", "Créer des pistes", "Fiche 3 – Rénover les gares", "Fiche 5 – Sensibiliser"),
        *_sheet("2", "Ouvrir un guichet", "Fiche 1 – Créer des pistes"),
    )
    assert [fiche.titre for fiche in found] == ["Créer des pistes", "Ouvrir un guichet"]
    assert texts(found[0], "articulation") == ["Fiche 3 – Rénover les gares", "Fiche 5 – Sensibiliser"]
    assert texts(found[1], "articulation") == ["Fiche 1 – Créer des pistes"]


def test_a_fiche_that_follows_an_empty_label_of_linked_actions_is_still_a_fiche() -> None:
    found = fiches(*_sheet("1", "Créer des pistes"), *_sheet("2", "Ouvrir un guichet"))
    assert [fiche.fiche_numero for fiche in found] == ["1", "2"]


def test_an_orientation_numbered_in_a_cell_is_named_in_the_cell_beside() -> None:
    (fiche,) = fiches(
        ("h1", "Fiche projet n°3 – Réhabiliter la gare"),
        (
            "table",
            [
                ["Orientation stratégique 1", "Revitaliser les bourgs"],
                ["Maître d'ouvrage", "Commune de Saint-Aubin"],
                ["Description", "Transformer la gare en atelier."],
                ["Budget", "780 000 €"],
            ],
        ),
    )
    assert step(fiche, "axe") == ("1", "Revitaliser les bourgs")


def test_a_code_above_the_axe_is_the_number_of_the_title_below_it() -> None:
    (fiche,) = fiches(
        ("b", "2.3"),
        ("p", "Axe 2 – Se déplacer autrement"),
        ("h1", "Créer des pistes cyclables"),
        ("h3", "Contexte"),
        ("p", "Les trajets courts se font en voiture."),
        ("h3", "Contenu"),
        ("p", "Aménager des voies."),
        ("h3", "Pilote"),
        ("p", "Communauté de communes"),
        ("h3", "Indicateurs"),
        ("p", "Kilomètres aménagés"),
    )
    assert (fiche.action_numero, fiche.titre) == ("2.3", "Créer des pistes cyclables")


def test_an_objectif_of_another_plan_is_none_of_this_one() -> None:
    found = fiches(
        *_sheet("1", "Créer des pistes"),
        ("h3", "Lien PRS"),
        ("p", "Objectif 4.2"),
        *_sheet("2", "Ouvrir un guichet"),
    )
    assert texts(found[0], "articulation") == ["Objectif 4.2"]
    assert step(found[1], "objectif") is None
