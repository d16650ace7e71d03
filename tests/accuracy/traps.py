"""Traps known from real plans, as documents: numbers that start anew, one title twice, a bare axe, a long title."""

from collections.abc import Iterator
from dataclasses import replace

from tests.accuracy.content import FicheContent, PlanContent
from tests.accuracy.dossiers import HEADS, SPLITS, make_dossier, plans_of, word_document
from tests.accuracy.sheet import Dossier, Sheet
from tests.accuracy.wording import Wording, word_fiche


def make_traps() -> Iterator[Dossier]:
    """Every trap in a few layouts, for both splits."""
    seed = 4000
    for split in SPLITS:
        for layout in ("docx_two_columns", "pdf_headings", "html_headings", "txt_article"):
            seed += 1
            yield _numbers_start_anew(layout, split, seed)
        for layout in ("pdf_two_columns", "docx_label_rows", "html_table"):
            seed += 1
            yield _one_title_under_two_axes(layout, split, seed)
        for layout in ("pdf_label_rows", "docx_bold_lines", "txt_article"):
            seed += 1
            yield _axe_named_once(layout, split, seed)
        seed += 1
        yield _title_in_two_sizes(split, seed)


def _in_order(plan: PlanContent) -> list[FicheContent]:
    return sorted(plan.fiches, key=lambda fiche: plan.axes.index(fiche.axe))


def _plan_of(split: str, seed: int) -> PlanContent:
    return plans_of(split)[seed % len(plans_of(split))]


def _word(layout: str, split: str, seed: int) -> Wording:
    return replace(word_document(layout, split, seed), head=HEADS[0], parted=False)


def _trap(name: str, layout: str, split: str, seed: int, plan: PlanContent, sheets: tuple[Sheet, ...]) -> Dossier:
    dossier = make_dossier(layout, split, f"piege_{name}_{layout}_{split}", seed, plan, sheets, title=sheets[0].titre)
    return replace(dossier, document={}, family="piège", genre="recueil")


def _numbers_start_anew(layout: str, split: str, seed: int) -> Dossier:
    """Action n° 1, 2, … under each objectif: the same number names several actions."""
    plan = _plan_of(split, seed)
    wording = replace(_word(layout, split, seed), number="action_in_objectif")
    ordered = sorted(_in_order(plan), key=lambda fiche: fiche.objectif.numero if fiche.objectif else "")
    sheets = tuple(word_fiche(plan, fiche, index, wording) for index, fiche in enumerate(ordered, start=1))
    return _trap("numeros", layout, split, seed, plan, sheets)


def _one_title_under_two_axes(layout: str, split: str, seed: int) -> Dossier:
    """The same title under two axes is two actions, with pilots of their own."""
    plan = _plan_of(split, seed)
    wording = replace(_word(layout, split, seed), number="fiche_action_n", head=("axe", "numero", "titre"))
    first, *others = _in_order(plan)
    last_axe = plan.axes[-1]
    twin = replace(first, axe=last_axe, objectif=None, champs={**others[-1].champs}, values={})
    picked = (first, others[0], twin)
    sheets = tuple(word_fiche(replace(plan, fiches=picked), one, rank, wording) for rank, one in enumerate(picked, 1))
    return _trap("titre_double", layout, split, seed, plan, sheets)


def _axe_named_once(layout: str, split: str, seed: int) -> Dossier:
    """The first fiche of an axe names it in full, the next ones only say its number: it is one axe."""
    plan = _plan_of(split, seed)
    wording = replace(_word(layout, split, seed), head=("axe", "numero", "titre"))
    seen: set[str] = set()
    sheets = []
    for index, fiche in enumerate(_in_order(plan), start=1):
        sheet = word_fiche(plan, fiche, index, wording)
        if fiche.axe.numero in seen:
            bare = f"{plan.niveau_1} {fiche.axe.numero}"
            sheet = replace(sheet, head=tuple((role, bare if role == "axe" else text) for role, text in sheet.head))
        seen.add(fiche.axe.numero)
        sheets.append(sheet)
    return _trap("axe_seul", layout, split, seed, plan, tuple(sheets))


def _title_in_two_sizes(split: str, seed: int) -> Dossier:
    """A title over several lines in two sizes, followed by the next action's."""
    plan = next(plan for plan in plans_of(split) if any(len(fiche.titre) > 100 for fiche in plan.fiches))
    wording = replace(_word("pdf_two_sizes", split, seed), number="action_caps", head=("axe", "numero_titre"))
    sheets = tuple(word_fiche(plan, fiche, index, wording) for index, fiche in enumerate(_in_order(plan), start=1))
    return replace(_trap("titre_long", "pdf_two_sizes", split, seed, plan, sheets), options={"flow": "run_on"})
