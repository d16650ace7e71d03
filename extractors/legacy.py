"""Old word processors' documents (.doc, .rtf, .wps): LibreOffice makes a .docx of them, which the Word reader reads.

Without LibreOffice, antiword's DocBook keeps the rows and cells of a .doc, and striprtf the words of an .rtf. Which it
is, the bytes say: many an RTF or HTML file is called .doc.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from extractors import antiword, docx, rtf, sniff
from extractors.needs import Need
from extractors.office_ahead import take_converted
from extractors.office_convert import OldFile, convert_to_docx, find_office
from extractors.office_programs import (
    ANTIWORD_NAMES,
    ANTIWORD_PLACES,
    LIBREOFFICE_NAMES,
    LIBREOFFICE_PLACES,
    ProgramFailed,
)
from extractors.word_binary import count_row_ends, is_encrypted, is_word, is_word_97
from models.document import Document, Source
from models.errors import Motif, UnreadableSource
from models.flags import Flag, Gravity

# Rows of a table that can be told from chance in the bytes.
_A_TABLE = 2
MEDIA_TYPES = (sniff.DOC, sniff.RTF, sniff.WPS, sniff.WORD_XML, sniff.FLAT_ODT)
NEEDS = (
    Need(
        modules=("striprtf",),
        programs=(*LIBREOFFICE_NAMES, *ANTIWORD_NAMES),
        places=(*LIBREOFFICE_PLACES, *ANTIWORD_PLACES),
        install="installez LibreOffice (à défaut, antiword pour .doc ou pip install 'fiches[rtf]' pour .rtf)",
    ),
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """An old format: what it is, the ending and the filter LibreOffice knows it by, and what to install to read it."""

    what: str
    suffix: str
    install: str = "install LibreOffice and try again, or save it as .docx"
    import_filter: str = ""


_KINDS: Mapping[str, _Kind] = {
    sniff.DOC: _Kind("an old Word document (.doc)", ".doc", "install LibreOffice (or antiword) and try again"),
    sniff.RTF: _Kind(
        "an RTF document",
        ".rtf",
        "install LibreOffice (or striprtf: pip install 'fiches[rtf]') and try again",
        "Rich Text Format",
    ),
    sniff.WPS: _Kind("a Works document (.wps)", ".wps"),
    sniff.WORD_XML: _Kind("a Word document as XML", ".xml"),
    sniff.FLAT_ODT: _Kind("an OpenDocument text in one file", ".fodt"),
}
_FALLBACKS: Mapping[str, Callable[[bytes, Source], Document | None]] = {
    sniff.DOC: antiword.read_with_antiword,
    sniff.RTF: rtf.read_with_striprtf,
}


def read(data: bytes, source: Source) -> Document:
    """The document in `data`, its blocks and tables as in the .docx that LibreOffice makes of it.

    Without LibreOffice, a plainer reading with a flag. Raises UnreadableSource: `FORMAT_NON_LU` where nothing that
    reads it is installed, `CHIFFRE`, `ABIME`, `TROP_GRAND` where the conversion takes too long.
    """
    if source.media_type == sniff.DOC and not is_word(data):
        # LibreOffice would take it for plain text.
        what, remedy = "is a damaged old Word document (.doc)", "get it again from where it came"
        raise UnreadableSource(source.name, Motif.ABIME, what, remedy)
    if source.media_type == sniff.DOC and is_encrypted(data):
        remedy = "remove the password in Word and try again"
        raise UnreadableSource(source.name, Motif.CHIFFRE, "is protected by a password", remedy)
    if find_office() is not None:
        return _read_with_office(data, source)
    fallback = _FALLBACKS.get(source.media_type)
    document = None if fallback is None else fallback(data, source)
    if document is None:
        kind = _KINDS[source.media_type]
        what = f"is {kind.what}, and nothing that reads it is installed"
        raise UnreadableSource(source.name, Motif.FORMAT_NON_LU, what, kind.install)
    message = "Lu sans LibreOffice : la mise en forme et une partie de la structure manquent."
    return replace(document, flags=(*document.flags, Flag("lecture_simplifiee", message, Gravity.AVERTISSEMENT)))


def make_old_file(data: bytes) -> OldFile | None:
    """The bytes as LibreOffice takes them; None for what is no old document, or a locked one."""
    media_type = sniff.sniff_media_type(data)
    if media_type not in _KINDS or (media_type == sniff.DOC and (not is_word(data) or is_encrypted(data))):
        return None
    return _describe(data, media_type)


def _describe(data: bytes, media_type: str) -> OldFile:
    kind = _KINDS[media_type]
    named = media_type == sniff.DOC and is_word_97(data)
    return OldFile(data, kind.suffix, "MS Word 97" if named else kind.import_filter)


def _has_table(document: Document) -> bool:
    return any(block.rows for block in document.body)


def _read_with_cells(data: bytes, source: Source) -> Document | None:
    """What antiword sees, if it sees tables."""
    document = antiword.read_with_antiword(data, source)
    return document if document is not None and _has_table(document) else None


def _flag_lost_cells(document: Document) -> Document:
    message = "Le document a des tableaux que LibreOffice n'a pas reconnus : leurs cellules sont réunies."
    return replace(document, flags=(*document.flags, Flag("tableaux_perdus", message)))


def _read_with_office(data: bytes, source: Source) -> Document:
    kind = _KINDS[source.media_type]
    try:
        converted = take_converted(data) or convert_to_docx([_describe(data, source.media_type)])[0]
    except ProgramFailed as error:
        motif = Motif.TROP_GRAND if "seconds" in str(error) else Motif.ABIME
        what = f"LibreOffice {error} on it"
        raise UnreadableSource(source.name, motif, what, "open it in LibreOffice and save it as .docx") from error
    if converted is None:
        what = f"is {kind.what} that LibreOffice cannot read"
        raise UnreadableSource(source.name, Motif.ABIME, what, "open it in Word and save it as .docx")
    document = docx.read(converted, source)
    if source.media_type == sniff.DOC and count_row_ends(data) >= _A_TABLE and not _has_table(document):
        # LibreOffice loses a table that ends a document, where no paragraph stands behind it; Word always writes one.
        return _read_with_cells(data, source) or _flag_lost_cells(document)
    # The language is that of LibreOffice's own settings, not the document's.
    return replace(document, metadata=replace(document.metadata, language=None))
