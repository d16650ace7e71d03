"""Tables of one action a row: what header, banners, merged cells and help rows make of the rows."""

import json
from pathlib import Path

import pytest

from pipeline.convert import Conversion, convert_source
from tests.workbooks import CellSpec, SheetSpec, X, make_workbook

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
HEAD = ["Axe", "N°", "Action", "Pilote", "Partenaires", "Calendrier"]
HABITER = ["1. Habiter", "1.1", "Rénover les logements", "Mairie", "Anah", "2025"]


def convert(*sheets: SheetSpec) -> Conversion:
    return convert_source(make_workbook(*sheets), "plan.xlsx")


def rows_of(rows: list[list[CellSpec]], merges: tuple[str, ...] = ()) -> list[dict[str, object]]:
    conversion = convert(SheetSpec("Feuil1", rows, merges))
    assert conversion.document["couverture"] == 1.0
    return [dict(row) for row in conversion.rows["actions"]]


def titles(rows: list[dict[str, object]]) -> list[object]:
    return [row["titre"] for row in rows]


def test_an_action_a_row() -> None:
    rows = rows_of([HEAD, HABITER, ["2. Bouger", "2.1", "Tracer des pistes", "Département", None, "2026"]])
    assert titles(rows) == ["Rénover les logements", "Tracer des pistes"]
    assert (rows[0]["axe_numero"], rows[0]["axe_titre"], rows[0]["action_numero"]) == ("1", "Habiter", "1.1")
    assert (rows[1]["pilotage"], rows[1]["partenaires"], rows[1]["calendrier"]) == ("Département", None, "2026")


def test_an_axe_merged_over_its_rows_is_the_axe_of_each() -> None:
    rows = rows_of([HEAD, HABITER, [None, "1.2", "Isoler les écoles", "Mairie"]], ("A2:A3",))
    assert [row["axe_titre"] for row in rows] == ["Habiter", "Habiter"]


def test_an_axe_left_empty_below_holds_until_the_next() -> None:
    head = ["Axe", "Objectif stratégique", "Action", "Pilote", "Budget", "Calendrier"]
    rows = rows_of(
        [
            head,
            ["Axe 1 : Habiter", "Objectif 1.1 : Rénover", "Isoler", "Mairie", "10 €", "2025"],
            [None, None, "Ventiler", "Mairie", "10 €", "2025"],
            ["Axe 2 : Bouger", None, "Tracer", "Mairie", "10 €", "2025"],
        ]
    )
    assert [row["axe_titre"] for row in rows] == ["Habiter", "Habiter", "Bouger"]
    assert [row["objectif_titre"] for row in rows] == ["Rénover", "Rénover", None]


def test_a_pilote_merged_over_two_actions_is_the_pilote_of_both() -> None:
    rows = rows_of([HEAD, HABITER, ["1. Habiter", "1.2", "Isoler", None, "Ademe"]], ("D2:D3",))
    assert [row["pilotage"] for row in rows] == ["Mairie", "Mairie"]


def test_rows_without_a_title_go_on_with_the_action_above() -> None:
    rows = rows_of([HEAD, HABITER, [None, None, None, None, "Région", "2026"]])
    assert titles(rows) == ["Rénover les logements"]
    assert (rows[0]["partenaires"], rows[0]["calendrier"]) == ("Anah\nRégion", "2025\n2026")


def test_banners_between_the_rows_situate_them() -> None:
    head = HEAD[1:]
    rows = rows_of(
        [
            head,
            [X("Axe 1 : Habiter", "banner")],
            ["1", "Rénover", "Mairie", "Anah", "2025"],
            [X("Axe 2 : Bouger", "banner")],
            ["2", "Tracer", "Mairie", "Anah", "2025"],
        ]
    )
    assert [(row["titre"], row["axe_numero"], row["axe_titre"]) for row in rows] == [
        ("Rénover", "1", "Habiter"),
        ("Tracer", "2", "Bouger"),
    ]


def test_banners_that_only_look_the_part_are_axes() -> None:
    rows = rows_of(
        [
            HEAD[1:],
            [X("HABITER", "banner"), None, None, None, None],
            ["1", "Rénover", "Mairie", "Anah", "2025"],
            [X("BOUGER", "banner")],
            ["2", "Tracer", "Mairie", "Anah", "2025"],
        ],
        ("A2:E2", "A4:E4"),
    )
    assert [(row["titre"], row["axe_titre"]) for row in rows] == [("Rénover", "HABITER"), ("Tracer", "BOUGER")]


def test_group_banners_over_the_header_name_the_columns_that_have_no_label_of_their_own() -> None:
    rows = rows_of(
        [
            ["N°", "Action", "Pilote", "Budget", None, "Calendrier"],
            [None, None, None, "2024", "2025"],
            ["1", "Rénover", "Mairie", X(1000, "euro"), X(2000, "euro"), "2025"],
        ],
        ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"),
    )
    assert [(row["titre"], row["budget"], row["calendrier"]) for row in rows] == [
        ("Rénover", "1 000 €\n2 000 €", "2025")
    ]


