"""Nothing but `fiches fetch` opens a connection: converting is watched at the socket."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.convert import convert_source
from tests.extractors.test_mhtml import PAGE, make

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
TEMPTING = {
    "page.html": b"<html><head><link rel='stylesheet' href='http://exemple.fr/s.css'><base href='http://exemple.fr/'></head>"
    b"<body><img src='http://exemple.fr/i.png'><iframe src='http://exemple.fr/'></iframe><p>Plan</p></body></html>",
    "page.xhtml": b"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'"
    b" 'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd' [<!ENTITY x SYSTEM 'http://exemple.fr/x'>]>"
    b"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Plan &x;</p></body></html>",
    "page.mhtml": make(PAGE),
}


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(what: str) -> Callable[..., object]:
        def tell(*_: object, **__: object) -> object:
            pytest.fail(f"{what} was called")

        return tell

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse(name))
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse(name))


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_converting_a_sample_opens_no_connection(name: str) -> None:
    assert convert_source((SAMPLES / name).read_bytes(), name).document["statut"] == "converti"


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("name", sorted(TEMPTING))
def test_addresses_in_a_page_are_never_followed(name: str) -> None:
    assert convert_source(TEMPTING[name], name).document["motif"] is None
