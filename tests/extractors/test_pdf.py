"""What a PDF gives as a whole: checks, refusals, flags, metadata, furniture, headings."""

from contextlib import suppress

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from models.document import BlockKind
from models.errors import Motif, UnreadableSource
from tests.extractors.pdf_files import HEIGHT, fill, make_pdf, read_pdf, texts, write


def _paragraph(canvas: Canvas) -> None:
    write(canvas, 70, 100, "Le comité local suit l'avancement du plan.")


def test_a_pdf_gives_its_pages_with_their_size_and_its_text_with_page_and_box() -> None:
    document = read_pdf(make_pdf(_paragraph))
    (block,) = document.body
    assert document.slice(block.place) == "Le comité local suit l'avancement du plan."
    assert (document.pages[0].number, round(document.pages[0].width), round(document.pages[0].height)) == (1, 595, 842)
    box = block.place.box
    assert box is not None
    assert block.place.page == 1
    assert box.x0 == pytest.approx(70, abs=1)
    assert box.top < 100 < box.bottom


def test_a_file_that_is_no_pdf_is_refused_as_damaged() -> None:
    with pytest.raises(UnreadableSource) as refusal:
        read_pdf(b"%PDF-1.7 mais rien de plus")
    assert refusal.value.motif is Motif.ABIME


def test_half_a_pdf_is_refused_or_read_but_never_a_traceback() -> None:
    data = make_pdf(_paragraph, _paragraph)
    for cut in range(0, len(data), 211):
        with suppress(UnreadableSource):
            assert "comité local" in read_pdf(data[:cut]).text


def test_a_password_is_said_to_be_the_reason() -> None:
    data = make_pdf(_paragraph, encrypt=StandardEncryption("secret", ownerPassword="maître"))
    with pytest.raises(UnreadableSource) as refusal:
        read_pdf(data)
    assert refusal.value.motif is Motif.CHIFFRE


def test_an_owner_password_alone_does_not_keep_a_reader_out() -> None:
    data = make_pdf(_paragraph, encrypt=StandardEncryption("", ownerPassword="maître", canPrint=0))
    assert "comité local" in read_pdf(data).text


def test_pages_without_text_alone_make_a_scan() -> None:
    with pytest.raises(UnreadableSource) as refusal:
        read_pdf(make_pdf(lambda canvas: fill(canvas, 50, 50, 300, 300, "#888888")))
    assert refusal.value.motif is Motif.SANS_TEXTE


def test_a_page_without_text_among_others_is_flagged_with_its_number() -> None:
    document = read_pdf(make_pdf(_paragraph, lambda canvas: fill(canvas, 50, 50, 300, 300, "#888888")))
    assert [(flag.code, flag.page) for flag in document.flags] == [("page_sans_texte", 2)]
    assert len(document.pages) == 2


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Plan d'action du val d'Orge", "Plan d'action du val d'Orge"),
        ("Microsoft Word - fiche 3.docx", None),
        ("fiche_3_v2.pdf", None),
        ("Sans titre", None),
        ("essai", None),
    ],
)
def test_a_title_that_is_a_file_name_is_no_title(title: str, expected: str | None) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle(title)
        _paragraph(canvas)

    assert read_pdf(make_pdf(draw)).metadata.title == expected


def test_running_heads_and_page_numbers_are_furniture_and_stand_once() -> None:
    def page(number: int):
        def draw(canvas: Canvas) -> None:
            write(canvas, 70, 40, "Plan de santé du Val d'Orge", size=8)
            write(
                canvas, 70, 120 + 7 * number, f"Un texte propre à la page, variante {'abc'[number]}, occupe la ligne."
            )
            write(canvas, 280, 810, f"Page {number + 1} sur 3", size=8)

        return draw

    document = read_pdf(make_pdf(*(page(number) for number in range(3))))
    furniture = texts(document, [block for block in document.body if block.furniture])
    assert furniture == ["Plan de santé du Val d'Orge", "Page 1 sur 3"]
    assert len(texts(document)) == 3


