"""From a document understood to rows."""

import json
from dataclasses import replace
from decimal import Decimal

from models.action import Champ, Reading
from models.columns import TABLES_BY_NAME
from models.flags import Flag
from pipeline.rows import make_id, make_rows
from tests.pipeline.invented import champ, make_document, make_reading, place_of


def test_every_row_has_the_columns_of_its_table_and_no_other() -> None:
    tables = make_rows(make_document(), make_reading())
    assert set(tables) == set(TABLES_BY_NAME) - {"documents"}
    for name, rows in tables.items():
        assert rows, name
        for row in rows:
            assert tuple(row) == TABLES_BY_NAME[name].column_names


def test_a_text_column_holds_the_items_one_a_line_and_nothing_where_the_champ_is_absent() -> None:
    (action,) = make_rows(make_document(), make_reading())["actions"]
    assert action["objectifs"] == "Accueillir sans rendez-vous\nOrienter vers le soin"
    assert action["freins"] is None


def test_axe_and_objectif_are_taken_from_the_hierarchy_which_stays_whole() -> None:
    (action,) = make_rows(make_document(), make_reading())["actions"]
    assert (action["axe_numero"], action["axe_titre"]) == ("2", "Agir pour les jeunes")
    assert (action["objectif_numero"], action["objectif_titre"]) == ("2.1", None)
    assert [step["niveau"] for step in json.loads(str(action["hierarchie"]))] == ["axe", "objectif"]


def with_champs(reading: Reading, *champs: Champ) -> Reading:
    action = reading.actions[0]
    return replace(reading, actions=(replace(action, fiche=replace(action.fiche, champs=champs)),))


def test_what_no_column_takes_goes_into_autres_under_its_label() -> None:
    reading = with_champs(
        make_reading(),
        champ("autre", "Oui", label="Éco-socio-conditionnalité"),
        champ("gouvernance", "ARS", label="Pilote"),
    )
    (action,) = make_rows(make_document(), reading)["actions"]
    assert json.loads(str(action["autres"])) == {"Éco-socio-conditionnalité": "Oui", "Pilote": "ARS"}


def test_two_labels_of_one_champ_keep_apart_in_libelle_and_count_on() -> None:
    reading = with_champs(
        make_reading(), champ("budget", "12 500 € HT", label="Budget"), champ("budget", "Oui", label="Pilote")
    )
    rows = [row for row in make_rows(make_document(), reading)["champs"] if row["champ"] == "budget"]
    assert [(row["ordre"], row["libelle"]) for row in rows] == [(1, "Budget"), (2, "Pilote")]


def test_rows_of_champs_stand_in_the_order_of_the_source() -> None:
    rows = make_rows(make_document(), make_reading())["champs"]
    assert [row["debut"] for row in rows] == sorted(int(str(row["debut"])) for row in rows)
    assert rows[0]["texte"] == "Santé des jeunes au Val Clair"


def test_a_text_is_the_slice_that_its_span_names() -> None:
    document = make_document()
    for row in make_rows(document, make_reading())["champs"]:
        assert document.text[int(str(row["debut"])) : int(str(row["fin"]))] == row["texte"]


def test_a_box_comes_out_in_points_and_the_pages_of_an_action_span_its_champs() -> None:
    tables = make_rows(make_document(pages=3), make_reading(page=2))
    row = next(row for row in tables["champs"] if row["champ"] == "constat")
    assert (row["page"], row["x0"], row["haut"], row["x1"], row["bas"]) == (2, 56.12, 100.0, 300.5, 112.0)
    assert (tables["actions"][0]["page_debut"], tables["actions"][0]["page_fin"]) == (2, 2)


def test_an_axe_said_on_a_divider_pages_before_is_no_page_of_the_action() -> None:
    reading = make_reading(page=7)
    title = reading.actions[0].fiche.champs[0]
    place = replace(title.items[0].place, page=4, last_page=None)
    divider = Champ("entete", (replace(title.items[0], place=place),))
    tables = make_rows(make_document(pages=8), with_champs(reading, divider, *reading.actions[0].fiche.champs))
    assert (tables["actions"][0]["page_debut"], tables["actions"][0]["page_fin"]) == (7, 7)


def test_a_label_that_nothing_stands_under_is_kept_as_a_heading() -> None:
    empty = Champ("calendrier", (), label="Budget", label_place=place_of("Budget"))
    tables = make_rows(make_document(), with_champs(make_reading(), empty))
    kept = [row for row in tables["champs"] if row["texte"] == "Budget"]
    assert [row["champ"] for row in kept] == ["entete"]
    assert tables["actions"][0]["calendrier"] is None


def test_ids_depend_on_the_bytes_and_the_rank_alone() -> None:
    assert make_id("a" * 64, "action", 1) == make_id("a" * 64, "action", 1)
    assert len({make_id("a" * 64, "action", 1), make_id("a" * 64, "action", 2), make_id("a" * 64, "plan", 1)}) == 3


def test_an_action_names_its_plan() -> None:
    tables = make_rows(make_document(), make_reading())
    assert tables["actions"][0]["plan_id"] == tables["plans"][0]["plan_id"]
    alone = make_rows(make_document(), replace(make_reading(), plan=None))
    assert not alone["plans"]
    assert alone["actions"][0]["plan_id"] is None


def test_amounts_are_in_cents_and_a_number_run_together_is_none() -> None:
    reading = make_reading()
    action = reading.actions[0]
    money = action.values.financements[0]
    odd = replace(money, montant_eur=Decimal("12.345"), montant_max_eur=Decimal(10) ** 30)
    changed = replace(action, values=replace(action.values, financements=(odd,)))
    (row,) = make_rows(make_document(), replace(reading, actions=(changed,)))["financements"]
    assert (row["montant_eur"], row["montant_max_eur"]) == (Decimal("12.34"), None)


def test_the_same_flag_raised_twice_is_one_row() -> None:
    flag = Flag("essai", "Un essai.")
    rows = make_rows(make_document(flags=(flag, flag)), make_reading(), (flag,))["signalements"]
    assert [row["code"] for row in rows] == ["essai", "libelle_inconnu"]
    assert [row["objet"] for row in rows] == ["document", "action"]


def test_figures_of_a_plan_stay_in_its_champs_where_a_table_speaks_of_actions_only() -> None:
    reading = make_reading()
    assert reading.plan is not None
    plan = replace(reading.plan, values=reading.actions[0].values)
    tables = make_rows(make_document(), replace(reading, plan=plan, actions=()))
    assert not any(tables[name] for name in ("indicateurs", "financements", "publics"))
    assert [row["objet"] for row in tables["acteurs"]] == ["plan"]
