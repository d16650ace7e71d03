"""The gold of a dossier: what a right reading gives, in the form that the scorer reads."""

from tests.accuracy.sheet import Dossier, Sheet

HEADER_KEYS = (
    "fiche_numero",
    "action_numero",
    "titre",
    "axe_numero",
    "axe_titre",
    "objectif_numero",
    "objectif_titre",
)


def make_gold(dossier: Dossier) -> dict[str, object]:
    """The gold as a JSON object: document and plan facts, plan by reading order, every action, and what is outside."""
    furniture = [text for text in (dossier.header, dossier.footer, *dossier.menu) if text]
    return {
        "chemin": dossier.name,
        "genre": dossier.genre,
        "document": dossier.document,
        "plan": dossier.plan,
        "actions": [_gold_action(sheet) for sheet in dossier.sheets],
        "hors_champ": [
            *dossier.cover,
            *dossier.entries,
            *_outside(dossier),
            *furniture,
        ],
        "parasites": [*furniture, *dossier.parasites, *([dossier.deleted] if dossier.deleted else [])],
    }


def _outside(dossier: Dossier) -> list[str]:
    return [piece.text for piece in (*dossier.before, *dossier.after)]


def _gold_action(sheet: Sheet) -> dict[str, object]:
    champs: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for row in sheet.rows:
        for champ, pieces in row.fields:
            if champ == "entete":
                continue
            target = others.setdefault(row.label, []) if champ == "autre" else champs.setdefault(champ, [])
            target.extend(piece.text for piece in pieces)
    return {
        **{key: sheet.facts.get(key) for key in HEADER_KEYS},
        "champs": champs,
        "autres": others,
        **_shown_values(sheet, set(champs)),
    }


def _shown_values(sheet: Sheet, shown: set[str]) -> dict[str, list[dict[str, str | None]]]:
    """The values whose champ the layout prints; a kind that is not written for a fiche is not measured on it."""
    values = {name: rows for name, rows in sheet.values.items() if name == "acteurs" or _READ_IN[name] in shown}
    if "acteurs" in values:
        values["acteurs"] = [row for row in values["acteurs"] if _ROLE_IN[str(row["role"])] in shown]
    return values


_READ_IN = {
    "echeances": "calendrier",
    "financements": "budget",
    "indicateurs": "indicateurs",
    "territoires": "territoire",
}
_ROLE_IN = {
    "pilote": "pilotage",
    "copilote": "pilotage",
    "partenaire": "partenaires",
    "contact": "contact",
    "financeur": "budget",
}
