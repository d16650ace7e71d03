"""From documents to fiches: layouts that plans use, and traps known from real ones."""

from models.action import Champ, Structure
from models.document import Document
from pipeline.structure import find_structure
from tests.pipeline.structure.drafts import CellSpec, document, fiches, step, texts

ROWS: list[list[CellSpec]] = [
    ["Constat", "Peu de médecins."],
    ["Objectifs", ["Attirer.", "Garder."]],
    ["Pilote", "ARS"],
    ["Indicateurs", "Nombre d'installations"],
]


def champs_of(structure: Structure) -> list[Champ]:
    return [
        *(champ for fiche in structure.fiches for champ in fiche.champs),
        *structure.plan_champs,
        *structure.rest,
    ]


def uncovered(doc: Document, structure: Structure) -> str:
    """What of the document's text stands in no champ, as item or label; separators and markers apart."""
    kept = [False] * len(doc.text)
    for champ in champs_of(structure):
        places = [item.place for item in champ.items] + ([champ.label_place] if champ.label_place else [])
        for place in places:
            kept[place.start : place.end] = [True] * (place.end - place.start)
    return "".join(char for char, is_kept in zip(doc.text, kept, strict=True) if not is_kept and char.isalnum())


def test_a_label_value_table_gives_its_champs() -> None:
    (fiche,) = fiches(("h1", "Fiche 4 : Attirer des médecins"), ("t", ROWS))
    assert (fiche.fiche_numero, fiche.titre) == ("4", "Attirer des médecins")
    assert texts(fiche, "constat") == ["Peu de médecins."]
    assert texts(fiche, "objectifs") == ["Attirer.", "Garder."]
    assert texts(fiche, "pilotage") == ["ARS"]


def test_a_title_above_its_own_number_is_the_title() -> None:
    (fiche,) = fiches(
        ("p", "Attirer des médecins"),
        ("p", "Fiche 12"),
        ("p", "Action 1.3.2"),
        ("p", "Axe 1 : Soigner"),
        ("p", "Objectif 1.3 : Adapter l'offre"),
        ("t", ROWS),
    )
    assert (fiche.titre, fiche.fiche_numero, fiche.action_numero) == ("Attirer des médecins", "12", "1.3.2")
    assert step(fiche, "axe") == ("1", "Soigner")
    assert step(fiche, "objectif") == ("1.3", "Adapter l'offre")


def test_labels_above_their_texts_in_a_grid() -> None:
    (fiche,) = fiches(
        (
            "t",
            [
                ["AXE 2 : Se déplacer", None, None, None],
                ["Fiche n°", "7", "Intitulé", "Covoiturer"],
                ["Pilote", "Ville", "Partenaires", "Région"],
                ["*Description", None, None, None],
                ["Covoiturer chaque jour.", None, None, None],
                ["*Calendrier", None, "*Budget", None],
                ["2025", None, "10 000 €", None],
            ],
        )
    )
    assert (fiche.fiche_numero, fiche.titre, step(fiche, "axe")) == ("7", "Covoiturer", ("2", "Se déplacer"))
    assert texts(fiche, "partenaires") == ["Région"]
    assert texts(fiche, "mise_en_oeuvre") == ["Covoiturer chaque jour."]
    assert (texts(fiche, "calendrier"), texts(fiche, "budget")) == (["2025"], ["10 000 €"])


def test_several_value_rows_under_one_label() -> None:
    rows: list[list[CellSpec]] = [*ROWS[:2], ["", "Former."], ["", "Loger."], *ROWS[2:]]
    (fiche,) = fiches(("h1", "Fiche 1 : Attirer"), ("t", rows))
    assert texts(fiche, "objectifs") == ["Attirer.", "Garder.", "Former.", "Loger."]


