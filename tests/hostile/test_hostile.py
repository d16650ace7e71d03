"""Files made to harm: each ends in one row with a motif that fits, and no neighbour notices. `make soak` has more."""

import os
import random
import sys
import unicodedata
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.batch.run import Way, run_batch
from pipeline.sources import find_sources
from tests.hostile.files import HOSTILE_FILES, SECRET, HostileFile, write_files
from tests.pipeline.invented import BYTES

FAST = [file for file in HOSTILE_FILES if not file.slow]


def read(out: Path, table: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(out / f"{table}.parquet").to_pylist()
    return rows


def write_healthy(folder: Path, count: int = 4) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"saine_{number}.txt").write_bytes(BYTES + f"\nContact : bureau {number}".encode())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the fast hostile files and some healthy ones, given in an order that no alphabet has."""
    root = tmp_path_factory.mktemp("hostile")
    files = list(write_files(root / "sources", slow=False))
    assert files == FAST
    write_healthy(root / "sources")
    (root / "sources" / "secret.txt").write_text(SECRET, encoding="utf-8")
    found = list(find_sources([root / "sources"]))
    random.Random(7).shuffle(found)
    run_batch(found, root / "out", way=Way(workers=2))
    return root


@pytest.mark.parametrize("file", FAST, ids=[file.name for file in FAST])
def test_a_hostile_file_ends_in_one_row_with_a_motif_that_fits(hostile: Path, file: HostileFile) -> None:
    rows = [row for row in read(hostile / "out", "documents") if row["chemin"] == file.name]
    assert len(rows) == 1
    assert rows[0]["motif"] in file.motifs
    assert (rows[0]["motif"] is None) == (rows[0]["statut"] == "converti")


def test_healthy_documents_give_the_same_rows_beside_hostile_ones(hostile: Path, tmp_path: Path) -> None:
    write_healthy(tmp_path / "sources")
    run_batch(find_sources([tmp_path / "sources"]), tmp_path / "out", way=Way(workers=1))
    for table in ("documents", "plans", "actions", "champs", "acteurs", "echeances", "signalements"):
        alone = read(tmp_path / "out", table)
        ids = {row["document_id"] for row in read(tmp_path / "out", "documents")}
        actions = {row["action_id"] for row in read(tmp_path / "out", "actions")}
        beside = [
            row
            for row in read(hostile / "out", table)
            if row.get("document_id") in ids or row.get("action_id") in actions or row.get("objet_id") in actions
        ]
        assert sorted(map(repr, beside)) == sorted(map(repr, alone)), table


def test_no_reader_opens_another_file(hostile: Path) -> None:
    holders = {row["document_id"] for row in read(hostile / "out", "champs") if SECRET in str(row["texte"])}
    names = [row["chemin"] for row in read(hostile / "out", "documents") if row["document_id"] in holders]
    assert names == ["secret.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a file name be any bytes")
def test_odd_names_and_odd_entries_of_a_folder_have_one_row_each(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (tmp_path / "ailleurs.txt").write_text(SECRET, encoding="utf-8")
    composed = unicodedata.normalize("NFC", "é.txt")
    for name in ("deux\nlignes.txt", "-o", composed, unicodedata.normalize("NFD", composed), os.fsdecode(b"\xff.txt")):
        (folder / name).write_bytes(BYTES + os.fsencode(name).hex().encode())
    (folder / "lien.txt").symlink_to(tmp_path / "ailleurs.txt")
    (folder / "perdu.txt").symlink_to(folder / "nulle part")
    os.mkfifo(folder / "tuyau")
    (folder / "dossier").mkdir(mode=0o000)
    report = run_batch(find_sources([folder]), tmp_path / "out", way=Way(workers=1))
    names = [str(row["chemin"]) for row in read(tmp_path / "out", "documents")]
    assert sorted(names)[:3] == ["-o", "\\xff.txt", "deux\nlignes.txt"]
    assert report.statuts["converti"] == 5
    assert len(set(names)) == len(names)
    assert SECRET not in (tmp_path / "out" / "csv" / "champs.csv").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there, a file that is read cannot be removed")
def test_a_file_that_goes_away_or_changes_before_its_turn_is_as_it_is_then(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    write_healthy(folder, 6)
    found = find_sources([folder])
    (folder / "saine_2.txt").unlink()
    (folder / "saine_4.txt").write_bytes(BYTES + b"\nContact : ailleurs")
    run_batch(found, tmp_path / "out", way=Way(workers=1))
    assert [row["motif"] for row in read(tmp_path / "out", "documents")] == [
        None,
        None,
        "introuvable",
        None,
        None,
        None,
    ]
    assert "ailleurs" in (tmp_path / "out" / "csv" / "champs.csv").read_text(encoding="utf-8")
