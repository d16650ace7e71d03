"""The engines that a user can choose between."""

from enum import StrEnum


class PdfEngine(StrEnum):
    """Which engine is asked first; the other one reads the pages that are in doubt."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"


# Who finds the organisations of running text: rules of our own, or spaCy's rulers with the same words. Any other name
# is that of a spaCy model, which adds to the rulers.
RULES, SPACY = "rules", "spacy"
