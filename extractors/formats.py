"""Which formats are read on this machine, and what is missing for the rest: asked of the readers themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from extractors import READERS, list_unread, sniff
from extractors.needs import Need


class Availability(StrEnum):
    """Whether a format is read here."""

    READ = "lu"
    MISSING = "a_installer"
    UNREAD = "non_lu"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its French name, the usual endings of its files, and what reads it or would have to be installed.

    `needs` are the unmet needs of its reader; `remedy` says in English what to do with a format that nothing reads.
    """

    title: str
    suffixes: tuple[str, ...]
    availability: Availability
    needs: tuple[Need, ...] = ()
    remedy: str = ""


_NAMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    sniff.TEXT: ("Texte, export libellé–valeur", (".txt",)),
    sniff.HTML: ("Page web", (".html", ".htm")),
    sniff.XHTML: ("Page web XHTML", (".xhtml",)),
    sniff.MHTML: ("Page web enregistrée entière", (".mhtml", ".mht")),
    sniff.WARC: ("Archive web", (".warc", ".warc.gz")),
    sniff.PDF: ("PDF", (".pdf",)),
    sniff.DOCX: ("Word", (".docx", ".docm", ".dotx")),
    sniff.DOC: ("Word 97-2003", (".doc",)),
    sniff.RTF: ("Texte enrichi", (".rtf",)),
    sniff.WPS: ("Works", (".wps",)),
    sniff.WORD_XML: ("Word 2003 en XML", (".xml",)),
    sniff.FLAT_ODT: ("Texte OpenDocument en un fichier", (".fodt",)),
    sniff.ODT: ("Texte OpenDocument", (".odt", ".ott")),
    sniff.XLSX: ("Excel", (".xlsx", ".xlsm", ".xltx")),
    sniff.XLS: ("Excel 97-2003", (".xls",)),
    sniff.ODS: ("Classeur OpenDocument", (".ods", ".ots")),
    sniff.CSV: ("Tableau en texte, séparé par ; ou ,", (".csv",)),
    sniff.TSV: ("Tableau en texte, séparé par des tabulations", (".tsv", ".txt")),
    sniff.PPTX: ("PowerPoint", (".pptx",)),
    sniff.PPT: ("PowerPoint 97-2003", (".ppt",)),
    "image/": ("Numérisation (image, PDF sans couche texte)", (".png", ".jpg", ".tif", ".pdf")),
}
_CONTAINERS = (("Archive", (".zip",)), ("Courriel et ses pièces jointes", (".eml",)))


def list_formats() -> tuple[Format, ...]:
    """All formats that the program knows: those read first, then those to install for, then the unread."""
    found = [*_read_formats(), *(Format(title, suffixes, Availability.READ) for title, suffixes in _CONTAINERS)]
    read = {format_.title for format_ in found}
    unread = [
        Format(*_NAMES[start], Availability.UNREAD, remedy=remedy)
        for start, remedy in list_unread()
        if start in _NAMES and _NAMES[start][0] not in read
    ]
    order = list(Availability)
    return tuple(sorted((*found, *unread), key=lambda format_: order.index(format_.availability)))


def _read_formats() -> Iterator[Format]:
    titles: set[str] = set()
    for reader in READERS:
        needs = tuple(need for need in getattr(reader.load(), "NEEDS", ()) if need.find() is None)
        for media_type in reader.media_types:
            name = name_format(media_type)
            if name is not None and name[0] not in titles:
                titles.add(name[0])
                yield Format(*name, Availability.MISSING if needs else Availability.READ, needs)


def name_format(media_type: str) -> tuple[str, tuple[str, ...]] | None:
    """The French name and usual endings of a media type; None for a variant that goes under another's name."""
    if media_type in _NAMES:
        return _NAMES[media_type]
    return next((name for start, name in _NAMES.items() if start.endswith("/") and media_type.startswith(start)), None)
