"""What bytes are, whatever their name says."""

import io
import zipfile

import pytest

from extractors import sniff
from extractors.sniff import sniff_media_type


def make_package(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x" * 50)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n", sniff.PDF),
        (b"\r\n\0junk" * 50 + b"%PDF-1.4\n", sniff.PDF),
        (b"GIF89a", "image/gif"),
        (b"II*\0", "image/tiff"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"{\\rtf1", sniff.RTF),
        (b"<!DOCTYPE html>\n<html>", sniff.HTML),
        (b"\xef\xbb\xbf\n <!-- un mot --> <HTML>", sniff.HTML),
        (b"<h2>Constat</h2><p>Texte</p>", sniff.HTML),
        (b"<table border=1><tr><td>x</td></tr></table>", sniff.HTML),
        (b"Aller au contenu\n<html><body>x</body></html>", sniff.HTML),
        (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>", sniff.XHTML),
        (b"<?xml version='1.0'?><rss><item/></rss>", sniff.XML),
        ("<html><body><p>été</p></body></html>".encode("utf-16"), sniff.HTML),
        ("Constat : été".encode("utf-16-le"), sniff.TEXT),
        ("Constat : été".encode("windows-1252"), sniff.TEXT),
        ("Constat\t<p>Peu de médecins</p>\nPilote\t<b>ARS</b>".encode(), sniff.TEXT),
        ("<b>Constat</b>\t<p>Peu de médecins</p>\n<b>Pilote</b>\tARS".encode(), sniff.TEXT),
        (b"<ARS> et <CPAM>", sniff.TEXT),
        (b"moins de 5 % < 10 %", sniff.TEXT),
        (b"From: a@exemple.fr\nSubject: plan\nMIME-Version: 1.0\n\nx", sniff.MAIL),
        (bytes(range(256)), sniff.UNKNOWN),
        (make_package("word/document.xml"), sniff.DOCX),
        (make_package("xl/workbook.xml"), sniff.XLSX),
        (make_package("ppt/presentation.xml"), sniff.PPTX),
    ],
)
def test_a_format_shows_in_its_bytes(data: bytes, expected: str) -> None:
    assert sniff_media_type(data) == expected


def test_a_pdf_mark_beyond_the_first_kilobyte_is_text_about_pdfs() -> None:
    assert sniff_media_type(b"a " * 600 + b"%PDF-1.7") == sniff.TEXT


def test_a_word_file_that_was_cut_short_is_still_a_word_file() -> None:
    whole = make_package("word/document.xml")
    assert sniff_media_type(whole[: whole.rindex(b"PK\x01\x02") - 10]) == sniff.DOCX


def test_an_opendocument_file_says_what_it_is() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", sniff.ODS)
    assert sniff_media_type(buffer.getvalue()) == sniff.ODS
