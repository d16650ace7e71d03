"""Plans joined over the documents of a run, as the tables show them."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline.batch.run import Way, run_batch
from pipeline.plan_rules import PlanRules, find_sidecars
from pipeline.sources import find_sources
from pipeline.validate import validate_output

PAGE = """Contrat local de santé du Val Clair

Le contrat local de santé du Val Clair 2020-2024 est signé par l'ARS et la communauté de communes.

Objectifs
{objectif}
"""
FICHE = """Fiche action n° {number} : {title}
Constat : Les délais sont longs.
Objectifs : Répondre
Articulation : Contrat local de santé : axe 2
Pilotage : CCAS
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number, text in enumerate((PAGE.format(objectif="Soigner"), PAGE.format(objectif="Prévenir")), start=1):
        (folder / f"{number}_page.txt").write_text(text, encoding="utf-8")
    for number in (3, 4):
        text = FICHE.format(number=number, title=f"Ouvrir la maison {number}")
        (folder / f"{number}_fiche.txt").write_text(text, encoding="utf-8")
    return folder


def convert(sources: Path, out: Path, *, link: bool) -> dict[str, list[dict[str, Any]]]:
    rules = PlanRules(link, find_sidecars([sources]))
    run_batch(find_sources([sources]), out, plans=rules, way=Way(workers=1))
    assert list(validate_output(out)) == []
    return {path.stem: pq.read_table(path).to_pylist() for path in out.glob("*.parquet")}


def test_linked_documents_have_one_plan_and_its_items_are_counted_on(sources: Path, tmp_path: Path) -> None:
    tables = convert(sources, tmp_path / "out", link=True)
    (plan,) = tables["plans"]
    goals = [row for row in tables["champs"] if row["objet"] == "plan" and row["champ"] == "objectifs"]
    assert {row["objet_id"] for row in goals} == {plan["plan_id"]}
    assert [(row["texte"], row["ordre"]) for row in goals] == [("Soigner", 1), ("Prévenir", 2)]
    assert [row["plan_id"] for row in tables["actions"]] == [plan["plan_id"]] * 2
    assert {row["plan_id"] for row in tables["liens"]} == {plan["plan_id"]}


def test_a_sidecar_names_the_plan_of_all_its_documents(sources: Path, tmp_path: Path) -> None:
    (sources / "plan.toml").write_text('titre = "Le plan du Val Clair"\ncode_territoire = "41"', encoding="utf-8")
    tables = convert(sources, tmp_path / "out", link=False)
    assert [(row["titre"], row["code_territoire"]) for row in tables["plans"]] == [("Le plan du Val Clair", "41")]
    assert {row["plan_id"] for row in tables["actions"]} == {tables["plans"][0]["plan_id"]}
    assert "sources/plan.toml" not in {row["chemin"] for row in tables["documents"]}


def test_a_sidecar_written_later_changes_the_tables_and_converts_nothing_anew(sources: Path, tmp_path: Path) -> None:
    before = convert(sources, tmp_path / "out", link=False)
    (sources / "plan.toml").write_text('titre = "Le plan du Val Clair"', encoding="utf-8")
    after = convert(sources, tmp_path / "out", link=False)
    assert len(before["plans"]) == 2
    assert [row["titre"] for row in after["plans"]] == ["Le plan du Val Clair"]
