"""Containers among the sources: every member a source, and a row for what cannot be opened."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from models.errors import Motif
from pipeline.cli import app
from pipeline.members import expand_sources
from pipeline.sources import SourceFile, find_sources
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
    found = list(expand_sources(find_sources([sources]), tmp_path / "membres"))
    assert [(one.name, one.motif) for one in found] == [
        ("casse.zip", Motif.ABIME),
        ("lot.zip!/a/fiche.txt", None),
        ("lot.zip!/b.eml!/message.txt", None),
        ("lot.zip!/b.eml!/piece.txt", None),
        ("seul.txt", None),
    ]
    assert found[1].path.read_bytes() == FICHE
    assert found[1].path == found[3].path
    assert len(list((tmp_path / "membres").iterdir())) == 2


def test_a_file_that_cannot_be_opened_stays_as_it_is(tmp_path: Path) -> None:
    source = SourceFile(tmp_path / "absent.zip", "absent.zip")
    assert list(expand_sources([source], tmp_path / "membres")) == [source]
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
