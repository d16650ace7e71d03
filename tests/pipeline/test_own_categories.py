"""A user's own categories: what may be declared, what is refused in one line, and what the tables then hold."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from models.columns import TABLES_BY_NAME
from models.columns.open_lists import OPEN_LISTS, with_terms
from models.errors import UsageError
from models.vocabulary.champs import Term
from pipeline.lexicon.categories import OWN_LEXICON, read_categories
from pipeline.lexicon.own import use_lexicon

ROOT = Path(__file__).parents[2]
DECLARED = """
[[public]]
code = "saisonniers"
libelle = "Saisonniers"
definition = "Personnes employées à la saison."
mots = ["saisonnier", "saisonniers", "travailleurs saisonniers"]

[[theme]]
code = "ports_peche"
libelle = "Ports et pêche"
definition = "Ports, pêche, cultures marines."
mots = ["criée", "port de pêche", "ostréiculture"]
mots_faibles = ["quai"]

[[statut]]
code = "a_evaluer"
libelle = "À évaluer"
definition = "L'action est finie et son évaluation attendue."
mots = ["à évaluer"]

[[priorite]]
code = "vitale"
libelle = "Vitale"
definition = "L'action ne peut attendre le plan suivant."
mots = ["vitale"]

[[acteur]]
code = "section_regionale"
libelle = "Comités des pêches"
definition = "Comités des pêches et comités de la conchyliculture."
mots = ["comité des pêches", "comité de la conchyliculture"]
"""
FICHE = """Fiche action n° 3 : Moderniser le port de pêche
Contexte : la criée a vieilli
Pilote : Comité des pêches du Ponant
Publics visés : travailleurs saisonniers, jeunes
État d'avancement : à évaluer
Niveau de priorité : vitale
"""


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # So that what `use_lexicon` sets ends with the test.
    monkeypatch.setenv(OWN_LEXICON, "")
    folder = tmp_path / "mots"
    folder.mkdir()
    (folder / "categories.toml").write_text(DECLARED, encoding="utf-8")
    return folder


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
    environment = {key: value for key, value in os.environ.items() if key != OWN_LEXICON}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def convert(words: Path, out: Path) -> Path:
    source = words.parent / "fiche.txt"
    source.write_text(FICHE, encoding="utf-8")
    done = run("convert", str(source), "-o", str(out), "-q", "-j", "1", "--words", str(words))
    assert done.returncode == 0, done.stderr
    return out


def test_what_a_user_declares_stands_in_the_tables_and_is_valid(words: Path, tmp_path: Path):
    out = convert(words, tmp_path / "out")
    publics = pq.read_table(out / "publics.parquet").to_pylist()
    classes = pq.read_table(out / "classements.parquet").to_pylist()
    actors = pq.read_table(out / "acteurs.parquet").to_pylist()
    assert [(row["texte"], row["categorie"]) for row in publics] == [
        ("travailleurs saisonniers", "saisonniers"),
        ("jeunes", "jeunes"),
    ]
    assert {(row["liste"], row["categorie"]) for row in classes} >= {
        ("theme", "ports_peche"),
        ("statut", "a_evaluer"),
        ("priorite", "vitale"),
    }
    assert [row["categorie"] for row in actors] == ["section_regionale"]
    assert run("validate", str(out)).returncode == 0


def test_the_data_package_defines_what_a_user_declared_beside_ours(words: Path, tmp_path: Path):
    package = json.loads((convert(words, tmp_path / "out") / "datapackage.json").read_text(encoding="utf-8"))
    tables = {resource["name"]: resource["schema"]["fields"] for resource in package["resources"]}
    field = next(field for field in tables["publics"] if field["name"] == "categorie")
    assert "saisonniers (Personnes employées à la saison)" in field["description"]
    assert {"jeunes", "saisonniers"} <= set(field["constraints"]["enum"])
    assert package["categories_ajoutees"][0] == {
        "liste": "public",
        "code": "saisonniers",
        "libelle": "Saisonniers",
        "definition": "Personnes employées à la saison.",
    }


def test_a_code_that_nobody_declared_is_not_valid(words: Path, tmp_path: Path):
    out = convert(words, tmp_path / "out")
    path = out / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    del package["categories_ajoutees"]
    path.write_text(json.dumps(package), encoding="utf-8")
    done = run("validate", str(out))
    assert done.returncode == 1
    assert "saisonniers" in done.stdout + done.stderr


def test_another_definition_is_another_run(words: Path):
    first = use_lexicon(words)
    (words / "categories.toml").write_text(DECLARED.replace("à la saison", "l'été"), encoding="utf-8")
    assert use_lexicon(words) != first


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[public]", "fichier illisible"),
        ('[[poisson]]\ncode = "bar"', "« poisson » n'est pas une liste de catégories"),
        ('public = "bar"', "« public » n'est pas une liste de catégories"),
        ('[[public]]\ncode = "bar"', "« libelle » manque"),
        (DECLARED.replace('"saisonniers"\nlib', '"Saisonniers !"\nlib'), "« Saisonniers ! » n'est pas un code"),
        (DECLARED.replace('"saisonniers"\nlib', '"jeunes"\nlib'), "« jeunes » existe déjà"),
        (DECLARED.replace('"a_evaluer"', '"ports_peche"'), "« ports_peche » existe déjà"),
        (DECLARED.replace('mots = ["vitale"]', "mots = []"), "« vitale » n'a pas de mots"),
        (DECLARED.replace('mots = ["vitale"]', 'mots = "vitale"'), "« mots » n'est pas une liste de mots"),
        (DECLARED.replace('mots = ["vitale"]', 'mots = ["vitale"]\ncouleur = "rouge"'), "n'a pas la forme attendue"),
        (DECLARED.replace('mots = ["vitale"]', 'mots = ["vitale"]\nmots_faibles = ["a"]'), "n'a pas la forme attendue"),
    ],
)
def test_what_cannot_be_declared_is_told_in_one_line(words: Path, text: str, said: str):
    path = words / "categories.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="categories") as caught:
        read_categories(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_declared_category_may_have_more_words_in_the_file_of_its_list(words: Path):
    (words / "publics.toml").write_text('saisonniers = ["vendangeurs"]', encoding="utf-8")
    assert use_lexicon(words)


@pytest.mark.parametrize("open_list", OPEN_LISTS, ids=lambda open_list: open_list.name)
def test_each_open_list_is_the_one_of_its_column(open_list):
    table = TABLES_BY_NAME[open_list.table]
    column = next(column for column in table.columns if column.name == "categorie")
    assert set(open_list.terms) <= set(column.terms)
    added = with_terms(table, {open_list.name: (Term("x", "X", "Une lettre."),)})
    assert [term.name for column in added.columns for term in column.terms if term.name == "x"] == ["x"]
