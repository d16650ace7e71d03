"""How much faster all cores are: of a few documents here, so that whoever measures many measures the right thing."""

from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from tests.soak.cores import FICHES_A_PLAN, Seconds, describe, make_plans, measure

pytestmark = pytest.mark.skipif(not hasattr(psutil.Process, "cpu_affinity"), reason="no system call for it here")


def test_every_run_of_a_turn_converts_all_documents(tmp_path: Path) -> None:
    make_plans(tmp_path / "sources", 2)
    found = measure(tmp_path / "sources", tmp_path / "out")
    assert min(found.one_core, found.one_worker, found.every_core, found.most) > 0
    rows = [
        pq.read_metadata(tmp_path / "out" / name / "actions.parquet").num_rows
        for name in ("one_core", "one_worker", "every_core")
    ]
    assert rows == [2 * FICHES_A_PLAN] * 3


def test_what_is_told_is_the_median_of_the_turns() -> None:
    told = describe([Seconds(18.0, 15.0, 10.0, 1.9), Seconds(20.0, 16.0, 10.0, 1.7), Seconds(10.0, 10.0, 10.0, 1.8)])
    assert told == (
        "one core 18.0 s, one worker 15.0 s, every core 10.0 s;"
        " every core is 1.80 (1.00 to 2.00) times one core, 1.50 (1.00 to 1.60) times one worker;"
        " plain loops side by side: 1.80 (1.70 to 1.90) times one"
    )


def test_a_run_that_fails_gives_no_figures(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="code"):
        measure(tmp_path / "nothing", tmp_path / "out")
