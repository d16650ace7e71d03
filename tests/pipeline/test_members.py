"""Containers among the sources: every member a source, and a row for what cannot be opened."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipeline.batch.conversion import Watch
from pipeline.batch.run import run_batch
from pipeline.cli import app
from pipeline.members import write_members
from pipeline.sources import find_sources
from tests.extractors.test_containers import make_mail, make_zip

FICHE = "Intitulé\tPlanter des haies\nConstat\tPeu de haies\nPilote\tMairie\nCalendrier\t2025\n".encode()


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "seul.txt").write_bytes(FICHE)
    (folder / "lot.zip").write_bytes(make_zip({"a/fiche.txt": FICHE, "b.eml": make_mail(piece=FICHE)}))
    (folder / "casse.zip").write_bytes(make_zip({"a.txt": FICHE})[:70])
    return folder


def test_members_are_files_under_the_hash_of_their_bytes(sources: Path, tmp_path: Path) -> None:
    found = write_members((sources / "lot.zip").read_bytes(), tmp_path / "membres")
    assert found is not None
    assert [(one.name, one.motif) for one in found] == [
        ("!/a/fiche.txt", None),
        ("!/b.eml!/message.txt", None),
        ("!/b.eml!/piece.txt", None),
    ]
    assert (tmp_path / "membres" / str(found[0].content)).read_bytes() == FICHE
    assert found[0].content == found[2].content
    assert len(list((tmp_path / "membres").iterdir())) == 2


def test_what_is_no_container_has_no_members(tmp_path: Path) -> None:
    assert write_members(FICHE, tmp_path / "membres") is None
    assert not (tmp_path / "membres").exists()


def test_a_container_is_converted_and_not_inspected(sources: Path) -> None:
    done = CliRunner().invoke(app, ["inspect", str(sources / "lot.zip")])
    assert done.exit_code == 2
    assert "fiches convert" in done.stderr


def test_a_conversion_has_a_row_for_every_member(sources: Path, tmp_path: Path) -> None:
    CliRunner().invoke(app, ["convert", str(sources), "-o", str(tmp_path / "out"), "-q"])
    rows = pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    assert [(row["chemin"], row["statut"], row["motif"]) for row in rows] == [
        ("casse.zip", "rejete", "abime"),
        ("lot.zip!/a/fiche.txt", "converti", None),
        ("lot.zip!/b.eml!/message.txt", "converti", None),
        ("lot.zip!/b.eml!/piece.txt", "converti", None),
        ("seul.txt", "converti", None),
    ]


def test_documents_inside_are_converted_once_and_not_opened_again(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch(find_sources([sources]), out)
    tables = {path.name: path.read_bytes() for path in out.glob("*.parquet")}
    assert not (out / ".fiches" / "membres").exists()
    started: list[str] = []
    run_batch(find_sources([sources]), out, watch=Watch(on_start=started.append))
    assert started == []
    assert {path.name: path.read_bytes() for path in out.glob("*.parquet")} == tables


def test_a_document_inside_whose_result_is_lost_is_taken_from_its_container_again(
    sources: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run_batch(find_sources([sources]), out)
    tables = {path.name: path.read_bytes() for path in out.glob("*.parquet")}
    for path in (out / ".fiches" / "resultats").rglob("*.result"):
        path.unlink()
    (out / "champs.parquet").unlink()
    run_batch(find_sources([sources]), out)
    assert {path.name: path.read_bytes() for path in out.glob("*.parquet")} == tables
