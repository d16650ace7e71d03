"""A look at the bytes before any library opens them: what is far too large, or made to be, is refused here."""

import zipfile

from extractors.zip_members import list_members
from models.errors import Motif, UnreadableSource

# A plan of 500 pages of pictures has 200 MB.
MOST_BYTES = 512 * 1024 * 1024
_ZIP = b"PK\x03\x04"
# A Word file has some hundred parts, an archive of a département some thousand files.
_MOST_ENTRIES = 50_000
_MOST_UNFOLDED = 4 * 1024 * 1024 * 1024
# XML of tables shrinks to a thirtieth; a part that is large and shrinks to less than a two-hundredth was made to.
_LARGE_ENTRY = 64 * 1024 * 1024
_STEEPEST = 200
_REMEDY = "find out where the file comes from; do not open it"


def check_bytes(data: bytes, name: str) -> None:
    """Raises UnreadableSource where the bytes are more, or unfold into more, than the program takes.

    What a zip says of its sizes binds: whoever inflates a part stops there, and a part that goes on is damaged.
    """
    if len(data) > MOST_BYTES:
        what = f"has {len(data):,} bytes, and the program takes {MOST_BYTES:,}"
        raise UnreadableSource(name, Motif.TROP_GRAND, what, "split the document")
    if data.startswith(_ZIP):
        _check_zip(data, name)


def _check_zip(data: bytes, name: str) -> None:
    try:
        entries = list_members(data)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        # Damaged: its reader says so, in better words.
        return
    if len(entries) > _MOST_ENTRIES:
        raise UnreadableSource(name, Motif.BOMBE, f"holds {len(entries):,} parts", _REMEDY)
    unfolded = sum(entry.file_size for entry in entries)
    steep = (entry for entry in entries if entry.file_size > _LARGE_ENTRY)
    if unfolded > _MOST_UNFOLDED or any(entry.file_size > _STEEPEST * entry.compress_size for entry in steep):
        raise UnreadableSource(name, Motif.BOMBE, f"unfolds to {unfolded:,} bytes", _REMEDY)
