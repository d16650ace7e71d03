"""What the bytes are, whatever the name says."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from extractors.csv_dialect import find_delimiter
from extractors.decode import find_bare_utf_16
from extractors.zip_members import list_members

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ZIP = "application/zip"
DOC = "application/msword"
WPS = "application/vnd.ms-works"
WORD_XML = "application/vnd.ms-word.2003+xml"
FLAT_ODT = "application/vnd.oasis.opendocument.text-flat-xml"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
OLE = "application/x-ole-storage"
ENCRYPTED_OFFICE = "application/x-ole-storage; encrypted"
RTF = "application/rtf"
HTML = "text/html"
XHTML = "application/xhtml+xml"
XML = "application/xml"
MAIL = "message/rfc822"
MHTML = "multipart/related"
WARC = "application/warc"
TEXT = "text/plain"
CSV = "text/csv"
TSV = "text/tab-separated-values"
UNKNOWN = "application/octet-stream"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\0\0\0\x0cjP  ", "image/jp2"),
    (b"{\\rtf", RTF),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"%!PS", "application/postscript"),
)
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", DOC),
    ("PowerPoint Document", PPT),
    ("Workbook", XLS),
    ("Book", XLS),
    ("MatOST", WPS),
)
# The folder of an Office Open XML package that holds its main part.
_OOXML_FOLDERS: tuple[tuple[str, str], ...] = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))

_XML_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"http://schemas.microsoft.com/office/word/2003/wordml", WORD_XML),
    (b'office:mimetype="application/vnd.oasis.opendocument.text"', FLAT_ODT),
)

_PDF_WINDOW = 1024
_LONGEST_TYPE = 200
_HEAD = 8192
_TABLE_WINDOW = 65_536
# A program's own hint to Excel, on a line before the header.
_SEPARATOR_HINT = re.compile(r"sep=[;,\t|]\r?\n", re.IGNORECASE)
_BOM = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
_LEADING = re.compile(rb"(?:\s+|<!--(?:(?!-->).)*-->|<\?(?!xml\b)[^>]*>)*", re.DOTALL)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(rb"<\?xml\b[^>]*\?>", re.IGNORECASE)
_XHTML_ROOT = re.compile(rb"<html\b[^>]*\bxmlns\s*=", re.IGNORECASE)
_FRAGMENT = re.compile(
    rb"<(?:a|address|article|aside|b|blockquote|br|center|dd|details|div|dl|dt|em|fieldset|figure|font|footer|form|h[1-6]"
    rb"|header|hr|i|img|li|link|main|meta|nav|ol|p|pre|script|section|span|strong|style|table|tbody|td|th|title|tr|u|ul)"
    rb"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# A text export whose labels, too, carry markup is still a text export.
_LABEL_AND_VALUE = re.compile(rb"^(?:[^\s<>][^\t\n<>]{0,159}|<(\w+)>[^\t\n<>]{1,159}</\1>)\t[^\n]*\S", re.MULTILINE)
_MAIL_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_MAIL_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
# A fiche typed as `Titre : …` has headers of this form too, but none of these.
_MAIL_ONLY = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To):", re.IGNORECASE | re.MULTILINE
)
_GZIP = b"\x1f\x8b"
_WARC = b"WARC/"
_CONTROLS = bytes(code for code in range(1, 0x20) if code not in (0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B))


def sniff_media_type(data: bytes) -> str:
    """The media type that the bytes themselves show; `application/octet-stream` for what is neither known nor text."""
    if b"%PDF-" in data[:_PDF_WINDOW]:
        return PDF
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return _sniff_package(data) or _sniff_text(data)


def _sniff_package(data: bytes) -> str:
    """What kind of container of other files it is; empty for anything else."""
    if data.startswith(_OLE_MAGIC):
        return _sniff_ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data)
    if is_warc(data):
        return WARC
    return "application/gzip" if data.startswith(_GZIP) else ""


def is_warc(data: bytes) -> bool:
    """Whether a web archive begins here, compressed or not."""
    return data.startswith(_WARC) or (data.startswith(_GZIP) and _inflate(data[:512], len(_WARC)) == _WARC)


def is_single_record(data: bytes) -> bool:
    """Whether a web archive holds one record and no other."""
    if data.startswith(_GZIP):
        inflater, rest = zlib.decompressobj(wbits=31), data
        try:
            # A piece at a time: a record may inflate to far more than is wanted at once.
            while rest and not inflater.eof:
                inflater.decompress(rest, 1_000_000)
                rest = inflater.unconsumed_tail
        except zlib.error:
            return True
        return not inflater.unused_data
    length = re.search(rb"^Content-Length:\s*(\d{1,15})", data[:_HEAD], re.IGNORECASE | re.MULTILINE)
    head = data.find(b"\r\n\r\n")
    return length is None or head < 0 or not data[head + 4 + int(length[1]) :].strip()


def _inflate(data: bytes, size: int) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, size)
    except zlib.error:
        return b""


def looks_like_mail(head: bytes) -> bool:
    """Whether a mail, or a page saved as one, begins here."""
    head = head[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n")
    return bool(_MAIL_HEADER.match(head) and _MAIL_ONLY.search(head[: _match_end(_MAIL_HEADERS, head)]))


def _sniff_mail(body: bytes) -> str:
    """A mail, or a page saved whole by a browser (MHTML), which nobody sent to anybody."""
    if not looks_like_mail(body):
        return ""
    headers = body[: _match_end(_MAIL_HEADERS, body)].lower()
    related = re.search(rb"^content-type:\s*multipart/related", headers, re.MULTILINE)
    return MHTML if related and not re.search(rb"^(?:to|received|delivered-to):", headers, re.MULTILINE) else MAIL


def _sniff_ole(data: bytes) -> str:
    """By the names in the container's directory, which are UTF-16."""
    for name, media_type in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return media_type
    return OLE


