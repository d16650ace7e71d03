"""The same tables from a cluster as from this machine, whatever becomes of machines and documents."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.errors import UsageError
from pipeline.batch.conversion import Watch
from pipeline.batch.run import Way, run_batch
from pipeline.sources import list_sources
from tests.pipeline.batch.test_run import misbehave, tables_of
from tests.pipeline.invented import BYTES

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this system sends no signals")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    # As it comes: its processes are daemons.
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, worker_dashboard_address=None
    ) as cluster:
        yield cluster


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number in range(24):
        (folder / f"{number:02d}.txt").write_bytes(BYTES + f"\nContact : bureau {number}".encode())
    return folder


def test_a_cluster_that_loses_a_machine_gives_the_tables_of_this_one(
    cluster: Any, sources: Path, tmp_path: Path
) -> None:
    (sources / "poison.txt").write_bytes(b"MORT")
    run_batch(list_sources([sources]), tmp_path / "here", way=Way(workers=2, convert=misbehave))
    victim = next(iter(cluster.workers.values())).pid
    done: list[object] = []

    def kill_one(_: object) -> None:
        done.append(_)
        if len(done) == 4:
            os.kill(victim, signal.SIGKILL)

    way = Way(cluster=cluster.scheduler_address, convert=misbehave)
    report = run_batch(list_sources([sources]), tmp_path / "there", way=way, watch=Watch(on_end=kill_one))
    assert report.motifs == {"plantage": 1}
    assert len(done) == 25
    there = {name: data for name, data in tables_of(tmp_path / "there").items() if name != "quarantaine.csv"}
    here = {name: data for name, data in tables_of(tmp_path / "here").items() if name != "quarantaine.csv"}
    assert there == here


def test_an_address_where_nobody_answers_is_bad_usage(sources: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="aucune grappe"):
        run_batch(list_sources([sources]), tmp_path / "out", way=Way(cluster="tcp://127.0.0.1:9"))
