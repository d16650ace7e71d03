"""The commands that show and check what was read, as a person or a script meets them."""

import csv
import json
from pathlib import Path

import pytest

from pipeline.exit_codes import ExitCode
from tests.commands import PICTURE, files_of, run


def test_inspect_shows_hierarchy_champs_places_values_and_flags(fiche: Path) -> None:
    result = run("inspect", fiche)
    assert result.exit_code == ExitCode.DONE
    for shown in ("fiche.txt : converti, fiche", "couverture 1.0", "Pilotage", "« Pilote », lexique", "acteurs"):
        assert shown in result.stdout, shown


def test_inspect_shows_whole_texts_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "fiche.txt"
    path.write_text("Fiche 1 : Planter\nConstat\t" + "Le bocage recule. " * 20 + "Fin du constat.", encoding="utf-8")
    assert "Fin du constat." not in run("inspect", path).stdout
    assert "Fin du constat." in run("inspect", path, "-v").stdout.replace("\n", " ")


def test_inspect_as_json_holds_every_row(fiche: Path) -> None:
    tables = json.loads(run("inspect", fiche, "--json").stdout)
    assert tables["actions"][0]["pilotage"] == "ARS"
    assert {row["champ"] for row in tables["champs"]} >= {"constat", "pilotage", "budget"}


def test_inspect_of_a_bad_document_says_why(tmp_path: Path) -> None:
    (tmp_path / "image.pdf").write_bytes(PICTURE)
    result = run("inspect", tmp_path / "image.pdf")
    assert result.exit_code == ExitCode.INCOMPLETE
    assert "rejete, abime" in result.stdout


def test_inspect_takes_one_file(tmp_path: Path) -> None:
    assert run("inspect", tmp_path).exit_code == ExitCode.USAGE
    assert run("inspect", tmp_path / "absente.txt").exit_code == ExitCode.USAGE


@pytest.fixture
def unknown_labels(tmp_path: Path) -> Path:
    sources = tmp_path / "inconnus"
    sources.mkdir()
    for number, label in enumerate(("Empreinte sonore", "Empreinte sonore :", "Couleur du dossier"), start=1):
        (sources / f"{number}.txt").write_text(
            f"Fiche {number} : Planter {number} haies\nConstat\tLe bocage recule.\n{label}\tForte\nPilote\tLa commune",
            encoding="utf-8",
        )
    assert run("convert", sources, "-o", tmp_path / "out", "-q").exit_code == 0
    return tmp_path / "out"


def test_labels_lists_what_no_champ_took_most_frequent_first(unknown_labels: Path) -> None:
    result = run("labels", unknown_labels)
    assert result.exit_code == ExitCode.DONE
    assert result.stdout.index("Empreinte sonore") < result.stdout.index("Couleur du dossier")
    found = json.loads(run("labels", unknown_labels, "--json").stdout)
    assert [(label["libelle"].rstrip(" :"), label["fiches"], label["exemple"]) for label in found] == [
        ("Empreinte sonore", 2, "Forte"),
        ("Couleur du dossier", 1, "Forte"),
    ]


def test_labels_of_a_folder_without_tables_is_bad_usage(tmp_path: Path) -> None:
    result = run("labels", tmp_path)
    assert result.exit_code == ExitCode.USAGE
    assert "champs.parquet : introuvable" in result.stderr


def actions_of(out: Path) -> list[dict[str, str]]:
    with (out / "csv" / "actions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_label_is_taught_and_the_next_run_follows_it_in_every_document(unknown_labels: Path) -> None:
    sources = unknown_labels.parent / "inconnus"
    before = files_of(unknown_labels)
    result = run(
        "labels", unknown_labels, "--assign", "Empreinte sonore=freins", "--assign", "COULEUR DU DOSSIER : = autre"
    )
    assert result.exit_code == ExitCode.DONE
    assert "Empreinte sonore → freins" in result.stdout
    assert run("convert", sources, "-o", unknown_labels, "-q").exit_code == 0
    actions = actions_of(unknown_labels)
    assert [action["freins"] for action in actions] == ["Forte", "Forte", ""]
    assert json.loads(actions[2]["autres"]) == {"Couleur du dossier": "Forte"}
    assert "Tous les libellés sont reconnus" in run("labels", unknown_labels).stdout
    forget = ("--assign", "Empreinte sonore =", "--assign", "Couleur du dossier=")
    assert run("labels", unknown_labels, *forget, "--json").stdout.strip() == "[]"
    assert run("convert", sources, "-o", unknown_labels, "-q").exit_code == 0
    assert [
        files_of(unknown_labels)[name] == data for name, data in before.items() if name.endswith("actions.csv")
    ] == [True]


def test_a_lexicon_from_elsewhere_is_followed_instead(unknown_labels: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "les_notres.toml"
    lexicon.write_text('[champ.leviers]\nforms = ["Empreinte sonore"]\n', encoding="utf-8")
    run("labels", unknown_labels, "--assign", "Empreinte sonore=freins")
    source = unknown_labels.parent / "inconnus" / "1.txt"
    assert run("convert", source, "-o", unknown_labels, "--lexicon", lexicon, "-q").exit_code == 0
    assert [(action["leviers"], action["freins"]) for action in actions_of(unknown_labels)] == [("Forte", "")]
    assert "Leviers" in run("inspect", source, "--lexicon", lexicon).stdout


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Empreinte sonore", "pas de signe ="),
        ("Empreinte sonore=frein", "« frein » n'est pas un champ"),
        ("la=freins", "« la » ne peut pas être un libellé"),
    ],
)
def test_what_cannot_be_taught_is_told_in_one_line(unknown_labels: Path, said: str, told: str) -> None:
    result = run("labels", unknown_labels, "--assign", said)
    assert result.exit_code == ExitCode.USAGE
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_lexicon_that_cannot_be_read_is_bad_usage(fiche: Path, tmp_path: Path) -> None:
    broken = tmp_path / "x.toml"
    broken.write_text("[champ.freins\n", encoding="utf-8")
    for lexicon, told in ((broken, "lexique illisible"), (tmp_path / "absent.toml", "lexique introuvable")):
        result = run("convert", fiche, "-o", tmp_path / "out", "--lexicon", lexicon)
        assert result.exit_code == ExitCode.USAGE
        assert told in result.stderr


def test_validate_passes_what_convert_wrote(out: Path) -> None:
    result = run("validate", out)
    assert result.exit_code == ExitCode.DONE
    assert result.stdout == "Toutes les tables sont valides.\n"
    assert json.loads(run("validate", out, "--json").stdout) == []


def test_validate_names_what_was_changed_by_hand(out: Path) -> None:
    path = out / "csv" / "documents.csv"
    path.write_bytes(path.read_bytes().replace(b",converti,", b",parfait,"))
    result = run("validate", out)
    assert result.exit_code == ExitCode.INCOMPLETE
    assert "documents, ligne 1, colonne statut : valeur hors contrainte « parfait »" in result.stdout
    assert {violation["table"] for violation in json.loads(run("validate", out, "--json").stdout)} == {"documents"}


def test_validate_of_a_folder_without_tables_is_bad_usage(tmp_path: Path) -> None:
    assert run("validate", tmp_path).exit_code == ExitCode.USAGE


def test_the_formats_read_here_are_listed_for_people_and_programs() -> None:
    done = run("formats")
    assert done.exit_code == ExitCode.DONE
    assert ".xlsx" in done.stdout
    listed = {entry["format"]: entry["disponibilite"] for entry in json.loads(run("formats", "--json").stdout)}
    assert (listed["PDF"], listed["PowerPoint"]) == ("lu", "non_lu")
