"""The scorer gives what it should on readings whose faults are known."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.vocabulary.champs import ACTION_CHAMP_NAMES
from tests.accuracy.gold import HEADER_KEYS
from tests.accuracy.scoring import Count, score_document

SHARED_SCORER = Path(__file__).parents[2] / "../shared/bench/score.py"
Rows = dict[str, list[dict[str, Any]]]

GOLD: dict[str, Any] = {
    "chemin": "dossier/essai.html",
    "genre": "fiche",
    "document": {"titre": "Ouvrir un café des aidants"},
    "plan": {"titre": "Schéma des aidants", "duree_mois": 36, "champs": {"axes": ["Écouter", "Relayer"]}},
    "actions": [
        {
            "fiche_numero": "4",
            "titre": "Ouvrir un café des aidants",
            "axe_titre": "Soutenir les aidants",
            "champs": {
                "constat": ["Les aidants s'épuisent.", "Un sur trois renonce à des soins."],
                "pilotage": ["CCAS"],
                "budget": ["12 000 € par an"],
            },
            "autres": {"Visa": ["Avis favorable du comité"]},
            "acteurs": [{"role": "pilote", "nom": "CCAS", "sigle": "CCAS"}],
            "financements": [{"montant_eur": "12000", "financeur": None}],
            "echeances": [],
        }
    ],
    "hors_champ": ["Mentions légales"],
    "parasites": ["Mentions légales"],
}


def read_perfectly(gold: dict[str, Any]) -> Rows:
    """The tables of a reading without fault."""
    rows: Rows = {
        "documents": [{"document_id": "d", "chemin": gold["chemin"], **gold["document"]}],
        "actions": [],
        "champs": [],
        "plans": [],
        **{table: [] for table in ("acteurs", "financements", "echeances")},
    }

    def add_champ(owner: str, champ: str, texts: list[str]) -> None:
        for ordre, texte in enumerate(texts, start=1):
            rows["champs"].append(
                {
                    "document_id": "d",
                    "objet_id": owner,
                    "champ": champ,
                    "ordre": ordre,
                    "texte": texte,
                    "confiance": 1.0,
                }
            )

    for rang, action in enumerate(gold["actions"], start=1):
        owner = f"a{rang}"
        texts = {champ: "\n".join(items) for champ, items in action["champs"].items()}
        rows["actions"].append(
            {"action_id": owner, "document_id": "d", "rang": rang, "autres": json.dumps(action["autres"])}
            | {key: action.get(key) for key in HEADER_KEYS}
            | {champ: texts.get(champ) for champ in ACTION_CHAMP_NAMES}
        )
        add_champ(owner, "entete", [action[key] for key in HEADER_KEYS if action.get(key)])
        for champ, items in action["champs"].items():
            add_champ(owner, champ, items)
        for items in action["autres"].values():
            add_champ(owner, "autre", items)
        rows["acteurs"] += [{"objet_id": owner, "champ": "pilotage", **row} for row in action["acteurs"]]
        rows["financements"] += [{"action_id": owner, "champ": "budget", **row} for row in action["financements"]]
    add_champ("d", "hors_champ", gold["hors_champ"])
    if gold["plan"]:
        facts = {key: value for key, value in gold["plan"].items() if key != "champs"}
        rows["plans"].append({"plan_id": "p", "document_id": "d", **facts})
        for champ, items in gold["plan"]["champs"].items():
            add_champ("p", champ, items)
    return rows


def figures(rows: Rows) -> dict[str, float | None]:
    return {name: count.f1 for name, count in score_document(GOLD, rows).counts.items()}


def drop_words(rows: Rows) -> None:
    rows["actions"][0]["constat"] = "Les aidants s'épuisent."
    rows["champs"] = [row for row in rows["champs"] if not row["texte"].startswith("Un sur trois")]


def mistake_champ(rows: Rows) -> None:
    rows["actions"][0]["moyens"] = rows["actions"][0].pop("budget")
    rows["actions"][0]["budget"] = None


def invent_action(rows: Rows) -> None:
    rows["actions"].append({"action_id": "a2", "document_id": "d", "rang": 2, "titre": "Sommaire", "constat": "Page 3"})


def swallow_footer(rows: Rows) -> None:
    rows["actions"][0]["pilotage"] = "CCAS Mentions légales"


def mistake_facts(rows: Rows) -> None:
    rows["plans"][0]["duree_mois"] = 12
    rows["documents"][0]["titre"] = "Accueil"
    rows["acteurs"][0]["role"] = "partenaire"
    rows["actions"][0]["autres"] = "{}"


def lose_document(rows: Rows) -> None:
    rows["documents"] = []


FAULTS: tuple[tuple[Callable[[Rows], None], dict[str, float]], ...] = (
    (drop_words, {"champs": 2 / 3, "exact": 2 / 3, "garde": 26 / 33}),
    (mistake_champ, {"champs": 2 / 3}),
    (invent_action, {"actions": 2 / 3, "champs": 6 / 7}),
    (swallow_footer, {"propre": 0.0, "champs": 2 / 3}),
    (mistake_facts, {"plan": 0.5, "document": 0.0, "acteurs": 0.0, "autres": 0.0}),
    (lose_document, {"actions": 0.0, "garde": 0.0, "champs": 0.0, "document": 0.0}),
)


def test_a_perfect_reading_scores_one_in_every_figure() -> None:
    found = figures(read_perfectly(GOLD))
    assert set(found.values()) <= {1.0, None}
    assert found["champs"] == found["garde"] == found["propre"] == 1.0


@pytest.mark.parametrize(("spoil", "expected"), FAULTS, ids=[spoil.__name__ for spoil, _ in FAULTS])
def test_each_fault_costs_its_own_figures(spoil: Callable[[Rows], None], expected: dict[str, float]) -> None:
    rows = read_perfectly(GOLD)
    spoil(rows)
    found = figures(rows)
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_a_value_read_in_prose_that_gold_does_not_name_is_no_fault() -> None:
    rows = read_perfectly(GOLD)
    rows["financements"].append({"action_id": "a1", "champ": "constat", "montant_eur": 50})
    assert figures(rows)["financements"] == 1.0
    rows["financements"].append({"action_id": "a1", "champ": "budget", "montant_eur": 60})
    assert figures(rows)["financements"] == pytest.approx(2 / 3)


def test_nothing_wanted_and_nothing_found_is_no_figure() -> None:
    assert Count().f1 is None


@pytest.mark.skipif(not SHARED_SCORER.exists(), reason="the shared scorer is not beside this checkout")
@pytest.mark.parametrize(
    "spoil", [None, *(spoil for spoil, _ in FAULTS)], ids=lambda spoil: spoil.__name__ if spoil else "none"
)
def test_the_figures_are_those_of_the_shared_scorer(tmp_path: Path, spoil: Callable[[Rows], None] | None) -> None:
    rows = read_perfectly(GOLD)
    if spoil:
        spoil(rows)
    if not rows["documents"]:
        rows["documents"] = [{"document_id": "x", "chemin": "autre.html"}]
    for table, content in rows.items():
        if content:
            pq.write_table(pa.Table.from_pylist(content), tmp_path / f"{table}.parquet")
    shared = _load_shared_scorer()
    theirs = {name: tally.f1() for name, tally in shared.score_document(GOLD, shared.Out(tmp_path)).items()}
    ours = figures(rows)
    assert {name: ours.get(name) for name in theirs} == pytest.approx(theirs)


def _load_shared_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_scorer", SHARED_SCORER)
    if spec is None or spec.loader is None:
        pytest.skip("the shared scorer cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
