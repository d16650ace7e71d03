"""Which files elsewhere are taken for sources, and what they are called: by the rules for folders here."""

from pathlib import Path

import pytest

from models.errors import Motif, UsageError
from pipeline.locations import Location, Url
from pipeline.outputs import list_outputs
from pipeline.plan_rules import find_sidecars
from pipeline.remote import Unreachable, write_file
from pipeline.remote_sources import RemoteFile
from pipeline.sources import list_sources
from tests.pipeline.remote_folders import make_folder, send_folder, write
from tests.pipeline.test_sources import write as write_here

NAMES = ("b.txt", "a/c.txt", "a/b/d.txt", "a-b.txt", "é.txt", ".x.txt", "~$b.docx", "Thumbs.db", ".git/x.txt", "A.txt")


def names_of(*named: Location, skip: tuple[Location, ...] = ()) -> list[str]:
    return [source.name for source in list_sources(named, skip=skip)]


def test_a_folder_elsewhere_gives_the_names_and_the_order_of_one_here(tmp_path: Path) -> None:
    write_here(tmp_path, *NAMES)
    root = make_folder()
    send_folder(tmp_path, root / "plans")
    assert names_of(root / "plans") == names_of(tmp_path)
    assert len(names_of(root / "plans")) == 6


def test_names_count_from_the_deepest_folder_that_holds_all_sources(tmp_path: Path) -> None:
    root = make_folder()
    write(root, "2023/fiche.txt", "2024/fiche.txt")
    assert names_of(root / "2023", root / "2024") == ["2023/fiche.txt", "2024/fiche.txt"]
    assert names_of(root / "2023" / "fiche.txt") == ["fiche.txt"]
    write_here(tmp_path, "fiche.txt")
    assert names_of(tmp_path, root / "2023") == [f"{tmp_path.as_posix()}/fiche.txt", f"{root}/2023/fiche.txt"]


def test_the_tables_of_an_earlier_run_among_the_sources_are_no_sources() -> None:
    root = make_folder()
    write(root, "fiche.txt", "sortie/csv/actions.csv", "sortie/actions.parquet", "sortie/.fiches/resultats/x")
    assert names_of(root, skip=list_outputs(root / "sortie")) == ["fiche.txt"]


def test_a_missing_address_among_others_is_a_source_of_its_own() -> None:
    root = make_folder()
    write(root, "fiche.txt")
    found = list(list_sources([root / "fiche.txt", root / "absente.pdf"]))
    assert [source.motif for source in found] == [None, Motif.INTROUVABLE]
    with pytest.raises(UsageError, match="absente"):
        list_sources([root / "absente.pdf"])


def test_a_file_that_is_written_anew_has_another_version() -> None:
    root = make_folder()

    def look() -> RemoteFile:
        (source,) = list_sources([root])
        assert isinstance(source, RemoteFile)
        return source

    write(root, "fiche.txt")
    first = look()
    assert first.changed == look().changed != 0
    write_file(b"autre texte", root / "fiche.txt")
    assert look().changed != first.changed


def test_a_service_that_does_not_answer_is_told_of_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Url) -> None:
        raise Unreachable("no route")

    monkeypatch.setattr("pipeline.remote_sources.look_at", fail)
    with pytest.raises(UsageError, match=r"s3://seau : lecture impossible \(no route\)"):
        list_sources([Url("s3://seau")])


def test_a_protocol_that_nobody_knows_is_bad_usage() -> None:
    with pytest.raises(UsageError, match="protocole inconnu"):
        list_sources([Url("inconnu://seau/plans")])


def test_a_plan_file_elsewhere_speaks_of_its_folder() -> None:
    root = make_folder()
    write(root, "a/fiche.txt", "b/fiche.txt")
    write_file('titre = "Contrat local de santé de Valmorin"'.encode(), root / "a/plan.toml")
    (sidecar,) = find_sidecars([root])
    assert (sidecar.folder, sidecar.facts) == ("a", (("titre", "Contrat local de santé de Valmorin"),))
    assert names_of(root) == ["a/fiche.txt", "b/fiche.txt"]
    assert [one.folder for one in find_sidecars([root / "a" / "fiche.txt"])] == [""]
