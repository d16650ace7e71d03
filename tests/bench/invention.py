"""Plans of any length for the benchmark: the corpus's fiches recombined, no sentence the same twice.

A text that stood before would be found in a cache, which no archive of different documents allows.
"""

import random
from itertools import product

from tests.accuracy.content import FicheContent, Level, PlanContent, read_plans
from tests.accuracy.sheet import Sheet
from tests.accuracy.wording import Wording, word_fiche

_AXES, _OBJECTIFS = 6, 4
_ONSETS = tuple("b br c ch cl d f g gr j l m n p pl r s t tr v".split())
_VOWELS = tuple("a e i o u ou au oi".split())
_ENDS = tuple("gny lles mont ville rac sac vron lieu court ges nay zé".split())
# From how many words on an item is a sentence; shorter ones are names, dates and amounts, which do come again.
_SENTENCE = 6
# Champs of prose take the items of several fiches: real ones come to 3,000 characters, the corpus's to 2,000.
_PROSE = {"constat": 3, "objectifs": 2, "mise_en_oeuvre": 3, "resultats_attendus": 2}


def invent_sheets(count: int, seed: int) -> tuple[Sheet, ...]:
    """That many fiches of one plan as sheets, under labels that all plans use; the same ones for the same seed."""
    plan = invent_plan(count, seed)
    wording = Wording(split="train", seed=seed, labels="plain", number="fiche_and_action")
    return tuple(word_fiche(plan, fiche, index, wording) for index, fiche in enumerate(plan.fiches, start=1))


def invent_plan(count: int, seed: int) -> PlanContent:
    """A plan of `count` fiches, each with every champ."""
    chooser = random.Random(f"bench {seed}")
    plans = read_plans()
    known = [fiche for plan in plans for fiche in plan.fiches]
    by_champ: dict[str, list[list[str]]] = {}
    for fiche in known:
        for champ, items in fiche.champs.items():
            by_champ.setdefault(champ, []).append(items)
    titles = [axe.titre for plan in plans for axe in plan.axes]
    axes = tuple(Level(str(n + 1), titles[n % len(titles)]) for n in range(_AXES))
    levels = [
        (axe, Level(f"{axe.numero}.{n + 1}", titles[(_AXES + int(axe.numero) * _OBJECTIFS + n) % len(titles)]))
        for axe in axes
        for n in range(_OBJECTIFS)
    ]
    fiches = []
    for index in range(count):
        axe, objectif = levels[index * len(levels) // count]
        champs = {
            champ: [
                vary_text(item, chooser) for items in chooser.sample(choices, _PROSE.get(champ, 1)) for item in items
            ]
            for champ, choices in by_champ.items()
        }
        titre = f"{chooser.choice(known).titre} à {_invent_place(chooser)}"
        fiches.append(FicheContent(axe, objectif, titre, champs, {}))
    return PlanContent(
        name=f"plan_{seed}",
        split="train",
        facts={"titre": f"Schéma d'accès aux services du Pays de {_invent_place(chooser)} 2024-2029"},
        editeur="Communauté de communes",
        niveau_1="Axe",
        niveau_2="Objectif",
        axes=axes,
        fiches=tuple(fiches),
    )


def vary_text(item: str, chooser: random.Random) -> str:
    """The item, with a place of its own where it is a sentence."""
    if item.startswith(("| ", "# ", "## ")) or item.count(" ") < _SENTENCE:
        return item
    end = item[-1] if item[-1] in ".;:!?" else ""
    space = " " if end and end in ";:!?" else ""
    return f"{item.removesuffix(end)}, dans le secteur de {_invent_place(chooser)}{space}{end}"


def _invent_place(chooser: random.Random) -> str:
    syllables = "".join("".join(chooser.choice(tuple(product(_ONSETS, _VOWELS)))) for _ in range(2))
    return (syllables + chooser.choice(_ENDS)).capitalize()
