"""From bytes to text: the decoding is decided here, by one order, and never guessed by a library.

The order: byte order mark, declared charset if the bytes decode by it, strict UTF-8, windows-1252.
"""

import codecs
import re
from dataclasses import dataclass

from models.flags import Flag, Gravity

# What a page that says so holds in truth: browsers read all of these as windows-1252.
_AS_WINDOWS_1252 = frozenset({"iso8859-1", "ascii", "cp1252"})
# Python also has codecs that are no charset of any page: `rot13`, `idna`, `unicode_escape`.
_CHARSET = re.compile(r"utf-8|iso8859-\d+|cp\d+|ascii|mac-[a-z]+|koi8-[a-z]|tis-620|gb\w+|big5\w*|shift_jis\w*|euc_\w+")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 4096
_XML_DECLARATION = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
_META = re.compile(rb"""<meta\s[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)

# UTF-8 read as windows-1252: the lead bytes that Latin letters and French typography have.
_TRAIL = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_MOJIBAKE = re.compile(rf"Ã{_TRAIL}|Â[¡-¿]|â{_TRAIL}{{2}}|Å[“’¸]")
_FRENCH = re.compile(r"[\x00-\x7f\u00a0-\u00ffŒœŸ‘’‚“”„•–—…€™‹›\u0300-\u0302\u0327\u2009\u202f\ufb00-\ufb04]*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the charset that it was decoded by (lower case), and what an analyst should know of it."""

    text: str
    encoding: str
    flags: tuple[Flag, ...] = ()


def find_declared_charset(data: bytes) -> str | None:
    """The charset that a page names in its first 4096 bytes: XML declaration, `meta charset` or `http-equiv`."""
    head = data[:_HEAD]
    found = _XML_DECLARATION.match(head.lstrip()) or _META.search(_COMMENT.sub(b"", head))
    return found[1].decode("ascii").lower() if found else None


def decode_text(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode `data`; never fails and drops no byte that means something.

    `declared` is what the document says of itself. The five bytes that windows-1252 leaves undefined become U+FFFD.
    """
    text, encoding, flags = _decode_bytes(data, declared)
    text = text.replace("\0", "")
    mended = mend_mojibake(text)
    if mended != text:
        flags.append(
            Flag(
                "mojibake",
                "Le texte avait été enregistré dans un mauvais encodage (« Ã© » pour « é ») : il a été rétabli.",
            )
        )
    return Decoded(mended, encoding, tuple(flags))


def _decode_bytes(data: bytes, declared: str | None) -> tuple[str, str, list[Flag]]:
    marked = _decode_marked(data)
    if marked:
        return *marked, []
    charset = _known_charset(declared) if declared else ""
    text = _decode_strictly(data, charset)
    if text is not None and not _is_utf_8_in_disguise(data, text, charset):
        return text, charset, []
    text, encoding, flags = _decode_undeclared(data, expected=charset)
    if declared and encoding != charset:
        message = f"Le document se dit en « {declared} », mais ses octets disent le contraire."
        flags.insert(0, Flag("encodage_declare_faux", message))
    return text, encoding, flags


def _is_utf_8_in_disguise(data: bytes, text: str, charset: str) -> bool:
    """A page saved as UTF-8 that still declares latin-1: any byte string decodes by that, so look at the outcome."""
    return charset == "windows-1252" and bool(_MOJIBAKE.search(text)) and _decode_strictly(data, "utf-8") is not None


def _decode_undeclared(data: bytes, *, expected: str) -> tuple[str, str, list[Flag]]:
    text = _decode_strictly(data, "utf-8")
    if text is not None:
        return text, "utf-8", []
    mixed = _decode_mixed(data)
    if mixed is not None:
        return (
            mixed,
            "utf-8",
            [
                Flag(
                    "encodage_melange",
                    "Quelques octets de ce texte UTF-8 sont d'un autre encodage : lus en windows-1252.",
                )
            ],
        )
    return _decode_windows_1252(data, expected=expected)


def _decode_mixed(data: bytes) -> str | None:
    """UTF-8 with a few foreign bytes (a pasted word, a cut end), those as windows-1252; None for anything else."""
    foreign = data.decode("utf-8", errors="replace").count("\ufffd")
    text = data.decode("utf-8", errors=_FOREIGN_BYTES)
    return text if len(data) - len(text) > 20 * foreign else None


def _read_foreign_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("windows-1252", errors="replace"), error.end


_FOREIGN_BYTES = "fiches.foreign_bytes"
codecs.register_error(_FOREIGN_BYTES, _read_foreign_bytes)


def _decode_marked(data: bytes) -> tuple[str, str] | None:
    """By the byte order mark, or as UTF-16 without one (half of its bytes are zero)."""
    for mark, charset in _BOMS:
        if data.startswith(mark):
            text = _decode_strictly(data[len(mark) :] if charset == "utf-8" else data, charset)
            return None if text is None else (text, charset)
    charset = find_bare_utf_16(data)
    text = _decode_strictly(data, charset)
    return (text, charset) if charset and text is not None else None


def find_bare_utf_16(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be` where Western text is in it without a byte order mark, else an empty string."""
    head = data[:2048]
    half = len(head) // 2
    if half < 2 or len(data) % 2:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.05 * half else ""


def _known_charset(declared: str) -> str:
    """Python's name of a declared charset, as browsers take it; empty if there is no such charset."""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return ""
    if name in _AS_WINDOWS_1252:
        return "windows-1252"
    # A declaration that we could read byte by byte is not in UTF-16, whatever it says.
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"
    return name if _CHARSET.fullmatch(name) else ""


def _decode_strictly(data: bytes, charset: str) -> str | None:
    if not charset:
        return None
    try:
        return data.decode(charset)
    except UnicodeError:
        return None


def _decode_windows_1252(data: bytes, *, expected: str) -> tuple[str, str, list[Flag]]:
    flags: list[Flag] = []
    text = data.decode("windows-1252", errors="replace")
    undefined = text.count("\ufffd")
    if undefined:
        message = f"{undefined} octet(s) sans signification ont été remplacés par « \ufffd »."
        flags.append(Flag("octets_indefinis", message))
    if not expected:
        message = "Aucun encodage valable n'est déclaré : le texte a été lu en windows-1252."
        flags.append(Flag("encodage_suppose", message, Gravity.INFO))
    return text, "windows-1252", flags


def mend_mojibake(text: str) -> str:
    """Turn UTF-8 that was once read as windows-1252 back into what it was, line by line, where that is certain.

    A line is mended only if all of it goes back through windows-1252 into strict UTF-8 of French letters.

    >>> mend_mojibake("DÃ©partement"), mend_mojibake("PRIORITÉ\u00a0: 1")
    ('Département', 'PRIORITÉ\xa0: 1')
    """
    if not _MOJIBAKE.search(text):
        return text
    return "".join(_mend_line(line) for line in text.splitlines(keepends=True))


def _mend_line(line: str) -> str:
    if not _MOJIBAKE.search(line):
        return line
    try:
        mended = b"".join(_byte_of(char) for char in line).decode("utf-8")
    except UnicodeError:
        return line
    return mended if _FRENCH.fullmatch(mended) else line


def _byte_of(char: str) -> bytes:
    # Undefined bytes of windows-1252 came through as the control characters of the same number.
    return char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode("windows-1252")
