"""Old word processors' documents: what reads them here, and what is said where nothing does."""

from pathlib import Path

import pytest

from extractors import antiword, legacy, office_ahead, read_document, rtf, sniff
from extractors.formats import Availability, list_formats
from extractors.office_convert import OldFile
from extractors.office_programs import ProgramFailed
from models.document import BlockKind, Document
from models.errors import Motif, UnreadableSource
from tests.extractors.docx_files import p, table, word_file

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
RTF = (
    rb"{\rtf1\ansi\ansicpg1252 Fiche 3\par "
    rb"{\trowd\cellx100\cellx200 Pilote\cell la ville\par le bourg\cell\row}Fin\par}"
)
DOCBOOK = """<?xml version="1.0"?><!DOCTYPE book PUBLIC "x" "http://localhost/x.dtd">
<book><bookinfo><date>2012-03-04</date></bookinfo><chapter><title/>
<para><emphasis role='bold'>Pilote :</emphasis> la ville</para><sect1><title>Constat</title>
<orderedlist numeration='loweralpha'><listitem><para>un</para></listitem>
<listitem><para>deux</para></listitem></orderedlist>
<para><informaltable><tgroup cols='1'><tbody><row><entry>Fiche 2</entry></row></tbody></tgroup>
<tgroup cols='2'><tbody><row><entry>Moyens</entry><entry>
un poste
Un local
</entry></row></tbody></tgroup></informaltable></para></sect1></chapter></book>"""


