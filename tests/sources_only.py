"""Our packages as Python alone, whatever compiled modules lie beside them; and what documents become that way."""

import hashlib
import sys
from collections.abc import Iterable
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = tuple(ROOT / name for name in ("models", "extractors", "pipeline"))


def leave_out_compiled() -> None:
    """Let this process find the sources of our packages only; before anything of them is imported."""
    find_sources = FileFinder.path_hook((SourceFileLoader, SOURCE_SUFFIXES))

    def find_ours(folder: str) -> FileFinder:
        if not any(Path(folder).is_relative_to(package) for package in PACKAGES):
            raise ImportError(folder)
        return find_sources(folder)

    sys.path_hooks.insert(0, find_ours)
    sys.path_importer_cache.clear()


def digest_rows(paths: Iterable[Path]) -> list[str]:
    """A hash of all rows of each document."""
    from pipeline.batch.single import convert_file  # noqa: PLC0415 - after the choice of modules
    from pipeline.sources import SourceFile  # noqa: PLC0415 - as above

    digests = []
    for path in paths:
        batches = convert_file(SourceFile(path, path.name)).batches
        rows = {name: batch.to_pylist() for name, batch in sorted(batches.items())}
        digests.append(hashlib.sha256(repr(rows).encode()).hexdigest())
    return digests


if __name__ == "__main__":
    leave_out_compiled()
    sys.stdout.write("\n".join(digest_rows(Path(name) for name in sys.argv[1:])))
