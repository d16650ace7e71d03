"""Choosing a reader by the bytes, and refusing what no reader takes."""

import io
import subprocess
import sys
import zipfile
from hashlib import sha256

import pytest

from extractors import READERS, read_document, sniff
from models.errors import Motif, UnreadableSource

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def make_zip(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def test_a_document_knows_its_source() -> None:
    data = "Constat\tPeu de médecins\nPilote\tLa commune".encode()
    document = read_document(data, "dossier/fiche.pdf")
    assert document.source.sha256 == sha256(data).hexdigest()
    assert document.source.name == "dossier/fiche.pdf"
    assert document.source.media_type == "text/plain"
    assert document.source.size == len(data)


def test_the_name_does_not_decide() -> None:
    assert read_document(b"<html><body><p>Bonjour</p></body></html>", "image.png").reader == "html"


@pytest.mark.parametrize(
    ("data", "motif"),
    [
        (b"", Motif.VIDE),
        (b" \n\t\r\n", Motif.VIDE),
        (b"<html><body><p> </p><script>x</script></body></html>", Motif.VIDE),
        (bytes(range(256)) * 8, Motif.FORMAT_INCONNU),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), Motif.ABIME),
        (b"\xff\xd8\xff\xe0" + bytes(40), Motif.ABIME),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Motif.CHIFFRE),
        (OLE, Motif.FORMAT_NON_LU),
        (make_zip({"[Content_Types].xml": "", "xl/workbook.xml": ""}), Motif.ABIME),
        (make_zip({"mimetype": sniff.ODT, "content.xml": ""}), Motif.ABIME),
        (make_zip({"fiche.txt": "Bonjour"}), Motif.FORMAT_NON_LU),
        (b"<?xml version='1.0'?><plan><fiche/></plan>", Motif.FORMAT_NON_LU),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, motif: Motif) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_document(data, "essai.bin")
    assert caught.value.motif is motif
    assert str(caught.value).startswith("essai.bin: ")
    assert len(caught.value.remedy) > 10
    assert "\n" not in str(caught.value)


def test_each_media_type_has_one_reader_and_its_module_takes_it() -> None:
    taken = [media_type for reader in READERS for media_type in reader.media_types]
    assert len(taken) == len(set(taken))
    for reader in READERS:
        assert set(reader.media_types) <= set(reader.load().MEDIA_TYPES)


def test_importing_the_package_loads_no_format_library() -> None:
    code = (
        "import sys, extractors;"
        "print(sorted({'lxml', 'bs4', 'docx', 'pypdfium2', 'pdfplumber', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
