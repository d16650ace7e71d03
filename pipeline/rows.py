"""From a document understood to the rows of its tables, in source order."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from models.action import Action, Champ, Fiche, Item, Plan, Reading, Values
from models.columns import TABLES_BY_NAME, Row, Value
from models.document import Document, Place
from models.flags import Flag
from models.vocabulary.champs import ACTION_CHAMP_NAMES, ENTETE, HORS_CHAMP

VALUE_TABLES = tuple(field.name for field in fields(Values) if field.name in TABLES_BY_NAME)
# What `actions.autres` leaves out: it has columns of its own, or is no text of the action.
_IN_COLUMNS = frozenset((*ACTION_CHAMP_NAMES, ENTETE, HORS_CHAMP))
# Beyond this a figure is a number run together, not an amount; Parquet's column holds no more.
_MONEY_LIMIT = Decimal(10) ** 15
_CENT = Decimal("0.01")


def make_id(document_id: str, kind: str, rank: int) -> str:
    """16 hexadecimal digits that name the `rank`-th (from 1) plan or action of a document, the same in every run."""
    return hashlib.sha256(f"{document_id}/{kind}/{rank}".encode()).hexdigest()[:16]


def make_rows(document: Document, reading: Reading, flags: Iterable[Flag] = ()) -> dict[str, tuple[Row, ...]]:
    """Every row of the document's tables but its row of `documents`; `flags` are about the document as a whole."""
    document_id = document.source.sha256
    tables: dict[str, list[Row]] = defaultdict(list)
    plan_id = make_id(document_id, "plan", 1) if reading.plan is not None else None
    _add_champs(tables, document, ("document", document_id), reading.rest)
    _add_flags(tables, document_id, ("document", document_id), (*document.flags, *reading.flags, *flags))
    if reading.plan is not None and plan_id is not None:
        tables["plans"].append(_plan_row(document_id, plan_id, reading.plan))
        _add_champs(tables, document, ("plan", plan_id), reading.plan.champs)
        _add_values(tables, ("plan", plan_id), reading.plan.values)
        _add_flags(tables, document_id, ("plan", plan_id), reading.plan.values.flags)
    for rank, action in enumerate(reading.actions, start=1):
        action_id = make_id(document_id, "action", rank)
        tables["actions"].append(_action_row(document_id, plan_id, rank, action))
        _add_champs(tables, document, ("action", action_id), action.fiche.champs)
        _add_values(tables, ("action", action_id), action.values)
        _add_flags(tables, document_id, ("action", action_id), (*action.fiche.flags, *action.values.flags))
    tables["champs"].sort(key=lambda row: (row["debut"], row["fin"]))
    return {name: tuple(tables[name]) for name in TABLES_BY_NAME if name != "documents"}


def list_places(reading: Reading) -> Iterator[Place]:
    """The places of all that the champs keep: their items and their labels."""
    return _places_of(list_champs(reading))


def _places_of(champs: Iterable[Champ]) -> Iterator[Place]:
    for champ in champs:
        if champ.label_place is not None:
            yield champ.label_place
        for item in champ.items:
            yield item.place


def list_champs(reading: Reading) -> Iterator[Champ]:
    """Every champ of the document, the plan and the actions."""
    yield from reading.rest
    if reading.plan is not None:
        yield from reading.plan.champs
    for action in reading.actions:
        yield from action.fiche.champs


def _plan_row(document_id: str, plan_id: str, plan: Plan) -> Row:
    return {"plan_id": plan_id, "document_id": document_id, **_as_row(plan.facts)}


def _action_row(document_id: str, plan_id: str | None, rank: int, action: Action) -> Row:
    fiche = action.fiche
    axe, objectif = fiche.level("axe"), fiche.level("objectif")
    pages = list(_list_pages(fiche))
    row: Row = {
        "action_id": make_id(document_id, "action", rank),
        "document_id": document_id,
        "plan_id": plan_id,
        "rang": rank,
        "page_debut": min(pages, default=None),
        "page_fin": max(pages, default=None),
        "fiche_numero": fiche.fiche_numero,
        "action_numero": fiche.action_numero,
        "titre": fiche.titre,
        "axe_numero": axe.numero if axe else None,
        "axe_titre": axe.titre if axe else None,
        "objectif_numero": objectif.numero if objectif else None,
        "objectif_titre": objectif.titre if objectif else None,
        "hierarchie": _as_json([_as_row(step) for step in fiche.hierarchie]),
    }
    texts: dict[str, list[str]] = defaultdict(list)
    for champ in fiche.champs:
        texts[champ.name] += [item.text for item in champ.items]
    row |= {name: "\n".join(texts.get(name, ())) or None for name in ACTION_CHAMP_NAMES}
    return row | {"autres": _as_json(_collect_others(fiche)), "confiance": round(fiche.confidence, 4)}


