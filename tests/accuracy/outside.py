"""What stands outside the fiches: the articles and annexes of a contract, and whole documents without any fiche."""

import tomllib
from dataclasses import dataclass
from functools import cache

from tests.accuracy.content import HERE, PlanContent
from tests.accuracy.sheet import Piece, Sheet, read_pieces

_NUMBERS = {3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf"}


@dataclass(frozen=True, slots=True)
class Other:
    """A document without a fiche."""

    name: str
    split: str
    titre: str
    pieces: tuple[Piece, ...]


@cache
def read_others() -> tuple[Other, ...]:
    """All documents without a fiche, by split and in the order of their file."""
    return tuple(
        Other(entry["name"], path.stem, entry["titre"], read_pieces([f"# {entry['titre']}", *entry["lines"]]))
        for path in sorted((HERE / "others").glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["document"]
    )


def count_years(plan: PlanContent) -> int:
    """How many years the plan runs, first and last included."""
    return int(str(plan.facts["date_fin"])[:4]) - int(str(plan.facts["date_debut"])[:4]) + 1


def write_articles(plan: PlanContent, sheets: tuple[Sheet, ...], *, recap: bool) -> tuple[Piece, ...]:
    """The preamble and articles of a contract, with a recap table of its actions where asked."""
    years = count_years(plan)
    start = str(plan.facts["date_debut"])[:4]
    lines = [
        "# Préambule",
        "Pendant un an, habitants, élus et associations ont bâti ce contrat. Six réunions publiques l'ont nourri.",
        "Le diagnostic met en évidence des besoins partagés, mais aussi des forces sur lesquelles s'appuyer.",
        "# Article 1 – Objet",
        "Le présent contrat fixe les engagements des signataires et décrit les actions qu'ils mèneront ensemble.",
        "# Article 2 – Durée",
        f"Il est conclu pour une durée de {_NUMBERS[years]} ans à compter du 1er janvier {start}.",
        "# Article 3 – Gouvernance",
        "Un comité de pilotage se réunit deux fois par an. Un comité technique prépare ses travaux.",
        "# Article 4 – Signataires",
        f"• {plan.editeur}",
        "• L'État, représenté par le préfet",
        "# Article 5 – Engagements des partenaires",
        "• L'État s'engage à mobiliser ses crédits de droit commun.",
        "• Le Département s'engage à désigner un référent pour chaque action.",
        f"Fait en quatre exemplaires, le 14 décembre {int(start) - 1}.",
    ]
    if recap:
        lines += ["# Récapitulatif des actions", "| N° | Intitulé de l'action | Pilote"]
        lines += [f"| {sheet.number} | {sheet.titre} | {_first_pilot(sheet)}" for sheet in sheets]
    return read_pieces(lines)


def _first_pilot(sheet: Sheet) -> str:
    return next((p.text for row in sheet.rows for champ, ps in row.fields if champ == "pilotage" for p in ps), "")


def write_annexes() -> tuple[Piece, ...]:
    """The annexes of a contract: a glossary, whose entries look like run-in labels, and a method."""
    return read_pieces(
        [
            "# Annexes",
            "# Annexe 1 – Glossaire",
            "ARS : agence régionale de santé",
            "CCAS : centre communal d'action sociale",
            "EPCI : établissement public de coopération intercommunale",
            "# Annexe 2 – Méthode du diagnostic",
            "Le diagnostic croise les statistiques publiques, quarante entretiens et les réponses au questionnaire.",
        ]
    )
