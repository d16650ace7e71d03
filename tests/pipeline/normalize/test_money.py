"""What the cases of `financements.toml` cannot say in one line."""

from pipeline.normalize.values import Context, read_values
from tests.pipeline.normalize.cases import make_champ


def money(*champs):
    return [(row.champ, row.ordre, row.texte, row.montant_eur) for row in read_values(champs, Context()).financements]


def test_an_amount_in_the_means_is_read_and_one_in_the_diagnosis_is_not():
    champs = (make_champ("constat", "Le déficit est de 3 M€."), make_champ("moyens", "Un poste, 30 000 €"))
    assert money(*champs) == [("moyens", 1, "Un poste, 30 000 €"[10:], 30000)]


def test_a_header_holds_for_the_rows_below_it_whatever_cells_are_empty():
    rows = money(make_champ("budget", "Poste | 2023 | 2024 | 2025", "Animation | - | 5 000 € | -"))
    assert [row[3] for row in rows] == [5000]
    values = read_values(
        (make_champ("budget", "Poste | 2023 | 2024 | 2025", "Animation | - | 5 000 € | -"),), Context()
    )
    assert [row.annee for row in values.financements] == [2024]


def test_a_total_that_does_not_add_up_is_kept():
    assert [row[3] for row in money(make_champ("budget", "ARS : 2 000 €", "CAF : 3 000 €", "Total : 9 000 €"))] == [
        2000,
        3000,
        9000,
    ]


def test_what_a_budget_says_instead_of_an_amount_is_flagged():
    def codes(text):
        return [flag.code for flag in read_values((make_champ("budget", text),), Context()).flags]

    assert codes("À définir") == ["budget_a_definir"]
    assert codes("Sans objet") == ["budget_sans_objet"]
    assert codes("À moyens constants") == ["moyens_constants"]
    assert codes("12 000 €") == []


def test_a_part_of_an_amount_is_a_row_of_its_own_and_flagged_so_that_nobody_adds_it():
    values = read_values((make_champ("budget", "15 000 € par an, dont 5 000 € de l'ARS"),), Context())
    assert [(row.texte, row.montant_eur, row.financeur) for row in values.financements] == [
        ("15 000 € par an", 15000, None),
        ("dont 5 000 € de l'ARS", 5000, "ARS"),
    ]
    assert [flag.code for flag in values.flags] == ["montant_inclus"]


def test_under_the_label_financeurs_a_name_needs_no_known_word():
    named = (make_champ("budget", "Abrisol 3 000 €", "Environ 500 €", label="Financeurs :"),)
    assert [row.financeur for row in read_values(named, Context()).financements] == ["Abrisol", None]
    unnamed = (make_champ("budget", "Abrisol 3 000 €", label="Budget"),)
    assert [row.financeur for row in read_values(unnamed, Context()).financements] == [None]
