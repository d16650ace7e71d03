"""The cases of the corpus: which fiches, in which wording, in which layout, under which name."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

from tests.accuracy.content import FicheContent, PlanContent
from tests.accuracy.dossiers import HEAD_OF, HEADS, SPLITS, make_dossier, plans_of, word_document
from tests.accuracy.layouts import LAYOUTS
from tests.accuracy.outside import Other, count_years, read_others, write_annexes, write_articles
from tests.accuracy.sheet import Dossier
from tests.accuracy.traps import make_traps
from tests.accuracy.wording import Wording, word_fiche

_SUMMARY_CHAMPS = ("mise_en_oeuvre", "pilotage", "partenaires", "calendrier", "indicateurs")
_HEAD_IN_ROWS = (
    "pdf_two_columns",
    "docx_two_columns",
    "html_table",
    "docx_four_columns",
    "pdf_four_columns",
    "txt_export",
)
_RECUEILS = (
    "docx_two_columns", "docx_two_columns_merged", "docx_headings", "docx_bold_lines", "docx_page_head",
    "docx_label_first_line", "pdf_two_columns", "pdf_label_rows", "pdf_headings", "pdf_run_in", "pdf_blank_columns",
    "pdf_four_columns", "pdf_label_boxes", "pdf_page_head", "pdf_big_number", "pdf_side_bar", "html_table",
    "html_headings",
    "html_definitions", "txt_article", "txt_export", "xlsx_forms",
)  # fmt: skip
_CONTRACTS = (
    "pdf_two_columns",
    "pdf_label_rows",
    "pdf_headings",
    "pdf_blank_columns",
    "docx_two_columns",
    "docx_headings",
)
_WITHOUT_FICHE = ("txt_article", "html_headings", "docx_headings", "pdf_headings")
_DELETED = "Cette phrase a été retirée à la relecture."


def make_cases() -> Iterator[Dossier]:
    """Every dossier of the corpus, in a fixed order: single fiches, recueils, contracts, without a fiche, traps."""
    yield from _singles()
    for seed, (layout, split) in enumerate(((layout, split) for layout in _RECUEILS for split in SPLITS), start=1001):
        yield _recueil(layout, split, seed)
    for seed, (layout, split) in enumerate(((layout, split) for layout in _CONTRACTS for split in SPLITS), start=2001):
        yield _contract(layout, split, seed)
    for seed, other in enumerate(read_others(), start=3001):
        for layout in _WITHOUT_FICHE[seed % 2 :: 2]:
            yield _without_fiche(layout, other, seed)
    yield from make_traps()


def _singles() -> Iterator[Dossier]:
    fiches = {split: cycle(_fiches_of(split)) for split in SPLITS}
    seed = 0
    for layout in LAYOUTS:
        for split in SPLITS:
            for number in (1, 2):
                seed += 1
                name = f"{layout}_{split}_{number}"
                if layout.endswith("_summary"):
                    yield _summary(layout, split, name, seed)
                else:
                    yield _single(layout, split, name, seed, next(fiches[split]))
        if layout in _HEAD_IN_ROWS:
            for split in SPLITS:
                seed += 1
                yield _single(layout, split, f"{layout}_{split}_head", seed, next(fiches[split]), head_rows=True)


def _fiches_of(split: str) -> list[tuple[PlanContent, FicheContent]]:
    plans = plans_of(split)
    most = max(len(plan.fiches) for plan in plans)
    return [(plan, plan.fiches[n]) for n in range(most) for plan in plans if n < len(plan.fiches)]


def _single(
    layout: str, split: str, name: str, seed: int, picked: tuple[PlanContent, FicheContent], *, head_rows: bool = False
) -> Dossier:
    plan, fiche = picked
    wording = word_document(layout, split, seed)
    if head_rows:
        wording = replace(wording, head_rows=True, head=HEADS[0])
    sheet = word_fiche(plan, fiche, plan.fiches.index(fiche) + 1, wording)
    dossier = make_dossier(layout, split, name, seed, plan, (sheet,), title=fiche.titre)
    if layout == "docx_tracked":
        return replace(dossier, deleted=_DELETED)
    if layout == "pdf_long_table":
        return replace(dossier, parasites=("Contenu de la fiche",))
    return dossier


def _summary(layout: str, split: str, name: str, seed: int) -> Dossier:
    plans = plans_of(split)
    plan = plans[seed % len(plans)]
    number = ("action_dotted", "action_n")[seed % 2]
    head = () if layout == "docx_grouped_summary" else ("axe",)
    wording = Wording(split=split, seed=seed, number=number, head=head, only=_SUMMARY_CHAMPS)
    flat = [fiche for fiche in plan.fiches if not _has_table(fiche, _SUMMARY_CHAMPS)]
    ordered = sorted(flat, key=lambda fiche: plan.axes.index(fiche.axe))
    sheets = tuple(word_fiche(plan, fiche, index, wording) for index, fiche in enumerate(ordered, start=1))
    title = f"Programme d'actions – {plan.facts['titre']}"
    return replace(
        make_dossier(layout, split, name, seed, plan, sheets, title=title), genre="tableau", family="tableau"
    )


def _has_table(fiche: FicheContent, champs: tuple[str, ...]) -> bool:
    """Whether a nested table stands in one of the champs: a cell of a summary has no room for one."""
    return any(line.startswith("| ") for champ in champs for line in fiche.champs.get(champ, []))


def _recueil(layout: str, split: str, seed: int) -> Dossier:
    """Three to five fiches of one plan in one file, under running heads; some share one line for their axe."""
    plan = plans_of(split)[seed // 2 % len(plans_of(split))]
    wording = word_document(layout, split, seed)
    grouped = layout not in HEAD_OF and layout.startswith(("pdf", "docx")) and seed % 3 == 0 and "side" not in layout
    if grouped:
        wording = replace(wording, grouped=True, head=("axe", "numero", "titre"))
    ordered = sorted(plan.fiches, key=lambda fiche: plan.axes.index(fiche.axe))[: 3 + seed % 3]
    sheets = tuple(word_fiche(plan, fiche, index, wording) for index, fiche in enumerate(ordered, start=1))
    title = f"Fiches action – {plan.facts['titre']}"
    dossier = make_dossier(layout, split, f"recueil_{layout}_{split}", seed, plan, sheets, title=title)
    flow = "run_on" if layout.startswith("pdf") and not grouped and seed % 2 else "pages"
    cover = (title,) if layout.startswith(("pdf", "docx")) and layout not in HEAD_OF and "side" not in layout else ()
    return replace(
        dossier,
        cover=cover,
        grouped=grouped,
        document={"titre": title} if cover else {},
        genre="recueil",
        family="recueil",
        options={**dossier.options, "flow": flow},
    )


def _contract(layout: str, split: str, seed: int) -> Dossier:
    """A whole contract: cover, contents, articles, all fiches of the plan, annexes."""
    plan = plans_of(split)[seed // 2 % len(plans_of(split))]
    wording = replace(word_document(layout, split, seed), head=HEADS[0], parted=seed % 2 == 0)
    ordered = sorted(plan.fiches, key=lambda fiche: plan.axes.index(fiche.axe))
    sheets = tuple(word_fiche(plan, fiche, index, wording) for index, fiche in enumerate(ordered, start=1))
    title = str(plan.facts["titre"])
    dossier = make_dossier(layout, split, f"contrat_{layout}_{split}", seed, plan, sheets, title=title)
    signed = f"{int(str(plan.facts.get('date_debut', '2024'))[:4]) - 1}-12-14"
    facts: dict[str, str | int] = {key: value for key, value in plan.facts.items() if value != "autre"}
    return replace(
        dossier,
        cover=(title, plan.editeur),
        contents=True,
        entries=tuple(f"{(sheet.line('numero') or '').replace(chr(10), ' – ')} – {sheet.titre}" for sheet in sheets),
        before=write_articles(plan, sheets, recap=seed % 2 == 1),
        after=write_annexes(),
        header=title,
        footer=f"{plan.editeur} – document approuvé",
        document={"titre": title},
        plan={**facts, "duree_mois": 12 * count_years(plan), "date_signature": signed},
        genre="recueil",
        family="contrat",
    )


def _without_fiche(layout: str, other: Other, seed: int) -> Dossier:
    name = f"sans_fiche_{other.name}_{other.split}"
    plan = plans_of(other.split)[0]
    dossier = make_dossier(layout, other.split, name, seed, plan, (), title=other.titre)
    return replace(dossier, before=other.pieces, document={"titre": other.titre}, genre="autre", family="sans fiche")
