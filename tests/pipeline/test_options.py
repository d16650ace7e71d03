"""Options that change rows: equal ones are known as equal, different ones as different."""

import pickle

from models.engines import PdfEngine
from pipeline.options import Options, fingerprint_options


def test_equal_options_have_one_fingerprint_and_different_ones_two() -> None:
    assert fingerprint_options(Options()) == fingerprint_options(Options(pdf_engine=PdfEngine.PDFIUM))
    assert fingerprint_options(Options()) != fingerprint_options(Options(pdf_engine=PdfEngine.PDFPLUMBER))


def test_options_reach_another_process_as_they_are() -> None:
    options = Options(pdf_engine=PdfEngine.PDFPLUMBER)
    assert pickle.loads(pickle.dumps(options)) == options
