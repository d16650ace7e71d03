"""A disk of a few megabytes, where the system lets us make one."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoSmallDisk(Exception):
    """This system lets this user mount nothing."""


@contextmanager
def mount_small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """Mount a file system of so many kilobytes at `folder`. Raises NoSmallDisk."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount("tmpfs", str(folder), f"size={kilobytes}k", "-t", "tmpfs", "tmpfs")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


def grow_disk(folder: Path, kilobytes: int) -> None:
    """Give a mounted small disk another size."""
    _mount("tmpfs", str(folder), f"remount,size={kilobytes}k")


def _mount(kind: str, folder: str, options: str, *args: str) -> None:
    if sys.platform != "linux":
        raise NoSmallDisk(sys.platform)
    done = subprocess.run(["mount", *args, "-o", options, folder], check=False, capture_output=True, text=True)
    if done.returncode:
        raise NoSmallDisk(f"{kind}: {done.stderr.strip()}")
