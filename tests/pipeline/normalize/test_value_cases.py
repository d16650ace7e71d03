"""Every written case of every kind of value: what is wanted, no more and no less."""

from decimal import Decimal

import pytest

from models.action import Champ, Indicator, Item, Money, Period
from models.document import Place
from pipeline.normalize.context import Context
from pipeline.normalize.names import read_name
from pipeline.normalize.values import read_values
from tests.pipeline.normalize.cases import make_champ, read_cases


def cases(name: str, key: str = "cas"):
    return [pytest.param(case, id=_title(case)) for case in read_cases(name, key)]


def _title(case) -> str:
    text = case["texte"] if isinstance(case, dict) else case[0]
    return str(text if isinstance(text, str) else " // ".join(text))[:60]


def or_dash(value) -> str:
    return "-" if value is None else str(value)


@pytest.mark.parametrize("case", cases("acteurs"))
def test_the_actors_of_a_champ_come_out_one_by_one_with_their_role(case):
    # What stands outside the champs is read for a plan only.
    kind = "plan" if case["champ"] in {"hors_champ", "signataires"} else "action"
    context = Context(text="\n".join([*case["texte"], case.get("document", "")]), kind=kind)
    found = read_values((make_champ(case["champ"], *case["texte"]),), context).acteurs
    assert [f"{actor.role} : {actor.nom_source}" for actor in found] == case["attendu"]


@pytest.mark.parametrize("case", cases("acteurs", "noms"))
def test_an_actor_has_one_spelling_acronym_and_kind(case):
    source, nom, sigle, kind = case
    name = read_name(source)
    assert (name.nom, or_dash(name.sigle), name.categorie or "autre") == (nom, sigle, kind)


@pytest.mark.parametrize("case", cases("territoires"))
def test_the_territories_of_a_text_are_told_apart(case):
    context = Context(text=f"{case['texte']}\n{case.get('document', '')}", territoire=case.get("plan"))
    found = read_values((make_champ(case["champ"], case["texte"]),), context).territoires
    assert [f"{territory.type} {or_dash(territory.code)}" for territory in found] == case["attendu"]


@pytest.mark.parametrize("case", cases("echeances"))
def test_a_schedule_is_as_precise_as_its_words(case):
    text, *wanted = case
    found = read_values((make_champ("calendrier", text),), Context(text=text)).echeances
    assert [_period(row) for row in found] == wanted


def _period(row: Period) -> str:
    return " | ".join(map(or_dash, (row.edtf, row.debut, row.fin, row.duree_mois, row.horizon)))


@pytest.mark.parametrize("case", cases("financements"))
def test_a_budget_gives_its_amounts_and_who_pays_them_once(case):
    texts, *wanted = case
    found = read_values((make_champ("budget", *texts),), Context(text="\n".join(texts))).financements
    assert [_money(row) for row in found] == wanted


def _money(row: Money) -> str:
    amounts = [None if amount is None else _plain(amount) for amount in (row.montant_eur, row.montant_max_eur)]
    return " | ".join(map(or_dash, (*amounts, row.financeur, row.taxe, row.periodicite, row.annee, row.nature)))


def _plain(amount: Decimal) -> str:
    return str(int(amount)) if amount == int(amount) else str(amount)


@pytest.mark.parametrize("case", cases("indicateurs"))
def test_indicators_come_out_one_by_one_with_their_figures(case):
    texts, *wanted = case
    found = read_values((make_champ("indicateurs", *texts),), Context(text="\n".join(texts))).indicateurs
    assert [_indicator(row, line) for row, line in zip(found, [*wanted, *found], strict=False)] == wanted


def _indicator(row: Indicator, wanted) -> str:
    kind = "*" if isinstance(wanted, str) and " | * | " in wanted else or_dash(row.type)
    return " | ".join([row.libelle, kind, *map(or_dash, (row.valeur_initiale, row.cible, row.echeance, row.source))])


@pytest.mark.parametrize("case", cases("publics"))
def test_target_groups_come_out_with_the_words_that_name_them(case):
    text, *wanted = case
    found = read_values((make_champ("publics", text),), Context(text=text)).publics
    assert [f"{or_dash(row.categorie)} : {row.texte}" for row in found] == wanted


@pytest.mark.parametrize("case", cases("classements", "themes"))
def test_a_title_tells_the_themes_of_its_action(case):
    title, *wanted = case
    found = read_values((make_champ("entete", title),), Context(text=title), title).classements
    assert [row.categorie for row in found if row.liste == "theme"] == wanted


@pytest.mark.parametrize("case", cases("classements", "avancement"))
def test_progress_and_priority_are_sorted_by_their_words(case):
    champ, text, *wanted = case
    found = read_values((make_champ(champ, text),), Context(text=text)).classements
    assert [f"{row.categorie} : {row.texte}" for row in found if row.liste == champ] == wanted


def test_a_theme_that_the_fiche_names_itself_is_sure_and_comes_first():
    title, said = "Soutenir le commerce du centre-bourg", Item("Mobilité", Place(0, 8))
    champs = (make_champ("entete", title), Champ("autre", (said,), label="Thématique"))
    found = read_values(champs, Context(text=title), title).classements
    assert [(row.categorie, row.score == 1, row.champ) for row in found][:2] == [
        ("mobilite", True, "autre"),
        ("economie_tourisme", False, "entete"),
    ]


@pytest.mark.parametrize("case", cases("liens"))
def test_links_name_the_plan_its_kind_and_the_element(case):
    text, *wanted = case
    found = read_values((make_champ("articulation", *text.split("\n")),), Context(text=text)).liens
    assert [f"{row.plan_cible} | {row.type_plan} | {or_dash(row.element)}" for row in found] == wanted


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("acteurs", ["cas"]),
        ("territoires", ["cas"]),
        ("echeances", ["cas"]),
        ("financements", ["cas"]),
        ("indicateurs", ["cas"]),
        ("publics", ["cas"]),
        ("classements", ["themes", "avancement"]),
        ("liens", ["cas"]),
    ],
)
def test_each_kind_has_a_hundred_and_fifty_cases_and_none_twice(name, keys):
    texts = [str(case) for key in keys for case in read_cases(name, key)]
    assert len(texts) >= 150
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("badge", "classes"),
    [
        ("À VENIR ÉLEVÉE", [("statut", "a_venir"), ("priorite", "haute")]),
        ("En cours", [("statut", "en_cours")]),
        ("Priorité aux projets en cours", []),
        ("1", []),
        ("PROJET", []),
    ],
)
def test_a_badge_in_the_head_says_how_far_an_action_is(badge: str, classes: list[tuple[str, str]]) -> None:
    champs = (make_champ("entete", "Action 2 : Planter des haies", badge),)
    found = read_values(champs, Context(text=badge), "Planter des haies").classements
    assert [(row.liste, row.categorie) for row in found if row.liste != "theme"] == classes


def test_a_champ_weighs_more_than_a_badge() -> None:
    champs = (make_champ("entete", "En cours"), make_champ("statut", "Terminé"))
    assert [row.categorie for row in read_values(champs, Context(), None).classements] == ["realise"]
