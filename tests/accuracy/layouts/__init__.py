"""The layouts of the corpus, by name: each turns a dossier into the bytes of a document."""

from collections.abc import Callable

from tests.accuracy.layouts import (
    docx,
    docx_special,
    html,
    html_special,
    pdf_prose,
    pdf_special,
    pdf_spoilt,
    pdf_tables,
    sheets,
    text,
)
from tests.accuracy.sheet import Dossier

LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {
    **text.LAYOUTS,
    **html.LAYOUTS,
    **html_special.LAYOUTS,
    **docx.LAYOUTS,
    **docx_special.LAYOUTS,
    **pdf_tables.LAYOUTS,
    **pdf_prose.LAYOUTS,
    **pdf_special.LAYOUTS,
    **pdf_spoilt.LAYOUTS,
    **sheets.LAYOUTS,
}
# Layouts of traps only: no single cases of their own.
ALL_LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {**LAYOUTS, **pdf_special.TRAPS}
