"""Many sources: each has its row, and none stops the others."""

from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import pipeline.batch
from models.columns import TABLES
from models.errors import Motif, UsageError
from pipeline.batch import Outcome, convert_guarded, run_batch
from pipeline.convert import Conversion, convert_source
from pipeline.options import Options
from pipeline.sources import SourceFile, find_sources
from tests.pipeline.invented import BYTES


def documents(out: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(out / "documents.parquet").to_pylist()
    return rows


def run(folder: Path, out: Path) -> tuple[Outcome, ...]:
    return run_batch(find_sources([folder], skip=[out]), out)


def failing_on(word: bytes, error: BaseException) -> Callable[..., Conversion]:
    def convert(data: bytes, name: str, options: Options) -> Conversion:
        if word in data:
            raise error
        return convert_source(data, name, options)

    return convert


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.txt").write_bytes(BYTES)
    (folder / "b.txt").write_bytes(b"BOUM")
    (folder / "c.txt").write_bytes(BYTES + b"\nContact : la mairie")
    return folder


@pytest.mark.parametrize(
    ("error", "motif"),
    [
        (ValueError("odd"), Motif.PLANTAGE),
        (MemoryError(), Motif.TROP_GRAND),
        (RecursionError("too deep"), Motif.TROP_GRAND),
    ],
)
def test_an_unforeseen_error_ends_its_document_and_not_the_batch(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, motif: Motif
) -> None:
    monkeypatch.setattr(pipeline.batch, "convert_source", failing_on(b"BOUM", error))
    outcomes = run(sources, tmp_path / "out")
    assert [row["motif"] for row in documents(tmp_path / "out")] == [None, motif, None]
    assert type(error).__name__ in str(outcomes[1].cause)


def test_an_interruption_is_no_error_of_a_document(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.batch, "convert_source", failing_on(b"BOUM", KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        run(sources, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_value_that_no_column_holds_ends_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(data: bytes, name: str, options: Options) -> Conversion:
        conversion = convert_source(data, name, options)
        conversion.document["pages"] = 2**80
        return conversion

    monkeypatch.setattr(pipeline.batch, "convert_source", convert)
    assert convert_guarded(BYTES, "a.txt").conversion.document["motif"] == "plantage"


def test_two_copies_are_two_documents_of_one_id_and_everything_else_once(tmp_path: Path) -> None:
    for name in ("a.txt", "copie.txt"):
        (tmp_path / name).write_bytes(BYTES)
    outcomes = run(tmp_path, tmp_path / "out")
    first, second = documents(tmp_path / "out")
    assert (first["chemin"], second["chemin"]) == ("a.txt", "copie.txt")
    assert {**first, "chemin": None} == {**second, "chemin": None}
    champs = pq.read_table(tmp_path / "out" / "champs.parquet")
    assert len(champs.group_by(["objet_id", "champ", "ordre"]).aggregate([])) == len(champs)
    assert [outcome.repeated for outcome in outcomes] == [False, True]


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
    assert [row["motif"] for row in documents(tmp_path / "out")] == [None, "introuvable", "introuvable"]
    assert [row["document_id"] is None for row in documents(tmp_path / "out")] == [False, True, True]


def test_no_source_at_all_gives_tables_without_rows(tmp_path: Path) -> None:
    assert run_batch([], tmp_path / "out") == ()
    for table in TABLES:
        assert pq.read_table(tmp_path / "out" / f"{table.name}.parquet").num_rows == 0


def test_files_for_excel_of_an_earlier_run_do_not_stay_behind(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch(find_sources([sources]), out, excel=True)
    (out / "csv-excel" / "notes.txt").write_text("à moi", encoding="utf-8")
    run_batch(find_sources([sources]), out)
    assert [path.name for path in (out / "csv-excel").iterdir()] == ["notes.txt"]


def test_each_source_is_told_of_before_and_after(sources: Path, tmp_path: Path) -> None:
    told: list[str] = []
    run_batch(
        find_sources([sources]),
        tmp_path / "out",
        on_start=lambda source: told.append(f"> {source.name}"),
        on_end=lambda outcome: told.append(f"< {outcome.document['chemin']}"),
    )
    assert told == ["> a.txt", "< a.txt", "> b.txt", "< b.txt", "> c.txt", "< c.txt"]


def test_an_output_folder_that_cannot_be_made_is_known_before_any_work(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(UsageError):
        run_batch(find_sources([sources]), tmp_path / "out", on_start=lambda source: pytest.fail(source.name))