def test_the_banner_of_a_fiche_at_the_head_of_each_page_is_no_furniture() -> None:
    def page(number: int):
        return lambda canvas: (
            write(canvas, 70, 50, f"Fiche action {number}", size=14),
            write(canvas, 70, 120, "Le texte de la fiche tient en une ligne."),
        )

    document = read_pdf(make_pdf(*(page(number) for number in range(1, 5))))
    assert [text for text in texts(document) if text.startswith("Fiche")] == [f"Fiche action {n}" for n in range(1, 5)]


def test_larger_and_bold_lines_are_headings_and_rank_by_size() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 80, "Développer les consultations avancées", size=18)
        write(canvas, 70, 130, "2.1 Constat", font="Helvetica-Bold")
        write(
            canvas, 70, 150, "La démographie médicale du bassin de vie décline depuis dix ans et les délais", "montent."
        )
        write(canvas, 70, 200, "Public visé", font="Helvetica-Bold")
        write(canvas, 70, 220, "Les habitants des communes rurales, et les plus âgés d'abord.")

    headings = [block for block in read_pdf(make_pdf(draw)).body if block.kind is BlockKind.HEADING]
    assert [block.level for block in headings] == [1, 2, 2]


def test_a_paragraph_that_runs_over_a_page_break_is_one() -> None:
    def first(canvas: Canvas) -> None:
        write(canvas, 70, 700, "Les partenaires du contrat se réunissent deux fois par an pour suivre ce que les")

    def second(canvas: Canvas) -> None:
        write(canvas, 70, 80, "communes ont engagé.")
        write(canvas, 70, 120, "Un autre paragraphe commence ici.")

    document = read_pdf(make_pdf(first, second))
    block = document.body[0]
    assert document.slice(block.place).endswith("pour suivre ce que les communes ont engagé.")
    assert (block.place.page, block.place.last_page) == (1, 2)


def test_a_word_cut_at_a_line_end_is_whole_again_and_a_compound_keeps_its_hyphen() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 100, "Le centre mène des actions de pré-", "vention et d'accueil vis-", "à-vis des familles.")

    assert texts(read_pdf(make_pdf(draw))) == [
        "Le centre mène des actions de prévention et d'accueil vis-à-vis des familles."
    ]


def test_text_drawn_twice_stands_once() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 100, "Objectif opérationnel")
        write(canvas, 70.4, 100, "Objectif opérationnel")

    assert texts(read_pdf(make_pdf(draw))) == ["Objectif opérationnel"]


def test_invisible_text_of_a_recognised_scan_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        fill(canvas, 0, 0, 590, 840, "#dddddd")
        text = canvas.beginText(70, HEIGHT - 100)
        text.setFont("Helvetica", 10)
        text.setTextRenderMode(3)
        text.textLine("Texte reconnu sous l'image")
        canvas.drawText(text)

    assert texts(read_pdf(make_pdf(draw))) == ["Texte reconnu sous l'image"]


def test_a_banner_has_the_colour_behind_it() -> None:
    def draw(canvas: Canvas) -> None:
        fill(canvas, 50, 60, 540, 90, "#1f4e79")
        write(canvas, 60, 80, "Axe 2 : Prévenir", size=12)

    (block,) = read_pdf(make_pdf(draw)).body
    assert block.style.fill == 0x1F4E79


def test_a_bold_label_that_runs_in_is_the_lead() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 100, "Pilote :", font="Helvetica-Bold")
        write(canvas, 113, 100, "centre hospitalier du Val d'Orge")

    document = read_pdf(make_pdf(draw))
    (block,) = document.body
    assert document.slice(block.place) == "Pilote : centre hospitalier du Val d'Orge"
    assert block.lead == len("Pilote :")


def test_what_was_filled_into_a_form_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 100, "Pilote :")
        canvas.acroForm.textfield(
            name="pilote", value="Agence du Val d'Orge", x=130, y=HEIGHT - 105, width=200, height=16, fontSize=10
        )

    document = read_pdf(make_pdf(draw))
    assert "Agence du Val d'Orge" in document.text


def test_two_readings_are_the_same() -> None:
    data = make_pdf(_paragraph, _paragraph)
    assert read_pdf(data) == read_pdf(data)