def test_headings_and_paragraphs_without_a_table() -> None:
    first, second = fiches(
        ("h1", "Contrat local de santé 2022-2026"),
        ("h2", "Axe 1 – Prévenir"),
        ("p", "Cet axe compte plusieurs fiches."),
        ("h3", "Fiche action n° 1 : Ouvrir un guichet"),
        ("b", "Constat"),
        ("p", "Les habitants renoncent aux soins."),
        ("b", "Pilote"),
        ("p", "Ville"),
        ("h3", "Fiche action n° 2 : Former des aidants"),
        ("b", "Constat"),
        ("p", "Les aidants sont seuls."),
        ("b", "Pilote"),
        ("p", "Département"),
        ("h2", "Annexes"),
        ("p", "Liste des sigles"),
    )
    assert (first.titre, second.titre) == ("Ouvrir un guichet", "Former des aidants")
    assert step(second, "axe") == ("1", "Prévenir")
    assert texts(second, "pilotage") == ["Département"]


def test_run_in_labels_in_bold() -> None:
    first, second = fiches(
        ("h1", "Plan climat"),
        ("h2", "Rénover les écoles"),
        *(("lead", (f"{label} :", text)) for label, text in (("Pilote", "Ville"), ("Partenaires", "Région"))),
        *(("lead", (f"{label} :", text)) for label, text in (("Calendrier", "2025"), ("Indicateurs", "Écoles"))),
        ("h2", "Planter des haies"),
        *(("lead", (f"{label} :", text)) for label, text in (("Pilote", "Syndicat"), ("Partenaires", "État"))),
        *(("lead", (f"{label} :", text)) for label, text in (("Calendrier", "2026"), ("Indicateurs", "Mètres"))),
    )
    assert (first.titre, second.titre) == ("Rénover les écoles", "Planter des haies")
    assert texts(second, "calendrier") == ["2026"]


def test_plain_run_in_labels_and_one_that_nobody_knows() -> None:
    (fiche,) = fiches(
        ("h1", "Fiche 3 : Planter des haies"),
        ("p", "Pilote : Syndicat"),
        ("p", "Partenaires : État, Région"),
        ("p", "Calendrier : 2026"),
        ("p", "Indicateurs : Mètres plantés"),
    )
    assert texts(fiche, "partenaires") == ["État, Région"]
    assert texts(fiche, "indicateurs") == ["Mètres plantés"]


def test_a_label_like_the_others_that_no_champ_takes_goes_to_autre() -> None:
    (fiche,) = fiches(("h1", "Fiche 1 : Attirer"), ("t", [*ROWS, ["Visa du préfet", "Favorable"]]))
    assert [(c.label, [i.text for i in c.items]) for c in fiche.champs if c.name == "autre"] == [
        ("Visa du préfet", ["Favorable"])
    ]


def test_a_compound_label_parts_by_its_sub_labels() -> None:
    (fiche,) = fiches(
        ("h1", "Fiche 1 : Attirer"),
        ("t", [*ROWS, ["Leviers/freins", ["Freins : la distance", "Leviers : les élus", "et les habitants"]]]),
    )
    assert texts(fiche, "freins") == ["la distance"]
    assert texts(fiche, "leviers") == ["les élus", "et les habitants"]


def test_sub_labels_in_one_paragraph_part_it_too() -> None:
    (fiche,) = fiches(
        ("h1", "Fiche 1 : Attirer"),
        ("t", [*ROWS[:2], ["Pilote et partenaires", "Pilote : DDT. Partenaires : CPAM, ARS."], ROWS[3]]),
    )
    assert texts(fiche, "pilotage") == ["DDT."]
    assert texts(fiche, "partenaires") == ["CPAM, ARS."]


def test_a_compound_label_without_sub_labels_stays_whole_and_is_flagged() -> None:
    (fiche,) = fiches(("h1", "Fiche 1 : Attirer"), ("t", [["Contexte et enjeux", "Tout va mal."], *ROWS[1:]]))
    assert texts(fiche, "constat") == ["Tout va mal."]
    assert [flag.code for flag in fiche.flags] == ["libelle_compose"]


