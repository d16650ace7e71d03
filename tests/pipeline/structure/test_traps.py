"""Traps known from real plans, each a test named after it."""

from extractors.build import DraftBlock, DraftCell, build_document
from models.action import Fiche
from models.document import BlockKind, Style
from pipeline.structure import find_structure
from tests.pipeline.structure.drafts import SOURCE, CellSpec, Spec, fiches, step, texts

ROWS: list[list[CellSpec]] = [
    ["Constat", "Peu de médecins."],
    ["Objectifs", "Attirer."],
    ["Pilote", "ARS"],
    ["Indicateurs", "Nombre d'installations"],
]


def bold(text: str) -> DraftBlock:
    return DraftBlock(BlockKind.PARAGRAPH, text, style=Style(bold=True))


def plain(text: str) -> DraftBlock:
    return DraftBlock(BlockKind.PARAGRAPH, text)


def autres(fiche: Fiche) -> dict[str | None, list[str]]:
    return {champ.label: [item.text for item in champ.items] for champ in fiche.champs if champ.name == "autre"}


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


BODY: list[Spec] = [
    ("b", "Constat"),
    ("p", "Peu de soin."),
    ("b", "Pilote"),
    ("p", "Ville"),
    ("b", "Indicateurs"),
    ("p", "Nombre"),
]


def test_a_title_over_four_lines_never_swallows_the_next_action() -> None:
    first, second = fiches(
        ("h1", "ACTION 1 – Faciliter l'installation des fermes :"),
        ("h1", "repérer les cédants, protéger"),
        ("h1", "le foncier, accompagner les porteurs"),
        ("h1", "jusqu'à leur récolte"),
        *BODY,
        ("h1", "ACTION 2 – Sauver l'abattoir"),
        *BODY,
    )
    assert first.titre == (
        "Faciliter l'installation des fermes : repérer les cédants, protéger le foncier, accompagner les porteurs "
        "jusqu'à leur récolte"
    )
    assert second.titre == "Sauver l'abattoir"


def test_large_bare_numbers_in_sequence_number_the_fiches() -> None:
    names = ("Ouvrir une ressourcerie", "Composter", "Donner")
    found = fiches(*(s for n, name in enumerate(names, 7) for s in (("h1", str(n)), ("h1", name), *BODY)))
    assert [(fiche.fiche_numero, fiche.titre) for fiche in found] == list(zip("789", names, strict=True))


def test_a_bare_number_alone_opens_no_fiche() -> None:
    assert fiches(("p", "7"), ("h1", "Ouvrir une ressourcerie"), *BODY) == ()


def test_key_figures_are_no_titles() -> None:
    (fiche,) = fiches(("h1", "Fiche 3"), ("b", "400 000 €"), ("b", "2030"), ("b", "Rénover les écoles"), *BODY)
    assert (fiche.fiche_numero, fiche.titre) == ("3", "Rénover les écoles")


def test_a_recap_of_numbered_lines_opens_no_fiche() -> None:
    recap: list[Spec] = [("p", "2.1.1 Former"), ("p", "2.1.2 Loger"), ("t", [["2.1.1", "Former"], ["2.1.2", "Loger"]])]
    found = fiches(
        *recap, ("h1", "Action 2.1.1"), ("h2", "Former"), *BODY, ("h1", "Action 2.1.2"), ("h2", "Loger"), *BODY
    )
    assert [(fiche.action_numero, fiche.titre) for fiche in found] == [("2.1.1", "Former"), ("2.1.2", "Loger")]


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


def test_figures_are_no_numbering() -> None:
    figures: list[Spec] = [("b", "1.5 tonnes de déchets"), ("b", "2.3 % de la population"), ("b", "1 000 logements")]
    assert fiches(*figures, *BODY) == ()


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


def test_partners_commitments_and_diagnoses_are_no_actions() -> None:
    assert not fiches(
        ("h1", "Engagements des partenaires"),
        ("h2", "Le Département"),
        ("p", "Il s'engage à financer le contrat."),
        ("h1", "Diagnostic"),
        ("h2", "Constat"),
        ("p", "Peu de médecins."),
        ("h2", "Enjeux"),
        ("p", "Attirer."),
    )


