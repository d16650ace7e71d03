"""The package: found parts, properties, and damaged or hostile files."""

import zipfile
from io import BytesIO

import pytest

from extractors import docx_parts
from models.document import Metadata
from models.errors import Motif, UnreadableSource
from tests.extractors.docx_files import p, package, part, read, read_body, row, table, word_file

STRICT = "http://purl.oclc.org/ooxml/"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)
APP = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">{}</Properties>'


def document_part(body: str) -> str:
    return part("document", f"<w:body>{body}</w:body>")


def metadata(core: str = "", app: str = "") -> Metadata:
    members = {"word/document.xml": document_part(p("x")), "docProps/core.xml": CORE.format(core)}
    return read(package(members | {"docProps/app.xml": APP.format(app)})).metadata


def motif_of(data: bytes) -> Motif:
    with pytest.raises(UnreadableSource) as caught:
        read(data)
    assert str(caught.value).startswith("fiche.docx: ")
    return caught.value.motif


def test_the_properties_of_the_file_are_its_metadata() -> None:
    core = (
        "<dc:title>Contrat  de ville</dc:title><dc:creator>Direction de la cohésion</dc:creator>"
        "<dc:language>fr-FR</dc:language><dcterms:created>2016-01-04T08:00:00Z</dcterms:created>"
        "<dcterms:modified>2017-09-22T10:00:00Z</dcterms:modified>"
    )
    assert metadata(core, "<Company>Ville de Valmerle</Company>") == Metadata(
        title="Contrat de ville",
        author="Direction de la cohésion",
        publisher="Ville de Valmerle",
        date="2017-09-22",
        language="fr-FR",
    )


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("<dcterms:created>2016</dcterms:created>", "2016"),
        ("<dcterms:modified>2016-05</dcterms:modified>", "2016-05"),
        ("<dcterms:modified/><dcterms:created>2016-05-02T00:00:00Z</dcterms:created>", "2016-05-02"),
        ("<dcterms:modified>1601-01-01T00:00:00Z</dcterms:modified>", None),
        ("<dcterms:modified>hier</dcterms:modified>", None),
        ("", None),
    ],
)
def test_the_date_is_that_of_the_last_plausible_save_and_no_more_precise(dates: str, expected: str | None) -> None:
    assert metadata(dates).date == expected


def test_what_programs_write_in_for_want_of_an_author_is_no_author() -> None:
    core = "<dc:creator>python-docx</dc:creator><dc:title>Word Document</dc:title>"
    assert metadata(core, "<Company>Hewlett-Packard</Company>") == Metadata()


def test_broken_properties_do_not_cost_the_text() -> None:
    members = {"word/document.xml": document_part(p("Texte")), "docProps/core.xml": "<cp:core", "docProps/app.xml": "<"}
    assert read(package(members)).text == "Texte"


def test_a_dangling_relationship_does_not_cost_the_text() -> None:
    data = word_file(p("Texte"), styles="")
    stripped = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(stripped, "w") as target:
        for name in source.namelist():
            if name != "word/styles.xml":
                target.writestr(name, source.read(name))
    assert read(stripped.getvalue()).text == "Texte"


def test_part_names_are_found_without_regard_to_case_and_slashes() -> None:
    assert read(package({"Word\\Document.xml": document_part(p("Texte"))})).text == "Texte"


def test_the_main_part_may_have_any_name() -> None:
    assert read(package({"w/corps.xml": document_part(p("Texte"))}, main="/w/corps.xml")).text == "Texte"


def test_a_strict_document_reads_like_any_other() -> None:
    body = document_part(p("Fiche", properties='<w:outlineLvl w:val="0"/>') + table(row("Pilote", "SIVOM")))
    strict = body.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", f"{STRICT}wordprocessingml/main"
    ).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships", f"{STRICT}officeDocument/relationships"
    )
    document = read(package({"word/document.xml": strict}))
    assert document.text == "Fiche\nPilote | SIVOM"
    assert document.body[0].level == 1


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252"])
def test_a_part_in_another_encoding_reads_in_french(encoding: str) -> None:
    xml = document_part(p("Évaluer l'accès")).replace('encoding="UTF-8"', f'encoding="{encoding}"')
    assert read(package({"word/document.xml": xml.encode(encoding)})).text == "Évaluer l'accès"


