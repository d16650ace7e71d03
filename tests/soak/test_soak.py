"""The short versions of what `make soak` does for minutes."""

import random
import signal
import sys
from pathlib import Path

import pytest

from pipeline.exit_codes import ExitCode
from tests.soak.command import convert, interrupt_after, kill_at_random, start, tables_of
from tests.soak.disk import NoSmallDisk, grow_disk, mount_small_disk
from tests.soak.documents import make_documents

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this system sends no signals")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    make_documents(folder, 60)
    return folder


@pytest.fixture(scope="module")
def tables(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed")
    done = convert(sources, out)
    assert done.returncode in (ExitCode.DONE, ExitCode.INCOMPLETE), done.stderr
    return tables_of(out)


def test_processes_killed_at_random_leave_the_same_tables(
    sources: Path, tables: dict[str, bytes], tmp_path: Path
) -> None:
    killed, _ = kill_at_random(sources, tmp_path / "out", random.Random(3), most=8)
    assert killed > 0
    assert tables_of(tmp_path / "out") == tables


def test_an_interruption_keeps_what_is_done_and_the_same_command_goes_on(
    sources: Path, tables: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = start(sources, out, "-j", "1")
    interrupt_after(process, out, "*.result")
    assert process.returncode == ExitCode.INTERRUPTED
    assert process.stderr is not None
    assert "même commande".encode() in process.stderr.read()
    assert tables_of(out) == {}
    kept = len(list((out / ".fiches" / "resultats").rglob("*.result")))
    assert 0 < kept < 60
    assert convert(sources, out).returncode in (ExitCode.DONE, ExitCode.INCOMPLETE)
    assert tables_of(out) == tables


def test_a_disk_that_is_full_ends_the_run_with_one_line_and_with_room_it_goes_on(
    sources: Path, tables: dict[str, bytes], tmp_path: Path
) -> None:
    disk = tmp_path / "disque"
    try:
        with mount_small_disk(disk, 400):
            done = convert(sources, disk / "out")
            assert done.returncode == ExitCode.USAGE, done.stderr
            assert len(done.stderr.splitlines()) == 1
            assert "écriture impossible".encode() in done.stderr
            grow_disk(disk, 64_000)
            assert convert(sources, disk / "out").returncode in (ExitCode.DONE, ExitCode.INCOMPLETE)
            assert tables_of(disk / "out") == tables
    except NoSmallDisk as reason:
        pytest.skip(f"no small disk can be made here: {reason}")


def test_a_worker_that_outlives_its_run_ends(sources: Path, tmp_path: Path) -> None:
    process = start(sources, tmp_path / "out")
    with pytest.raises(TimeoutError):
        interrupt_after(process, tmp_path / "out", "never", deadline=3.0)
    process.send_signal(signal.SIGKILL)
    process.wait()
    # It would still hold the lock, or write on: neither may keep the next run from its work.
    assert convert(sources, tmp_path / "out").returncode in (ExitCode.DONE, ExitCode.INCOMPLETE)
