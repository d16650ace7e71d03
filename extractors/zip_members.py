"""The members of a zip, as the directory at its end tells of them, and their bytes.

Of one file the directory is asked several times: what it is, whether it would unfold into too much, whether it is an
archive of documents, which parts it has. It is read for the first who asks.
"""

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

# The end of a zip without a comment: its mark, the directory's size and place.
_END = struct.Struct("<4s8xLL2x")
_END_MARK, _MEMBER_MARK = b"PK\x05\x06", b"PK\x03\x04"
# Before a member's name: its mark, and at the end the lengths of the name and of what is behind that.
_HEADER = struct.Struct("<4s22xHH")
# A directory that is kept: of some hundred members. A longer one is read each time.
_LONGEST_KEPT = 50_000


def list_members(data: bytes) -> Sequence[ZipInfo]:
    """The members of a zip; not to be changed. Raises what `zipfile.ZipFile` does."""
    start = _find_directory(data)
    if start is None or len(data) - start > _LONGEST_KEPT:
        with ZipFile(BytesIO(data)) as archive:
            return archive.infolist()
    return _read_directory(data[start:], start)


def _find_directory(data: bytes) -> int | None:
    """Where the directory begins; None where that takes more than a look: a comment, bytes before the zip, zip64."""
    end = len(data) - _END.size
    if end < 0:
        return None
    mark, size, offset = _END.unpack_from(data, end)
    return offset if mark == _END_MARK and offset + size == end else None


@lru_cache(maxsize=2)
def _read_directory(directory: bytes, start: int) -> tuple[ZipInfo, ...]:
    """The members that a directory lists; `zipfile` takes it for a zip that has lost the `start` bytes before it."""
    with ZipFile(BytesIO(directory)) as archive:
        members = archive.infolist()
    for member in members:
        member.header_offset += start
    return tuple(members)


def take_packed(data: bytes, member: ZipInfo) -> bytes:
    """What the zip holds of a member, before it is inflated. Raises BadZipFile where none begins there."""
    header = data[member.header_offset : member.header_offset + _HEADER.size]
    if len(header) < _HEADER.size or not header.startswith(_MEMBER_MARK):
        raise BadZipFile("Bad magic number for file header")
    _, name_length, extra_length = _HEADER.unpack(header)
    start = member.header_offset + _HEADER.size + name_length + extra_length
    return data[start : start + member.compress_size]


def inflate_member(data: bytes, member: ZipInfo) -> bytes:
    """The bytes of a member, and never more than the directory tells.

    Raises BadZipFile where they are not those that were packed, and what else `zipfile` raises of damage.
    """
    packed = take_packed(data, member)
    if member.compress_type == ZIP_STORED:
        blob = packed
    elif member.compress_type == ZIP_DEFLATED:
        blob = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.file_size + 1)
    else:
        # Hardly any program packs otherwise.
        with ZipFile(BytesIO(data)) as archive:
            return archive.read(member.filename)
    if len(blob) != member.file_size or zlib.crc32(blob) != member.CRC:
        raise BadZipFile(f"Bad CRC-32 for file {member.filename!r}")
    return blob
