"""From a document understood to the rows of its tables, in source order."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, Final

from models.action import Action, Champ, Fiche, Item, Plan, Reading, Values
from models.columns import TABLES_BY_NAME, Kind, Record, Row, Rows, Value
from models.document import Document, Place
from models.flags import Flag
from models.vocabulary.champs import ACTION_CHAMP_NAMES, ENTETE, HORS_CHAMP

VALUE_TABLES: Final = tuple(field.name for field in fields(Values) if field.name in TABLES_BY_NAME)
# What `actions.autres` leaves out: it has columns of its own, or is no text of the action.
_IN_COLUMNS: Final = frozenset((*ACTION_CHAMP_NAMES, ENTETE, HORS_CHAMP))
# Beyond this a figure is a number run together, not an amount; Parquet's column holds no more.
_MONEY_LIMIT: Final = Decimal(10) ** 15
_CENT: Final = Decimal("0.01")
_SPAN: Final = itemgetter(*map(TABLES_BY_NAME["champs"].column_names.index, ("debut", "fin")))
_encode = json.JSONEncoder(ensure_ascii=False).encode


class _Points(dict[float, float]):
    """Points of pages as the tables give them, each rounded once a document: lines and columns stand at few of them."""

    def __missing__(self, point: float) -> float:
        self[point] = rounded = round(point, 2)
        return rounded


def make_id(document_id: str, kind: str, rank: int) -> str:
    """16 hexadecimal digits that name the `rank`-th (from 1) plan or action of a document, the same in every run."""
    return hashlib.sha256(f"{document_id}/{kind}/{rank}".encode()).hexdigest()[:16]


def make_rows(document: Document, reading: Reading, flags: Iterable[Flag] = ()) -> dict[str, Rows]:
    """Every row of the document's tables but its row of `documents`; `flags` are about the document as a whole."""
    document_id = document.source.sha256
    tables: dict[str, list[Record]] = {name: [] for name in TABLES_BY_NAME if name != "documents"}
    points = _Points()
    plan_id = make_id(document_id, "plan", 1) if reading.plan is not None else None
    _add_champs(tables, document, ("document", document_id), reading.rest, points)
    _add_flags(tables, document_id, ("document", document_id), (*document.flags, *reading.flags, *flags))
    if reading.plan is not None and plan_id is not None:
        tables["plans"].append(_plan_record(document_id, plan_id, reading.plan))
        _add_champs(tables, document, ("plan", plan_id), reading.plan.champs, points)
        _add_values(tables, ("plan", plan_id), reading.plan.values)
        _add_flags(tables, document_id, ("plan", plan_id), reading.plan.values.flags)
    for rank, action in enumerate(reading.actions, start=1):
        action_id = make_id(document_id, "action", rank)
        tables["actions"].append(_action_record((action_id, document_id, plan_id, rank), action))
        _add_champs(tables, document, ("action", action_id), action.fiche.champs, points)
        _add_values(tables, ("action", action_id), action.values)
        _add_flags(tables, document_id, ("action", action_id), (*action.fiche.flags, *action.values.flags))
    tables["champs"].sort(key=_SPAN)
    return {name: Rows(TABLES_BY_NAME[name], tuple(records)) for name, records in tables.items()}


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


def _plan_record(document_id: str, plan_id: str, plan: Plan) -> Record:
    return (plan_id, document_id, *_as_row(plan.facts).values())