def test_an_evaluation_report_that_quotes_the_programme_is_no_fiche() -> None:
    assert not fiches(
        ("h1", "Rapport d'évaluation du contrat local de santé"),
        ("h2", "Contexte"),
        ("p", "Le contrat a été signé en 2019."),
        ("h2", "Programme d'actions"),
        ("p", "Il compte douze actions."),
        ("h2", "Résultats"),
        ("p", "Huit sont achevées."),
        ("h2", "Recommandations"),
        ("p", "Simplifier."),
    )


def test_paragraphs_without_any_style_label_too() -> None:
    lines = ("Constat", "Trop de déchets.", "Pilote", "Syndicat", "Calendrier", "2025")
    body: list[Spec] = [("p", line) for line in lines]
    found = fiches(
        ("p", "Fiche action n° 1"), ("p", "Réparer"), *body, ("p", "Fiche action n° 2"), ("p", "Trier"), *body
    )
    assert [(fiche.fiche_numero, fiche.titre) for fiche in found] == [("1", "Réparer"), ("2", "Trier")]
    assert texts(found[1], "pilotage") == ["Syndicat"]


def test_a_label_column_at_the_right_labels_what_stands_at_its_left() -> None:
    rows: list[list[CellSpec]] = [
        ["Peu de médecins.", "*Constat"],
        ["Attirer.", "*Objectifs"],
        ["ARS", "*Pilote"],
        ["Le préfet vise.", "*Visa de la préfecture"],
    ]
    (found,) = fiches(("h2", "Fiche 1 – Attirer des soignants"), ("t", rows))
    assert texts(found, "constat") == ["Peu de médecins."]
    assert texts(found, "pilotage") == ["ARS"]
    assert autres(found) == {"Visa de la préfecture": ["Le préfet vise."]}


def test_a_cell_of_signs_belongs_to_the_label_behind_it() -> None:
    rows: list[list[CellSpec]] = [["☂", *ROWS[0]], ["€", *ROWS[1]], ["✈", *ROWS[2]], ["⚑", *ROWS[3]]]
    (found,) = fiches(("h2", "Fiche 1 – Attirer des soignants"), ("t", rows))
    assert texts(found, "constat") == ["Peu de médecins."]
    assert texts(found, "pilotage") == ["ARS"]


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


def test_titles_that_a_bare_number_opens_are_numbered_where_they_count_the_fiches() -> None:
    names = ["Trier", "Composter", "Réparer"]
    found = fiches(*(spec for n, name in enumerate(names, start=1) for spec in (("h2", f"{n} {name}"), ("t", ROWS))))
    assert [(fiche.fiche_numero, fiche.titre) for fiche in found] == [
        ("1", "Trier"),
        ("2", "Composter"),
        ("3", "Réparer"),
    ]


def test_numbers_of_sections_without_labels_are_part_of_their_titles() -> None:
    sections: list[Spec] = [
        ("h2", f"{n} Le chapitre {name}") for n, name in enumerate(["Un", "Deux", "Trois"], start=1)
    ]
    (found,) = fiches(*sections, ("h2", "Fiche 1 – Trier"), ("t", ROWS))
    assert found.titre == "Trier"


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


def test_a_table_of_contents_above_a_preamble_opens_no_fiche() -> None:
    names = ["Trier", "Composter", "Réparer"]
    contents: list[Spec] = [("p", f"Action 1.{n} : {name}") for n, name in enumerate(names, start=1)]
    preamble: list[Spec] = [
        ("h2", "Contexte"), ("p", "Le plan suit une loi."), ("h2", "Objectifs"), ("p", "Réduire."),
        ("h2", "Pilotage"), ("p", "Un comité."),
    ]  # fmt: skip
    sheets = (spec for n, name in enumerate(names, start=1) for spec in (("h2", f"Action 1.{n} : {name}"), ("t", ROWS)))
    found = fiches(*contents, *preamble, *sheets)
    assert [fiche.titre for fiche in found] == names


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


