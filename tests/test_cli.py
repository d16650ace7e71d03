"""The command, as a person or a script meets it."""

import csv
import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner, Result

import extractors.pdf_plumber
import pipeline.batch.run
import pipeline.batch.single
import pipeline.validate
from models.engines import PdfEngine
from pipeline.batch.run import Way
from pipeline.batch.single import Result as BatchResult
from pipeline.batch.single import convert_file, convert_guarded
from pipeline.batch.workspace import open_workspace
from pipeline.cli import app
from pipeline.exit_codes import ExitCode
from pipeline.options import Options
from pipeline.sources import SourceFile
from tests.pipeline.invented import BYTES

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def run_process(*args: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *args],
        cwd=Path(__file__).parents[1],
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def fiche(tmp_path: Path) -> Path:
    path = tmp_path / "sources" / "fiche.txt"
    path.parent.mkdir()
    path.write_bytes(BYTES)
    return path


@pytest.fixture
def out(fiche: Path, tmp_path: Path) -> Path:
    assert run("convert", fiche, "-o", tmp_path / "out", "-q").exit_code == 0
    return tmp_path / "out"


def files_of(folder: Path) -> dict[str, bytes]:
    """The tables, without what the program keeps for itself."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".fiches" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


# convert


def test_a_folder_becomes_tables_and_a_summary(fiche: Path, tmp_path: Path) -> None:
    result = run("convert", fiche.parent, "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.DONE
    assert "fiche.txt" in result.stdout
    assert "100,00%" in result.stdout
    assert (tmp_path / "out" / "actions.parquet").is_file()
    assert (tmp_path / "out" / "csv" / "actions.csv").is_file()
    assert (tmp_path / "out" / "datapackage.json").is_file()
    assert not (tmp_path / "out" / "csv-excel").exists()


def test_two_runs_write_the_same_bytes(fiche: Path, tmp_path: Path) -> None:
    (fiche.parent / "page.html").write_text("<h1>Contrat local de santé</h1><p>Un texte.</p>", encoding="utf-8")
    for seed in ("1", "2"):
        done = run_process("convert", fiche.parent, "-o", tmp_path / seed, "--csv-excel", "-q", PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "1") == files_of(tmp_path / "2")
    assert "csv-excel/actions.csv" in files_of(tmp_path / "1")


def test_quiet_says_nothing_of_what_went_well(fiche: Path, tmp_path: Path) -> None:
    assert run("convert", fiche, "-o", tmp_path / "out", "-q").output == ""


def test_verbose_names_every_document(fiche: Path, tmp_path: Path) -> None:
    assert "fiche.txt : converti, fiche, 1 action" in run("convert", fiche, "-o", tmp_path / "out", "-v").output


def test_json_is_alone_on_stdout(fiche: Path, tmp_path: Path) -> None:
    (fiche.parent / "vide.txt").write_bytes(b"")
    result = run("convert", fiche.parent, "-o", tmp_path / "out", "--json")
    summary = json.loads(result.stdout)
    assert summary["statuts"] == {"converti": 1, "partiel": 0, "rejete": 1}
    assert [document["motif"] for document in summary["documents"]] == [None, "vide"]
    assert summary["lignes"]["documents"] == 2


def write_encrypted_pdf(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=A4, encrypt="secret")
    canvas.drawString(72, 700, "Pilote : ARS")
    canvas.save()


def test_the_reference_engine_is_asked_where_it_is_named_and_gives_the_same_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    open_plumber = extractors.pdf_plumber.open_plumber

    def open_and_tell(data: bytes, count: int) -> extractors.pdf_plumber.PlumberFile | None:
        asked.append(count)
        return open_plumber(data, count)

    monkeypatch.setattr(extractors.pdf_plumber, "open_plumber", open_and_tell)
    source = Path(__file__).parents[1] / "data/samples/fiche_aidants.pdf"
    for engine, times in (("pdfium", 0), ("pdfplumber", 1)):
        out = tmp_path / engine
        assert run("convert", source, "-o", out, "-q", "--pdf-engine", engine).exit_code == ExitCode.DONE
        # Here, where it can be seen: the command converts in another process.
        convert_file(SourceFile(source, source.name), Options(pdf_engine=PdfEngine(engine)))
        assert len(asked) == times
    fast, reference = (
        (tmp_path / engine / "csv" / "actions.csv").read_text(encoding="utf-8") for engine in ("pdfium", "pdfplumber")
    )
    assert fast == reference
    assert "aidants" in fast


def test_an_engine_that_does_not_exist_is_bad_usage(fiche: Path, tmp_path: Path) -> None:
    assert run("convert", fiche, "-o", tmp_path / "out", "--pdf-engine", "acrobat").exit_code == ExitCode.USAGE


def test_each_bad_document_gets_one_line_with_its_name_and_a_remedy(fiche: Path, tmp_path: Path) -> None:
    folder = fiche.parent
    (folder / "vide.txt").write_bytes(b"")
    (folder / "image.pdf").write_bytes(PICTURE)
    write_encrypted_pdf(folder / "secret.pdf")
    result = run("convert", folder, folder / "absente.txt", "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.INCOMPLETE
    lines = result.stderr.splitlines()
    assert len(lines) == 4
    for name, motif in (
        ("vide.txt", "vide"),
        ("image.pdf", "abime"),
        ("secret.pdf", "chiffre"),
        ("absente.txt", "introuvable"),
    ):
        assert any(f"{name} : rejete ({motif}" in line for line in lines), name
    assert "Traceback" not in result.output
    assert "fiche.txt" in result.stdout


def convert_with_a_fault(data: bytes, name: str, options: Options) -> BatchResult:
    """The function of a document in a program that has a fault; a worker runs it."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline.batch.single, "convert_source", fail)
        return convert_guarded(data, name, options)


