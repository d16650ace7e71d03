"""Traps known from real plans, each a test named after it: labels in running text."""

from tests.pipeline.structure.drafts import ROWS, CellSpec, Spec, autres, fiches, texts


def test_a_row_of_run_ins_labels_though_headings_label_the_rest() -> None:
    (fiche,) = fiches(
        ("h1", "Fiche 2 : Animer le réseau"),
        ("h2", "Description"),
        ("p", "Un réseau se réunit."),
        ("h2", "Objectifs"),
        ("p", "Se connaître."),
        ("h2", "Indicateurs"),
        ("p", "Nombre de réunions"),
        ("h2", "Acteurs du projet"),
        ("p", "Élus référents : Une adjointe"),
        ("p", "Structures pilotes : Communauté de communes"),
        ("p", "Partenaires : Chambre des métiers"),
        ("p", "Cibles : Artisans"),
    )
    assert texts(fiche, "pilotage") == ["Une adjointe", "Communauté de communes"]
    assert (texts(fiche, "partenaires"), texts(fiche, "publics")) == (["Chambre des métiers"], ["Artisans"])


def test_bold_words_of_a_list_are_no_labels_for_one_that_reads_like_one() -> None:
    (fiche,) = fiches(
        ("h1", "Fiche 1 : Attirer"),
        ("h2", "Objectifs"),
        ("p", "Trois niveaux :"),
        ("i", "Réflexion : une étude"),
        ("i", "Réalisation : le chantier"),
        ("h2", "Pilote"),
        ("p", "Ville"),
    )
    assert texts(fiche, "objectifs") == ["Trois niveaux :", "Réflexion : une étude", "Réalisation : le chantier"]


def test_a_line_of_a_list_that_reads_like_a_label_given_before_is_none() -> None:
    (fiche,) = fiches(
        ("h2", "Fiche 2 : Sauver l'abattoir"),
        ("p", "Travaux : un atelier de découpe"),
        ("p", "Pilote : Communauté de communes"),
        ("p", "Budget : 90 000 €"),
        ("p", "Calendrier : Étude : 2025"),
        ("p", "Travaux : 2026"),
        ("p", "Indicateurs : Tonnage"),
    )
    assert texts(fiche, "calendrier") == ["Étude : 2025", "Travaux : 2026"]
    assert texts(fiche, "mise_en_oeuvre") == ["un atelier de découpe"]


def test_paragraphs_without_any_style_label_too() -> None:
    lines = ("Constat", "Trop de déchets.", "Pilote", "Syndicat", "Calendrier", "2025")
    body: list[Spec] = [("p", line) for line in lines]
    found = fiches(
        ("p", "Fiche action n° 1"), ("p", "Réparer"), *body, ("p", "Fiche action n° 2"), ("p", "Trier"), *body
    )
    assert [(fiche.fiche_numero, fiche.titre) for fiche in found] == [("1", "Réparer"), ("2", "Trier")]
    assert texts(found[1], "pilotage") == ["Syndicat"]


def test_facts_that_share_a_line_are_labels_each() -> None:
    (found,) = fiches(("h2", "Fiche 1 – Trier"), ("p", "Priorité : haute – Statut : en cours"), ("t", ROWS))
    assert texts(found, "priorite") == ["haute"]
    assert texts(found, "statut") == ["en cours"]


def test_amounts_of_one_budget_on_a_line_are_no_labels() -> None:
    (found,) = fiches(
        ("h2", "Fiche 1 – Trier"), *(spec for label, text in ROWS for spec in (("h3", label), ("p", text))),
        ("h3", "Budget"), ("p", "Investissement : 10 000 € Fonctionnement : 2 000 €"),
    )  # fmt: skip
    assert texts(found, "budget") == ["Investissement : 10 000 € Fonctionnement : 2 000 €"]


def test_a_label_that_says_one_champ_twice_is_that_champ_s() -> None:
    rows: list[list[CellSpec]] = [*ROWS[:3], ["Évaluation : indicateurs", "Tonnes triées"]]
    (found,) = fiches(("h2", "Fiche 1 – Trier"), ("t", rows))
    assert texts(found, "indicateurs") == ["Tonnes triées"]


def test_a_bold_label_before_a_period_is_not_one_label_with_its_year() -> None:
    (found,) = fiches(
        ("h2", "Fiche 1 – Trier"), ("lead", ("Constat –", "Peu de tri.")), ("lead", ("Pilote –", "Ville")),
        ("lead", ("Calendrier –", "2025-2029")), ("lead", ("Indicateurs –", "Tonnes")),
    )  # fmt: skip
    assert texts(found, "calendrier") == ["2025-2029"]


def test_an_acronym_before_a_colon_in_a_list_is_no_label() -> None:
    (fiche,) = fiches(
        ("h1", "Fiche 1 – Ouvrir une maison des aidants"),
        ("lead", ("Constat :", "Huit mille personnes aident un proche.")),
        ("lead", ("Pilote :", "Plateforme de répit")),
        ("lead", ("Partenaires :", "Département, CCAS")),
        ("b", "Financement :"),
        ("i", "ARS : 60 000 € par an"),
        ("i", "Département : 25 000 €"),
        ("lead", ("Calendrier :", "2025")),
    )
    assert texts(fiche, "budget") == ["ARS : 60 000 € par an", "Département : 25 000 €"]
    assert autres(fiche) == {}
