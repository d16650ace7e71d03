"""Many sources: each has its row, and none stops the others; what is done is not done again."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from models.columns import TABLES
from models.errors import BusyOutput, UsageError
from pipeline.batch import pool
from pipeline.batch.conversion import Watch
from pipeline.batch.outcomes import Outcome, Report, read_outcomes
from pipeline.batch.pool import Limits
from pipeline.batch.run import Way, run_batch
from pipeline.batch.single import Result, convert_guarded
from pipeline.batch.workspace import open_workspace
from pipeline.options import Options
from pipeline.sources import SourceFile, find_sources
from tests.pipeline.invented import BYTES

posix = pytest.mark.skipif(sys.platform == "win32", reason="this system sends no signals")


def documents(out: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(out / "documents.parquet").to_pylist()
    return rows


def motifs(out: Path) -> list[object]:
    return [row["motif"] for row in documents(out)]


def tables_of(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and ".fiches" not in path.parts
    }


def run(folder: Path, out: Path, convert: Callable[..., Result] | None = None, **way: Any) -> Report:
    return run_batch(find_sources([folder], skip=[out]), out, way=Way(**{"workers": 2, "convert": convert} | way))


def misbehave(data: bytes, name: str, options: Options) -> Result:
    """Convert, and do what the first word of the document asks for."""
    word = data.split()[0] if data.split() else b""
    if word == b"MORT":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == b"UNEFOIS":
        tried = Path(data.split()[1].decode("utf-8"))
        if not tried.exists():
            tried.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if word == b"SORTIE":
        os._exit(3)
    if word == b"ATTENTE":
        time.sleep(60)
    if word == b"MEMOIRE":
        hoard = [bytearray(1 << 20) for _ in range(1 << 14)]
        time.sleep(len(hoard))
    return convert_guarded(data, name, options)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.txt").write_bytes(BYTES)
    (folder / "b.txt").write_bytes(b"BOUM")
    (folder / "c.txt").write_bytes(BYTES + b"\nContact : la mairie")
    return folder


@posix
@pytest.mark.parametrize("word", [b"MORT", b"SORTIE"])
def test_a_document_that_kills_its_worker_costs_itself_only(sources: Path, tmp_path: Path, word: bytes) -> None:
    (sources / "b.txt").write_bytes(word)
    report = run(sources, tmp_path / "out", misbehave)
    assert motifs(tmp_path / "out") == [None, "plantage", None]
    assert (report.quarantined, report.whole) == (1, False)
    quarantine = (tmp_path / "out" / "quarantaine.csv").read_text(encoding="utf-8").splitlines()
    assert len(quarantine) == 2
    assert quarantine[1].startswith("b.txt,")


@posix
def test_healthy_documents_give_the_same_bytes_beside_hostile_ones(sources: Path, tmp_path: Path) -> None:
    run(sources, tmp_path / "alone", misbehave)
    (sources / "d.txt").write_bytes(b"MORT")
    run(sources, tmp_path / "beside", misbehave)
    (sources / "d.txt").unlink()
    run(sources, tmp_path / "beside", misbehave)
    assert tables_of(tmp_path / "beside") == tables_of(tmp_path / "alone")


def test_a_document_over_its_time_is_ended(sources: Path, tmp_path: Path) -> None:
    (sources / "b.txt").write_bytes(b"ATTENTE")
    run(sources, tmp_path / "out", misbehave, limits=Limits(seconds=3.0))
    assert motifs(tmp_path / "out") == [None, "delai", None]


def test_workers_that_no_process_is_forked_from_give_the_same_tables(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sources / "b.txt").write_bytes(b"SORTIE")
    run(sources, tmp_path / "forked", misbehave)
    # As on Windows: each worker loads the program by itself.
    monkeypatch.setattr(pool, "_FORKS", False)
    run(sources, tmp_path / "spawned", misbehave)
    expected, found = tables_of(tmp_path / "forked"), tables_of(tmp_path / "spawned")
    assert expected.pop("quarantaine.csv").count(b"\n") == found.pop("quarantaine.csv").count(b"\n") == 2
    assert found == expected


def test_a_document_over_its_memory_is_ended(sources: Path, tmp_path: Path) -> None:
    (sources / "b.txt").write_bytes(b"MEMOIRE")
    run(sources, tmp_path / "out", misbehave, limits=Limits(memory=200 << 20))
    assert motifs(tmp_path / "out") == [None, "memoire", None]


@posix
def test_a_worker_killed_from_outside_is_no_fault_of_its_document(sources: Path, tmp_path: Path) -> None:
    (sources / "b.txt").write_text(f"UNEFOIS {tmp_path / 'tried'}", encoding="utf-8")
    assert run(sources, tmp_path / "out", misbehave).quarantined == 0
    assert (tmp_path / "tried").exists()
    assert motifs(tmp_path / "out") == [None, None, None]


def test_what_is_done_is_not_done_again(sources: Path, tmp_path: Path) -> None:
    run(sources, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.parquet")}
    started: list[str] = []
    found = find_sources([sources])
    run_batch(found, tmp_path / "out", watch=Watch(on_start=started.append))
    assert started == []
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.parquet")} == before
    (sources / "neu.txt").write_bytes(BYTES + b"\nBudget : 10 euros")
    run_batch(find_sources([sources]), tmp_path / "out", watch=Watch(on_start=started.append))
    assert started == ["neu.txt"]
    assert len(documents(tmp_path / "out")) == 4


def test_starting_over_converts_everything_again(sources: Path, tmp_path: Path) -> None:
    run(sources, tmp_path / "out")
    tables, started = tables_of(tmp_path / "out"), []
    way = Way(start_over=True)
    run_batch(find_sources([sources]), tmp_path / "out", way=way, watch=Watch(on_start=started.append))
    assert sorted(started) == ["a.txt", "b.txt", "c.txt"]
    assert tables_of(tmp_path / "out") == tables


def test_a_table_that_someone_changed_is_written_anew(sources: Path, tmp_path: Path) -> None:
    run(sources, tmp_path / "out")
    tables = tables_of(tmp_path / "out")
    (tmp_path / "out" / "csv" / "champs.csv").write_text("autre chose", encoding="utf-8")
    (tmp_path / "out" / "actions.parquet").unlink()
    run(sources, tmp_path / "out")
    assert tables_of(tmp_path / "out") == tables


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-9])])
def test_a_result_lost_from_the_store_is_made_again(
    sources: Path, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    run(sources, tmp_path / "out")
    tables = tables_of(tmp_path / "out")
    results = sorted((tmp_path / "out" / ".fiches" / "resultats").rglob("*.result"))
    assert len(results) == 3
    harm(results[1])
    (tmp_path / "out" / "champs.parquet").unlink()
    run(sources, tmp_path / "out")
    assert tables_of(tmp_path / "out") == tables


def test_a_result_that_was_kept_but_not_noted_is_not_made_again(sources: Path, tmp_path: Path) -> None:
    run(sources, tmp_path / "out")
    for path in (tmp_path / "out" / ".fiches").glob("registre*"):
        path.unlink()
    started: list[str] = []
    run_batch(find_sources([sources]), tmp_path / "out", watch=Watch(on_start=started.append))
    assert started == []


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_bytes(BYTES + f"\nContact : bureau {number}".encode())
    for workers in (1, 3):
        run(folder, tmp_path / str(workers), workers=workers, limits=Limits(documents=4))
    assert tables_of(tmp_path / "1") == tables_of(tmp_path / "3")


def test_a_second_run_in_the_same_folder_is_refused(sources: Path, tmp_path: Path) -> None:
    with open_workspace(tmp_path / "out"), pytest.raises(BusyOutput):
        run(sources, tmp_path / "out")


def test_two_copies_are_two_documents_of_one_id_and_everything_else_once(tmp_path: Path) -> None:
    for name in ("a.txt", "copie.txt"):
        (tmp_path / name).write_bytes(BYTES)
    run(tmp_path, tmp_path / "out")
    first, second = documents(tmp_path / "out")
    assert (first["chemin"], second["chemin"]) == ("a.txt", "copie.txt")
    assert {**first, "chemin": None} == {**second, "chemin": None}
    champs = pq.read_table(tmp_path / "out" / "champs.parquet")
    assert len(champs.group_by(["objet_id", "champ", "ordre"]).aggregate([])) == len(champs)
    assert [outcome.repeated for outcome in read_outcomes(tmp_path / "out")] == [False, True]


def test_a_copy_whose_name_is_a_formula_is_flagged(tmp_path: Path) -> None:
    for name in ("a.txt", "=b.txt"):
        (tmp_path / name).write_bytes(b"Un texte.")
    run(tmp_path, tmp_path / "out")
    codes = pq.read_table(tmp_path / "out" / "signalements.parquet").column("code").to_pylist()
    assert codes.count("formule_neutralisee") == 1
    assert b"'=b.txt" in (tmp_path / "out" / "csv" / "documents.csv").read_bytes()


def test_a_source_that_went_away_or_is_missing_has_its_row(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BYTES)
    gone = SourceFile(tmp_path / "parti.txt", "parti.txt")
    named = find_sources([tmp_path / "a.txt", tmp_path / "absente.txt"])
    run_batch([*named, gone], tmp_path / "out")
    assert motifs(tmp_path / "out") == [None, "introuvable", "introuvable"]
    assert [row["document_id"] is None for row in documents(tmp_path / "out")] == [False, True, True]


def test_no_source_at_all_gives_tables_without_rows(tmp_path: Path) -> None:
    assert run_batch([], tmp_path / "out").documents == 0
    for table in TABLES:
        assert pq.read_table(tmp_path / "out" / f"{table.name}.parquet").num_rows == 0


def test_each_source_is_told_of_before_and_after(sources: Path, tmp_path: Path) -> None:
    told: list[str] = []

    def end(outcome: Outcome) -> None:
        told.append(f"< {outcome.document['chemin']}")

    watch = Watch(lambda name: told.append(f"> {name}"), end)
    run_batch(find_sources([sources]), tmp_path / "out", way=Way(workers=1), watch=watch)
    assert sorted(told) == ["< a.txt", "< b.txt", "< c.txt", "> a.txt", "> b.txt", "> c.txt"]
    assert all(told.index(f"> {name}") < told.index(f"< {name}") for name in ("a.txt", "b.txt", "c.txt"))


def test_an_output_folder_that_is_a_file_is_known_before_any_work(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="pas un dossier"):
        run_batch(find_sources([sources]), tmp_path / "out", watch=Watch(on_start=pytest.fail))
    with pytest.raises(UsageError, match="pas un dossier"):
        run_batch(find_sources([sources]), tmp_path / "out" / "deep", watch=Watch(on_start=pytest.fail))


@pytest.mark.skipif(sys.platform != "linux", reason="/proc takes no new folder, whoever asks")
def test_a_folder_that_cannot_be_written_is_bad_usage(sources: Path) -> None:
    with pytest.raises(UsageError, match="écriture impossible"):
        run(sources, Path("/proc/fiches"))