def test_one_action_per_row_with_axes_between() -> None:
    first, second, third = fiches(
        ("h1", "Plan d'actions"),
        (
            "t",
            [
                ["*N°", "*Action", "*Pilote", "*Échéance", "*Indicateurs"],
                ["AXE 1 : Habiter", None, None, None, None],
                ["1", "Rénover", "Ville", "2025", "Logements"],
                ["2", "Louer", "État", "2026", "Baux"],
                ["AXE 2 : Se déplacer", None, None, None, None],
                ["3", "Pédaler", "Région", "2027", "Kilomètres"],
            ],
        ),
    )
    assert [(f.action_numero, f.titre) for f in (first, second, third)] == [
        ("1", "Rénover"),
        ("2", "Louer"),
        ("3", "Pédaler"),
    ]
    assert (step(second, "axe"), step(third, "axe")) == (("1", "Habiter"), ("2", "Se déplacer"))
    assert texts(third, "calendrier") == ["2027"]


def test_a_table_of_contents_opens_no_fiche() -> None:
    found = fiches(
        ("h1", "Sommaire"),
        ("p", "Fiche 1 : Attirer des médecins"),
        ("p", "Fiche 2 : Loger des internes"),
        ("h1", "Fiche 1 : Attirer des médecins"),
        ("t", ROWS),
        ("h1", "Fiche 2 : Loger des internes"),
        ("t", ROWS),
    )
    assert [(fiche.fiche_numero, fiche.titre) for fiche in found] == [
        ("1", "Attirer des médecins"),
        ("2", "Loger des internes"),
    ]


def test_a_recap_table_beside_the_fiches_opens_none() -> None:
    recap: list[list[CellSpec]] = [
        ["*N°", "*Action", "*Pilote", "*Calendrier"],
        ["1", "Attirer", "ARS", "2025"],
        ["2", "Loger", "Ville", "2026"],
    ]
    found = fiches(("t", recap), ("h1", "Fiche 1 : Attirer"), ("t", ROWS), ("h1", "Fiche 2 : Loger"), ("t", ROWS))
    assert [fiche.titre for fiche in found] == ["Attirer", "Loger"]


def test_sub_actions_inside_a_fiche_stay_in_it() -> None:
    (fiche,) = fiches(
        ("h1", "Fiche 5 : Bien manger"),
        ("h2", "Constat"),
        ("p", "On mange mal."),
        ("h2", "Mise en œuvre"),
        ("b", "Action 5.1 : Cuisiner"),
        ("p", "Des ateliers."),
        ("b", "Action 5.2 : Jardiner"),
        ("p", "Des potagers."),
        ("h2", "Pilote"),
        ("p", "CCAS"),
    )
    assert (fiche.titre, texts(fiche, "pilotage")) == ("Bien manger", ["CCAS"])
    assert texts(fiche, "mise_en_oeuvre") == [
        "Action 5.1 : Cuisiner",
        "Des ateliers.",
        "Action 5.2 : Jardiner",
        "Des potagers.",
    ]


def test_suivi_et_evaluation_inside_a_fiche_is_a_label_and_annexes_end_it() -> None:
    doc = document(
        ("h1", "Fiche 5 : Bien manger"),
        ("h2", "Constat"),
        ("p", "On mange mal."),
        ("h2", "Suivi et évaluation"),
        ("p", "Un bilan par an."),
        ("h1", "Annexes"),
        ("p", "Liste des sigles."),
    )
    structure = find_structure(doc)
    (fiche,) = structure.fiches
    assert texts(fiche, "indicateurs") == ["Un bilan par an."]
    assert [item.text for champ in structure.rest for item in champ.items] == ["Annexes", "Liste des sigles."]


