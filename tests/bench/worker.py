"""One tool in a process of its own: JSON lines in (`paths`, `repeat`), JSON lines out (seconds, peak memory, output).

The tool is imported before the first line is answered, so that no measure holds an import. A line without `paths` asks
for the tool's version: last, since looking it up takes memory that is not the tool's.
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path

from tests.bench.tools import TOOLS, Run


def main() -> None:
    """Serve `python -m tests.bench.worker TOOL CORE` until the input ends."""
    name, core = sys.argv[1], int(sys.argv[2])
    if core >= 0 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    # Tools print what they like: keep our own way out, and send theirs to the error stream.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    tool = TOOLS[name]
    run = tool.load()
    print(json.dumps({}), file=answers, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if "paths" in request:
            answer = json.dumps(measure(run, [Path(path) for path in request["paths"]], request.get("repeat", 1)))
        else:
            answer = json.dumps({"version": tool.version()})
        print(answer, file=answers, flush=True)


def measure(run: Run, paths: list[Path], repeat: int) -> dict[str, float | int | None]:
    """The medians of so many runs: seconds on the clock and of the processor, with the process's peak memory in MB."""
    walls, cpus, output = [], [], 0
    for _ in range(repeat):
        wall, cpu = time.perf_counter(), time.process_time()
        output = run(paths)
        cpus.append(time.process_time() - cpu)
        walls.append(time.perf_counter() - wall)
    return {
        "wall": statistics.median(walls),
        "cpu": statistics.median(cpus),
        "peak_mb": read_peak_memory(),
        "output": output,
    }


def read_peak_memory() -> float | None:
    """The most memory that this process ever held, in MB; None where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not `getrusage`: on Linux it counts what the parent held when it started us.
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
