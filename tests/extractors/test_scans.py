"""Scans in PDFs and as pictures: read as the page itself would be."""

import hashlib
import io
from dataclasses import replace

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors import image, ocr_readers, pdf_scans, read_document
from extractors.ocr_words import RecognitionError, Word
from extractors.pdf_tasks import Need, find_task
from extractors.raster import PixelBox, Raster
from models.document import BlockKind, Document
from models.errors import Motif, UnreadableSource
from tests.extractors.page_models import make_page
from tests.extractors.pdf_files import fill, grid, make_pdf, read_pdf, rows, texts, write
from tests.extractors.scans import draw_page, draw_pictures, make_scan, needs_ocr, save_picture, show, write_hidden

ROWS = {
    "Constat": "Peu de médecins exercent encore dans la vallée.",
    "Pilote": "La communauté de communes de Valmorin",
    "Calendrier": "De septembre 2024 à août 2027",
}


def _fiche(canvas: Canvas) -> None:
    write(canvas, 70, 80, "Fiche 3 : Ouvrir un centre de santé", font="Helvetica-Bold", size=16)
    grid(canvas, (70, 170, 520), (100, 130, 160, 190))
    for number, (label, value) in enumerate(ROWS.items()):
        write(canvas, 76, 118 + 30 * number, label, font="Helvetica-Bold")
        write(canvas, 176, 118 + 30 * number, value)


def _prose(canvas: Canvas) -> None:
    write(canvas, 70, 100, "Le comité suit les actions du plan avec les habitants.", "Il se réunit deux fois par an.")


def _codes(document: Document) -> list[str]:
    return [flag.code for flag in document.flags]


def _table_rows(document: Document) -> list[list[str]]:
    (table,) = [block for block in document.body if block.kind is BlockKind.TABLE]
    return rows(document, table)


@needs_ocr
@pytest.mark.parametrize("tilt", [0.0, 1.0, -2.0])
def test_a_scanned_table_gives_the_same_cells_as_the_page_itself(tilt: float) -> None:
    document = read_pdf(make_scan(_fiche, tilt=tilt))
    assert _table_rows(document) == [[label, value] for label, value in ROWS.items()]
    heading = document.body[0]
    assert (heading.kind, texts(document, [heading])) == (BlockKind.HEADING, ["Fiche 3 : Ouvrir un centre de santé"])
    assert "page_numerisee" in _codes(document)


@needs_ocr
def test_a_scan_says_where_its_words_stand_on_the_page_as_it_came() -> None:
    box = read_pdf(make_scan(_fiche)).body[1].rows[2][1].place.box
    turned = read_pdf(make_scan(_fiche, tilt=2.0)).body[1].rows[2][1].place.box
    assert box is not None
    assert turned is not None
    assert (box.x0, box.top) == pytest.approx((170, 160), abs=3)
    # About the middle of the page, what is above it and to its right goes up by the tilt.
    assert turned.top < box.top
    assert turned.x0 < box.x0


@needs_ocr
def test_labels_of_a_scan_are_bold_and_values_are_not() -> None:
    cells = [cell for row in read_pdf(make_scan(_fiche)).body[1].rows for cell in row]
    assert [cell.style.bold for cell in cells] == [True, False] * 3


@needs_ocr
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_scanned_the_wrong_way_round_is_turned(quarters: int) -> None:
    picture = draw_page(_fiche).rotate(90 * quarters, expand=True)
    document = read_document(save_picture([picture], "PNG", dpi=(200, 200)), "page.png")
    assert _table_rows(document) == [[label, value] for label, value in ROWS.items()]


@needs_ocr
def test_a_blank_page_between_scans_is_no_failure() -> None:
    def other(canvas: Canvas) -> None:
        write(canvas, 70, 100, "Les élus ont choisi quatre actions pendant l'hiver.")

    document = read_pdf(make_scan(_prose, lambda canvas: None, other))
    assert len(document.pages) == 3
    assert [(flag.code, flag.page) for flag in document.flags if flag.code == "page_sans_texte"] == [
        ("page_sans_texte", 2)
    ]
    assert "comité suit" in document.text
    assert "Les élus ont choisi" in document.text


@needs_ocr
def test_a_stamp_typed_on_a_scan_does_not_hide_what_the_scan_says() -> None:
    stamp = "Envoyé en préfecture le 12/02/2025"
    picture = draw_page(_prose)
    document = read_pdf(make_pdf(show(picture, lambda canvas: write(canvas, 330, 40, stamp, size=8))))
    assert stamp in document.text
    assert "Le comité suit les actions du plan" in document.text
    assert document.text.count("préfecture") == 1


