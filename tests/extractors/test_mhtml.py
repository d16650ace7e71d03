"""Pages that a browser saved whole."""

import pytest

from extractors import read_document, sniff
from models.errors import Motif, UnreadableSource

HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://exemple.fr/plan\r\nSubject: Plan\r\n"
    "Date: Tue, 14 May 2024 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="--x"\r\n\r\n'
)


def part(kind: str, location: str, body: str, encoding: str = "quoted-printable") -> str:
    return (
        f"----x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n"
        f"Content-Location: {location}\r\n\r\n{body}\r\n"
    )


def make(*parts: str) -> bytes:
    return (HEAD + "".join(parts) + "----x--\r\n").encode("ascii")


PAGE = part("text/html; charset=utf-8", "https://exemple.fr/plan", "<h1>L'=C3=A9t=C3=A9</h1><p>Un plan.</p>")
STYLE = part("text/css", "https://exemple.fr/s.css", "p { color: red }")


def test_the_page_is_read_with_its_address_and_day() -> None:
    document = read_document(make(PAGE, STYLE), "plan.mhtml")
    assert document.source.media_type == sniff.MHTML
    assert document.text == "L'été\nUn plan."
    assert (document.metadata.url, document.metadata.captured) == ("https://exemple.fr/plan", "2024-05-14")


def test_the_page_that_the_header_names_is_the_page() -> None:
    texts = "".join(f"<p>publicité {number}</p>" for number in range(9)).replace("é", "=C3=A9")
    frame = part("text/html; charset=utf-8", "https://pub.exemple/cadre", texts)
    document = read_document(make(frame, PAGE), "plan.mhtml")
    assert document.text == "L'été\nUn plan."
    assert [flag.code for flag in document.flags] == ["cadres_ecartes"]


def test_a_saved_page_without_a_page_is_empty() -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_document(make(STYLE), "plan.mhtml")
    assert caught.value.motif is Motif.VIDE


def test_a_mail_that_was_sent_is_no_saved_page() -> None:
    assert sniff.sniff_media_type(make(PAGE).replace(b"Subject: Plan", b"To: b@exemple.fr")) == sniff.MAIL
