"""What a worker started ends with it."""

import subprocess
import sys
import time

import psutil

from pipeline.batch import limits

_PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"


def test_where_there_are_no_groups_a_process_ends_with_those_that_it_started() -> None:
    parent = subprocess.Popen([sys.executable, "-c", _PARENT])
    watched = psutil.Process(parent.pid)
    until = time.monotonic() + 30
    while not (started := watched.children(recursive=True)) and time.monotonic() < until:
        time.sleep(0.05)
    limits._kill_tree(parent.pid)
    parent.wait(30)
    gone, alive = psutil.wait_procs(started, timeout=30)
    assert (len(gone), alive) == (1, [])


def test_a_process_that_is_gone_is_nothing_to_end() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait(30)
    limits._kill_tree(process.pid)
    limits.end_group(process.pid)