def test_a_code_in_a_cell_beside_the_title_is_the_action_s() -> None:
    rows: list[list[CellSpec]] = [["*Axe 1 : Réduire", None], ["*1.2", "*Trier à la source"]]
    (found,) = fiches(("t", rows), *(spec for label, text in ROWS for spec in (("h3", label), ("p", text))))
    assert (found.action_numero, found.titre) == ("1.2", "Trier à la source")


def test_a_label_that_says_one_champ_twice_is_that_champ_s() -> None:
    rows: list[list[CellSpec]] = [*ROWS[:3], ["Évaluation : indicateurs", "Tonnes triées"]]
    (found,) = fiches(("h2", "Fiche 1 – Trier"), ("t", rows))
    assert texts(found, "indicateurs") == ["Tonnes triées"]


def test_an_axe_beside_its_rows_in_a_column_without_header_is_each_row_s() -> None:
    rows: list[list[CellSpec]] = [
        ["", "N°", "Action", "Pilote", "Échéance"],
        ["Axe 1 : Réduire", "1", "Trier", "Ville", "2025"],
        ["", "2", "Composter", "Région", "2026"],
        ["Axe 2 : Réparer", "3", "Recoudre", "Ville", "2027"],
    ]
    found = fiches(("t", rows))
    assert [step(fiche, "axe") for fiche in found] == [("1", "Réduire"), ("1", "Réduire"), ("2", "Réparer")]


def test_the_next_fiche_s_head_row_answers_no_label() -> None:
    head: list[list[CellSpec]] = [["*Axe 1 – Réduire", "*Action 1.1"], ["Trier à la source", None]]
    following: list[list[CellSpec]] = [["*Axe 1 – Réduire", "*Action 1.2"], ["Composter en pied d'immeuble", None]]
    body: list[list[CellSpec]] = [cells for label, text in ROWS for cells in ([f"*{label}", None], [text, None])]
    found = fiches(("t", [*head, *body, *following, *body]))
    assert [fiche.action_numero for fiche in found] == ["1.1", "1.2"]
    assert [fiche.titre for fiche in found] == ["Trier à la source", "Composter en pied d'immeuble"]
    assert texts(found[0], "indicateurs") == ["Nombre d'installations"]


def test_cells_that_open_with_their_label_are_no_data_below_headings() -> None:
    cards: list[list[CellSpec]] = [
        [["*Pilote", "ARS"], ["*Partenaires", "CPAM"]],
        [["*Publics", "Jeunes"], ["*Échéance", "2026"]],
    ]
    heads: list[Spec] = [
        ("h3", "Constat"),
        ("p", "Peu."),
        ("h3", "Objectifs"),
        ("p", "Attirer."),
        ("h3", "Moyens"),
        ("p", "Un agent."),
    ]
    (found,) = fiches(("h2", "Fiche 1 – Trier"), *heads, ("t", cards))
    assert texts(found, "pilotage") == ["ARS"]
    assert texts(found, "calendrier") == ["2026"]


def test_two_rows_of_label_and_text_are_no_data_below_headings() -> None:
    heads: list[Spec] = [
        ("h3", "Constat"),
        ("p", "Peu."),
        ("h3", "Objectifs"),
        ("p", "Attirer."),
        ("h3", "Moyens"),
        ("p", "Un agent."),
    ]
    (found,) = fiches(("h2", "Fiche 1 – Trier"), ("t", [["Pilote :", "ARS"], ["Échéance :", "2026"]]), *heads)
    assert texts(found, "pilotage") == ["ARS"]
    assert texts(found, "moyens") == ["Un agent."]


