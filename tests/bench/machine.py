"""What machine measured: figures say little without it."""

import os
import platform
import subprocess
from pathlib import Path

from tests.bench.documents import find_office
from tests.compiled import list_compiled


def describe_machine() -> list[str]:
    """Processor, cores, memory, system and Python, a line each; what the system does not tell is left out."""
    lines = [f"processor: {_processor()}, {os.cpu_count()} cores; one used"]
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        lines.append(f"memory: {size / 2**30:.0f} GiB")
    lines.append(f"fiches: {len(list_compiled())} modules compiled with mypyc, as in a wheel")
    lines.append(f"system: {platform.system()} {platform.machine()}, Python {platform.python_version()}")
    office = find_office()
    if office:
        done = subprocess.run([office, "--version"], capture_output=True, text=True, check=False, timeout=60)
        lines.append(f"LibreOffice: {' '.join(done.stdout.split()[:2])}")
    if hasattr(os, "getloadavg"):
        lines.append(f"load before the run: {os.getloadavg()[0]:.1f}")
    return lines


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"
