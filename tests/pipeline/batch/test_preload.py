"""What workers share from the start."""

import subprocess
import sys

from tests.sources_only import ROOT


def test_workers_allocate_as_the_system_does() -> None:
    code = "import pipeline.batch.preload, pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["system"]