def word_97(flags: int = 0, version: int = 0xC1, text: str = "") -> bytes:
    """The bytes of a binary Word file as far as they are looked at: container, head, text."""
    head = b"\xec\xa5" + version.to_bytes(2, "little") + bytes(6) + flags.to_bytes(2, "little") + bytes(20)
    return (
        (OLE + "WordDocument".encode("utf-16-le")).ljust(512, b"\0") + head.ljust(512, b"\0") + text.encode("utf-16-le")
    )


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice and antiword."""
    monkeypatch.setattr(legacy, "find_office", lambda: None)
    monkeypatch.setattr(antiword, "find_program", lambda *_: None)


def office_gives(monkeypatch: pytest.MonkeyPatch, answer: bytes | ProgramFailed | None) -> list[OldFile]:
    """A LibreOffice that answers so; gives what it was asked to convert."""
    asked: list[OldFile] = []

    def convert(files: list[OldFile]) -> list[bytes | None]:
        asked.extend(files)
        if isinstance(answer, ProgramFailed):
            raise answer
        return [answer]

    monkeypatch.setattr(legacy, "find_office", lambda: Path("soffice"))
    monkeypatch.setattr(legacy, "convert_to_docx", convert)
    return asked


def antiword_gives(monkeypatch: pytest.MonkeyPatch, written: str, code: int = 0) -> None:
    monkeypatch.setattr(antiword, "find_program", lambda *_: Path("antiword"))
    monkeypatch.setattr(antiword, "run_program", lambda *_, **__: (code, written.encode()))


def motif_of(data: bytes) -> UnreadableSource:
    with pytest.raises(UnreadableSource) as caught:
        read_document(data, "fiche.doc")
    return caught.value


def codes(document: Document) -> list[str]:
    return [flag.code for flag in document.flags]


def test_an_old_document_is_read_as_the_word_file_made_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = office_gives(monkeypatch, word_file(p("Constat")))
    document = read_document(word_97(), "vieille fiche.doc")
    assert (document.text, document.reader, document.source.media_type) == ("Constat", "docx", sniff.DOC)
    assert (asked[0].suffix, asked[0].import_filter) == (".doc", "MS Word 97")
    assert document.flags == ()


def test_the_bytes_choose_the_filter_whatever_the_file_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = office_gives(monkeypatch, word_file(p("Constat")))
    for data in (RTF, word_97(version=0x68), OLE + "MatOST".encode("utf-16-le")):
        read_document(data, "fiche.doc")
    assert [(file.suffix, file.import_filter) for file in asked] == [
        (".rtf", "Rich Text Format"), (".doc", ""), (".wps", "")
    ]  # fmt: skip


def test_a_page_called_doc_is_read_as_a_page() -> None:
    assert read_document(b"<html><body><p>Constat</p></body></html>", "fiche.doc").reader == "html"


def test_what_the_office_cannot_read_is_damaged_and_what_takes_long_too_big(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office_gives(monkeypatch, None)
    assert motif_of(word_97()).motif is Motif.ABIME
    office_gives(monkeypatch, ProgramFailed("ended with code 77"))
    assert motif_of(word_97()).motif is Motif.ABIME
    office_gives(monkeypatch, ProgramFailed("took more than 90 seconds"))
    assert motif_of(word_97()).motif is Motif.TROP_GRAND


def test_a_container_without_the_head_of_a_word_document_is_damaged() -> None:
    error = motif_of(OLE + "WordDocument".encode("utf-16-le") + bytes(3000))
    assert error.motif is Motif.ABIME
    assert "damaged" in error.what


def test_a_locked_document_is_said_to_be_so_before_any_program_runs() -> None:
    assert motif_of(word_97(flags=0x0100)).motif is Motif.CHIFFRE


@pytest.mark.usefixtures("bare")
def test_without_any_program_the_rejection_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf, "find_spec", lambda _: None)
    works = OLE + "MatOST".encode("utf-16-le")
    for data, words in ((word_97(), "LibreOffice (or antiword)"), (RTF, "striprtf"), (works, "LibreOffice")):
        error = motif_of(data)
        assert error.motif is Motif.FORMAT_NON_LU
        assert words in error.remedy


def test_antiword_keeps_paragraphs_lists_rows_and_cells(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    antiword_gives(monkeypatch, DOCBOOK)
    document = read_document(word_97(), "fiche.doc")
    assert document.text == "Pilote : la ville\nConstat\na. un\nb. deux\nFiche 2\nMoyens | un poste\nUn local"
    assert [block.kind for block in document.body] == [
        BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM, BlockKind.ITEM, BlockKind.TABLE
    ]  # fmt: skip
    assert document.body[0].lead == len("Pilote :")
    assert [(cell.column, cell.column_span) for row in document.body[-1].rows for cell in row] == [
        (0, 2),
        (0, 1),
        (1, 1),
    ]
    assert document.metadata.date == "2012-03-04"
    assert codes(document) == ["lecture_simplifiee"]


def test_what_antiword_cannot_read_is_damaged(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for written, code in (("<book>", 0), (DOCBOOK, 1)):
        antiword_gives(monkeypatch, written, code)
        assert motif_of(word_97()).motif is Motif.ABIME
    antiword_gives(monkeypatch, "<book/>")
    assert motif_of(word_97()).motif is Motif.VIDE


def test_striprtf_gives_the_words_and_the_cells(bare: None) -> None:
    pytest.importorskip("striprtf")
    document = read_document(RTF, "fiche.rtf")
    assert document.text == "Fiche 3\nPilote | la ville\nle bourg\nFin"
    assert [len(row) for row in document.body[1].rows] == [2]
    assert codes(document) == ["lecture_simplifiee"]


def test_cells_that_the_office_lost_are_asked_of_antiword_or_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"Champ {number}\x07texte {number}\x07\x07" for number in range(4))
    office_gives(monkeypatch, word_file(p("Champ 1texte 1")))
    antiword_gives(monkeypatch, DOCBOOK)
    assert read_document(word_97(text=rows), "fiche.doc").reader == "antiword"
    monkeypatch.setattr(antiword, "find_program", lambda *_: None)
    assert codes(read_document(word_97(text=rows), "fiche.doc")) == ["tableaux_perdus"]
    office_gives(monkeypatch, word_file(table("<w:tr><w:tc>" + p("Champ 1") + "</w:tc></w:tr>")))
    assert codes(read_document(word_97(text=rows), "fiche.doc")) == []


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (OLE + "MatOST".encode("utf-16-le"), sniff.WPS),
        (b"<?xml version='1.0'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'/>",
         sniff.WORD_XML),
        (b'<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text"/>',
         sniff.FLAT_ODT),
        (b"<?xml version='1.0'?><plan/>", sniff.XML),
    ],
)  # fmt: skip
def test_old_formats_are_known_by_their_bytes(data: bytes, media_type: str) -> None:
    assert sniff.sniff_media_type(data) == media_type


def test_the_list_of_formats_says_whether_they_are_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.needs.shutil.which", lambda _: None)
    monkeypatch.setattr("extractors.needs.find_spec", lambda _: None)
    monkeypatch.setattr("extractors.needs.Path.is_file", lambda _: False)
    found = {format_.title: format_ for format_ in list_formats()}["Word 97-2003"]
    assert found.availability is Availability.MISSING
    assert "LibreOffice" in found.needs[0].install


def test_what_was_converted_ahead_is_taken_and_what_failed_is_tried_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def convert(files: list[OldFile]) -> list[bytes | None]:
        calls.append(len(files))
        return [None if b"abime" in file.data else word_file(p(f"Fiche {number}")) for number, file in enumerate(files)]

    monkeypatch.setattr(legacy, "find_office", lambda: Path("soffice"))
    monkeypatch.setattr(office_ahead, "convert_to_docx", convert)
    monkeypatch.setattr(legacy, "convert_to_docx", convert)
    documents = [RTF, word_97(text="texte"), RTF + b"abime", b"du texte", word_97(flags=0x0100)]
    files = [file for data in documents if (file := legacy.make_old_file(data)) is not None]
    office_ahead.keep_in(tmp_path / "converted")
    try:
        office_ahead.convert_ahead(files)
        assert calls == [3]
        assert [read_document(data, "fiche.doc").text for data in documents[:2]] == ["Fiche 0", "Fiche 1"]
        assert calls == [3]
        assert motif_of(documents[2]).motif is Motif.ABIME
        assert calls == [3, 1]
        office_ahead.convert_ahead(files)
        assert calls == [3, 1, 1]
    finally:
        office_ahead.keep_in(None)
    assert read_document(RTF, "fiche.doc").text == "Fiche 0"
    assert calls == [3, 1, 1, 1]


def test_a_call_for_many_that_fails_leaves_each_document_to_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> list[bytes | None]:
        raise ProgramFailed("ended with code 77")

    monkeypatch.setattr(office_ahead, "convert_to_docx", fail)
    office_ahead.keep_in(tmp_path)
    try:
        office_ahead.convert_ahead([OldFile(RTF, ".rtf")])
        assert office_ahead.take_converted(RTF) is None
    finally:
        office_ahead.keep_in(None)
