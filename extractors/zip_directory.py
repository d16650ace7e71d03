"""What stands in a zip, as the directory at its end tells.

Of one file that is asked several times: what it is, whether it would unfold into too much, whether it is an archive of
documents. The directory is read for the first who asks.
"""

import struct
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from zipfile import ZipFile, ZipInfo

# The end of a zip without a comment: its mark, the directory's size and place.
_END = struct.Struct("<4s8xLL2x")
_MARK = b"PK\x05\x06"
# A directory that is kept: of some hundred members. A longer one is read each time.
_LONGEST_KEPT = 50_000


def list_members(data: bytes) -> Sequence[ZipInfo]:
    """The members of a zip: names, sizes and flags, not their places. Raises what `zipfile.ZipFile` does."""
    start = _find_directory(data)
    if start is None or len(data) - start > _LONGEST_KEPT:
        with ZipFile(BytesIO(data)) as archive:
            return archive.infolist()
    return _read_directory(data[start:])


def _find_directory(data: bytes) -> int | None:
    """Where the directory begins; None where that takes more than a look: a comment, bytes before the zip, zip64."""
    end = len(data) - _END.size
    if end < 0:
        return None
    mark, size, offset = _END.unpack_from(data, end)
    return offset if mark == _MARK and offset + size == end else None


@lru_cache(maxsize=2)
def _read_directory(directory: bytes) -> tuple[ZipInfo, ...]:
    """The members that a directory lists; `zipfile` takes it for a zip whose first bytes were cut off."""
    with ZipFile(BytesIO(directory)) as archive:
        return tuple(archive.infolist())
