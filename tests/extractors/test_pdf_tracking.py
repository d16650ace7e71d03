"""Letters set far apart, and letters in columns."""

from reportlab.pdfgen.canvas import Canvas

from extractors.pdf_tracking import close_up, is_spaced
from tests.extractors.pdf_files import make_pdf, read_pdf, texts


def _write_spaced(canvas: Canvas, text: str, room: float) -> None:
    line = canvas.beginText(72, 700)
    line.setFont("Helvetica-Bold", 9)
    line.setCharSpace(room)
    line.textOut(text)
    canvas.drawText(line)


def test_a_label_in_tracked_capitals_is_read_as_its_words() -> None:
    data = make_pdf(lambda canvas: _write_spaced(canvas, "PUBLIC CONCERNÉ", 3.0))
    assert texts(read_pdf(data)) == ["PUBLIC CONCERNÉ"]


def test_letters_typed_with_blanks_between_stay_apart() -> None:
    data = make_pdf(lambda canvas: _write_spaced(canvas, "J F M A M J J A", 0.0))
    assert texts(read_pdf(data)) == ["J F M A M J J A"]


def test_letters_in_columns_are_no_word() -> None:
    assert is_spaced("X X X X X")
    assert close_up("XXXXX", [30.0] * 4, 10.0) is None


def test_a_line_of_words_is_not_spaced() -> None:
    assert not is_spaced("A B C et la suite")
