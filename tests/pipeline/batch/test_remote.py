"""Sources and output elsewhere: the same tables as here, whatever happens on the way."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from models.errors import BusyOutput, UsageError
from pipeline.batch import carriers, remote_lock, remote_output, staging
from pipeline.batch.conversion import Watch
from pipeline.batch.outcomes import Report, read_status
from pipeline.batch.remote_lock import STALE, locate_lock
from pipeline.batch.remote_store import RemoteStore
from pipeline.batch.run import Way, run_batch
from pipeline.locations import Location, Url, parse_location
from pipeline.remote import Unreachable, fetch_file, read_bytes, remove_file, remove_folder, write_file
from pipeline.sources import list_sources
from tests.extractors.test_containers import make_zip
from tests.pipeline.batch import test_run as here
from tests.pipeline.batch.test_run import misbehave, posix
from tests.pipeline.invented import BYTES
from tests.pipeline.remote_folders import list_names, make_folder, send_folder, tables_of

COUNT = 6


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "lot").mkdir(parents=True)
    for number in range(COUNT):
        (folder / "lot" / f"{number}.txt").write_bytes(BYTES + f"\nContact : bureau {number}".encode())
    (folder / "copie.txt").write_bytes(BYTES + b"\nContact : bureau 1")
    (folder / "vide.txt").write_bytes(b"")
    return folder


@pytest.fixture
def elsewhere(sources: Path) -> Url:
    """The same sources elsewhere, at `sources` of the folder; `sortie` is free."""
    root = make_folder()
    send_folder(sources, root / "sources")
    return root


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carriers, "_PAUSES", ())


@dataclass
class Machine:
    """A machine that converts: its working folder, and what it has been told of."""

    work: Path
    started: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def convert(self, source: Location, out: Location, **way: Any) -> Report:
        self.started.clear()
        self.ended.clear()
        watch = Watch(self.started.append, lambda outcome: self.ended.append(str(outcome.document["chemin"])))
        work = self.work if isinstance(out, Url) else None
        told = Way(**{"workers": 2, "work": work, "convert": misbehave} | way)
        return run_batch(list_sources([source]), out, way=told, watch=watch)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "work")


def tables_here(sources: Path, tmp_path: Path) -> dict[str, bytes]:
    run_batch(list_sources([sources]), tmp_path / "ici", way=Way(workers=2, convert=misbehave))
    return without_commands(here.tables_of(tmp_path / "ici"))


def without_commands(tables: dict[str, bytes]) -> dict[str, bytes]:
    """The commands of the quarantine name sources and output."""
    return {name: data for name, data in tables.items() if name != "quarantaine.csv"}


@posix
def test_sources_and_output_elsewhere_give_the_tables_of_this_machine(
    sources: Path, tmp_path: Path, machine: Machine
) -> None:
    (sources / "lot" / "poison.txt").write_bytes(b"MORT")
    (sources / "autre poison.txt").write_bytes(b"MORT")
    (sources / "archive.zip").write_bytes(make_zip({"a.txt": BYTES, "b.txt": BYTES + b"\nContact : la mairie"}))
    root = make_folder()
    send_folder(sources, root / "sources")
    expected = tables_here(sources, tmp_path)
    report = machine.convert(root / "sources", root / "sortie")
    assert report.motifs == {"plantage": 2, "vide": 1}
    assert sorted(machine.ended) == sorted(set(machine.ended))
    assert len(machine.ended) == report.documents == COUNT + 6
    assert without_commands(tables_of(root / "sortie")) == expected
    assert f"fiches convert {root}/sources/" in read_bytes(root / "sortie" / "quarantaine.csv").decode()


def test_one_of_sources_and_output_may_lie_here(
    sources: Path, elsewhere: Url, tmp_path: Path, machine: Machine
) -> None:
    expected = tables_here(sources, tmp_path)
    machine.convert(elsewhere / "sources", tmp_path / "d'ailleurs")
    assert here.tables_of(tmp_path / "d'ailleurs") == expected
    machine.convert(sources, elsewhere / "sortie")
    assert tables_of(elsewhere / "sortie") == expected


def test_what_is_done_is_neither_fetched_nor_converted_again(
    elsewhere: Url, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    before = tables_of(elsewhere / "sortie")
    fetched: list[Url] = []
    monkeypatch.setattr(staging, "fetch_file", lambda url, target: (fetched.append(url), fetch_file(url, target)))
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    assert (machine.started, fetched) == ([], [])
    write_file(BYTES + b"\nContact : la prefecture", elsewhere / "sources" / "lot" / "2.txt")
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    assert (machine.started, fetched) == (["lot/2.txt"], [elsewhere / "sources" / "lot" / "2.txt"])
    after = tables_of(elsewhere / "sortie")
    assert after["csv/champs.csv"] != before["csv/champs.csv"]


def test_another_machine_goes_on_where_the_first_one_ended(elsewhere: Url, tmp_path: Path, machine: Machine) -> None:
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    expected = tables_of(elsewhere / "sortie")
    other = Machine(tmp_path / "other")
    remove_file(elsewhere / "sortie" / "actions.parquet")
    other.convert(elsewhere / "sources", elsewhere / "sortie")
    assert other.started == []
    assert tables_of(elsewhere / "sortie") == expected
    # Also without the copy of the ledger: the store tells what is done.
    third = Machine(tmp_path / "third")
    remove_file(elsewhere / "sortie" / ".fiches" / "registre.sqlite3")
    third.convert(elsewhere / "sources", elsewhere / "sortie")
    assert third.started == []
    assert tables_of(elsewhere / "sortie") == expected


def test_a_result_that_comes_in_half_is_asked_for_again(
    elsewhere: Url, tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    expected = tables_of(elsewhere / "sortie")
    remove_file(elsewhere / "sortie" / ".fiches" / "registre.sqlite3")
    load, asked = RemoteStore.load, Counter[str]()

    def load_half_first(store: RemoteStore, key: str) -> bytes | None:
        asked.update([key])
        data = load(store, key)
        return data[: len(data) // 2] if data and asked[key] == 1 else data

    monkeypatch.setattr(RemoteStore, "load", load_half_first)
    other = Machine(tmp_path / "other")
    other.convert(elsewhere / "sources", elsewhere / "sortie")
    assert asked
    assert other.started == []
    assert tables_of(elsewhere / "sortie") == expected


def test_a_store_that_the_ledger_knows_is_not_searched(
    elsewhere: Url, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(url: Url, _: Path) -> None:
        raise AssertionError(f"{url} was asked for")

    monkeypatch.setattr("pipeline.batch.remote_store.fetch_file", fail)
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    assert len(machine.started) == COUNT + 1


def test_what_a_machine_kept_that_died_is_not_converted_again(elsewhere: Url, tmp_path: Path, machine: Machine) -> None:
    out = elsewhere / "sortie"
    machine.convert(elsewhere / "sources" / "lot", out)
    dead = Machine(tmp_path / "dead")
    dead.convert(elsewhere / "sources", out)
    # Its ledger is lost with it, and its lock stands.
    (home,) = machine.work.glob("*/identite")
    copy = read_bytes(next(path for path in machine.work.rglob("registre.sqlite3")))
    write_file(copy, out / ".fiches" / "registre.sqlite3")
    hold(out, home=home.read_text(encoding="utf-8"))
    machine.convert(elsewhere / "sources", out)
    assert machine.started == []


def test_results_that_are_lost_are_made_again(elsewhere: Url, machine: Machine) -> None:
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    expected = tables_of(elsewhere / "sortie")
    remove_folder(elsewhere / "sortie" / ".fiches" / "resultats")
    remove_file(elsewhere / "sortie" / "actions.parquet")
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    assert len(list_names(elsewhere / "sortie" / ".fiches" / "resultats")) == COUNT + 1
    assert tables_of(elsewhere / "sortie") == expected


def test_a_run_that_is_interrupted_goes_on(sources: Path, elsewhere: Url, tmp_path: Path, machine: Machine) -> None:
    def stop(outcome: object) -> None:
        stopped.append(outcome)
        if len(stopped) == 3:
            raise KeyboardInterrupt

    stopped: list[object] = []
    out = elsewhere / "sortie"
    way = Way(workers=1, work=machine.work)
    with pytest.raises(KeyboardInterrupt):
        run_batch(list_sources([elsewhere / "sources"]), out, way=way, watch=Watch(on_end=stop))
    assert read_status(out, machine.work).waiting > 0
    machine.convert(elsewhere / "sources", out)
    assert tables_of(out) == tables_here(sources, tmp_path)
    status = read_status(out, machine.work)
    assert (status.waiting, status.finished, status.busy) == (0, True, False)
    assert read_status(out, tmp_path / "unknown machine") == status


def test_a_network_that_fails_ends_the_run_and_none_of_its_documents(
    sources: Path, elsewhere: Url, tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(url: Url, target: Path) -> None:
        if url.name == "4.txt":
            raise Unreachable("no route to host")
        fetch_file(url, target)

    monkeypatch.setattr(staging, "fetch_file", fail)
    with pytest.raises(UsageError, match=r"4\.txt : lecture impossible \(no route to host\)"):
        machine.convert(elsewhere / "sources", elsewhere / "sortie")
    monkeypatch.undo()
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    assert tables_of(elsewhere / "sortie") == tables_here(sources, tmp_path)


def test_a_store_that_cannot_be_written_ends_the_run(
    elsewhere: Url, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError("Access Denied")

    monkeypatch.setattr("pipeline.batch.remote_store.send_file", fail)
    with pytest.raises(UsageError, match=r"resultats : écriture impossible \(Access Denied\)"):
        machine.convert(elsewhere / "sources", elsewhere / "sortie")


def test_a_file_that_is_gone_or_forbidden_is_a_row(
    elsewhere: Url, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(url: Url, target: Path) -> None:
        if url.name == "1.txt":
            raise PermissionError("Access Denied")
        fetch_file(url, target)

    monkeypatch.setattr(staging, "fetch_file", refuse)
    found = list(list_sources([elsewhere / "sources"]))
    remove_file(elsewhere / "sources" / "lot" / "2.txt")
    report = run_batch(found, elsewhere / "sortie", way=Way(workers=1, work=machine.work))
    assert report.motifs == {"illisible": 1, "introuvable": 1, "vide": 1}


def test_credentials_of_an_address_stand_in_no_file_of_a_run(sources: Path, tmp_path: Path, machine: Machine) -> None:
    root = parse_location(f"memory://agnes:secret@{tmp_path.name}")
    assert isinstance(root, Url)
    (sources / "lot" / "poison.txt").write_bytes(b"SORTIE")
    send_folder(sources, root / "sources")
    report = machine.convert(root / "sources", root / "sortie")
    assert report.motifs == {"plantage": 1, "vide": 1}
    written = [read_bytes(Url(f"memory://agnes:secret@{tmp_path.name}/sortie/{name}")) for name in list_own(root)]
    kept = [path.read_bytes() for path in machine.work.rglob("*") if path.is_file()]
    assert len(written) > 30
    assert not any(b"secret" in data for data in written + kept)


def list_own(root: Url) -> list[str]:
    return list_names(Url(f"{root.full}/sortie"))


def hold(out: Url, **facts: Any) -> None:
    known = {"home": "autre", "run": "autre", "machine": "serveur-2", "renewed": time.time()}
    write_file(json.dumps(known | facts).encode(), locate_lock(out))


def test_an_output_that_another_machine_writes_is_busy(
    elsewhere: Url, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(elsewhere / "sortie")
    with pytest.raises(UsageError, match="une première conversion y écrit depuis serveur-2"):
        read_status(elsewhere / "sortie", machine.work)
    with pytest.raises(BusyOutput, match="serveur-2"):
        machine.convert(elsewhere / "sources", elsewhere / "sortie")
    monkeypatch.setattr(remote_lock, "_RENEW", 0.01)
    hold(elsewhere / "sortie", renewed=time.time() - 2 * STALE)
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    assert "verrou.json" not in str(list_names(elsewhere / "sortie"))


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_machine_whose_clock_goes_wrong_keeps_its_output(
    elsewhere: Url, machine: Machine, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    def renew(seconds: float) -> None:
        hold(elsewhere / "sortie", renewed=wrong + seconds)

    wrong = time.time() + hours * 3600
    hold(elsewhere / "sortie", renewed=wrong)
    monkeypatch.setattr(remote_lock.time, "sleep", renew)
    with pytest.raises(BusyOutput):
        machine.convert(elsewhere / "sources", elsewhere / "sortie")


def test_a_run_that_was_killed_does_not_keep_its_machine_out(elsewhere: Url, machine: Machine) -> None:
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    (home,) = machine.work.glob("*/identite")
    hold(elsewhere / "sortie", home=home.read_text(encoding="utf-8"))
    machine.convert(elsewhere / "sources", elsewhere / "sortie")


def test_a_run_whose_lock_was_taken_over_writes_no_tables(elsewhere: Url, machine: Machine) -> None:
    def take_over(_: object) -> None:
        hold(elsewhere / "sortie")

    way = Way(workers=1, work=machine.work)
    with pytest.raises(BusyOutput):
        run_batch(list_sources([elsewhere / "sources"]), elsewhere / "sortie", way=way, watch=Watch(on_end=take_over))
    assert tables_of(elsewhere / "sortie") == {}


@pytest.fixture
def dying_copies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The third copy of a table to its place is the last."""
    copies: list[Url] = []

    def copy(source: Url, target: Url) -> None:
        copies.append(target)
        if len(copies) == 3:
            raise KeyboardInterrupt
        original(source, target)

    original = remote_output.copy_file
    monkeypatch.setattr(remote_output, "copy_file", copy)
    yield
    assert len(copies) > 3


