"""Which content a file is: the SHA-256 of its bytes, remembered as long as neither its size nor its times change."""

import hashlib
import os
import stat
import time
from pathlib import Path

from pipeline.batch.ledger import Ledger

# A file written to a moment ago may be written to again within the same tick of the file system's clock.
_SETTLED = 2_000_000_000
_SMALL = 1_000_000


def find_content(path: Path, ledger: Ledger) -> tuple[str, int]:
    """The SHA-256 and the size of a file. Raises OSError, also for a pipe or a device: its end may never come."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(f"{path} is no regular file")
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    known = ledger.recall_file(path, found.st_size, changed)
    if known is not None:
        return known, found.st_size
    with path.open("rb") as file:
        # `file_digest` clears a quarter of a megabyte for itself first: more than most documents are.
        small = found.st_size < _SMALL
        digest = hashlib.sha256(file.read()) if small else hashlib.file_digest(file, "sha256")
        content = digest.hexdigest()
        after = os.fstat(file.fileno())
    if max(after.st_mtime_ns, after.st_ctime_ns) == changed and time.time_ns() - changed > _SETTLED:
        ledger.remember_file(path, found.st_size, changed, content)
    return content, after.st_size
