"""Traps known from real plans, each a test named after it."""

from models.action import Fiche
from pipeline.structure import find_structure
from tests.pipeline.structure.drafts import CellSpec, Spec, document

ROWS: list[list[CellSpec]] = [
    ["Constat", "Peu de médecins."],
    ["Objectifs", "Attirer."],
    ["Pilote", "ARS"],
    ["Indicateurs", "Nombre d'installations"],
]


def fiches(*specs: Spec) -> tuple[Fiche, ...]:
    return find_structure(document(*specs)).fiches


def texts(fiche: Fiche, name: str) -> list[str]:
    return [item.text for item in fiche.items(name)]


def autres(fiche: Fiche) -> dict[str | None, list[str]]:
    return {champ.label: [item.text for item in champ.items] for champ in fiche.champs if champ.name == "autre"}


def step(fiche: Fiche, niveau: str) -> tuple[str | None, str | None] | None:
    found = fiche.level(niveau)
    return None if found is None else (found.numero, found.titre)


def sheet(code: str, title: str) -> list[Spec]:
    return [
        ("h3", f"{code} {title}"),
        ("h4", f"{code}.1 Description des données relevées"),
        ("p", f"Le relevé de « {title} » est fait chaque mois."),
        ("h4", f"{code}.2 Mode de production"),
        ("p", "Les communes comptent."),
        ("h4", f"{code}.3 Indicateur"),
        ("p", "Nombre de relevés"),
    ]


def series() -> list[Spec]:
    names = ["Trier", "Composter", "Réparer", "Partager", "Donner"]
    return [spec for number, name in enumerate(names, start=1) for spec in sheet(f"2.{number}", name)]


def test_lines_that_come_again_under_each_code_are_the_documents_own_labels() -> None:
    found = fiches(("h2", "2 Déchets"), *series())
    assert [(fiche.action_numero, fiche.titre) for fiche in found][:2] == [("2.1", "Trier"), ("2.2", "Composter")]
    assert len(found) == 5
    assert autres(found[3]) == {
        "2.4.1 Description des données relevées": ["Le relevé de « Partager » est fait chaque mois."],
        "2.4.2 Mode de production": ["Les communes comptent."],
    }


def test_deeper_codes_among_a_series_part_a_fiche_and_open_none() -> None:
    deep: list[Spec] = [
        ("h3", "2.6 Jardiner"),
        ("p", "Deux jardins sont ouverts, l'un au nord et l'autre au sud."),
        ("h4", "2.6.1 Au nord"),
        ("h4", "Description des données relevées"),
        ("p", "Relevé du nord."),
        ("h4", "Mode de production"),
        ("p", "Au mètre."),
        ("h4", "2.6.2 Au sud"),
        ("h4", "Indicateur"),
        ("p", "Nombre de bacs"),
    ]
    found = fiches(*series(), *deep)
    assert [fiche.action_numero for fiche in found] == ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]


def test_the_plans_name_above_each_title_is_no_label() -> None:
    specs: list[Spec] = []
    for number, name in enumerate(("Trier", "Composter", "Réparer", "Donner"), start=1):
        specs += [("b", "Contrat de transition"), ("h2", f"Fiche {number} : {name}")]
        specs += [("b", "Objectifs"), ("p", "Réduire."), ("b", "Pilote"), ("p", "Syndicat")]
    found = fiches(*specs)
    assert [fiche.titre for fiche in found] == ["Trier", "Composter", "Réparer", "Donner"]
    assert all(not autres(fiche) for fiche in found)


def test_the_preamble_of_a_numbered_series_opens_no_fiche() -> None:
    preamble: list[Spec] = [
        ("h2", "Contexte"),
        ("p", "La loi demande un plan."),
        ("h2", "Objectifs"),
        ("p", "Réduire les déchets."),
        ("h2", "Public cible"),
        ("p", "Les habitants."),
        ("h2", "Moyens"),
        ("p", "Le syndicat."),
        ("h2", "Calendrier"),
        ("p", "Six ans."),
    ]
    numbered = [("h2", f"Fiche {n} : Agir {n}") for n in range(1, 6)]
    body: list[Spec] = [spec for head in numbered for spec in (head, ("t", ROWS))]
    assert [fiche.fiche_numero for fiche in fiches(*preamble, *body)] == ["1", "2", "3", "4", "5"]


def test_a_glossary_behind_the_fiches_numbers_none() -> None:
    found = fiches(
        ("h1", "Fiche 1 : Attirer"),
        ("t", ROWS),
        ("h1", "Acronymes"),
        ("lead", ("REF :", "le facteur mesure la part d'énergie que le centre consomme.")),
        ("lead", ("Pilotage :", "la conduite d'une action.")),
    )
    assert [fiche.action_numero for fiche in found] == [None]


def test_action_before_a_paragraph_describes_and_is_no_title() -> None:
    text = "cette mesure vise à " + "offrir à chacun un lieu de réparation " * 8
    (fiche,) = fiches(
        ("h2", "Fiche 3 : Réparer"),
        ("lead", ("Action :", text.strip())),
        ("lead", ("Pilote :", "Syndicat")),
        ("lead", ("Budget :", "3 000 €")),
    )
    assert fiche.titre == "Réparer"
    assert texts(fiche, "mise_en_oeuvre") == [text.strip()]


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


def test_a_title_broken_over_two_headings_is_no_label() -> None:
    found = fiches(
        ("h1", "Fiche 1 : Attirer"),
        ("t", ROWS),
        ("h1", "Mesure"),
        ("h1", "et évaluation"),
        ("p", "La mesure sert à voir le progrès."),
    )
    assert len(found) == 1


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


def test_the_last_cells_texts_stay_with_its_label_though_the_next_axe_follows() -> None:
    rows: list[list[CellSpec]] = [
        [["*Constat", "Peu de médecins."]],
        [["*Pilote", "ARS"]],
        [["*Indicateurs", "Nombre de consultations", "Part des patients"]],
    ]
    first, second = fiches(
        ("p", "Axe n° 1 : Soigner"),
        ("b", "Action n° 1"),
        ("b", "Déployer un cabinet"),
        ("t", rows),
        ("p", "Axe n° 2 : Prévenir"),
        ("b", "Action n° 2"),
        ("b", "Dépister"),
        ("t", rows),
    )
    assert texts(first, "indicateurs") == ["Nombre de consultations", "Part des patients"]
    assert (step(second, "axe"), second.titre) == (("2", "Prévenir"), "Dépister")
