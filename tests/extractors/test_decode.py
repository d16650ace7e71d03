"""Bytes become French text, by one order and with what was found recorded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.decode import decode_text, find_declared_charset, mend_mojibake

FRENCH = "L’été à Orléans : « œuvre » — PRIORITÉ\u00a0: 1"
LETTERS = st.text(st.sampled_from("aàâéèêëîïôùûüçœÀÉÊÇŒ «»’…–€.,;:!? \u00a0\nstnrl"), max_size=200)


def codes(data: bytes, declared: str | None = None) -> list[str]:
    return [flag.code for flag in decode_text(data, declared=declared).flags]


@pytest.mark.parametrize(
    ("data", "declared", "encoding"),
    [
        (FRENCH.encode(), None, "utf-8"),
        (FRENCH.encode("utf-8-sig"), "windows-1252", "utf-8"),
        (FRENCH.encode("utf-16"), None, "utf-16"),
        (FRENCH.encode("utf-16-le"), None, "utf-16-le"),
        (FRENCH.encode("utf-16-be"), None, "utf-16-be"),
        (FRENCH.encode("windows-1252"), None, "windows-1252"),
        (FRENCH.encode("windows-1252"), "ISO-8859-1", "windows-1252"),
        (FRENCH.encode("windows-1252"), "utf-8", "windows-1252"),
        (FRENCH.encode(), "iso-8859-1", "utf-8"),
        (FRENCH.encode(), "utf-16", "utf-8"),
        (FRENCH.encode(), "n'importe-quoi", "utf-8"),
        (FRENCH.encode("windows-1252"), "rot13", "windows-1252"),
    ],
)
def test_french_comes_out_as_french(data: bytes, declared: str | None, encoding: str) -> None:
    decoded = decode_text(data, declared=declared)
    assert decoded.text == FRENCH
    assert decoded.encoding == encoding


def test_a_charset_that_was_declared_in_error_is_flagged() -> None:
    assert codes(FRENCH.encode("windows-1252"), "utf-8") == ["encodage_declare_faux"]
    assert codes(FRENCH.encode(), "iso-8859-1") == ["encodage_declare_faux"]
    assert codes(b"sans accent", "iso-8859-1") == []
    assert codes(FRENCH.encode("windows-1252"), "latin-1") == []


def test_another_charset_that_is_declared_and_decodes_is_believed() -> None:
    assert decode_text("Škoda 10 ¤".encode("iso-8859-2"), declared="iso-8859-2").text == "Škoda 10 ¤"


def test_bytes_that_mean_nothing_leave_a_mark_and_a_flag() -> None:
    decoded = decode_text(b"caf\xe9 \x81 noir", declared="windows-1252")
    assert decoded.text == "café \ufffd noir"
    assert [flag.code for flag in decoded.flags] == ["octets_indefinis"]


def test_a_few_foreign_bytes_do_not_spoil_a_text_in_utf_8() -> None:
    data = (FRENCH * 5).encode() + "collé".encode("windows-1252")
    decoded = decode_text(data)
    assert decoded.text == FRENCH * 5 + "collé"
    assert [flag.code for flag in decoded.flags] == ["encodage_melange"]


@pytest.mark.parametrize(
    "text", ["Département d’été", "Cœur à « cœur »", "façade – 3 €", "À l’Île", "Noël où ça", "DÉFINITION…"]
)
def test_text_once_read_in_the_wrong_charset_is_mended_and_flagged(text: str) -> None:
    spoilt = "".join(bytes([byte]).decode("windows-1252", errors="ignore") or chr(byte) for byte in text.encode())
    decoded = decode_text(spoilt.encode())
    assert decoded.text == text
    assert [flag.code for flag in decoded.flags] == ["mojibake"]


@pytest.mark.parametrize("text", [FRENCH, "SANTÉ…", "CHÂTEAU Â\u00a0B", "Il écrit « Ã© » pour « é »", "À\u00a0: É’"])
def test_text_that_only_looks_spoilt_stays_as_it_is(text: str) -> None:
    assert mend_mojibake(text) == text


@given(LETTERS)
def test_right_french_is_never_mended(text: str) -> None:
    assert mend_mojibake(text) == text


@given(LETTERS, st.sampled_from(["utf-8", "windows-1252"]))
def test_declared_french_comes_back_whole(text: str, charset: str) -> None:
    assert decode_text(text.encode(charset), declared=charset).text == text


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin-1", "utf-16", "hex", "idna", "unicode_escape"]))
def test_any_bytes_decode(data: bytes, declared: str | None) -> None:
    assert decode_text(data, declared=declared).encoding


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'<meta charset="UTF-8">', "utf-8"),
        (b"<META content='text/html; charset=iso-8859-1' http-equiv=Content-Type>", "iso-8859-1"),
        (b'<?xml version="1.0" encoding="windows-1252"?><html>', "windows-1252"),
        (b"<!-- <meta charset=utf-8> --><meta charset=latin1>", "latin1"),
        (b"<p>charset=utf-8</p>", None),
        (b" " * 5000 + b"<meta charset=utf-8>", None),
    ],
)
def test_the_declared_charset_is_found_where_pages_declare_it(head: bytes, expected: str | None) -> None:
    assert find_declared_charset(head) == expected
