"""Archives, mails and web archives as the documents inside them; and how far they are opened."""

import contextlib
import gzip
import io
import zipfile
from email.message import EmailMessage

import pytest

from extractors import read_document, sniff
from extractors.containers import Limits, Member, may_be_container, open_container, tidy_name
from models.errors import Motif, UnreadableSource
from tests.workbooks import SheetSpec, make_workbook

PAGE = b"<html><head><meta charset='utf-8'></head><body><p>Bonjour</p></body></html>"


def make_zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def make_mail(html: str = "", **attached: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@exemple.fr", "b@exemple.fr", "Nos fiches"
    mail.set_content("Voici les fiches.", charset="iso-8859-1")
    if html:
        mail.add_alternative(html, subtype="html", charset="iso-8859-1")
    for name, data in attached.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{name}.txt")
    return mail.as_bytes()


def make_record(url: str, body: bytes, *, content_type: str = "text/html", status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-14T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(body):032}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def members(data: bytes, limits: Limits | None = None) -> list[Member]:
    found = open_container(data, "dossier.zip", limits) if limits else open_container(data, "dossier.zip")
    assert found is not None
    return list(found)


def names(data: bytes) -> list[str]:
    return [member.name for member in members(data)]


def test_the_members_of_an_archive_are_named_by_their_path_and_sorted() -> None:
    data = make_zip({"b/fiche 2.txt": b"deux", "a.txt": b"un", "b/": b""})
    assert [(one.name, one.data) for one in members(data)] == [
        ("dossier.zip!/a.txt", b"un"),
        ("dossier.zip!/b/fiche 2.txt", b"deux"),
    ]


def test_archives_in_archives_are_opened_too() -> None:
    assert names(make_zip({"x/interne.zip": make_zip({"fiche.txt": b"un"})})) == [
        "dossier.zip!/x/interne.zip!/fiche.txt"
    ]


def test_what_systems_leave_in_archives_is_no_document() -> None:
    junk = ["__MACOSX/._fiche.txt", ".DS_Store", "a/Thumbs.db", "a/~$fiche.docx", "desktop.ini"]
    assert names(make_zip(dict.fromkeys([*junk, "fiche.txt"], b"x"))) == ["dossier.zip!/fiche.txt"]


def test_office_files_and_plain_documents_are_no_containers() -> None:
    for data in (make_workbook(SheetSpec("Feuil1", [["un", "deux"]])), b"Bonjour", PAGE, b""):
        assert open_container(data, "x") is None


def test_an_archive_that_is_cut_says_so() -> None:
    (member,) = members(make_zip({"a.txt": b"un" * 99})[:60])
    assert (member.name, member.data, member.motif) == ("dossier.zip", None, Motif.ABIME)


def test_an_empty_archive_is_an_empty_document() -> None:
    (member,) = members(make_zip({}))
    assert (member.name, member.motif) == ("dossier.zip", Motif.VIDE)


def test_names_from_windows_are_read_in_the_charset_of_dos() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xxx.txt", b"un")
    raw = "été.txt".encode("cp850")
    data = buffer.getvalue().replace(b"xxx.txt", raw)
    assert names(data) == ["dossier.zip!/été.txt"]


def test_two_members_of_one_name_are_told_apart() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", b"un")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", b"deux")
    assert names(buffer.getvalue()) == ["dossier.zip!/a.txt", "dossier.zip!/a (2).txt"]


def test_a_locked_member_is_refused_and_the_others_are_read() -> None:
    data = bytearray(make_zip({"a.txt": b"un", "b.txt": b"deux"}))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert [member.motif for member in members(bytes(data))] == [Motif.CHIFFRE, None]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(depth=1), [("dossier.zip!/a.txt", None), ("dossier.zip!/z.zip", Motif.TROP_GRAND)]),
        (Limits(members=1), [("dossier.zip!/a.txt", None), ("dossier.zip!/z.zip", Motif.TROP_GRAND)]),
        (Limits(member_bytes=100), [("dossier.zip!/a.txt", None), ("dossier.zip!/z.zip", Motif.TROP_GRAND)]),
        (Limits(total_bytes=4), [("dossier.zip!/a.txt", None), ("dossier.zip!/z.zip", Motif.TROP_GRAND)]),
    ],
)
def test_depth_count_and_size_are_capped(limits: Limits, expected: list[tuple[str, Motif | None]]) -> None:
    data = make_zip({"a.txt": b"un", "z.zip": make_zip({f"{n}.txt": bytes([n]) * n for n in range(1, 9)})})
    assert [(member.name, member.motif) for member in members(data, limits)] == expected


