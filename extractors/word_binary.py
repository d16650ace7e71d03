"""What the head of a binary Word document says: its version, and whether it is locked. Nothing else is read here."""

import re

# Of Word 97 and later, and of Word 6 and 95.
_MAGIC = re.compile(b"\xec\xa5|\xdc\xa5")
_SECTOR = 512
_ROW_END = re.compile(rb"(?<=[^\0]\0)\x07\0\x07\0(?=[^\0])")
_WORD_97 = 0xC1
_ENCRYPTED = 0x0100
# The head stands at the start of its stream, which any sector may be.
_WINDOW = 64 * 1024 * 1024


def _find_head(data: bytes) -> bytes | None:
    """The first bytes of the `WordDocument` stream; None where they are not found."""
    for found in _MAGIC.finditer(data, _SECTOR, _WINDOW):
        at = found.start()
        if at % _SECTOR == 0 and 0x60 <= int.from_bytes(data[at + 2 : at + 4], "little") <= 0x200:
            return data[at : at + 32]
    return None


def is_word(data: bytes) -> bool:
    """Whether the head of a Word document stands in the bytes at all."""
    return _find_head(data) is not None


def is_word_97(data: bytes) -> bool:
    """Whether it is a document of Word 97 or later."""
    head = _find_head(data)
    return head is not None and int.from_bytes(head[2:4], "little") >= _WORD_97


def is_encrypted(data: bytes) -> bool:
    """Whether a password protects the text."""
    head = _find_head(data)
    return head is not None and bool(int.from_bytes(head[10:12], "little") & _ENCRYPTED)


def count_row_ends(data: bytes) -> int:
    """How many table rows end in the text, as far as it is written in 16 bits: the mark of a cell, then of the row."""
    return len(_ROW_END.findall(data))
