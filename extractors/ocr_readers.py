"""What reads words from pictures on this machine: tesseract as a library, else as a program, else nothing."""

from extractors import ocr, ocr_command
from extractors.scan import WordReader


def find_word_reader() -> WordReader | None:
    """The best reader there is; None without any."""
    if ocr.has_library():
        return ocr.read_words
    program = ocr_command.find_program()
    return None if program is None else ocr_command.make_reader(program)
