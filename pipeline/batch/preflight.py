"""A look at the bytes before any library opens them: what is far too large, or made to be, is refused here."""

from models.errors import Motif, UnreadableSource

# A plan of 500 pages of pictures has 200 MB.
MOST_BYTES = 512 * 1024 * 1024


def check_bytes(data: bytes, name: str) -> None:
    """Raises UnreadableSource where the bytes are more, or unfold into more, than the program takes."""
    if len(data) > MOST_BYTES:
        what = f"has {len(data):,} bytes, and the program takes {MOST_BYTES:,}"
        raise UnreadableSource(name, Motif.TROP_GRAND, what, "split the document")
