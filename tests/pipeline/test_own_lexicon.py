"""A user's own words beside ours: how they are merged, what is refused, and what they change."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import UsageError
from pipeline.lexicon.categories import OWN_LEXICON
from pipeline.lexicon.own import merge_lexicon, use_lexicon
from pipeline.reference.departements import read_departement

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # So that what `use_lexicon` sets ends with the test.
    monkeypatch.setenv(OWN_LEXICON, "")
    (tmp_path / "mots").mkdir()
    return tmp_path / "mots"


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def inspect(path: Path, *options: str) -> dict[str, list[dict[str, object]]]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "inspect", str(path), "--json", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    tables: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return tables


def test_our_words_stay_and_theirs_come_first():
    assert merge_lexicon({"a": {"mots": ["un"]}}, {"a": {"mots": ["deux"]}}) == {"a": {"mots": ["deux", "un"]}}


def test_a_word_that_they_give_another_meaning_leaves_ours():
    ours = {"champ": {"constat": {"forms": ["Enjeux", "Contexte"]}, "objectifs": {"forms": ["Buts"]}}}
    theirs = {"champ": {"objectifs": {"forms": ["enjeux"]}}}
    merged = merge_lexicon(ours, theirs)["champ"]
    assert merged == {"constat": {"forms": ["Contexte"]}, "objectifs": {"forms": ["enjeux", "Buts"]}}


def test_a_list_written_as_one_text_grows_by_theirs():
    assert merge_lexicon({"tetes": {"mots": "\nassociation\n"}}, {"tetes": {"mots": "coordo"}}) == {
        "tetes": {"mots": "coordo \nassociation\n"}
    }


def test_the_digest_tells_what_the_files_say(folder: Path):
    first = use_lexicon(write(folder, "publics.toml", 'enfants = ["loupiots"]'))
    assert use_lexicon(folder) == first
    assert use_lexicon(write(folder, "publics.toml", 'enfants = ["minots"]')) != first
    assert os.environ[OWN_LEXICON] == str(folder.absolute())


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("poissons.toml", "", "lexique inconnu"),
        ("publics.toml", 'enfants = ["loupiots"', "fichier illisible"),
        ("publics.toml", 'enfants = "loupiots"', "« enfants » n'a pas la forme attendue"),
        ("publics.toml", "enfants = [3]", "« enfants » n'a pas la forme attendue"),
        ("territories.toml", 'communes = ["ville de"]', "« communes » n'a pas la forme attendue"),
        ("labels.toml", "[champ.constat]", "les libellés se donnent à part"),
        ("publics.toml", 'surfeurs = ["surfeurs"]', "catégorie inconnue « surfeurs »"),
        ("themes.toml", '[peche]\nstrong = ["criée"]\nweak = []', "catégorie inconnue « peche »"),
        ("progress.toml", '[statut]\nfigee = ["figée"]', "catégorie inconnue « figee »"),
        ("acronyms.toml", '[guilde]\nGLOP = "Groupement local"', "catégorie inconnue « guilde »"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(folder: Path, name: str, text: str, said: str):
    with pytest.raises(UsageError, match=said) as caught:
        use_lexicon(write(folder, name, text))
    assert "\n" not in str(caught.value)


def test_a_folder_without_words_is_told(folder: Path):
    with pytest.raises(UsageError, match="aucun fichier TOML"):
        use_lexicon(folder)
    with pytest.raises(UsageError, match="pas un dossier"):
        use_lexicon(folder / "rien")


def test_an_own_acronym_is_understood(folder: Path, tmp_path: Path):
    fiche = tmp_path / "fiche.txt"
    fiche.write_text(
        "Fiche action n° 1 : Ouvrir un café\nPilote : GLOP du Val\nContexte : trop peu de lieux\n",
        encoding="utf-8",
    )
    before = inspect(fiche)
    write(folder, "acronyms.toml", '[association]\nGLOP = "Groupement local pour l\'ouverture des places"')
    after = inspect(fiche, "--words", str(folder))
    assert [row["categorie"] for row in before["acteurs"]] == ["autre"]
    assert [(row["nom"], row["categorie"]) for row in after["acteurs"]] == [("GLOP Val", "association")]


def test_the_departement_given_by_hand_settles_namesakes(tmp_path: Path):
    fiche = tmp_path / "fiche.txt"
    fiche.write_text(
        "Fiche action n° 1 : Ouvrir un café\nPilote : ARS\nTerritoire : Sainte-Colombe\n", encoding="utf-8"
    )
    assert inspect(fiche)["territoires"] == []
    assert [row["code"] for row in inspect(fiche, "--departement", "69")["territoires"]] == ["69189"]


@pytest.mark.parametrize("code", ["41", "2A", "974"])
def test_a_departement_is_known_by_its_code(code: str):
    assert read_departement(code) == code


def test_an_unknown_departement_is_told():
    with pytest.raises(UsageError, match="département inconnu"):
        read_departement("99")
