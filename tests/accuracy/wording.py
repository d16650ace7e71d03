"""How a document words what the content says: its labels, its numbers, its lines for axe and objectif."""

import random
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from tests.accuracy.content import HERE, FicheContent, PlanContent
from tests.accuracy.sheet import Row, Sheet, read_pieces

# The order in which fiches usually give their champs; a document may use another of these.
ORDERS = tuple(
    order.split()
    for order in """\
constat objectifs mise_en_oeuvre publics territoire pilotage partenaires articulation leviers freins moyens budget \
calendrier resultats_attendus indicateurs priorite statut contact
pilotage partenaires publics territoire constat objectifs mise_en_oeuvre moyens budget calendrier leviers freins \
resultats_attendus indicateurs articulation statut priorite contact
priorite statut constat objectifs resultats_attendus publics territoire mise_en_oeuvre pilotage partenaires moyens \
budget calendrier indicateurs freins leviers articulation contact""".splitlines()
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The choices of one document. `labels` is `plain`, `caps`, `caps_bare` (accents dropped), with `_colon` or not.

    `number` names a scheme of `number_fiche`; `head` is the order of the printed head lines, `head_rows` puts them into
    rows of the fiche's table instead, `grouped` leaves the axe to a line above several fiches. `parted` uses compound
    labels, `other` adds a label that no champ takes; `only` and `skip` choose champs.
    """

    split: str
    seed: int
    labels: str = "plain"
    number: str = "fiche_action_n"
    head: tuple[str, ...] = ("axe", "objectif", "numero", "titre")
    level_style: str = "{niveau} {numero} : {titre}"
    order: int = 0
    parted: bool = False
    other: bool = False
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    choice: dict[str, str] = field(default_factory=dict)
    head_rows: bool = False
    grouped: bool = False


@cache
def _read_lexicon() -> dict[str, object]:
    return tomllib.loads((HERE / "labels.toml").read_text(encoding="utf-8"))


def all_labels() -> dict[str, str]:
    """Every label of the data with its champ (`autre` for what no champ takes)."""
    found: dict[str, str] = {}
    for champ, forms in _read_lexicon().items():
        if isinstance(forms, dict):
            found |= {label: champ for part in forms.values() for label in part}
    return found | {entry["libelle"]: "autre" for entry in _entries("autre")}


def _entries(kind: str) -> list[dict[str, object]]:
    return [dict(entry) for entry in _read_lexicon()[kind]]  # type: ignore[attr-defined]  # a TOML array of tables


def choose_labels(wording: Wording) -> dict[str, str]:
    """One label a champ for a document: mostly of its own split, sometimes one that all plans use."""
    chooser = random.Random(f"labels {wording.seed}")
    chosen: dict[str, str] = {}
    for champ, forms in _read_lexicon().items():
        if isinstance(forms, dict):
            own = forms[wording.split]
            chosen[champ] = chooser.choice(own if chooser.random() < 0.7 else forms["commun"])
    return chosen | wording.choice


def style_label(label: str, style: str) -> str:
    """The label in the document's manner: capitals, dropped accents, a colon."""
    if style.startswith("caps"):
        label = label.upper()
    if "bare" in style:
        label = "".join(c for c in unicodedata.normalize("NFD", label) if not unicodedata.combining(c))
        label = label.replace("Œ", "OE")
    if style.endswith("colon") and label[-1] not in "?…":
        label += " :"
    return label


def word_fiche(plan: PlanContent, fiche: FicheContent, index: int, wording: Wording) -> Sheet:
    """The sheet of a fiche in that wording; `index` counts from 1 in the document."""
    facts, kicker = number_fiche(plan, fiche, index, wording.number)
    facts["titre"] = fiche.titre
    lines = {"numero": kicker, "titre": fiche.titre, "numero_titre": _join_title(kicker, fiche.titre, wording.number)}
    if "axe" in wording.head:
        facts |= {"axe_numero": fiche.axe.numero, "axe_titre": fiche.axe.titre}
        lines["axe"] = wording.level_style.format(
            niveau=plan.niveau_1, numero=fiche.axe.numero, titre=fiche.axe.titre, NIVEAU=plan.niveau_1.upper()
        )
    if "objectif" in wording.head and fiche.objectif:
        facts |= {"objectif_numero": fiche.objectif.numero, "objectif_titre": fiche.objectif.titre}
        lines["objectif"] = wording.level_style.format(
            niveau=plan.niveau_2, numero=fiche.objectif.numero, titre=fiche.objectif.titre, NIVEAU=plan.niveau_2.upper()
        )
    lines["plan"] = str(plan.facts["titre"])
    group = lines.get("axe", "") if wording.grouped else ""
    hidden = {"axe"} if wording.grouped else set()
    if wording.head_rows:
        rows = (*_word_head_rows(plan, facts, wording), *_word_rows(fiche, wording))
        return Sheet(facts, (), rows, fiche.values)
    head = tuple((role, lines[role]) for role in wording.head if lines.get(role) and role not in hidden)
    return Sheet(facts, head, tuple(_word_rows(fiche, wording)), fiche.values, group)


def _word_head_rows(plan: PlanContent, facts: dict[str, str | None], wording: Wording) -> list[Row]:
    """The head as rows of the fiche's own table: axe, objectif, numbers and title, each under a label."""
    chooser = random.Random(f"head {wording.seed}")
    values = (
        (plan.niveau_1, _number_and_title(facts, "axe")),
        (
            "Objectif stratégique" if plan.niveau_2 == "Objectif" else plan.niveau_2,
            _number_and_title(facts, "objectif"),
        ),
        (chooser.choice(("Fiche n°", "N° de fiche", "Numéro de la fiche")), facts["fiche_numero"]),
        (chooser.choice(("Action n°", "N° de l'action", "Référence de l'action")), facts["action_numero"]),
        (chooser.choice(("Intitulé de l'action", "Titre de l'action", "Nom de l'action", "Action")), facts["titre"]),
    )
    return [
        Row(style_label(label, wording.labels), (("entete", read_pieces([text])),)) for label, text in values if text
    ]


def _number_and_title(facts: dict[str, str | None], level: str) -> str | None:
    titre = facts.get(f"{level}_titre")
    return f"{facts[f'{level}_numero']} – {titre}" if titre else None


def _word_rows(fiche: FicheContent, wording: Wording) -> list[Row]:
    labels = choose_labels(wording)
    names = [name for name in ORDERS[wording.order] if name in fiche.champs and name not in wording.skip]
    names = [name for name in names if not wording.only or name in wording.only]
    parts = [entry for entry in _entries("partage") if entry["split"] == wording.split] if wording.parted else []
    rows: list[Row] = []
    done: set[str] = set()
    for name in names:
        if name in done:
            continue
        part = next((p for p in parts if name in p["champs"] and set(p["champs"]) <= set(names) - done), None)
        if part:
            fields = tuple(
                (champ, read_pieces(fiche.champs[champ], f"{sub} :"))
                for champ, sub in zip(part["champs"], part["sous_libelles"], strict=True)
            )
            rows.append(Row(style_label(part["libelle"], wording.labels), fields))
            done |= set(part["champs"])
        else:
            rows.append(Row(style_label(labels[name], wording.labels), ((name, read_pieces(fiche.champs[name])),)))
            done.add(name)
    if wording.other:
        others = [entry for entry in _entries("autre") if entry["split"] == wording.split]
        entry = others[wording.seed % len(others)]
        rows.append(Row(style_label(entry["libelle"], wording.labels), (("autre", read_pieces(entry["items"])),)))
    return rows


def number_fiche(plan: PlanContent, fiche: FicheContent, index: int, scheme: str) -> tuple[dict[str, str | None], str]:
    """The numbers of a fiche under a scheme, and the line that prints them."""
    parent = (fiche.objectif or fiche.axe).numero
    siblings = [other for other in plan.fiches if (other.objectif or other.axe).numero == parent]
    action = f"{parent}.{siblings.index(fiche) + 1}"
    code = f"{plan.niveau_1[:1].upper()}{plan.name.split('_')[0][:2].upper()}-{index:02}"
    fiche_numero, action_numero, line = {
        "fiche_and_action": (str(index), action, f"Fiche {index}\nAction {action}"),
        "fiche_action_n": (str(index), None, f"Fiche action n° {index}"),
        "fiche_action_caps": (str(index), None, f"FICHE ACTION N°{index}"),
        "fiche": (str(index), None, f"Fiche {index}"),
        "fiche_n_dotted": (action, None, f"Fiche-action n°{action}"),
        "action_dotted": (None, action, f"Action {action}"),
        "action_n": (None, str(index), f"Action n° {index}"),
        "action_caps": (None, str(index), f"ACTION {index}"),
        "action_hash": (None, str(index), f"Action #{index}"),
        "code": (None, code, f"Action {code}"),
        "fiche_code": (code, None, f"Fiche {code}"),
        "bare": (None, action, action),
        "action_in_objectif": (None, action.rpartition(".")[2], f"Action n° {action.rpartition('.')[2]}"),
        "none": (None, None, ""),
    }[scheme]
    return {"fiche_numero": fiche_numero, "action_numero": action_numero}, line


def _join_title(kicker: str, titre: str, scheme: str) -> str:
    if not kicker:
        return titre
    separator = {"bare": " ", "action_caps": " – ", "fiche": " – ", "code": " – "}.get(scheme, " : ")
    return f"{kicker.replace(chr(10), ' – ')}{separator}{titre}"
