"""Traps known from real plans, each a test named after it: titles, numbers and what stands above a fiche."""

from extractors.build import DraftBlock, build_document
from models.document import BlockKind, Style
from pipeline.structure import find_structure
from tests.pipeline.structure.drafts import BODY, ROWS, SOURCE, CellSpec, Spec, autres, fiches, texts


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


def test_a_title_broken_over_two_headings_is_no_label() -> None:
    found = fiches(
        ("h1", "Fiche 1 : Attirer"),
        ("t", ROWS),
        ("h1", "Mesure"),
        ("h1", "et évaluation"),
        ("p", "La mesure sert à voir le progrès."),
    )
    assert len(found) == 1


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


def test_figures_are_no_numbering() -> None:
    figures: list[Spec] = [("b", "1.5 tonnes de déchets"), ("b", "2.3 % de la population"), ("b", "1 000 logements")]
    assert fiches(*figures, *BODY) == ()


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


def test_a_code_in_a_cell_beside_the_title_is_the_action_s() -> None:
    rows: list[list[CellSpec]] = [["*Axe 1 : Réduire", None], ["*1.2", "*Trier à la source"]]
    (found,) = fiches(("t", rows), *(spec for label, text in ROWS for spec in (("h3", label), ("p", text))))
    assert (found.action_numero, found.titre) == ("1.2", "Trier à la source")


def test_the_next_fiche_s_head_row_answers_no_label() -> None:
    head: list[list[CellSpec]] = [["*Axe 1 – Réduire", "*Action 1.1"], ["Trier à la source", None]]
    following: list[list[CellSpec]] = [["*Axe 1 – Réduire", "*Action 1.2"], ["Composter en pied d'immeuble", None]]
    body: list[list[CellSpec]] = [cells for label, text in ROWS for cells in ([f"*{label}", None], [text, None])]
    found = fiches(("t", [*head, *body, *following, *body]))
    assert [fiche.action_numero for fiche in found] == ["1.1", "1.2"]
    assert [fiche.titre for fiche in found] == ["Trier à la source", "Composter en pied d'immeuble"]
    assert texts(found[0], "indicateurs") == ["Nombre d'installations"]


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
