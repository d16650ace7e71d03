"""The documents of the benchmark: the same every time, no text twice, every fiche found."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline.convert import convert_source
from tests.bench.documents import Builder, count_pages, cut_pages, lay_out
from tests.bench.invention import invent_sheets

LAYOUTS = ("pdf_two_columns", "pdf_headings", "pdf_blank_columns", "docx_two_columns", "html_table", "txt_export")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_fiche_of_a_document_is_found(layout: str) -> None:
    conversion = convert_source(lay_out(layout, invent_sheets(7, 5)), layout)
    assert conversion.document["statut"] == "converti"
    assert len(conversion.rows["actions"]) == 7


def test_no_sentence_comes_twice() -> None:
    texts = Counter(
        piece.text
        for sheet in invent_sheets(40, 8)
        for row in sheet.rows
        for piece in row.pieces
        if len(piece.text) > 80
    )
    assert len(texts) > 200
    assert [text for text, times in texts.items() if times > 1 and " | " not in text] == []


def test_the_same_seed_gives_the_same_bytes_and_another_one_other_texts() -> None:
    assert lay_out("pdf_two_columns", invent_sheets(2, 9)) == lay_out("pdf_two_columns", invent_sheets(2, 9))
    assert invent_sheets(2, 9) != invent_sheets(2, 10)


def test_a_cut_pdf_has_just_so_many_pages(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.pdf", tmp_path / "cut.pdf"
    whole.write_bytes(lay_out("pdf_two_columns", invent_sheets(3, 11)))
    cut.write_bytes(cut_pages(whole, 2))
    assert count_pages(whole) > count_pages(cut) == 2


def test_small_files_are_all_different_and_kept(tmp_path: Path) -> None:
    files = Builder(tmp_path).small_files(8)
    assert len({path.read_bytes() for path in files}) == 8
    assert {path.suffix for path in files} == {".html", ".txt", ".docx", ".pdf"}
    before = [path.stat().st_mtime_ns for path in files]
    assert [path.stat().st_mtime_ns for path in Builder(tmp_path).small_files(8)] == before
