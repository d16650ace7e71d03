"""The guard of the speed: it counts work, never seconds, and so holds on every machine.

A page is loaded and read once, a part parsed once, a document taken apart once, a lexicon read once; and twice the text
is no more than twice the work.
"""

import ctypes
import gc
import io
import tomllib
import zipfile
from collections import Counter
from xml.etree import ElementTree

import pytest
from lxml import etree

from extractors import docx_parts, docx_styles, pdf_calls, pdf_sweeps, read_document
from pipeline import convert, words
from pipeline.batch.single import convert_guarded
from pipeline.convert import Conversion, convert_source
from pipeline.letters import flatten
from pipeline.normalize import normalize_document
from pipeline.structure import find_structure
from tests.bench.counting import CallCounter, count_calls
from tests.bench.documents import lay_out
from tests.bench.invention import invent_sheets
from tests.compiled import list_compiled

LAYOUTS = ("pdf_two_columns", "pdf_headings", "pdf_blank_columns", "docx_two_columns", "html_table", "txt_export")
PDF_LAYOUTS = LAYOUTS[:3]
# A glyph at a time would be several calls a character: PDFium is asked by runs of glyphs in one look.
CALLS_A_CHARACTER = 0.65
# Calls of functions that the values of a character of a recueil may cost, once loaded.
VALUE_CALLS_A_CHARACTER = 2.8
# How much more work a character may be in a document four times as long.
GROWTH = 1.02
# Compiled functions call each other without the interpreter, which is what counts calls.
counts_calls = pytest.mark.skipif(bool(list_compiled()), reason="calls between compiled functions are not counted")


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> CallCounter:
    return CallCounter(monkeypatch)


