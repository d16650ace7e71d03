"""Old Excel workbooks, read from a real one of the shared corpus and from damaged copies of it."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from extractors import read_document
from models.document import BlockKind
from models.errors import Motif, UnreadableSource

BOOK = Path(__file__).parents[3] / "shared" / "corpus" / "NumEcoDiag-feuille-v1.0.1.xls"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
needs_book = pytest.mark.skipif(not BOOK.exists(), reason="the shared documents do not stand beside the checkout")


@needs_book
def test_an_old_workbook_gives_its_sheets_as_tables() -> None:
    document = read_document(BOOK.read_bytes(), BOOK.name)
    (table,) = [block for block in document.body if block.kind is BlockKind.TABLE]
    assert document.reader == "xls"
    assert [document.slice(cell.place) for cell in table.rows[0]][:3] == ["ID", "Thématique", "Libellé du critère"]
    assert table.rows[0][0].blocks[0].style.bold
    assert document.slice(table.rows[1][0].place) == "1.1"


@needs_book
def test_a_damaged_old_workbook_is_refused_or_read_but_never_fails() -> None:
    data = bytearray(BOOK.read_bytes())
    chance = random.Random(7)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 40)):
            broken[chance.randrange(600, len(broken))] = chance.randrange(256)
        with suppress(UnreadableSource):
            assert read_document(bytes(broken[: chance.randint(2000, len(broken))]), "essai.xls").text


def test_a_container_that_only_names_a_workbook_is_damaged() -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_document(OLE + "Workbook".encode("utf-16-le"), "essai.xls")
    assert caught.value.motif is Motif.ABIME
