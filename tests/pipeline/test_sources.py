"""Which files are taken for sources, and what they are called."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from models.errors import Motif, UsageError
from pipeline.outputs import list_outputs
from pipeline.sources import find_sources


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("texte", encoding="utf-8")


def names_of(*named: Path, skip: Iterable[Path] = ()) -> list[str]:
    return [source.name for source in find_sources(named, skip=skip)]


def test_a_folder_is_read_at_any_depth_in_the_order_of_its_names(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/c.txt", "a/b/d.txt")
    assert names_of(tmp_path) == ["a/b/d.txt", "a/c.txt", "b.txt"]


def test_hidden_files_lock_files_and_system_files_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "fiche.docx", ".cache/x.txt", ".x.txt", "~$fiche.docx", "Thumbs.db", "desktop.ini")
    assert names_of(tmp_path) == ["fiche.docx"]


def test_a_hidden_file_that_is_named_is_taken(tmp_path: Path) -> None:
    write(tmp_path, ".x.txt")
    assert names_of(tmp_path / ".x.txt") == [".x.txt"]


def test_the_tables_of_an_earlier_run_inside_the_sources_are_no_sources(tmp_path: Path) -> None:
    write(tmp_path, "fiche.txt", "out/csv/actions.csv", "out/actions.parquet")
    assert names_of(tmp_path, skip=list_outputs(tmp_path / "out")) == ["fiche.txt"]
    # Tables written beside the sources, and a run on that same folder.
    assert names_of(tmp_path / "out", skip=list_outputs(tmp_path / "out")) == []


def test_names_count_from_the_deepest_folder_that_holds_all_sources(tmp_path: Path) -> None:
    write(tmp_path, "2023/fiche.txt", "2024/fiche.txt")
    assert names_of(tmp_path / "2023", tmp_path / "2024") == ["2023/fiche.txt", "2024/fiche.txt"]
    assert names_of(tmp_path / "2023") == ["fiche.txt"]
    assert names_of(tmp_path / "2023" / "fiche.txt") == ["fiche.txt"]


def test_a_file_named_twice_is_one_source(tmp_path: Path) -> None:
    write(tmp_path, "fiche.txt")
    assert names_of(tmp_path, tmp_path / "fiche.txt", tmp_path / "." / "fiche.txt") == ["fiche.txt"]


def test_a_missing_source_among_others_is_a_source_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "fiche.txt")
    found = find_sources([tmp_path / "fiche.txt", tmp_path / "absente.pdf"])
    assert [source.motif for source in found] == [None, Motif.INTROUVABLE]
    assert found[0].name == "fiche.txt"


def test_where_no_source_exists_the_command_was_called_wrongly(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absente\.pdf"):
        find_sources([tmp_path / "absente.pdf"])


def test_an_empty_folder_holds_no_source(tmp_path: Path) -> None:
    assert find_sources([tmp_path]) == ()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "ailleurs/secret.txt", "sources/fiche.txt")
    try:
        (tmp_path / "sources/lien.txt").symlink_to(tmp_path / "ailleurs/secret.txt")
        (tmp_path / "sources/dossier").symlink_to(tmp_path / "ailleurs", target_is_directory=True)
        (tmp_path / "sources/boucle").symlink_to(tmp_path / "sources", target_is_directory=True)
    except OSError:
        pytest.skip("this system lets no ordinary user make links")
    assert names_of(tmp_path / "sources") == ["fiche.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_never_read(tmp_path: Path) -> None:
    write(tmp_path, "fiche.txt")
    os.mkfifo(tmp_path / "tuyau")
    assert names_of(tmp_path) == ["fiche.txt"]
    assert [source.motif for source in find_sources([tmp_path / "tuyau"])] == [Motif.ILLISIBLE]


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a file name be any bytes")
def test_a_file_name_that_is_not_utf_8_can_still_be_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xe9sum\xe9.txt"))
    path.write_text("texte", encoding="utf-8")
    assert names_of(tmp_path) == ["r\\xe9sum\\xe9.txt"]