def test_a_member_that_inflates_out_of_measure_is_refused_before_it_is_inflated() -> None:
    (member,) = members(make_zip({"bombe.txt": bytes(30_000_000)}))
    assert (member.data, member.motif) == (None, Motif.TROP_GRAND)


def test_a_member_never_gives_more_than_its_header_promises() -> None:
    data = bytearray(make_zip({"a.txt": bytes(5000)}))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    (member,) = members(bytes(data))
    assert member.data is None or len(member.data) <= 10


def test_names_never_lead_out_of_their_container() -> None:
    assert [tidy_name(name) for name in ("/etc/x", "../../x", "c:\\a\\..\\b", "", "a\n.txt")] == [
        "etc/x",
        "x",
        "c:/a/b",
        "sans nom",
        "a.txt",
    ]


def test_a_mail_gives_its_message_and_what_is_attached() -> None:
    found = members(make_mail("<p>Voilà les fiches</p>", fiche=b"Constat\tPeu"))
    assert [(one.name, one.data) for one in found] == [
        ("dossier.zip!/message.html", "<p>Voilà les fiches</p>\n".encode()),
        ("dossier.zip!/fiche.txt", b"Constat\tPeu"),
    ]


def test_a_mail_without_html_gives_its_text() -> None:
    assert names(make_mail()) == ["dossier.zip!/message.txt"]


def test_a_forwarded_mail_and_an_archive_attached_are_opened() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@exemple.fr", "b@exemple.fr"
    mail.set_content("Je transmets.")
    inner = EmailMessage()
    inner["From"], inner["To"] = "c@exemple.fr", "a@exemple.fr"
    inner.set_content("Le plan.")
    inner.add_attachment(make_zip({"fiche.txt": b"un"}), maintype="application", subtype="zip", filename="plan.zip")
    mail.add_attachment(inner)
    assert names(mail.as_bytes()) == [
        "dossier.zip!/message.txt",
        "dossier.zip!/message.eml!/message.txt",
        "dossier.zip!/message.eml!/plan.zip!/fiche.txt",
    ]


def test_a_fiche_typed_with_colons_is_no_mail() -> None:
    text = "Titre: Planter\nPilote: Mairie\nBudget: 10\n\nTexte."
    assert sniff.sniff_media_type(text.encode()) == sniff.TEXT
    assert not may_be_container(text.encode())


@pytest.mark.parametrize("compress", [False, True])
def test_a_web_archive_gives_its_pages_with_address_and_day(compress: bool) -> None:
    pytest.importorskip("warcio")
    records = [
        make_record("https://exemple.fr/plan", "<html><body><p>Été</p></body></html>".encode("windows-1252"),
                    content_type="text/html; charset=windows-1252"),
        make_record("https://exemple.fr/logo.png", b"\x89PNG", content_type="image/png"),
        make_record("https://exemple.fr/absent", PAGE, status="404 Not Found"),
        make_record("https://exemple.fr/fiche", PAGE),
    ]  # fmt: skip
    data = b"".join(gzip.compress(record, mtime=0) if compress else record for record in records)
    found = members(data)
    assert [member.name for member in found] == [
        "dossier.zip!/https://exemple.fr/plan",
        "dossier.zip!/https://exemple.fr/fiche",
    ]
    document = read_document(found[0].data or b"", found[0].name)
    assert document.text == "Été"
    assert (document.metadata.url, document.metadata.captured) == ("https://exemple.fr/plan", "2024-05-14")
    assert (document.reader, document.source.media_type) == ("html", "text/html")


def test_a_web_archive_that_breaks_off_keeps_its_first_pages() -> None:
    pytest.importorskip("warcio")
    data = make_record("https://exemple.fr/plan", PAGE) + b"WARC/1.0\r\nWARC-Type"
    found = members(data + make_record("https://exemple.fr/fiche", PAGE)[:90])
    assert found[0].name == "dossier.zip!/https://exemple.fr/plan"


def test_a_compressed_web_archive_that_is_cut_ends(capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("warcio")
    data = gzip.compress(make_record("https://exemple.fr/plan", PAGE * 50), mtime=0)
    for end in range(20, len(data), 23):
        found = open_container(data[:end], "x")
        assert found is None or all(member.data is None for member in found)
        with contextlib.suppress(UnreadableSource):
            read_document(data[:end], "x")
    list(open_container(data + data[:-9], "x") or ())
    assert capfd.readouterr().err == ""
