"""How a dossier of the corpus comes by what varies: wording and look from its seed, running heads, menu, charset."""

import random

from tests.accuracy.content import PlanContent, read_plans
from tests.accuracy.sheet import Dossier, Look, Sheet
from tests.accuracy.wording import Wording

SPLITS = ("train", "scored")
_COLORS = (0x1F4E79, 0x2E7D32, 0x7B1FA2, 0xB71C1C, 0x00695C, 0x37474F)
_FILLS = (0xD9E2F3, 0xE2EFDA, 0xEADCF4, 0xF8D7DA, 0xD5EFEB, 0xECEFF1)
_FACES = ("Helvetica", "Times-Roman", "DejaVuSans", "Vera", "DejaVuSerif")
_LABEL_STYLES = ("plain", "colon", "caps", "caps_bare", "plain", "caps_colon", "caps_bare_colon")
_NUMBERS = (
    "fiche_action_n", "fiche_and_action", "action_dotted", "fiche_action_caps", "action_n", "fiche_n_dotted", "fiche",
    "code", "action_caps", "fiche_code", "action_hash",
)  # fmt: skip
HEADS = (
    ("axe", "objectif", "numero", "titre"),
    ("titre", "numero", "axe", "objectif"),
    ("axe", "objectif", "numero_titre"),
    ("numero", "titre", "axe"),
    ("numero_titre", "axe", "objectif"),
    ("axe", "numero_titre"),
)
_LEVEL_STYLES = (
    "{niveau} {numero} : {titre}",
    "{niveau} {numero} – {titre}",
    "{NIVEAU} {numero} : {titre}",
    "{niveau} n° {numero} : {titre}",
)
# Layouts that print certain head lines in places of their own, and so need them.
HEAD_OF = {
    "pdf_banner_line": ("axe", "numero", "titre"),
    "pdf_banner_cells": ("axe", "objectif", "numero", "titre"),
    "pdf_page_head": ("axe", "numero", "titre"),
    "pdf_big_number": ("axe", "numero", "titre"),
    "docx_page_head": ("axe", "numero", "titre"),
    "docx_text_box_head": ("axe", "numero", "titre"),
    "html_badges": ("axe", "numero", "titre"),
}
_MENU = ("Retour à l'accueil", "Vie pratique", "Nos projets phares", "Contactez-nous")


def plans_of(split: str) -> list[PlanContent]:
    """The plans of a split."""
    return [plan for plan in read_plans() if plan.split == split]


def word_document(layout: str, split: str, seed: int) -> Wording:
    """The wording that a seed gives a document of that layout."""
    chooser = random.Random(f"wording {seed}")
    return Wording(
        split=split,
        seed=seed,
        labels=chooser.choice(_LABEL_STYLES),
        # One number of one word: the layout draws them apart.
        number="fiche" if layout == "pdf_big_number" else _NUMBERS[seed % len(_NUMBERS)],
        head=HEAD_OF.get(layout) or HEADS[seed % len(HEADS)],
        level_style=chooser.choice(_LEVEL_STYLES),
        order=seed % 3,
        parted=chooser.random() < 0.4,
        other=chooser.random() < 0.3,
    )


def _choose_look(seed: int) -> Look:
    chooser = random.Random(f"look {seed}")
    tint = chooser.randrange(len(_COLORS))
    return Look(
        color=_COLORS[tint],
        fill=_FILLS[tint],
        face=chooser.choice(_FACES),
        size=chooser.choice((8.5, 9.0, 9.5, 10.0, 10.5)),
        label_share=chooser.choice((0.2, 0.25, 0.3)),
    )


_SHEETS = ("xlsx", "csv", "tsv")
# Layouts that print no title of the document.
_UNTITLED = ("xlsx_banner_summary", "csv_summary", "tsv_summary")


def make_dossier(
    layout: str, split: str, name: str, seed: int, plan: PlanContent, sheets: tuple[Sheet, ...], *, title: str
) -> Dossier:
    """What all dossiers of a layout share: look, running heads, menu, charset; every other one goes without them."""
    suffix = layout.partition("_")[0]
    furnished = seed % 2 == 0 and suffix not in ("txt", *_SHEETS)
    cookies = "Ce site utilise des cookies pour mesurer son audience."
    options = (
        {"charset": "windows-1252", "declared": ("yes", "no")[seed % 2]} if suffix == "html" and seed % 3 == 0 else {}
    )
    return Dossier(
        name=f"{name}.{suffix}",
        layout=layout,
        split=split,
        look=_choose_look(seed),
        sheets=sheets,
        title=title,
        document={} if layout in _UNTITLED else {"titre": title},
        plan=None,
        genre="fiche",
        header=("" if not furnished else cookies if suffix == "html" else str(plan.facts["titre"])),
        footer=f"{plan.editeur} – mentions légales" if furnished else "",
        page_format=("Page {page} sur {total}", "{page}", "{page}/{total}")[seed % 3] if suffix == "pdf" else "",
        menu=_MENU if suffix == "html" and furnished else (),
        seed=seed,
        options=options,
    )
