"""The engines that can read a PDF's pages."""

from enum import StrEnum


class PdfEngine(StrEnum):
    """Which engine is asked first; the other one reads the pages that are in doubt."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"