@needs_ocr
def test_a_title_set_on_a_photograph_is_not_read_a_second_time() -> None:
    photograph = Image.effect_noise((800, 1100), 90).point(lambda value: value // 3)
    document = read_pdf(make_pdf(show(photograph, lambda canvas: write(canvas, 70, 300, "Plan local", size=30))))
    assert texts(document) == ["Plan local"]
    assert "page_numerisee" not in _codes(document)


def test_the_text_layer_of_a_scan_goes_into_the_cells_of_its_picture() -> None:
    def layer(canvas: Canvas) -> None:
        write_hidden(canvas, 70, 80, "Fiche 3 : Ouvrir un centre de santé", size=16)
        for number, (label, value) in enumerate(ROWS.items()):
            write_hidden(canvas, 76, 118 + 30 * number, label)
            write_hidden(canvas, 176, 118 + 30 * number, value)

    document = read_pdf(make_pdf(show(draw_page(_fiche), layer)))
    assert _table_rows(document) == [[label, value] for label, value in ROWS.items()]
    assert [cell.style.bold for row in document.body[1].rows for cell in row] == [True, False] * 3


@needs_ocr
def test_a_text_layer_that_is_no_french_is_read_from_the_picture() -> None:
    lines = [
        "Oh frplwh vxlw ohv dfwlrqv gx sodq dyhf ohv kdelwdqwv ghsxlv.",
        "Lo vh uhxqlw ghxa irlv sdu dq hw ghflgh.",
    ]
    document = read_pdf(make_pdf(show(draw_page(_prose), lambda canvas: write_hidden(canvas, 70, 100, *lines))))
    assert "Le comité suit les actions du plan" in document.text
    assert "frplwh" not in document.text
    assert "texte_illisible" in _codes(document)


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_readers.ocr, "has_library", lambda: False)
    monkeypatch.setattr(ocr_readers.ocr_command, "find_program", lambda: None)


@pytest.mark.usefixtures("without_ocr")
def test_without_recognition_a_scan_says_what_to_install() -> None:
    for data, name in ((make_scan(_prose), "scan.pdf"), (save_picture([draw_page(_prose)], "PNG"), "page.png")):
        with pytest.raises(UnreadableSource) as refusal:
            read_document(data, name)
        assert refusal.value.motif is Motif.OCR_ABSENT
        assert "pip install 'fiches[ocr]'" in refusal.value.remedy


@pytest.mark.usefixtures("without_ocr")
def test_without_recognition_a_scanned_page_among_others_is_lost_text() -> None:
    document = read_pdf(make_pdf(_prose, show(draw_page(_prose))))
    assert [(flag.code, flag.page) for flag in document.flags if flag.gravity == "erreur"] == [("ocr_absent", 2)]