def test_rows_that_say_how_to_fill_the_columns_are_no_actions() -> None:
    rows = rows_of(
        [HEAD, ["Champ texte", "Numéro", "Champ texte", "Indiquez le service", "Texte libre", "JJ/MM/AAAA"], HABITER]
    )
    assert titles(rows) == ["Rénover les logements"]


def test_totals_and_repeated_headers_are_no_actions() -> None:
    head = ["N°", "Action", "Pilote", "Budget"]
    action: list[CellSpec] = ["1", "Rénover", "Mairie", "10 €"]
    rows = rows_of([head, action, head, ["2", "Isoler", "Mairie", "20 €"], [None, "Total", None, "30 €"]])
    assert titles(rows) == ["Rénover", "Isoler"]


def test_titles_that_count_the_actions_give_their_numbers() -> None:
    head = ["Action", "Pilote", "Calendrier"]
    rows = rows_of([head, *([f"{n}. Planter des haies", "Mairie", "2025"] for n in range(1, 5))])
    assert [(row["action_numero"], row["titre"]) for row in rows] == [
        (str(n), "Planter des haies") for n in range(1, 5)
    ]


def test_sub_actions_stay_in_their_action() -> None:
    head = ["Action", "Sous-action", "Pilote", "Calendrier"]
    rows = rows_of(
        [
            head,
            ["Rénover", "Isoler", "Mairie", "2025"],
            ["Rénover", "Ventiler", "Anah", "2026"],
            ["Bouger", "Tracer", "Mairie", "2025"],
        ]
    )
    assert [(row["titre"], row["mise_en_oeuvre"]) for row in rows] == [
        ("Rénover", "Isoler\nVentiler"),
        ("Bouger", "Tracer"),
    ]


def test_objectifs_shared_by_several_actions_situate_them() -> None:
    head = ["Objectifs", "Action", "Pilote", "Calendrier"]
    rows = rows_of([head, ["Sobriété", "Isoler", "Mairie", "2025"], ["Sobriété", "Ventiler", "Anah", "2026"]])
    assert [(row["objectif_titre"], row["objectifs"]) for row in rows] == [("Sobriété", None), ("Sobriété", None)]


def test_objectifs_of_each_action_are_its_champ() -> None:
    head = ["Objectifs", "Action", "Pilote", "Calendrier"]
    rows = rows_of([head, ["Chauffer moins", "Isoler", "Mairie", "2025"], ["Respirer", "Ventiler", "Anah", "2026"]])
    assert [row["objectifs"] for row in rows] == ["Chauffer moins", "Respirer"]


def test_three_steps_keep_their_order() -> None:
    head = ["Axe", "Sous-axe", "Sous-sous-axe", "Action", "Pilote", "Calendrier"]
    rows = rows_of([head, ["1. A", "1.1. B", "1.1.1. C", "Isoler", "Mairie", "2025"]])
    steps = json.loads(str(rows[0]["hierarchie"]))
    assert [(step["niveau"], step["numero"], step["titre"]) for step in steps] == [
        ("axe", "1", "A"),
        ("orientation", "1.1", "B"),
        ("objectif", "1.1.1", "C"),
    ]


def test_a_sheet_an_axe() -> None:
    head = HEAD[1:]
    conversion = convert(
        SheetSpec("Axe 1 - Habiter", [head, ["1", "Rénover", "Mairie", "Anah", "2025"]]),
        SheetSpec("Axe 2 - Bouger", [head, ["2", "Tracer", "Mairie", "Anah", "2025"]]),
    )
    assert [(row["titre"], row["axe_titre"]) for row in conversion.rows["actions"]] == [
        ("Rénover", "Habiter"),
        ("Tracer", "Bouger"),
    ]


def test_a_sheet_a_fiche() -> None:
    def form(number: int, title: str) -> SheetSpec:
        rows: list[list[CellSpec]] = [
            [X(f"Fiche action {number} : {title}", "bold")],
            [X("Constat", "bold"), "Peu de logements."],
            [X("Objectifs", "bold"), "Loger."],
            [X("Pilote", "bold"), "Mairie"],
            [X("Calendrier", "bold"), "2025"],
        ]
        return SheetSpec(f"FA{number}", rows)

    rows = convert(form(1, "Rénover"), form(2, "Construire")).rows["actions"]
    assert [(row["fiche_numero"], row["titre"], row["pilotage"]) for row in rows] == [
        ("1", "Rénover", "Mairie"),
        ("2", "Construire", "Mairie"),
    ]


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared documents do not stand beside the checkout")
def test_the_national_template_is_recognised_whatever_its_edition() -> None:
    for name, count in (("plan_sans_axes.xlsx", 46), ("modele-import-pa.xlsx", 1)):
        conversion = convert_source((CORPUS / name).read_bytes(), name)
        assert len(conversion.rows["actions"]) == count
        assert conversion.document["couverture"] == 1.0
        assert "modele_reconnu" in {row["code"] for row in conversion.rows["signalements"]}


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared documents do not stand beside the checkout")
def test_the_columns_of_the_national_template_reach_their_champs() -> None:
    conversion = convert_source((CORPUS / "modele-import-pa.xlsx").read_bytes(), "modele.xlsx")
    (action,) = conversion.rows["actions"]
    assert "ligne_exemple" in {row["code"] for row in conversion.rows["signalements"]}
    assert (action["action_numero"], action["axe_numero"], action["objectif_numero"]) == ("1", "1", "1.1.1")
    assert (action["statut"], action["priorite"]) == ("À venir", "Moyen")
    assert action["calendrier"] == "16/11/2022\n09/03/2024\nVRAI"
    assert action["budget"].split("\n")[-1] == "124566"
    assert set(json.loads(action["autres"])) == {"Participation Citoyenne", "Notes", "Documents et liens"}


