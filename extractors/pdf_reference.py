"""PDF by the reference engine: what `extractors.pdf` gives if pdfplumber is asked first."""

from extractors import pdf
from models.document import Document, Source
from models.engines import PdfEngine

MEDIA_TYPES = pdf.MEDIA_TYPES


def read(data: bytes, source: Source) -> Document:
    """Read a PDF, slowly; raises UnreadableSource (chiffre, abime, sans_texte)."""
    return pdf.read(data, source, PdfEngine.PDFPLUMBER)