@pytest.mark.usefixtures("dying_copies")
def test_tables_that_were_decided_on_are_put_in_place_by_the_next_run(
    sources: Path, elsewhere: Url, tmp_path: Path, machine: Machine
) -> None:
    out = elsewhere / "sortie"
    with pytest.raises(KeyboardInterrupt):
        machine.convert(elsewhere / "sources", out)
    assert 0 < len(tables_of(out)) < 10
    machine.convert(elsewhere / "sources", out)
    assert machine.started == []
    assert tables_of(out) == tables_here(sources, tmp_path)
    assert not any("tables-neuves" in name for name in list_names(out))


def test_files_that_a_run_does_not_write_any_more_go(elsewhere: Url, machine: Machine) -> None:
    out = elsewhere / "sortie"
    write_file(b"[autre]\n", out / "libelles.toml")
    machine.convert(elsewhere / "sources", out, excel=True)
    assert "csv-excel/actions.csv" in list_names(out)
    machine.convert(elsewhere / "sources", out)
    assert not any(name.startswith("csv-excel") for name in list_names(out))
    assert "libelles.toml" in list_names(out)


def test_starting_over_converts_everything_again(elsewhere: Url, machine: Machine) -> None:
    machine.convert(elsewhere / "sources", elsewhere / "sortie")
    expected = tables_of(elsewhere / "sortie")
    machine.convert(elsewhere / "sources", elsewhere / "sortie", start_over=True)
    assert len(machine.started) == COUNT + 1
    assert tables_of(elsewhere / "sortie") == expected


def test_a_working_folder_for_an_output_here_is_bad_usage(sources: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--work"):
        run_batch(list_sources([sources]), tmp_path / "out", way=Way(work=tmp_path))


def test_where_no_run_was_there_is_no_status(elsewhere: Url, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="aucune conversion"):
        read_status(elsewhere / "sortie", tmp_path)
