"""The layouts of the corpus, by name: each turns a dossier into the bytes of a document."""

from collections.abc import Callable

from tests.accuracy.layouts import docx, html, pdf_prose, pdf_tables, text
from tests.accuracy.sheet import Dossier

LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {
    **text.LAYOUTS,
    **html.LAYOUTS,
    **docx.LAYOUTS,
    **pdf_tables.LAYOUTS,
    **pdf_prose.LAYOUTS,
}
