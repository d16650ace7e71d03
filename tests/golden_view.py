"""A conversion as a person can read it: what the golden files of the samples hold."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from models.vocabulary.champs import ACTION_CHAMP_NAMES, ENTETE, HORS_CHAMP
from pipeline.convert import Conversion

_DOCUMENT_KEYS = ("type_media", "titre", "auteur", "editeur", "date_publication", "langue", "pages", "genre", "statut")
_IDS = ("document_id", "plan_id", "action_id", "objet", "objet_id")
_NOT_SHOWN = (*_IDS, "hierarchie", "autres", "page_debut", "page_fin", *ACTION_CHAMP_NAMES)
_VALUES = ("acteurs", "indicateurs", "echeances", "financements", "territoires", "publics", "classements", "liens")


def show_conversion(conversion: Conversion) -> str:
    """A conversion as JSON: facts, actions with their items by label, values, what stands outside, flags."""
    rows = conversion.rows
    view = {
        "document": {
            **_keep(conversion.document, _DOCUMENT_KEYS),
            "motif": conversion.document["motif"],
            "couverture": conversion.document["couverture"],
        },
        "plans": [_show_object(rows, plan, plan["plan_id"]) for plan in rows["plans"]],
        "actions": [_show_object(rows, action, action["action_id"]) for action in rows["actions"]],
        "hors_champ": [row["texte"] for row in rows["champs"] if row["champ"] == HORS_CHAMP],
        "signalements": [f"{row['gravite']} {row['code']} : {row['message']}" for row in rows["signalements"]],
    }
    return json.dumps(view, ensure_ascii=False, indent=1, default=str) + "\n"


def _show_object(
    rows: Mapping[str, Iterable[Mapping[str, Any]]], row: Mapping[str, Any], owner: object
) -> dict[str, Any]:
    # A champ's text stands below; a plan's territory is a fact of its own.
    hidden = set(_NOT_SHOWN) - ({"territoire"} if "type_plan" in row else set())
    facts = {key: value for key, value in row.items() if value is not None and key not in hidden}
    champs: dict[str, list[str]] = {}
    for item in rows["champs"]:
        if item["objet_id"] == owner and item["champ"] not in (ENTETE, HORS_CHAMP):
            sure = f"{item['methode']} {item['confiance']:.2f}"
            champs.setdefault(f"{item['champ']} ← {item['libelle']} ({sure})", []).append(item["texte"])
    values = {table: [_show_value(value) for value in rows[table] if _owner(value) == owner] for table in _VALUES}
    return {**facts, "champs": champs, **{table: shown for table, shown in values.items() if shown}}


def _owner(value: Mapping[str, Any]) -> object:
    return value.get("objet_id") or value.get("action_id")


def _show_value(value: Mapping[str, Any]) -> str:
    """One row of values as one line."""
    shown = (f"{key}={cell}" for key, cell in value.items() if cell is not None and key not in _NOT_SHOWN)
    return " · ".join(shown)


def _keep(row: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: row[key] for key in keys if row[key] is not None}