def _action_record(keys: Record, action: Action) -> Record:
    """The row of an action behind its own id, those of document and plan, and its rank."""
    fiche = action.fiche
    axe, objectif = fiche.level("axe"), fiche.level("objectif")
    pages = list(_list_pages(fiche))
    texts: dict[str, list[str]] = defaultdict(list)
    for champ in fiche.champs:
        texts[champ.name] += [item.text for item in champ.items]
    return (
        *keys,
        min(pages, default=None),
        max(pages, default=None),
        fiche.fiche_numero,
        fiche.action_numero,
        fiche.titre,
        axe.numero if axe else None,
        axe.titre if axe else None,
        objectif.numero if objectif else None,
        objectif.titre if objectif else None,
        _encode([_as_row(step) for step in fiche.hierarchie]),
        *["\n".join(texts[name]) or None if name in texts else None for name in ACTION_CHAMP_NAMES],
        _encode(_collect_others(fiche)),
        round(fiche.confidence, 4),
    )


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
    tables: dict[str, list[Record]],
    document: Document,
    objet: tuple[str, str],
    champs: Iterable[Champ],
    points: _Points,
) -> None:
    counts: dict[str, int] = defaultdict(int)
    keys = (*objet, document.source.sha256)
    bare: list[Champ] = []
    for champ in champs:
        if not champ.items:
            bare.append(champ)
        tables["champs"] += _champ_records(keys, champ, counts[champ.name], points)
        counts[champ.name] += len(champ.items)
    for champ in bare:
        # A label that nothing stands under («Budget :» left blank) is still text of the source.
        if champ.label_place is not None:
            label = Item(document.slice(champ.label_place), champ.label_place)
            heading = Champ(ENTETE, (label,), method=champ.method, confidence=champ.confidence)
            tables["champs"] += _champ_records(keys, heading, counts[ENTETE], points)
            counts[ENTETE] += 1


def _champ_records(keys: tuple[str, str, str], champ: Champ, before: int, points: _Points) -> list[Record]:
    """The rows of a champ's items behind what it belongs to and its document; so many of that champ stand `before`."""
    named = (*keys, champ.name, champ.label)
    sure = (champ.method.value, round(champ.confidence, 4))
    return [
        (*named, ordre, item.text, *_locate(item.place, points), *sure)
        for ordre, item in enumerate(champ.items, start=before + 1)
    ]


def _locate(place: Place, points: _Points) -> Record:
    """The columns that say where an item stands: page, box, span."""
    box = place.box
    if box is None:
        return (place.page, None, None, None, None, place.start, place.end)
    box_points = (points[box.x0], points[box.top], points[box.x1], points[box.bottom])
    return (place.page, *box_points, place.start, place.end)


@dataclass(frozen=True, slots=True)
class _ValueColumns:
    """How a table of values is filled: whether its rows say of what object they speak or of which action, how to take
    a value's columns off it, and whether money is among them."""

    any_object: bool
    read: Callable[[Any], Record]
    has_money: bool


@cache
def _value_columns(name: str) -> _ValueColumns:
    columns = TABLES_BY_NAME[name].columns
    own = [column for column in columns if column.name not in ("objet", "objet_id", "action_id")]
    has_money = any(column.kind is Kind.MONEY for column in own)
    return _ValueColumns(columns[0].name == "objet", attrgetter(*[column.name for column in own]), has_money)


def _add_values(tables: dict[str, list[Record]], objet: tuple[str, str], values: Values) -> None:
    for name in VALUE_TABLES:
        found = getattr(values, name)
        if not found:
            continue
        columns = _value_columns(name)
        if not columns.any_object and objet[0] != "action":
            continue  # These tables speak of actions only; a plan's text on the matter stands in its champs.
        owner = objet if columns.any_object else objet[1:]
        records = map(columns.read, found)
        tables[name] += [owner + (_fit_all(record) if columns.has_money else record) for record in records]


def _add_flags(
    tables: dict[str, list[Record]], document_id: str, objet: tuple[str, str], flags: Iterable[Flag]
) -> None:
    for flag in dict.fromkeys(flags):
        tables["signalements"].append(tuple(flag_row(document_id, objet, flag).values()))


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
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _fit_all(record: Record) -> Record:
    return tuple(map(_fit, record))


def _fit(value: Value) -> Value:
    if not isinstance(value, Decimal):
        return value
    if not value.is_finite() or abs(value) >= _MONEY_LIMIT:
        return None
    return value.quantize(_CENT, rounding=ROUND_HALF_EVEN)
