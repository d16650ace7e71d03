"""The written content of the corpus: invented plans with their fiches, read from `content/*.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
_VALUE_KEYS = {
    "acteurs": ("role", "nom", "sigle", "categorie"),
    "echeances": ("debut", "fin", "horizon"),
    "financements": ("montant_eur", "financeur"),
    "indicateurs": ("libelle", "valeur_initiale", "cible"),
    "territoires": ("type", "code", "nom"),
}


@dataclass(frozen=True, slots=True)
class Level:
    """An axe or objectif of a plan."""

    numero: str
    titre: str


@dataclass(frozen=True, slots=True)
class FicheContent:
    """What a fiche says: its place in the plan, its title, the lines of each champ, the values gold expects."""

    axe: Level
    objectif: Level | None
    titre: str
    champs: dict[str, list[str]]
    values: dict[str, list[dict[str, str | None]]]


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A plan with its facts (as gold has them), the words it uses for its two levels, and its fiches."""

    name: str
    split: str
    facts: dict[str, str | int]
    editeur: str
    niveau_1: str
    niveau_2: str
    axes: tuple[Level, ...]
    fiches: tuple[FicheContent, ...]


@cache
def read_plans(folder: Path = HERE / "content") -> tuple[PlanContent, ...]:
    """All plans of a folder, by file name."""
    return tuple(read_plan(path) for path in sorted(folder.glob("*.toml")))


def read_plan(path: Path) -> PlanContent:
    """One plan from its TOML file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    plan = data["plan"]
    axes = {axe["numero"]: Level(axe["numero"], axe["titre"]) for axe in data["axe"]}
    objectifs = {number: Level(number, title) for axe in data["axe"] for number, title in axe.get("objectifs", [])}
    words = {key: plan.pop(key) for key in ("editeur", "niveau_1", "niveau_2")}
    return PlanContent(
        name=path.stem,
        split=data["split"],
        facts=plan,
        editeur=words["editeur"],
        niveau_1=words["niveau_1"],
        niveau_2=words["niveau_2"],
        axes=tuple(axes.values()),
        fiches=tuple(
            FicheContent(
                axe=axes[fiche["axe"]],
                objectif=objectifs[fiche["objectif"]] if "objectif" in fiche else None,
                titre=fiche["titre"],
                champs=fiche["champs"],
                values={
                    name: [_read_value(name, row) for row in rows] for name, rows in fiche.get("valeurs", {}).items()
                },
            )
            for fiche in data["fiche"]
        ),
    )


def _read_value(name: str, row: str) -> dict[str, str | None]:
    cells = [cell.strip() or None for cell in row.split("|")]
    keys = _VALUE_KEYS[name]
    return dict(zip(keys, cells + [None] * (len(keys) - len(cells)), strict=True))