def convert_warm(layout: str, data: bytes) -> Conversion:
    """Convert after a document of the same kind: what a process does once is not counted."""
    convert_source(lay_out(layout, invent_sheets(12, 900)), "warm-up")
    return convert_source(data, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_document_is_read_taken_apart_and_understood_once(layout: str, counter: CallCounter) -> None:
    for stage in ("read_document", "find_structure", "normalize_document", "make_rows", "measure_coverage"):
        counter.watch(convert, stage)
    convert_source(lay_out(layout, invent_sheets(3, 31)), layout)
    assert set(counter.counts.values()) == {1}
    assert len(counter.counts) == 5


@pytest.mark.parametrize("layout", PDF_LAYOUTS)
def test_a_page_is_loaded_once_its_text_read_once_and_both_are_freed(layout: str, counter: CallCounter) -> None:
    steps = ("load_page", "load_text", "get_text", "text_close", "page_close")
    for name in steps:
        counter.watch(pdf_calls, name)
    pages = convert_source(lay_out(layout, invent_sheets(4, 32)), layout).document["pages"]
    assert isinstance(pages, int)
    assert pages >= 4
    assert {name: counter.counts[name] for name in steps} == dict.fromkeys(steps, pages)


@pytest.mark.parametrize("layout", PDF_LAYOUTS)
def test_pdfium_is_not_asked_glyph_by_glyph(layout: str, counter: CallCounter) -> None:
    names = [name for name, value in vars(pdf_calls).items() if isinstance(value, ctypes._CFuncPtr)]
    assert len(names) > 10
    for name in names:
        counter.watch(pdf_calls, name)
    for name in ("text_object", "loose_sides"):
        counter.watch(pdf_sweeps, name)
    document = convert_source(lay_out(layout, invent_sheets(4, 33)), layout).document
    characters = document["caracteres"]
    assert isinstance(characters, int)
    assert 0 < counter.counts.total() <= CALLS_A_CHARACTER * characters


def test_an_html_page_is_parsed_once(counter: CallCounter) -> None:
    counter.watch(etree, "fromstring")
    convert_source(lay_out("html_table", invent_sheets(2, 34)), "page.html")
    assert counter.counts["fromstring"] == 1


def forget_shared_parts() -> None:
    """As in a process that has read no Word file yet."""
    for shared in (docx_styles.share_memory, docx_parts.share_tree, docx_parts.share_relations):
        shared.cache_clear()


def test_a_docx_part_is_unpacked_once_and_parsed_once(counter: CallCounter) -> None:
    data = lay_out("docx_two_columns", invent_sheets(2, 35))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {archive.read(name): name for name in archive.namelist()}
    counter.watch(docx_parts, "inflate_member", key=lambda _data, member: f"unpack {member.filename}")
    counter.watch(ElementTree, "fromstring", key=lambda blob: f"parse {parts.get(bytes(blob), 'a piece')}")
    forget_shared_parts()
    convert_source(data, "fiches.docx")
    texts = {key: times for key, times in counter.counts.items() if " word/" in key}
    assert texts["unpack word/document.xml"] == texts["parse word/document.xml"] == 1
    assert texts["unpack word/styles.xml"] == 1
    assert set(texts.values()) == {1}
    relations = {key: times for key, times in counter.counts.items() if key.endswith(".rels")}
    assert set(relations.values()) == {1}


def test_the_directory_of_a_docx_is_read_once_for_all_who_ask(counter: CallCounter) -> None:
    data = lay_out("docx_two_columns", invent_sheets(2, 43))
    counter.watch(zipfile.ZipFile, "_RealGetContents", key=lambda _archive: "directory")
    convert_guarded(data, "fiches.docx")
    assert counter.counts["directory"] == 1


def test_what_documents_of_one_producer_share_is_unpacked_for_the_first_only(counter: CallCounter) -> None:
    forget_shared_parts()
    first, second = (lay_out("docx_two_columns", invent_sheets(2, seed)) for seed in (40, 41))
    convert_source(first, "first.docx")
    counter.watch(docx_parts, "inflate_member", key=lambda _data, member: member.filename)
    convert_source(second, "second.docx")
    assert counter.counts["word/document.xml"] == 1
    shared = ("word/styles.xml", "word/numbering.xml", "_rels/.rels", "word/_rels/document.xml.rels")
    assert all(counter.counts[name] == 0 for name in shared)


@pytest.mark.parametrize("layout", ["docx_two_columns", "html_table"])
def test_what_was_read_of_a_document_is_freed_without_a_search_for_cycles(layout: str) -> None:
    data = lay_out(layout, invent_sheets(2, 42))
    read_document(data, "first")
    gc.collect()
    gc.disable()
    try:
        read_document(data, "second")
        # A parser of lxml's, and the walker it plays to: no block, no tree, no bytes.
        assert gc.collect() < 50
    finally:
        gc.enable()


def test_the_lexicons_are_read_once_a_process(counter: CallCounter) -> None:
    convert_source(lay_out("html_table", invent_sheets(12, 900)), "first.html")
    counter.watch(tomllib, "loads")
    counter.watch(tomllib, "load")
    convert_source(lay_out("html_table", invent_sheets(3, 36)), "second.html")
    assert counter.counts.total() == 0


@counts_calls
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_values_of_a_character_cost_few_calls(layout: str) -> None:
    # Many fiches, for what is made ready when it is first met.
    convert_source(lay_out("html_table", invent_sheets(60, 970)), "warm-up")
    document = read_document(lay_out(layout, invent_sheets(8, 46)), layout)
    structure = find_structure(document)
    assert count_calls(lambda: normalize_document(document, structure)) <= VALUE_CALLS_A_CHARACTER * len(document.text)


@counts_calls
def test_the_words_of_an_item_are_parted_by_no_stage_for_itself(counter: CallCounter) -> None:
    document = read_document(lay_out("html_table", invent_sheets(1, 47)), "page.html")
    structure = find_structure(document)
    normalize_document(document, structure)
    words.words_of.cache_clear()
    parted: Counter[str] = Counter()
    counter.watch(words, "split_words", key=lambda flat: parted.update([flat]) or "parted")
    normalize_document(document, structure)
    items = {flatten(item.text) for fiche in structure.fiches for champ in fiche.champs for item in champ.items}
    assert len(items & set(parted)) > len(items) / 2
    assert max(parted[flat] for flat in items) == 1


@counts_calls
@pytest.mark.parametrize("layout", LAYOUTS)
def test_four_times_the_fiches_are_four_times_the_work(layout: str) -> None:
    convert_warm(layout, lay_out(layout, invent_sheets(2, 37)))
    short, long = (_count_work_a_character(layout, fiches) for fiches in (6, 24))
    assert long <= GROWTH * short


def _count_work_a_character(layout: str, fiches: int) -> float:
    data = lay_out(layout, invent_sheets(fiches, 38 + fiches))
    made: list[Conversion] = []
    calls = count_calls(lambda: made.append(convert_source(data, layout)))
    characters = made[0].document["caracteres"]
    assert isinstance(characters, int)
    return calls / characters
