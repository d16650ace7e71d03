"""Web archives (.warc, .warc.gz) with warcio: the pages and files that were fetched, each with its URL and day.

A page of an archive is kept as its own record, so that URL, day and the server's charset stay with the bytes.
"""

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors import sniff
from extractors.needs import WEB_EXTRA, Need
from models.document import Document, Metadata, Source
from models.errors import Motif, UnreadableSource

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord

MEDIA_TYPES = (sniff.WARC,)

NEEDS = (Need(modules=("warcio",), install=WEB_EXTRA),)

_PAGE_TYPES = ("response", "resource")
# What a page needs to be shown, and is no document.
_NO_DOCUMENT = re.compile(
    r"(?:image|audio|video|font)/|text/css|(?:text|application)/(?:x-)?(?:java|ecma)script|\w+/json"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_INSTALL = "install it with: pip install 'fiches[web]'"
_MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """A record with a page or file: its URL and the record's own bytes; without bytes, why the archive ends there."""

    url: str
    data: bytes | None
    motif: Motif | None = None
    cause: str = ""


def list_pages(data: bytes) -> Iterator[Page]:
    """The pages and files that an archive holds, in its order; those that a server refused are no pages."""
    try:
        archive = _open(data)
    except ModuleNotFoundError:
        yield Page("", None, Motif.FORMAT_NON_LU, f"web archives need the library warcio; {_INSTALL}")
        return
    errors = _errors()
    try:
        for record, start, length in _walk(archive):
            url = record.rec_headers.get_header("WARC-Target-URI") or "sans adresse"
            if _is_page(record):
                yield Page(url.strip("<>"), data[start : start + length])
    except errors as error:
        yield Page("", None, Motif.ABIME, f"the web archive breaks off ({' '.join(str(error).split())[:100]})")


def read(data: bytes, source: Source) -> Document:
    """The page or file in the first record of `data`, read as what its bytes are.

    Raises UnreadableSource where the record cannot be read or holds no document.
    """
    try:
        archive = _open(data)
    except ModuleNotFoundError as error:
        raise UnreadableSource(source.name, Motif.FORMAT_NON_LU, "web archives need warcio", _INSTALL) from error
    remedy = "fetch the page again"
    try:
        with redirect_stderr(io.StringIO()):
            record = next((one for one in archive if _is_page(one)), None)
            if record is None:
                raise UnreadableSource(source.name, Motif.VIDE, "the web archive holds no page", remedy)
            payload = record.content_stream().read(_MOST_BYTES + 1)
        headers = record.rec_headers
        declared = record.http_headers.get_header("Content-Type") or "" if record.http_headers else ""
    except _errors() as error:
        raise UnreadableSource(source.name, Motif.ABIME, f"the record cannot be read ({error})", remedy) from error
    if len(payload) > _MOST_BYTES:
        raise UnreadableSource(source.name, Motif.TROP_GRAND, f"the page holds more than {_MOST_BYTES} bytes", remedy)
    document = _read_payload(payload, source, declared)
    day = _DAY.match(headers.get_header("WARC-Date") or "")
    url = (headers.get_header("WARC-Target-URI") or "").strip("<>")
    return replace(
        document,
        source=replace(source, media_type=document.source.media_type),
        metadata=replace(document.metadata or Metadata(), url=url or None, captured=day[0] if day else None),
    )


def _read_payload(payload: bytes, source: Source, content_type: str) -> Document:
    from extractors import read_document  # noqa: PLC0415 - the package imports its readers, not the other way round
    from extractors.html import read_page  # noqa: PLC0415

    media_type = sniff.sniff_media_type(payload)
    found = _CHARSET.search(content_type)
    if media_type in (sniff.HTML, sniff.XHTML) and found:
        return read_page(payload, replace(source, media_type=media_type), charset=found[1])
    if media_type == sniff.WARC:
        raise UnreadableSource(source.name, Motif.FORMAT_NON_LU, "is a web archive inside another", "unpack it first")
    return read_document(payload, source.name)


def _open(data: bytes) -> "ArchiveIterator":
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra

    return ArchiveIterator(io.BytesIO(data))


def _walk(archive: "ArchiveIterator") -> "Iterator[tuple[ArcWarcRecord, int, int]]":
    """The records of an archive, each with its offset and its length, which is known once it has been read."""
    while True:
        # warcio tells the terminal what it finds odd.
        with redirect_stderr(io.StringIO()):
            record = next(archive, None)
            if record is None:
                return
            record.raw_stream.read()
            start, length = archive.get_record_offset(), archive.get_record_length()
        yield record, start, length


def _errors() -> tuple[type[Exception], ...]:
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - an extra
    from warcio.statusandheaders import StatusAndHeadersParserException  # noqa: PLC0415

    return ArchiveLoadFailed, StatusAndHeadersParserException, OSError, EOFError, ValueError, KeyError, AttributeError


def _is_page(record: "ArcWarcRecord") -> bool:
    if record.rec_type not in _PAGE_TYPES:
        return False
    headers = record.http_headers
    if headers is None:
        return not _NO_DOCUMENT.match(record.rec_headers.get_header("Content-Type") or "")
    return headers.get_statuscode() == "200" and not _NO_DOCUMENT.match(headers.get_header("Content-Type") or "")