def _sniff_zip(data: bytes) -> str:
    try:
        sizes = {member.filename: member.file_size for member in list_members(data)}
        if "[Content_Types].xml" in sizes:
            return _find_ooxml(sizes)
        if sizes.get("mimetype", _LONGEST_TYPE) < _LONGEST_TYPE:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return archive.read("mimetype").decode("ascii", errors="replace").strip() or ZIP
    # Cut short or damaged; RuntimeError and NotImplementedError: encrypted, or a compression we have no code for.
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError):
        return _sniff_broken_zip(data)
    return ZIP


def _find_ooxml(names: Iterable[str]) -> str:
    for folder, media_type in _OOXML_FOLDERS:
        if any(name.startswith(folder) for name in names):
            return media_type
    return ZIP


def _sniff_broken_zip(data: bytes) -> str:
    """A package without its directory still names its parts before each of them: its reader says what is broken."""
    if b"[Content_Types].xml" in data:
        for folder, media_type in _OOXML_FOLDERS:
            if b"PK\x03\x04" in data and folder.encode("ascii") in data:
                return media_type
    return ZIP


def _sniff_text(data: bytes) -> str:
    bare = find_bare_utf_16(data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or bare:
        text = data[: 2 * _HEAD].decode(bare or "utf-16", errors="replace")
        return _sniff_markup(text.encode("utf-8")) or _sniff_delimited(text, cut=len(data) > 2 * _HEAD)
    head = _BOM.sub(b"", data[:_HEAD])
    if not _looks_like_text(data[:_HEAD]):
        return UNKNOWN
    found = _sniff_markup(head) or (HTML if re.search(rb"</(?:html|body)\s*>\s*\Z", data[-200:], re.I) else "")
    if found:
        return found
    # Delimiters and quotes are ASCII in every charset that is not UTF-16.
    window = data[:_TABLE_WINDOW].decode("latin-1").removeprefix("\xef\xbb\xbf")
    return _sniff_delimited(window, cut=len(data) > _TABLE_WINDOW)


def _sniff_delimited(text: str, *, cut: bool) -> str:
    text = text.removeprefix("\ufeff")
    delimiter = text[4] if _SEPARATOR_HINT.match(text) else find_delimiter(text, cut=cut)
    return TEXT if delimiter is None else TSV if delimiter == "\t" else CSV


def _looks_like_text(head: bytes) -> bool:
    """Text has hardly a zero byte or control character; a windows-1252 text is text."""
    controls = len(head) - len(head.translate(None, delete=_CONTROLS))
    return controls <= max(2, len(head) // 100) and head.rstrip(b"\0").count(0) <= max(2, len(head) // 100)


def _sniff_markup(head: bytes) -> str:
    """HTML, XHTML, XML or a mail by how the text begins; empty for plain text."""
    body = head[_match_end(_LEADING, head) :]
    declared = _XML_DECLARATION.match(body)
    if declared:
        rest = body[declared.end() :]
        if _XHTML_ROOT.search(rest):
            return XHTML
        return next((media_type for sign, media_type in _XML_SIGNS if sign in rest), "") or (
            HTML if _PAGE.search(rest) else XML
        )
    if _PAGE.match(body):
        return XHTML if _XHTML_ROOT.search(body) and b"//DTD XHTML" in body else HTML
    if _FRAGMENT.match(body) and not _LABEL_AND_VALUE.search(head):
        return HTML
    if _PAGE.search(head) and not _LABEL_AND_VALUE.search(head):
        return HTML
    return _sniff_mail(body)


def _match_end(pattern: re.Pattern[bytes], text: bytes) -> int:
    found = pattern.match(text)
    return found.end() if found else 0