def test_a_bare_number_under_a_label_that_names_the_currency_is_an_amount() -> None:
    head = ["Action", "Pilote", "Montant € HT", "Budget total (k€ TTC)"]
    (money, total) = convert(SheetSpec("F", [head, ["Rénover", "Mairie", 50000, 12.5]])).rows["financements"]
    assert (money["montant_eur"], money["taxe"]) == (50000, "HT")
    assert (total["montant_eur"], total["taxe"]) == (12500, "TTC")


def test_an_amount_under_a_year_is_that_years() -> None:
    rows: list[list[CellSpec]] = [
        ["N°", "Action", "Pilote", "Budget", None],
        [None, None, None, "2024", "2025"],
        ["1", "Rénover", "Mairie", X(1000, "euro"), X(2000, "euro")],
    ]
    sheet = SheetSpec("F", rows, ("A1:A2", "B1:B2", "C1:C2", "D1:E1"))
    assert [(row["montant_eur"], row["annee"]) for row in convert(sheet).rows["financements"]] == [
        (1000, 2024),
        (2000, 2025),
    ]


def test_a_header_with_other_columns_further_down_holds_for_the_rows_below_it() -> None:
    rows = rows_of(
        [
            [X("Axe 1 : Habiter", "banner")],
            ["N°", "Action", "Pilote", "Échéance"],
            ["1.1", "Rénover", "Mairie", "2024"],
            ["1.2", "Isoler", "Mairie", "2025"],
            [],
            [X("Axe 2 : Bouger", "banner")],
            ["N°", "Action", "Pilote", "Partenaires", "Échéance"],
            ["2.1", "Tracer", "Département", "Région", "2026"],
        ]
    )
    found = [(row["action_numero"], row["axe_titre"], row["partenaires"], row["calendrier"]) for row in rows]
    assert found == [
        ("1.1", "Habiter", None, "2024"),
        ("1.2", "Habiter", None, "2025"),
        ("2.1", "Bouger", "Région", "2026"),
    ]


def test_years_over_crosses_do_not_hide_the_header() -> None:
    head = ["Axe", "Action", "Pilote", "Partenaires", "Calendrier", "2023", "2024", "2025"]
    rows = rows_of([head, ["1", "Rénover", "Mairie", "Anah", "2024", "X", None, "X"]])
    assert json.loads(str(rows[0]["autres"])) == {"2023": "X", "2025": "X"}


def test_a_column_of_states_is_the_statut() -> None:
    rows = rows_of([["Thématique", "Action", "État", "Commentaires"], ["Eau", "Réparer", "Fait", None]])
    assert [(row["titre"], row["statut"]) for row in rows] == [("Réparer", "Fait")]


def test_the_target_of_an_indicator_is_no_public() -> None:
    head = ["Action", "Indicateur", "Valeur initiale", "Cible 2026", "Pilote"]
    rows = rows_of([head, ["Rénover", "Logements rénovés", 10, 100, "Mairie"]])
    assert (rows[0]["indicateurs"], rows[0]["publics"]) == ("Logements rénovés", None)


def test_a_sheet_that_details_the_actions_of_another_adds_to_them() -> None:
    plan = SheetSpec(
        "Plan",
        [["N°", "Action", "Pilote", "Budget"], ["1", "Rénover", "Mairie", "10 €"], ["2", "Isoler", "ARS", "9 €"]],
    )
    more = SheetSpec(
        "Suivi", [["Action", "Indicateurs", "Calendrier"], ["Rénover", "Toits", "2025"], ["Isoler", "Murs", "2026"]]
    )
    conversion = convert(plan, more)
    assert [(row["titre"], row["pilotage"], row["indicateurs"]) for row in conversion.rows["actions"]] == [
        ("Rénover", "Mairie", "Toits"),
        ("Isoler", "ARS", "Murs"),
    ]
    assert conversion.document["couverture"] == 1.0


def test_two_versions_of_a_plan_stay_apart() -> None:
    rows: list[list[CellSpec]] = [["N°", "Action", "Pilote", "Budget"], ["1", "Rénover", "Mairie", "10 €"]]
    assert len(convert(SheetSpec("Plan 2024", rows), SheetSpec("Plan 2025", rows)).rows["actions"]) == 2
