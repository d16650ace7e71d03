"""Traps known from real plans, each a test named after it: axes and objectifs above the fiches."""

from tests.pipeline.structure.drafts import BODY, ROWS, CellSpec, fiches, step, texts


def test_two_head_rows_name_the_axe_and_the_objectif_whatever_their_nouns() -> None:
    for outer, inner in (("Ambition", "Orientation"), ("Axe", "Orientation"), ("Enjeu", "Objectif stratégique")):
        rows: list[list[CellSpec]] = [[outer, "Un territoire qui crée"], [inner, "2.2 – Transmettre le patrimoine"]]
        (fiche,) = fiches(("t", [*rows, ["Fiche n°", "4"], ["Titre", "Collecter la mémoire"], *ROWS]))
        assert (step(fiche, "axe"), step(fiche, "objectif")) == (
            (None, "Un territoire qui crée"),
            ("2.2", "Transmettre le patrimoine"),
        )
        assert texts(fiche, "objectifs") == ["Attirer."]


def test_enjeu_and_objectif_of_a_fiche_stay_champs() -> None:
    rows: list[list[CellSpec]] = [["Titre", "Économiser l'eau"], ["Enjeu", "Une ressource rare"], ["Objectif", "Dix %"]]
    (fiche,) = fiches(("h1", "Fiche 4"), ("t", [*rows, ["Pilote", "Syndicat"], ["Calendrier", "2025"]]))
    assert texts(fiche, "objectifs") == ["Une ressource rare", "Dix %"]
    assert fiche.hierarchie == ()


def test_priorite_is_a_step_above_the_fiche_only_with_a_title_and_before_its_name() -> None:
    (above,) = fiches(
        ("t", [["Priorité", "Repérer et orienter plus tôt"], ["Fiche n°", "4"], ["Titre", "Aller vers"], *ROWS])
    )
    (within,) = fiches(("t", [["Fiche n°", "4"], ["Titre", "Aller vers"], ["Priorité", "Haute"], *ROWS]))
    assert step(above, "axe") == (None, "Repérer et orienter plus tôt")
    assert (step(within, "axe"), texts(within, "priorite")) == (None, ["Haute"])


def test_the_objectives_banner_above_the_fiche_is_its_objectif() -> None:
    (fiche,) = fiches(("b", "OBJECTIF 1.2 : Mailler le territoire"), ("h1", "Fiche 4 : Ouvrir une maison"), *BODY)
    assert step(fiche, "objectif") == ("1.2", "Mailler le territoire")
    assert fiche.titre == "Ouvrir une maison"


def test_capitals_alone_are_no_axe_and_axe_transversal_is() -> None:
    first, second = fiches(
        ("h1", "Axe 1 : Soigner"),
        ("b", "PRÉSENTATION DU TERRITOIRE"),
        ("h2", "Fiche 1 : Ouvrir"),
        *BODY,
        ("h1", "AXE TRANSVERSAL"),
        ("h2", "Fiche 2 : Animer"),
        *BODY,
    )
    assert (step(first, "axe"), step(second, "axe")) == (("1", "Soigner"), (None, "AXE TRANSVERSAL"))


def test_roman_axes_lettered_defis_and_codes_are_numbers() -> None:
    for line, number in (("Axe IV : Soigner", "IV"), ("Défi C – Soigner", "C"), ("Axe n°3 : Soigner", "3")):
        (fiche,) = fiches(("h1", line), ("h2", "Fiche 1 : Ouvrir"), *BODY)
        assert step(fiche, "axe") == (number, "Soigner")
    for line, code in (("MOB-03 : Rouler", "MOB-03"), ("Action #7 Rouler", "7"), ("Action n° 2.1 : Rouler", "2.1")):
        (fiche,) = fiches(("h1", line), *BODY)
        assert (fiche.action_numero, fiche.titre) == (code, "Rouler")


def test_numbering_that_restarts_at_each_objective() -> None:
    found = fiches(
        ("h1", "Objectif 1.1 : Former"),
        ("h2", "Action 1 : Ouvrir une école"),
        *BODY,
        ("h2", "Action 2 : Payer des bourses"),
        *BODY,
        ("h1", "Objectif 1.2 : Loger"),
        ("h2", "Action 1 : Bâtir"),
        *BODY,
    )
    assert [(fiche.action_numero, step(fiche, "objectif")) for fiche in found] == [
        ("1", ("1.1", "Former")),
        ("2", ("1.1", "Former")),
        ("1", ("1.2", "Loger")),
    ]


def test_one_axe_in_two_spellings_or_bare_is_one_axe() -> None:
    lines = ("Axe 6 : Santé mentale", "AXE 6 – SANTÉ MENTALE", "Axe 6")
    found = fiches(
        *(s for n, line in enumerate(lines, 1) for s in (("b", line), ("h2", f"Fiche {n} : Agir {n}"), *BODY))
    )
    assert [step(fiche, "axe") for fiche in found] == [("6", "Santé mentale")] * 3


def test_an_objectif_across_the_grid_below_the_first_labels_is_the_fiche_s_objectif() -> None:
    rows: list[list[CellSpec]] = [
        ["*Action 1.1 : Attirer des soignants", None],
        ["Pilote", "ARS"],
        ["*Objectif opérationnel 1.2 : Soigner près de chez soi", None],
        *ROWS[:2],
    ]
    (found,) = fiches(("t", rows))
    assert step(found, "objectif") == ("1.2", "Soigner près de chez soi")
    assert texts(found, "pilotage") == ["ARS"]


def test_a_number_before_the_axe_s_title_is_the_axe() -> None:
    rows: list[list[CellSpec]] = [["Intitulé de l'action", "Trier"], ["Axe", "2 · Réduire"], *ROWS]
    (found,) = fiches(("t", rows))
    assert step(found, "axe") == ("2", "Réduire")


def test_an_axe_in_the_running_head_is_shown_in_each_fiche() -> None:
    found = fiches(
        ("f", "Axe 1 : Soigner"), ("h2", "Fiche 1 – Trier"), ("t", ROWS), ("h2", "Fiche 2 – Composter"), ("t", ROWS)
    )
    shown = [item.text for champ in found[0].champs if champ.name == "entete" for item in champ.items]
    assert "1 : Soigner" in shown


def test_an_axe_beside_its_rows_in_a_column_without_header_is_each_row_s() -> None:
    rows: list[list[CellSpec]] = [
        ["", "N°", "Action", "Pilote", "Échéance"],
        ["Axe 1 : Réduire", "1", "Trier", "Ville", "2025"],
        ["", "2", "Composter", "Région", "2026"],
        ["Axe 2 : Réparer", "3", "Recoudre", "Ville", "2027"],
    ]
    found = fiches(("t", rows))
    assert [step(fiche, "axe") for fiche in found] == [("1", "Réduire"), ("1", "Réduire"), ("2", "Réparer")]