def test_a_bare_axe_takes_its_title_from_where_the_document_says_it() -> None:
    first, second = fiches(
        ("p", "Axe 6 : Bien vieillir"),
        ("h1", "Fiche 1 : Visiter"),
        ("t", ROWS),
        ("p", "Axe 6"),
        ("h1", "Fiche 2 : Appeler"),
        ("t", ROWS),
    )
    assert step(first, "axe") == step(second, "axe") == ("6", "Bien vieillir")


def test_the_same_title_under_two_axes_is_two_actions() -> None:
    first, second = fiches(
        ("h1", "Axe 1 : Jeunes"),
        ("h2", "Action 1 : Former"),
        ("t", ROWS),
        ("h1", "Axe 2 : Aînés"),
        ("h2", "Action 1 : Former"),
        ("t", ROWS),
    )
    assert (first.titre, second.titre) == ("Former", "Former")
    assert (step(first, "axe"), step(second, "axe")) == (("1", "Jeunes"), ("2", "Aînés"))


def test_running_heads_stand_outside_the_champs() -> None:
    doc = document(("h1", "Fiche 5 : Bien manger"), ("t", ROWS[:2]), ("f", "Plan santé – page 3"), ("t", ROWS[2:]))
    structure = find_structure(doc)
    (fiche,) = structure.fiches
    assert texts(fiche, "pilotage") == ["ARS"]
    assert ["Plan santé – page 3"] in [[i.text for i in c.items] for c in structure.rest]


def test_an_article_with_a_few_headings_is_no_fiche() -> None:
    structure = find_structure(
        document(
            ("h1", "Contrat local de santé"),
            ("p", "Le contrat local de santé est un outil de coordination."),
            ("h2", "Objectifs"),
            ("i", "Réduire les inégalités"),
            ("h2", "Acteurs"),
            ("p", "Les signataires sont l'ARS et les communes."),
        )
    )
    assert structure.fiches == ()


def test_every_letter_stands_in_some_champ_once_the_document_is_taken_apart() -> None:
    doc = document(
        ("f", "Ville de Nulle-Part"),
        ("h1", "Axe 1 : Soigner"),
        ("p", "Une introduction qui ne dit rien de particulier, mais le dit longuement."),
        ("h2", "Fiche 4 : Attirer"),
        ("p", "Une action phare."),
        ("t", [*ROWS, ["Budget", ""], ["Visa", "oui"], ["Leviers/freins", ["Freins : a", "Leviers : b"]]]),
        ("h1", "Annexes"),
        ("t", [["a", "b"], ["c", "d"]]),
    )
    assert uncovered(doc, find_structure(doc)) == ""


def test_a_heading_that_labels_a_plan_s_champ_stands_among_the_titles_too() -> None:
    title = "Contrat local de santé du Val 2024-2028"
    found = find_structure(
        document(("h1", title), ("h2", "Article 3 : Durée"), ("p", "Le contrat est conclu pour cinq ans."))
    )
    assert "Article 3 : Durée" in [item.text for champ in found.rest if champ.name == "entete" for item in champ.items]


def test_an_axe_s_row_stands_with_the_actions_below_it_and_not_outside_them_too() -> None:
    rows: list[list[CellSpec]] = [
        ["N°", "Intitulé de l'action", "Pilote", "Calendrier", "Budget"],
        ["Axe 1 : Habiter mieux", None, None, None, None],
        ["1", "Isoler", "Ville", "2025", "3 000 €"],
        ["2", "Loger", "Ville", "2026", "4 000 €"],
        ["Axe 2 : Bouger", None, None, None, None],
    ]
    found = find_structure(document(("h1", "Plan d'actions"), ("t", rows)))
    assert [step(fiche, "axe") for fiche in found.fiches] == [("1", "Habiter mieux")] * 2
    outside = [item.text for champ in found.rest for item in champ.items]
    assert "Axe 1 : Habiter mieux" not in outside
    assert "Axe 2 : Bouger" in outside
