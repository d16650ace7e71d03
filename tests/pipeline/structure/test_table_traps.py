"""Traps known from real plans, each a test named after it: labels and texts in tables."""

from extractors.build import DraftBlock, DraftCell, build_document
from models.document import BlockKind
from pipeline.structure import find_structure
from tests.pipeline.structure.drafts import ROWS, SOURCE, CellSpec, Spec, autres, bold, fiches, plain, step, texts


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


def test_a_cell_with_a_label_of_its_own_answers_no_label_at_its_left() -> None:
    rows: list[list[CellSpec]] = [
        [["*Pilote", "ARS"], "*Public", ["*Échéance", "Étude : 2025", "Travaux : 2026"]],
        *ROWS[:2],
    ]
    (found,) = fiches(("h2", "Fiche 1 – Trier"), ("t", rows))
    assert texts(found, "calendrier") == ["Étude : 2025", "Travaux : 2026"]
    assert texts(found, "publics") == []


def test_a_row_of_labels_over_a_row_of_texts_labels_them_below_headings_too() -> None:
    (fiche,) = fiches(
        ("h1", "Fiche action n° 9 – Un parcours santé"),
        ("h3", "Constats"),
        ("p", "Un collégien sur cinq est en surpoids."),
        ("h3", "Objectifs"),
        ("p", "Repérer plus tôt."),
        ("h3", "Territoire"),
        ("p", "Tout le canton"),
        ("t", [["*Échéances", "*Moyens", "*Relais"], ["2025-2028", "0,3 ETP d'infirmière", "Parents d'élèves"]]),
    )
    assert texts(fiche, "territoire") == ["Tout le canton"]
    assert texts(fiche, "calendrier") == ["2025-2028"]
    assert texts(fiche, "moyens") == ["0,3 ETP d'infirmière"]


def test_one_step_below_its_header_row_stays_the_text_of_the_heading() -> None:
    (fiche,) = fiches(
        ("h1", "Fiche action n° 9 – Un parcours santé"),
        ("h3", "Constats"),
        ("p", "Un collégien sur cinq est en surpoids."),
        ("h3", "Objectifs"),
        ("p", "Repérer plus tôt."),
        ("h3", "Étapes"),
        ("t", [["*Étapes", "*Échéance", "*Responsable"], ["Recenser", "2025", "Rectorat"]]),
    )
    assert len(texts(fiche, "mise_en_oeuvre")) == 2
    assert texts(fiche, "calendrier") == []


def test_a_table_that_no_label_introduces_is_the_champ_of_its_first_header() -> None:
    sheet: list[Spec] = [
        ("p", "Constats : Les délais varient."),
        ("p", "Objectif : Évaluer en trois mois."),
        ("t", [["*Actions", "*Modalités", "*Échéance"], ["Adopter un référentiel", "Former", "2025"]]),
        ("p", "Pilotage : Direction enfance"),
        ("p", "Partenaires : Parquet, PJJ"),
    ]
    first, second = fiches(("h1", "Fiche 1 – Harmoniser"), *sheet, ("h1", "Fiche 2 – Préparer"), *sheet)
    for fiche in (first, second):
        assert texts(fiche, "objectifs") == ["Évaluer en trois mois."]
        assert texts(fiche, "mise_en_oeuvre")[-1] == "Adopter un référentiel | Former | 2025"
        assert texts(fiche, "pilotage") == ["Direction enfance"]


def test_titles_below_fiche_make_a_recapitulation_beside_sheets() -> None:
    recap: Spec = (
        "t",
        [
            ["Axe", "Fiche", "Pilote", "Échéance"],
            ["Soutenir", "1 – Ouvrir une maison des aidants", "Plateforme de répit", "2025"],
            ["Soutenir", "2 – Former les professionnels au repérage", "CPTS du Val", "2026"],
            ["Inventer", "3 – Créer un relais de nuit", "ADMR", "2027"],
        ],
    )
    sheets: list[Spec] = []
    for number in ("1", "2", "3"):
        sheets += [
            ("h1", f"Fiche {number} – Titre de la fiche {number}"),
            ("h3", "Constat"),
            ("p", "Les proches s'épuisent."),
            ("h3", "Pilote"),
            ("p", "Plateforme de répit"),
        ]
    assert [fiche.fiche_numero for fiche in fiches(("h1", "Tableau récapitulatif"), recap, *sheets)] == ["1", "2", "3"]