def _list_pages(fiche: Fiche) -> Iterator[int]:
    """The pages of its champs, and those of what names it; its axe may be said on a divider pages before."""
    body = set(_pages_of(champ for champ in fiche.champs if champ.name != ENTETE))
    named = set(_pages_of(champ for champ in fiche.champs if champ.name == ENTETE))
    if not body or named & body:
        yield from body or named
        return
    # The title at a page's foot, its champs on the next page.
    yield from body | (named & {min(body) - 1})


def _pages_of(champs: Iterable[Champ]) -> Iterator[int]:
    for place in _places_of(champs):
        if place.page is not None:
            yield place.page
            yield place.last_page or place.page


def _collect_others(fiche: Fiche) -> dict[str, str]:
    """Text by label of what has no column in `actions`: champs `autre`, and those that only a plan has."""
    texts: dict[str, list[str]] = defaultdict(list)
    for champ in fiche.champs:
        if champ.name not in _IN_COLUMNS:
            texts[champ.label or ""].extend(item.text for item in champ.items)
    return {label: "\n".join(items) for label, items in texts.items() if items}


def _add_champs(
    tables: dict[str, list[Row]], document: Document, objet: tuple[str, str], champs: Iterable[Champ]
) -> None:
    counts: dict[str, int] = defaultdict(int)
    bare: list[Champ] = []
    for champ in champs:
        if not champ.items:
            bare.append(champ)
        for item in champ.items:
            counts[champ.name] += 1
            tables["champs"].append(_champ_row(document, objet, champ, item, counts[champ.name]))
    for champ in bare:
        # A label that nothing stands under («Budget :» left blank) is still text of the source.
        if champ.label_place is not None:
            counts[ENTETE] += 1
            label = Item(document.slice(champ.label_place), champ.label_place)
            heading = Champ(ENTETE, (label,), method=champ.method, confidence=champ.confidence)
            tables["champs"].append(_champ_row(document, objet, heading, label, counts[ENTETE]))


def _champ_row(document: Document, objet: tuple[str, str], champ: Champ, item: Item, ordre: int) -> Row:
    place, box = item.place, item.place.box
    return {
        "objet": objet[0],
        "objet_id": objet[1],
        "document_id": document.source.sha256,
        "champ": champ.name,
        "libelle": champ.label,
        "ordre": ordre,
        "texte": item.text,
        "page": place.page,
        "x0": round(box.x0, 2) if box else None,
        "haut": round(box.top, 2) if box else None,
        "x1": round(box.x1, 2) if box else None,
        "bas": round(box.bottom, 2) if box else None,
        "debut": place.start,
        "fin": place.end,
        "methode": str(champ.method),
        "confiance": round(champ.confidence, 4),
    }


def _add_values(tables: dict[str, list[Row]], objet: tuple[str, str], values: Values) -> None:
    for name in VALUE_TABLES:
        found = getattr(values, name)
        if not found:
            continue
        columns = TABLES_BY_NAME[name].column_names
        owner: Row = {"objet": objet[0], "objet_id": objet[1]} if "objet" in columns else {"action_id": objet[1]}
        if "action_id" in owner and objet[0] != "action":
            continue  # These tables speak of actions only; a plan's text on the matter stands in its champs.
        own = [column for column in columns if column not in owner]
        for value in found:
            tables[name].append(owner | {column: _fit(getattr(value, column)) for column in own})


def _add_flags(tables: dict[str, list[Row]], document_id: str, objet: tuple[str, str], flags: Iterable[Flag]) -> None:
    for flag in dict.fromkeys(flags):
        tables["signalements"].append(flag_row(document_id, objet, flag))


def flag_row(document_id: str, objet: tuple[str, str], flag: Flag) -> Row:
    """One row of `signalements`; `objet` is the kind of object that the flag is about and its id."""
    return {
        "document_id": document_id,
        "objet": objet[0],
        "objet_id": objet[1],
        "code": flag.code,
        "gravite": str(flag.gravity),
        "message": flag.message,
        "page": flag.page,
    }


def _as_row(value: Any) -> Row:
    """A dataclass's attributes, which carry the columns' names, as a row."""
    return {field.name: _fit(getattr(value, field.name)) for field in fields(value)}


def _fit(value: Value) -> Value:
    if not isinstance(value, Decimal):
        return value
    if not value.is_finite() or abs(value) >= _MONEY_LIMIT:
        return None
    return value.quantize(_CENT, rounding=ROUND_HALF_EVEN)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
