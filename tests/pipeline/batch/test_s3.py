"""The same tables on a service that speaks S3 as on this machine, by this machine or by a cluster."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from models.errors import UsageError
from pipeline.batch import carriers
from pipeline.batch.conversion import Watch
from pipeline.batch.run import Way, run_batch
from pipeline.cli import app
from pipeline.exit_codes import ExitCode
from pipeline.locations import Url
from pipeline.remote import create_file, read_bytes
from pipeline.sources import list_sources
from tests.extractors.test_containers import make_zip
from tests.pipeline.batch import test_run as here
from tests.pipeline.batch.test_run import misbehave
from tests.pipeline.invented import BYTES
from tests.pipeline.remote_folders import list_names, send_folder, tables_of
from tests.pipeline.s3_service import Service, serve
from tests.soak.command import convert, interrupt_after, start

s3fs = pytest.importorskip("s3fs", reason="the extra `remote` is not installed")
pytest.importorskip("moto.server", reason="no service that speaks S3 is installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this system sends no signals")


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """A service that the environment names."""
    with serve() as service:
        yield service


@pytest.fixture
def bucket(service: Service, tmp_path: Path) -> Url:
    """A bucket of the service that no other test has."""
    return service.make_bucket(tmp_path.name.replace("_", "-")[-40:].strip("-"))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "lot").mkdir(parents=True)
    for number in range(16):
        (folder / "lot" / f"été {number:02d}.txt").write_bytes(BYTES + f"\nContact : bureau {number}".encode())
    (folder / "archive.zip").write_bytes(make_zip({"a.txt": BYTES, "b.txt": BYTES + b"\nContact : la mairie"}))
    (folder / "copie.txt").write_bytes((folder / "lot" / "été 03.txt").read_bytes())
    (folder / "poison.txt").write_bytes(b"MORT")
    return folder


def without_commands(tables: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in tables.items() if name != "quarantaine.csv"}


@pytest.fixture
def expected(sources: Path, tmp_path: Path) -> dict[str, bytes]:
    run_batch(list_sources([sources]), tmp_path / "ici", way=Way(workers=2, convert=misbehave))
    return without_commands(here.tables_of(tmp_path / "ici"))


def test_a_bucket_gives_the_tables_of_a_folder(
    bucket: Url, sources: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    send_folder(sources, bucket / "archive")
    way = Way(workers=2, convert=misbehave, work=tmp_path / "work")
    report = run_batch(list_sources([bucket / "archive"]), bucket / "sortie", way=way)
    assert (report.documents, report.motifs) == (20, {"plantage": 1})
    assert without_commands(tables_of(bucket / "sortie")) == expected
    ended: list[object] = []
    again = run_batch(list_sources([bucket / "archive"]), bucket / "sortie", way=way, watch=Watch(ended.append))
    assert (again, ended) == (report, [])


def test_a_cluster_that_loses_a_machine_gives_the_tables_of_a_folder(
    bucket: Url, sources: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    send_folder(sources, bucket / "archive")
    out = bucket / "sortie"
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, worker_dashboard_address=None
    ) as cluster:
        victim = next(iter(cluster.workers.values())).pid
        done: list[object] = []

        def kill_one(outcome: object) -> None:
            done.append(outcome)
            if len(done) == 4:
                os.kill(victim, signal.SIGKILL)

        way = Way(cluster=cluster.scheduler_address, convert=misbehave, work=tmp_path / "work")
        run_batch(list_sources([bucket / "archive"]), out, way=way, watch=Watch(on_end=kill_one))
    assert len(done) == 20
    assert without_commands(tables_of(out)) == expected
    assert not any(name.startswith(".fiches/membres") for name in list_names(out))


def test_a_service_that_goes_away_ends_the_run_and_the_next_one_goes_on(
    service: Service,
    bucket: Url,
    sources: Path,
    expected: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(carriers, "_PAUSES", ())
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 1)
    send_folder(sources, bucket / "archive")
    done: list[object] = []

    def stop_service(outcome: object) -> None:
        done.append(outcome)
        if len(done) == 3:
            service.stop()

    way = Way(workers=1, convert=misbehave, work=tmp_path / "work")
    with pytest.raises(UsageError, match="s3://"):
        run_batch(list_sources([bucket / "archive"]), bucket / "sortie", way=way, watch=Watch(on_end=stop_service))
    service.start()
    run_batch(list_sources([bucket / "archive"]), bucket / "sortie", way=way)
    assert without_commands(tables_of(bucket / "sortie")) == expected


def test_an_interruption_leaves_the_place_to_the_same_command(
    bucket: Url, sources: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    (sources / "poison.txt").unlink()
    send_folder(sources, bucket / "archive")
    work = tmp_path / "work"
    arguments = (bucket / "archive", bucket / "sortie", "-j", "1", "--work", str(work))
    process = start(*arguments)
    interrupt_after(process, work, "*.result")
    assert process.returncode == ExitCode.INTERRUPTED
    assert not any(name.endswith((".csv", "verrou.json")) for name in list_names(bucket / "sortie"))
    assert convert(*arguments).returncode == ExitCode.DONE
    assert set(tables_of(bucket / "sortie")) == set(expected) - {"quarantaine.csv"}


def test_a_service_that_does_not_answer_keeps_nobody_who_interrupts(
    bucket: Url, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{deaf.getsockname()[1]}")
        process = start(bucket / "archive", tmp_path / "out")
        connection, _ = deaf.accept()
        with connection:
            process.send_signal(signal.SIGINT)
            # It would wait for an answer for a minute, and then again.
            assert process.wait(30) == ExitCode.INTERRUPTED


def test_of_two_that_create_one_object_the_second_is_refused(bucket: Url) -> None:
    create_file(b"un", bucket / "verrou")
    with pytest.raises(FileExistsError):
        create_file(b"deux", bucket / "verrou")
    assert read_bytes(bucket / "verrou") == b"un"


@pytest.mark.usefixtures("service")
def test_a_bucket_that_does_not_exist_is_told_of_in_one_line(tmp_path: Path, sources: Path) -> None:
    runner = CliRunner()
    work = ["--work", str(tmp_path / "work")]
    none = runner.invoke(app, ["convert", "s3://absent/archive", "-o", str(tmp_path / "out")])
    assert (none.exit_code, none.output.strip()) == (
        2,
        "s3://absent/archive : introuvable ; vérifiez le chemin des sources.",
    )
    nowhere = runner.invoke(app, ["convert", str(sources), "-o", "s3://absent/sortie", *work])
    assert nowhere.exit_code == 2
    assert nowhere.output.startswith("s3://absent/sortie : écriture impossible (")
    assert nowhere.output.count("\n") == 1


def test_the_command_takes_addresses(bucket: Url, tmp_path: Path) -> None:
    runner = CliRunner()
    work = ["--work", str(tmp_path / "work")]
    (tmp_path / "a.txt").write_bytes(BYTES)
    send_folder(tmp_path, bucket / "archive")
    converted = runner.invoke(app, ["convert", f"{bucket}/archive/", "-o", f"{bucket}/sortie", "-j", "1", *work])
    assert converted.exit_code == 0, converted.output
    assert f"Tables écrites dans {bucket}/sortie" in converted.output
    told = runner.invoke(app, ["status", f"{bucket}/sortie", *work])
    assert (told.exit_code, told.output.splitlines()[0]) == (0, "1 documents faits sur 1, 0 à faire")
