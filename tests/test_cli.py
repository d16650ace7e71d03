"""`fiches convert` and `fiches status`, as a person or a script meets them."""

import json
from functools import partial
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

import extractors.pdf_plumber
import pipeline.batch.run
import pipeline.batch.single
import pipeline.validate
from models.engines import PdfEngine
from pipeline.batch.run import Way
from pipeline.batch.single import Result as BatchResult
from pipeline.batch.single import convert_file, convert_guarded
from pipeline.batch.workspace import open_workspace
from pipeline.exit_codes import ExitCode
from pipeline.options import Options
from pipeline.sources import SourceFile
from tests.commands import PICTURE, files_of, run, run_process
from tests.pipeline.invented import BYTES


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
