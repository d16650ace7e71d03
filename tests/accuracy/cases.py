"""The cases of the corpus: which fiches, in which wording, in which layout, under which name."""

import random
from collections.abc import Iterator
from itertools import cycle

from tests.accuracy.content import FicheContent, PlanContent, read_plans
from tests.accuracy.layouts import LAYOUTS
from tests.accuracy.sheet import Dossier, Look, Sheet
from tests.accuracy.wording import Wording, word_fiche

COLORS = (0x1F4E79, 0x2E7D32, 0x7B1FA2, 0xB71C1C, 0x00695C, 0x37474F)
FILLS = (0xD9E2F3, 0xE2EFDA, 0xEADCF4, 0xF8D7DA, 0xD5EFEB, 0xECEFF1)
FACES = ("Helvetica", "Times-Roman", "DejaVuSans", "Vera", "DejaVuSerif")
LABEL_STYLES = ("plain", "colon", "caps", "caps_bare", "plain", "caps_colon", "caps_bare_colon")
NUMBERS = (
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
LEVEL_STYLES = (
    "{niveau} {numero} : {titre}",
    "{niveau} {numero} – {titre}",
    "{NIVEAU} {numero} : {titre}",
    "{niveau} n° {numero} : {titre}",
)
SUMMARY_CHAMPS = ("mise_en_oeuvre", "pilotage", "partenaires", "calendrier", "indicateurs")
EXTENSIONS = {"pdf": "pdf", "docx": "docx", "html": "html", "txt": "txt"}
PER_SPLIT = 2


def make_cases() -> Iterator[Dossier]:
    """Every dossier of the corpus, in a fixed order."""
    seed = 0
    fiches = {split: cycle(_fiches_of(split)) for split in ("train", "scored")}
    for layout in LAYOUTS:
        for split in ("train", "scored"):
            for number in range(1, PER_SPLIT + 1):
                seed += 1
                if layout.endswith("_summary"):
                    yield _summary_case(layout, split, number, seed)
                else:
                    yield _single_case(layout, split, number, seed, next(fiches[split]))


def _fiches_of(split: str) -> list[tuple[PlanContent, FicheContent]]:
    plans = [plan for plan in read_plans() if plan.split == split]
    return [
        (plan, plan.fiches[n])
        for n in range(max(len(p.fiches) for p in plans))
        for plan in plans
        if n < len(plan.fiches)
    ]


def _has_table(fiche: FicheContent, champs: tuple[str, ...]) -> bool:
    """Whether a nested table stands in one of the champs: a cell of a summary has no room for one."""
    return any(line.startswith("| ") for champ in champs for line in fiche.champs.get(champ, []))


def _wording(split: str, seed: int) -> Wording:
    chooser = random.Random(f"wording {seed}")
    return Wording(
        split=split,
        seed=seed,
        labels=chooser.choice(LABEL_STYLES),
        number=NUMBERS[seed % len(NUMBERS)],
        head=HEADS[seed % len(HEADS)],
        level_style=chooser.choice(LEVEL_STYLES),
        order=seed % 3,
        parted=chooser.random() < 0.4,
        other=chooser.random() < 0.3,
    )


def _look(seed: int) -> Look:
    chooser = random.Random(f"look {seed}")
    tint = chooser.randrange(len(COLORS))
    return Look(
        color=COLORS[tint],
        fill=FILLS[tint],
        face=chooser.choice(FACES),
        size=chooser.choice((8.5, 9.0, 9.5, 10.0, 10.5)),
        label_share=chooser.choice((0.2, 0.25, 0.3)),
    )


def _name(layout: str, split: str, number: int) -> str:
    return f"{layout}_{split}_{number}.{EXTENSIONS[layout.partition('_')[0]]}"


def _single_case(layout: str, split: str, number: int, seed: int, picked: tuple[PlanContent, FicheContent]) -> Dossier:
    plan, fiche = picked
    sheet = word_fiche(plan, fiche, plan.fiches.index(fiche) + 1, _wording(split, seed))
    return _dossier(layout, split, number, seed, plan, (sheet,), title=fiche.titre, genre="fiche")


def _summary_case(layout: str, split: str, number: int, seed: int) -> Dossier:
    plans = [plan for plan in read_plans() if plan.split == split]
    plan = plans[seed % len(plans)]
    wording = Wording(
        split=split, seed=seed, number=("action_dotted", "action_n")[seed % 2], head=("axe",), only=SUMMARY_CHAMPS
    )
    flat = [fiche for fiche in plan.fiches if not _has_table(fiche, SUMMARY_CHAMPS)]
    ordered = sorted(flat, key=lambda fiche: plan.axes.index(fiche.axe))
    sheets = tuple(word_fiche(plan, fiche, index, wording) for index, fiche in enumerate(ordered, start=1))
    title = f"Programme d'actions – {plan.facts['titre']}"
    return _dossier(layout, split, number, seed, plan, sheets, title=title, genre="tableau")


def _dossier(
    layout: str,
    split: str,
    number: int,
    seed: int,
    plan: PlanContent,
    sheets: tuple[Sheet, ...],
    *,
    title: str,
    genre: str,
) -> Dossier:
    furnished = seed % 2 == 0 and not layout.startswith("txt")
    menu = (
        ("Accueil", "Vie pratique", "Nos projets", "Contactez-nous") if layout.startswith("html") and furnished else ()
    )
    header = (
        str(plan.facts["titre"])
        if layout.startswith(("pdf", "docx"))
        else "Ce site utilise des cookies pour mesurer son audience."
    )
    return Dossier(
        name=_name(layout, split, number),
        layout=layout,
        split=split,
        look=_look(seed),
        sheets=sheets,
        title=title,
        document={"titre": title},
        plan=None,
        genre=genre,
        header=header if furnished else "",
        footer=f"{plan.editeur} – mentions légales" if furnished else "",
        page_format=("Page {page} sur {total}", "{page}", "{page}/{total}")[seed % 3]
        if layout.startswith("pdf")
        else "",
        menu=menu,
        seed=seed,
    )
