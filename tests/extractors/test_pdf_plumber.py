"""The reference engine beside the fast one: the same cells and texts, and a second reading of pages in doubt."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

import extractors.pdf
import extractors.pdf_plumber
from extractors import read_document
from extractors.page import Glyphs, PageModel
from extractors.pdf_engine import PdfFile, open_pdf
from extractors.pdf_plumber import open_plumber
from models.document import Block, BlockKind, Document, Place
from models.engines import PdfEngine
from tests.extractors.pdf_files import HEIGHT, WIDTH, Draw, fill, grid, make_pdf, texts, write
from tests.extractors.pdf_tables import BOLD, coloured_cells, merged_label, thin_fills, turned_label

SAMPLES = Path(__file__).parents[2] / "data/samples"
Change = Callable[[PageModel], PageModel | None]


def _fiche(canvas: Canvas) -> None:
    fill(canvas, 60, 100, 540, 130, "#c6e0b4")
    grid(canvas, (60, 540), (100, 130))
    grid(canvas, (60, 180, 540), (130, 160, 250))
    write(canvas, 66, 118, "Fiche 4 – Mobilité des aidants", font=BOLD)
    write(canvas, 66, 148, "Pilote", font=BOLD)
    write(canvas, 186, 148, "Agence du Val d'Orge")
    write(canvas, 66, 178, "Objectifs", font="Helvetica-Oblique")
    write(canvas, 186, 178, "• Réduire les délais pour les com-", "munes du plateau", "• Former les aidants")


def _turned_page(canvas: Canvas) -> None:
    canvas.setPageRotation(90)
    canvas.rotate(90)
    for x in (60, 180, 540):
        canvas.line(x, -400, x, -460)
    for y in (400, 430, 460):
        canvas.line(60, -y, 540, -y)
    for y, label, value in ((418, "Pilote", "Ville"), (448, "Budget", "12 000 €")):
        canvas.drawString(66, -y, label)
        canvas.drawString(186, -y, value)


def _cropped(canvas: Canvas) -> None:
    canvas.setCropBox((40, 200, WIDTH - 30, HEIGHT - 50))
    _fiche(canvas)


def _framed_with_round_corners(canvas: Canvas) -> None:
    for number, text in enumerate(("Un cadre aux coins ronds", "Un second cadre")):
        canvas.roundRect(60, HEIGHT - 160 - 80 * number, 300, 60, 8)
        write(canvas, 70, 120 + 80 * number, text)


PAGES: tuple[Draw, ...] = (
    _fiche,
    merged_label,
    thin_fills,
    coloured_cells,
    turned_label,
    _turned_page,
    _cropped,
    _framed_with_round_corners,
)


def _view(document: Document, blocks: tuple[Block, ...]) -> Iterator[object]:
    """Blocks with their cells and looks."""
    for block in blocks:
        yield block.kind, block.place.page, block.style, document.slice(block.place)
        for cell in (cell for row in block.rows for cell in row):
            yield cell.row, cell.column, cell.row_span, cell.column_span, cell.style
            yield list(_view(document, cell.blocks))


def _places(blocks: tuple[Block, ...]) -> Iterator[Place]:
    for block in blocks:
        yield block.place
        for cell in (cell for row in block.rows for cell in row):
            yield cell.place
            yield from _places(cell.blocks)


def _sides(places: Iterable[Place]) -> list[float]:
    boxes = [place.box for place in places]
    return [side for box in boxes if box is not None for side in (box.x0, box.top, box.x1, box.bottom)]


def _read(data: bytes, engine: PdfEngine = PdfEngine.PDFIUM) -> Document:
    return read_document(data, "essai.pdf", pdf_engine=engine)


@pytest.mark.parametrize("draw", PAGES)
def test_both_engines_give_the_same_cells_and_texts(draw: Draw) -> None:
    data = make_pdf(draw)
    fast, reference = _read(data), _read(data, PdfEngine.PDFPLUMBER)
    assert fast.text == reference.text
    assert list(_view(fast, fast.body)) == list(_view(reference, reference.body))
    # A right side may be off by one glyph (• or €), whose width only one engine knows.
    assert _sides(_places(fast.body)) == pytest.approx(_sides(_places(reference.body)), abs=8)
    cells, reference_cells = (
        _sides(cell.place for block in document.body for row in block.rows for cell in row)
        for document in (fast, reference)
    )
    assert cells == pytest.approx(reference_cells, abs=0.1)
    assert fast.flags == reference.flags == ()
    assert draw is _framed_with_round_corners or fast.body[0].kind is BlockKind.TABLE


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.name)
def test_both_engines_read_the_same_in_the_samples(path: Path) -> None:
    fast, reference = (_read(path.read_bytes(), engine) for engine in PdfEngine)
    assert fast.text == reference.text
    assert [texts(fast, cell.blocks) for block in fast.body for row in block.rows for cell in row] == [
        texts(reference, cell.blocks) for block in reference.body for row in block.rows for cell in row
    ]


def test_the_page_model_of_both_engines_is_the_same_but_for_rounding() -> None:
    data = make_pdf(_fiche)
    file = open_pdf(data, "essai.pdf")
    fast = next(file.pages())
    plumber = open_plumber(data, 1)
    assert plumber is not None
    reference = plumber.read_page(1)
    assert fast is not None
    assert reference is not None
    assert [(run.text, run.style, run.spaced) for run in fast.glyphs.runs] == [
        (run.text, run.style, run.spaced) for run in reference.glyphs.runs
    ]
    assert fast.glyphs.box[:, :2] == pytest.approx(reference.glyphs.box[:, :2], abs=0.1)
    assert fast.glyphs.baseline == pytest.approx(reference.glyphs.baseline, abs=0.1)
    assert fast.rules.segment == pytest.approx(reference.rules.segment, abs=0.1)
    assert fast.fills.colors == reference.fills.colors
    assert fast.characters == reference.characters
    file.close()
    plumber.close()


# Pages in doubt


def _halve(page: PageModel) -> PageModel:
    """A page of which half the text is lost, and still counted."""
    return replace(page, glyphs=Glyphs(page.glyphs.runs[: len(page.glyphs.runs) // 2]))


def _drop(page: PageModel) -> None:
    return None


def _make_engine_lose(monkeypatch: pytest.MonkeyPatch, change: Change, number: int) -> None:
    class Losing:
        def __init__(self, file: PdfFile) -> None:
            self._file = file

        def __len__(self) -> int:
            return len(self._file)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._file, name)

        def pages(self) -> Iterator[PageModel | None]:
            for page in self._file.pages():
                yield change(page) if page is not None and page.number == number else page

    monkeypatch.setattr(extractors.pdf, "open_pdf", lambda data, name: Losing(open_pdf(data, name)))


def _make_plumber_lose(monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    class Losing:
        def __init__(self, data: bytes, count: int) -> None:
            self._file = open_plumber(data, count)

        def read_page(self, number: int) -> PageModel | None:
            page = None if self._file is None else self._file.read_page(number)
            return None if page is None else change(page)

        def close(self) -> None:
            if self._file is not None:
                self._file.close()

    monkeypatch.setattr(extractors.pdf_plumber, "open_plumber", Losing)


def _codes(document: Document) -> list[tuple[str, int | None]]:
    return [(flag.code, flag.page) for flag in document.flags]


@pytest.mark.parametrize("change", [_halve, _drop])
def test_a_page_that_lost_text_is_read_again(change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_pdf(merged_label, _fiche)
    whole = _read(data)
    _make_engine_lose(monkeypatch, change, 2)
    again = _read(data)
    assert again.text == whole.text
    assert _codes(again) == [("page_relue", 2)]
    assert [round(page.height) for page in again.pages] == [842, 842]


def test_a_page_that_is_short_in_both_readings_keeps_the_longer_one_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _make_engine_lose(monkeypatch, lambda page: replace(page, glyphs=Glyphs(page.glyphs.runs[:1])), 1)
    _make_plumber_lose(monkeypatch, _halve)
    document = _read(make_pdf(merged_label))
    assert "Communes" in document.text
    assert "Hôpital" not in document.text
    assert _codes(document) == [("texte_perdu", 1), ("page_relue", 1)]


def test_a_second_reading_that_holds_no_more_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    _make_engine_lose(monkeypatch, _halve, 1)
    _make_plumber_lose(monkeypatch, _halve)
    assert _codes(_read(make_pdf(merged_label))) == [("texte_perdu", 1)]


def test_a_page_that_neither_engine_reads_is_lost_and_the_others_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    _make_engine_lose(monkeypatch, _drop, 1)
    _make_plumber_lose(monkeypatch, _drop)
    document = _read(make_pdf(merged_label, _fiche))
    assert _codes(document) == [("texte_perdu", 1)]
    assert "Agence du Val d'Orge" in document.text


@pytest.mark.parametrize("change", [_halve, _drop])
def test_pdfium_reads_again_what_pdfplumber_lost(change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_pdf(_fiche)
    whole = _read(data)
    _make_plumber_lose(monkeypatch, change)
    again = _read(data, PdfEngine.PDFPLUMBER)
    assert again.text == whole.text
    assert _codes(again) == [("page_relue", 1)]


def test_whole_pages_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes, count: int) -> None:
        raise AssertionError("pdfplumber was asked")

    monkeypatch.setattr(extractors.pdf_plumber, "open_plumber", fail)
    assert "Communes" in _read(make_pdf(merged_label, lambda canvas: fill(canvas, 50, 50, 300, 300, "#888888"))).text


def test_pages_are_not_taken_from_a_file_in_which_pdfplumber_finds_fewer() -> None:
    plumber = open_plumber(make_pdf(merged_label), 2)
    assert plumber is not None
    assert plumber.read_page(1) is None


def test_bytes_that_are_no_pdf_give_no_file_and_no_error() -> None:
    plumber = open_plumber(b"%PDF-1.7 mais rien de plus", 1)
    assert plumber is None or plumber.read_page(1) is None


def test_the_source_is_the_same_whichever_engine_reads() -> None:
    data = make_pdf(merged_label)
    for engine in PdfEngine:
        assert _read(data, engine).source.sha256 == hashlib.sha256(data).hexdigest()