def test_files_that_are_no_packages_are_damaged() -> None:
    assert motif_of(b"PK\x03\x04 rien d'autre") is Motif.ABIME
    assert motif_of(b"") is Motif.ABIME
    data = word_file(p("Texte"))
    assert motif_of(data[: len(data) // 2]) is Motif.ABIME


@pytest.mark.parametrize(
    "xml",
    [
        "<w:document",
        "",
        '<x xmlns="urn:x"/>',
        "<?xml version='1.0' encoding='klingon'?><x/>",
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "ee">]><x>&e;</x>',
        '<?xml version="1.0"?><!-- <a> --><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
    ],
)
def test_a_main_part_that_is_no_sound_word_document_is_damaged(xml: str) -> None:
    assert motif_of(package({"word/document.xml": xml})) is Motif.ABIME


def test_a_dtd_in_another_encoding_is_seen() -> None:
    xml = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY e "ee">]><x a="&e;"/>'
    assert motif_of(package({"word/document.xml": xml.encode("utf-16")})) is Motif.ABIME


def test_a_package_without_main_part_is_damaged() -> None:
    assert motif_of(package({"autre.xml": "<x/>"})) is Motif.ABIME


def test_damaged_bytes_inside_the_zip_are_reported() -> None:
    data = bytearray(word_file(p("Texte " * 2000)))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        offset = archive.getinfo("word/document.xml").header_offset
    data[offset + 60 : offset + 80] = b"\xff" * 20
    assert motif_of(bytes(data)) is Motif.ABIME


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_an_encrypted_file_is_said_to_be_one(data: bytes) -> None:
    assert motif_of(data) is Motif.CHIFFRE


def test_an_encrypted_zip_is_said_to_be_one() -> None:
    data = bytearray(word_file(p("x")))
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    assert motif_of(bytes(data)) is Motif.CHIFFRE


def test_a_zip_bomb_is_refused_before_it_inflates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_parts, "_BOMB_SIZE", 100_000)
    assert motif_of(word_file(p("a" * 1_000_000))) is Motif.TROP_GRAND


def test_a_document_beyond_the_size_we_take_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_parts, "MAX_INFLATED", 3_000)
    assert motif_of(word_file(p("Texte " * 1_000))) is Motif.TROP_GRAND


def test_elements_nested_by_the_thousand_are_refused() -> None:
    body = "<w:customXml>" * 3000 + p("x") + "</w:customXml>" * 3000
    assert motif_of(word_file(body)) is Motif.TROP_GRAND


def test_comments_and_instructions_in_the_xml_are_no_text() -> None:
    assert read_body(p("<!-- note --><?mso x?>", "Texte")).text == "Texte"


def test_documents_share_short_parts_only() -> None:
    package_of = docx_parts.WordPackage(word_file(p("Texte"), numbering="<w:num/>"), "fiche.docx")
    assert package_of.related_root("numbering") is not None
    assert package_of.packed("word/numbering.xml", largest=100_000) is not None
    assert package_of.packed("word/numbering.xml", largest=50) is None
    assert package_of.packed("word/nothing.xml", largest=100_000) is None


def test_documents_with_other_lists_are_not_given_those_of_the_first() -> None:
    first, second = (
        docx_parts.WordPackage(word_file(p("Texte"), numbering=f'<w:num w:numId="{number}"/>'), "fiche.docx")
        for number in (1, 2)
    )
    found = [package.related_root("numbering") for package in (first, second, first)]
    ids = [[child.attrib for child in root] for root in found if root is not None]
    assert len(ids) == 3
    assert ids[0] == ids[2] != ids[1]