def test_a_second_header_row_below_merged_cells_is_no_action() -> None:
    header = [
        DraftCell(0, 0, row_span=2, blocks=[bold("N°")]), DraftCell(0, 1, row_span=2, blocks=[bold("Action")]),
        DraftCell(0, 2, row_span=2, blocks=[bold("Pilote")]), DraftCell(0, 3, blocks=[bold("Moyens")]),
    ]  # fmt: skip
    rows = [
        header,
        [DraftCell(1, 3, blocks=[bold("Humains")])],
        *(
            [
                DraftCell(2 + n, column, blocks=[plain(text)])
                for column, text in enumerate((str(n), name, "Ville", "Un agent"))
            ]
            for n, name in enumerate(("Trier", "Composter", "Réparer"))
        ),
    ]
    found = find_structure(build_document(SOURCE, [DraftBlock(BlockKind.TABLE, rows=rows)], reader="tests")).fiches
    assert [fiche.titre for fiche in found] == ["Trier", "Composter", "Réparer"]
    assert texts(found[0], "moyens") == ["Un agent"]


def test_a_pictogram_above_the_next_label_is_no_text_of_the_one_before() -> None:
    specs = (spec for label, text in ROWS for spec in (("p", "\ue900"), ("h3", label), ("p", text)))
    (found,) = fiches(("h2", "Fiche 1 – Trier"), *specs)
    assert texts(found, "constat") == ["Peu de médecins."]


def test_texts_on_one_background_name_no_fiche_and_no_champ() -> None:
    def shaded(text: str, *, is_bold: bool = False) -> DraftBlock:
        return DraftBlock(BlockKind.PARAGRAPH, text, style=Style(bold=is_bold, fill=0xEEEEEE))

    blocks: list[DraftBlock] = []
    rows = (("Constat", ("Peu.",)), ("Pilote", ("ARS",)), ("Public", ("Agents communaux", "Usagers")))
    for number in (1, 2):
        blocks.append(DraftBlock(BlockKind.HEADING, f"Fiche {number} – Trier", level=2))
        for label, answers in rows:
            blocks += [shaded(f"{label} :", is_bold=True), *map(shaded, answers)]
    found = find_structure(build_document(SOURCE, blocks, reader="tests")).fiches
    assert [texts(fiche, "publics") for fiche in found] == [["Agents communaux", "Usagers"]] * 2


def test_a_bold_label_before_a_period_is_not_one_label_with_its_year() -> None:
    (found,) = fiches(
        ("h2", "Fiche 1 – Trier"), ("lead", ("Constat –", "Peu de tri.")), ("lead", ("Pilote –", "Ville")),
        ("lead", ("Calendrier –", "2025-2029")), ("lead", ("Indicateurs –", "Tonnes")),
    )  # fmt: skip
    assert texts(found, "calendrier") == ["2025-2029"]


def test_a_cell_with_a_label_of_its_own_answers_no_label_at_its_left() -> None:
    rows: list[list[CellSpec]] = [
        [["*Pilote", "ARS"], "*Public", ["*Échéance", "Étude : 2025", "Travaux : 2026"]],
        *ROWS[:2],
    ]
    (found,) = fiches(("h2", "Fiche 1 – Trier"), ("t", rows))
    assert texts(found, "calendrier") == ["Étude : 2025", "Travaux : 2026"]
    assert texts(found, "publics") == []


def test_a_title_wrapped_at_a_colon_is_one_title() -> None:
    found = fiches(
        ("h1", "Faciliter les installations :"), ("h1", "repérer les cédants"), ("t", [*ROWS, ["Budget", "Rien"]])
    )
    assert [fiche.titre for fiche in found] == ["Faciliter les installations : repérer les cédants"]


def test_a_title_that_begins_above_its_own_number_is_one_title() -> None:
    found = fiches(
        ("h1", "Accueillir les internes"),
        ("h1", "Fiche action n° 3"),
        *BODY,
        ("h1", "Loger les saisonniers"),
        ("h1", "Fiche action n° 4"),
        *BODY,
    )
    assert [(fiche.fiche_numero, fiche.titre) for fiche in found] == [
        ("3", "Accueillir les internes"),
        ("4", "Loger les saisonniers"),
    ]


def test_a_side_bar_number_beside_the_title_is_no_part_of_it() -> None:
    titles = ("Recruter deux médecins", "Ouvrir un centre de santé", "Former les aidants")
    found = fiches(*(("t", [[f"*{number}", f"*{title}"], *ROWS]) for number, title in enumerate(titles, start=1)))
    assert [fiche.titre for fiche in found] == list(titles)