@pytest.mark.usefixtures("without_ocr")
def test_without_recognition_a_photograph_is_no_lost_text() -> None:
    photograph = Image.effect_noise((800, 1100), 90).point(lambda value: value // 3)
    document = read_pdf(make_pdf(_prose, show(photograph)))
    assert [flag.code for flag in document.flags if flag.gravity == "erreur"] == []


def test_a_page_that_the_recogniser_fails_on_is_lost_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(page: Raster, cells: list[PixelBox]) -> list[Word]:
        raise RecognitionError("essai")

    monkeypatch.setattr(pdf_scans, "find_word_reader", lambda: fail)
    document = read_pdf(make_pdf(_prose, show(draw_page(_prose))))
    assert [(flag.code, flag.page) for flag in document.flags if flag.gravity == "erreur"] == [("texte_perdu", 2)]


def test_words_read_without_confidence_are_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    def guess(page: Raster, cells: list[PixelBox]) -> list[Word]:
        return [
            Word(text, 100 + 60 * number, 100, 150 + 60 * number, 120, sure, 0)
            for number, (text, sure) in enumerate([("Valmorin", 0.95), ("vallëe", 0.4)])
        ]

    monkeypatch.setattr(image, "find_word_reader", lambda: guess)
    document = read_document(save_picture([draw_page(_prose)], "PNG", dpi=(200, 200)), "page.png")
    assert document.text == "Valmorin vallëe"
    (doubt,) = [flag for flag in document.flags if flag.code == "ocr_incertain"]
    assert "vallëe" in doubt.message
    assert "Valmorin" not in doubt.message


@needs_ocr
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_picture_is_read_as_a_scan_in_a_pdf_is(kind: str) -> None:
    document = read_document(save_picture([draw_page(_fiche)], kind, dpi=(200, 200)), "page")
    assert document.reader == "image"
    assert _table_rows(document) == [[label, value] for label, value in ROWS.items()]
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((595, 842), abs=1)


@needs_ocr
def test_a_picture_without_resolution_is_taken_for_a_sheet_of_paper() -> None:
    document = read_document(save_picture([draw_page(_fiche, 120)], "PNG"), "page.png")
    assert _table_rows(document) == [[label, value] for label, value in ROWS.items()]


@needs_ocr
def test_a_tiff_of_several_pages_gives_them_all_in_order() -> None:
    pictures = draw_pictures(make_pdf(_fiche, _prose))
    black_and_white = [picture.convert("1") for picture in pictures]
    document = read_document(save_picture(black_and_white, "TIFF", dpi=(200, 200), compression="group4"), "recueil.tif")
    assert len(document.pages) == 2
    assert document.text.index("Fiche 3") < document.text.index("Le comité suit")


def test_a_picture_cut_short_is_damaged() -> None:
    data = save_picture([draw_page(_prose)], "PNG")
    with pytest.raises(UnreadableSource) as refusal:
        read_document(data[: len(data) // 2], "page.png")
    assert refusal.value.motif in (Motif.ABIME, Motif.OCR_ABSENT)


def test_bytes_that_open_like_a_picture_and_are_none_are_refused_in_the_same_words_each_time() -> None:
    messages: set[str] = set()
    for _ in range(2):
        with pytest.raises(UnreadableSource) as refused:
            read_document(b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "page.png")
        messages.add(str(refused.value))
    assert len(messages) == 1
    assert "0x" not in messages.pop()


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(buffer, "PNG")
    with pytest.raises(UnreadableSource) as refusal:
        read_document(buffer.getvalue(), "bombe.png")
    assert refusal.value.motif in (Motif.TROP_GRAND, Motif.ABIME)


def test_a_page_of_text_is_never_looked_at_as_a_picture() -> None:
    document = read_pdf(make_pdf(_fiche, _prose))
    assert "page_numerisee" not in _codes(document)
    assert find_task(make_page([])) is None


def test_a_large_page_is_read_at_fewer_dots() -> None:
    page = make_page([], size=(2400.0, 3400.0))
    task = find_task(replace(page, pictures=[(0.0, 0.0, 2400.0, 3400.0)]))
    assert task is not None
    assert task.need is Need.SCAN
    assert task.dpi < 200
    assert (task.dpi / 72) ** 2 * 2400 * 3400 == pytest.approx(25_000_000)


@needs_ocr
def test_a_table_inside_a_cell_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, (70, 170, 520), (100, 220, 250))
        write(canvas, 76, 118, "Budget", font="Helvetica-Bold")
        write(canvas, 176, 118, "Les postes de la dépense sont les suivants :")
        grid(canvas, (180, 340, 500), (130, 155, 180))
        write(canvas, 186, 146, "Animation")
        write(canvas, 346, 146, "Communauté de communes")
        write(canvas, 186, 171, "Matériel")
        write(canvas, 346, 171, "Région Occitanie")
        write(canvas, 76, 238, "Pilote", font="Helvetica-Bold")
        write(canvas, 176, 238, "La ville")

    text = read_pdf(make_scan(draw)).text
    assert [text.count(word) for word in ("postes", "Animation", "Matériel", "Occitanie", "Pilote")] == [1] * 5


@needs_ocr
def test_the_same_scan_gives_the_same_document_twice() -> None:
    data = make_scan(_fiche, _prose, tilt=0.7)
    first, second = (hashlib.sha256(repr(read_pdf(data)).encode()).hexdigest() for _ in range(2))
    assert first == second


@needs_ocr
def test_shaded_labels_keep_their_shade() -> None:
    def draw(canvas: Canvas) -> None:
        fill(canvas, 70, 100, 170, 190, "#D9E2F3")
        _fiche(canvas)

    cells = [row[0] for row in read_pdf(make_scan(draw)).body[1].rows]
    assert all(cell.style.fill is not None for cell in cells)
