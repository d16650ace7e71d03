"""Reading: bytes in, a Document out. One module a format, each the only one to import its format library."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from extractors import sniff
from models.document import Document, Source
from models.engines import PdfEngine
from models.errors import Motif, UnreadableSource


class ReaderModule(Protocol):
    """What a reader module offers: the media types it takes, and `read`."""

    MEDIA_TYPES: tuple[str, ...]

    def read(self, data: bytes, source: Source) -> Document:
        """The document in `data`; raises UnreadableSource where there is none."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader by its module's name: imported on first use, since format libraries are slow to load."""

    module: str
    media_types: tuple[str, ...]

    def load(self) -> ReaderModule:
        """The reader module."""
        return cast("ReaderModule", import_module(self.module))


READERS: tuple[Reader, ...] = (
    Reader("extractors.text", (sniff.TEXT,)),
    Reader("extractors.html", (sniff.HTML, sniff.XHTML)),
    Reader("extractors.docx", (sniff.DOCX,)),
    Reader("extractors.odt", (sniff.ODT, f"{sniff.ODT}-template", f"{sniff.ODT}-master")),
    Reader("extractors.legacy", (sniff.DOC, sniff.RTF, sniff.WPS, sniff.WORD_XML, sniff.FLAT_ODT)),
    Reader("extractors.pdf", (sniff.PDF,)),
    Reader("extractors.xlsx", (sniff.XLSX,)),
    Reader("extractors.xls", (sniff.XLS,)),
    Reader("extractors.ods", (sniff.ODS, f"{sniff.ODS}-template")),
    Reader("extractors.mhtml", (sniff.MHTML,)),
    Reader("extractors.warc", (sniff.WARC,)),
    Reader("extractors.delimited", (sniff.CSV, sniff.TSV)),
    Reader("extractors.image", ("image/png", "image/jpeg", "image/tiff", "image/webp", "image/gif", "image/jp2")),
)

# What takes the place of a reader above where pdfplumber is asked first.
REFERENCE_READER = Reader("extractors.pdf_reference", (sniff.PDF,))

_SAVE_AS = "save it as DOCX, PDF, HTML or text and try again"
# What to do with a format that we know and don't read, by the start of its media type.
_REMEDIES: Mapping[str, tuple[str, str]] = {
    "image/": ("is a picture in a format that the program does not read", "save it as PNG, TIFF or PDF and try again"),
    sniff.PPTX: ("is a presentation", "export it as PDF and try again"),
    sniff.PPT: ("is a presentation", "export it as PDF and try again"),
    sniff.ZIP: ("is an archive", "give it to «fiches convert», which opens it"),
    sniff.XML: ("is XML that is not a web page", _SAVE_AS),
    sniff.MAIL: ("is a mail", "give it to «fiches convert», which opens it"),
}


def read_document(data: bytes, name: str, *, pdf_engine: PdfEngine = PdfEngine.PDFIUM) -> Document:
    """Read one source: what it is comes from its bytes alone; `name` only tells the user which one it was.

    `pdf_engine` is asked first for the pages of a PDF. One reader a media type and no second try: raises
    UnreadableSource with the cause.
    """
    media_type = sniff.sniff_media_type(data)
    source = Source(hashlib.sha256(data).hexdigest(), name, media_type, len(data))
    if not data:
        raise UnreadableSource(name, Motif.VIDE, "the file is empty", "get it again from where it came")
    readers = (REFERENCE_READER, *READERS) if pdf_engine is PdfEngine.PDFPLUMBER else READERS
    for reader in readers:
        if media_type in reader.media_types:
            return reader.load().read(data, source)
    raise _refuse(source)


def list_unread() -> tuple[tuple[str, str], ...]:
    """The media types (or their beginnings) that are known and not read, each with what to do, in English."""
    return tuple((start, remedy) for start, (_, remedy) in _REMEDIES.items())


def _refuse(source: Source) -> UnreadableSource:
    """The error that says why no reader takes the source."""
    if source.media_type == sniff.ENCRYPTED_OFFICE:
        remedy = "remove the password in the program that made it and try again"
        return UnreadableSource(source.name, Motif.CHIFFRE, "is protected by a password", remedy)
    if source.media_type == sniff.UNKNOWN:
        what = "is in no format that the program knows"
        return UnreadableSource(source.name, Motif.FORMAT_INCONNU, what, _SAVE_AS)
    for start, (what, remedy) in _REMEDIES.items():
        if source.media_type.startswith(start):
            return UnreadableSource(source.name, Motif.FORMAT_NON_LU, what, remedy)
    what = f"is in a format that the program does not read ({source.media_type})"
    return UnreadableSource(source.name, Motif.FORMAT_NON_LU, what, _SAVE_AS)