def test_a_document_on_which_the_program_fails_does_not_stop_the_others(
    fiche: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.batch.run, "Way", partial(Way, convert=convert_with_a_fault))
    result = run("convert", fiche, "-o", tmp_path / "out", "-v")
    assert result.exit_code == ExitCode.INCOMPLETE
    assert "plantage" in result.stderr
    assert "ZeroDivisionError: division by zero (test_cli.py:" in result.stderr


@pytest.mark.parametrize("name", ["[bold]fiche[/bold].txt", "fiche :smile: [link=x].txt", "fi[/]che.txt"])
def test_a_file_name_is_shown_as_it_is(tmp_path: Path, name: str) -> None:
    path = tmp_path / "sources" / name.replace("/", "")
    path.parent.mkdir()
    path.write_bytes(PICTURE)
    result = run("convert", path, "-o", tmp_path / "out")
    assert path.name in result.stderr
    assert path.name in result.stdout


def test_no_source_that_exists_is_bad_usage_and_writes_nothing(tmp_path: Path) -> None:
    result = run("convert", tmp_path / "absente.pdf", "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.USAGE
    assert len(result.stderr.splitlines()) == 1
    assert "absente.pdf : introuvable ; vérifiez le chemin" in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_is_a_file_is_bad_usage(fiche: Path) -> None:
    result = run("convert", fiche, "-o", fiche)
    assert result.exit_code == ExitCode.USAGE
    assert "ce n'est pas un dossier" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert fiche.read_bytes() == BYTES


@pytest.mark.parametrize("args", [["convert"], ["convert", "x"], ["convert", "--nope"], ["nope"]])
def test_a_command_that_is_not_understood_is_bad_usage(args: list[str]) -> None:
    assert run(*args).exit_code == ExitCode.USAGE


def test_an_interruption_ends_with_130_and_leaves_the_old_tables(
    out: Path, fiche: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(out)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline.batch.run.Conversions, "run", interrupt)
    (fiche.parent / "autre.txt").write_text("Un texte.", encoding="utf-8")
    result = run("convert", fiche.parent, "-o", out)
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "Interrompu" in result.stderr
    assert files_of(out) == before


def test_a_fault_of_the_program_is_one_line_and_no_traceback(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path) -> None:
        raise RuntimeError("deux\nlignes")

    monkeypatch.setattr(pipeline.validate, "validate_output", fail)
    result = run("validate", out)
    assert result.exit_code == ExitCode.FAULT
    assert result.stderr.startswith("Défaut du programme : RuntimeError: deux lignes")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_no_code_page_of_a_terminal_breaks_the_command(fiche: Path, tmp_path: Path, encoding: str) -> None:
    odd = fiche.parent / "fiche → ✓ œ.txt"
    odd.write_bytes(PICTURE)
    for args in (["convert", fiche.parent, "-o", tmp_path / "out"], ["inspect", fiche], ["--help"]):
        done = run_process(*args, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert done.returncode in (ExitCode.DONE, ExitCode.INCOMPLETE), done.stderr
        assert b"Traceback" not in done.stderr
    done = run_process("inspect", fiche, "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert json.loads(done.stdout.decode(encoding))["documents"][0]["statut"] == "converti"


# status and events


def test_status_says_what_is_done_and_of_what_kind(fiche: Path, tmp_path: Path) -> None:
    (fiche.parent / "vide.txt").write_bytes(b"")
    run("convert", fiche.parent, "-o", tmp_path / "out", "-q")
    result = run("status", tmp_path / "out")
    assert result.exit_code == ExitCode.DONE
    assert "2 documents faits sur 2, 0 à faire" in result.stdout
    assert "Motifs : vide 1" in result.stdout
    assert json.loads(run("status", tmp_path / "out", "--json").stdout)["statuts"] == {"converti": 1, "rejete": 1}


def test_status_of_a_run_that_was_interrupted_says_what_is_left(
    fiche: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline.batch.run.Conversions, "run", interrupt)
    assert run("convert", fiche, "-o", tmp_path / "out").exit_code == ExitCode.INTERRUPTED
    result = run("status", tmp_path / "out")
    assert result.exit_code == ExitCode.INCOMPLETE
    assert "0 documents faits sur 1, 1 à faire" in result.stdout
    assert "relancez" in result.stdout


def test_status_of_a_folder_without_a_run_is_bad_usage(tmp_path: Path) -> None:
    assert run("status", tmp_path).exit_code == ExitCode.USAGE


def test_every_event_is_a_line_of_json(fiche: Path, tmp_path: Path) -> None:
    log = tmp_path / "journal.jsonl"
    (fiche.parent / "vide.txt").write_bytes(b"")
    run("convert", fiche.parent, "-o", tmp_path / "out", "-q", "--log-json", log)
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert sorted((event["evenement"], event.get("chemin")) for event in events[:-1]) == [
        ("debut", "fiche.txt"),
        ("debut", "vide.txt"),
        ("fin", "fiche.txt"),
        ("fin", "vide.txt"),
    ]
    assert events[-1]["evenement"] == "bilan"
    assert {event.get("motif") for event in events if event["evenement"] == "fin"} == {None, "vide"}


def test_a_second_conversion_into_the_same_folder_ends_with_75(fiche: Path, tmp_path: Path) -> None:
    with open_workspace(tmp_path / "out"):
        result = run("convert", fiche, "-o", tmp_path / "out")
        assert result.exit_code == ExitCode.BUSY
        assert len(result.stderr.splitlines()) == 1
        assert "en cours" in run("status", tmp_path / "out").stdout


# inspect


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


# labels


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


# validate


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
