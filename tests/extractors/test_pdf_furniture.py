"""Running text, on pages made by hand."""

from extractors.page_layout import read_layout
from extractors.page_paragraphs import Paragraph
from extractors.pdf_furniture import mark_furniture
from tests.extractors.page_models import make_page, make_run

_TITLES = ("Ouvrir un relais", "Planter des haies", "Réparer les toits", "Former les agents")
_PILOTS = ("Ville", "Agence du Val", "Département", "Région")


def _furniture(label_top: float, title_top: float) -> list[str]:
    layouts = []
    for title, pilot in zip(_TITLES, _PILOTS, strict=True):
        runs = [
            make_run("Contrat du Val 2024-2028", 50, 20),
            make_run(title, 50, title_top),
            make_run("Pilote", 50, label_top),
            make_run(pilot, 220, label_top),
            make_run(f"Le projet « {title} » se tient sur trois ans.", 50, 300),
        ]
        layouts.append(read_layout(make_page(sorted(runs, key=lambda run: run.top))))
    mark_furniture(layouts)
    return [part.text for part in layouts[0].parts if isinstance(part, Paragraph) and part.furniture]


def test_a_label_below_each_page_s_title_is_no_running_head() -> None:
    assert _furniture(label_top=100, title_top=70) == ["Contrat du Val 2024-2028"]
