"""Plans over documents, in the tables: one row a plan, its champs counted on, and the links that mean one of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

import pyarrow as pa

from models.columns import TABLES_BY_NAME, Kind, Row
from pipeline.batch.ledger import Ledger
from pipeline.export.arrow import make_batch
from pipeline.plan_book import PlanBook, PlanMention, SharedPlan
from pipeline.plan_index import Facts
from pipeline.plan_rules import PlanRules
from pipeline.plans import join_plans

_DATES = frozenset(column.name for column in TABLES_BY_NAME["plans"].columns if column.kind is Kind.DATE)


def read_plan_book(ledger: Ledger, rules: PlanRules) -> PlanBook:
    """What the plans of a run are, decided on what the ledger keeps of each document."""
    return join_plans(_read_mentions(ledger), rules)


def _read_mentions(ledger: Ledger) -> Iterator[PlanMention]:
    for occurrence, job, first in ledger.read_run():
        if job is not None and first and "plan" in job.summary:
            plan = job.summary["plan"]
            actions = int(job.summary["lignes"].get("actions", 0))
            facts = None if plan is None else plan["faits"]
            yield PlanMention(job.content, occurrence.name, None if plan is None else plan["plan_id"], facts, actions)


class PlanLinker:
    """Applies a plan book to the documents of a run, one after the other, in their order."""

    def __init__(self, book: PlanBook) -> None:
        self._book = book

    def link(self, document_id: str, batches: Mapping[str, pa.RecordBatch]) -> Mapping[str, pa.RecordBatch]:
        """The rows of a document with its plan as decided and its links resolved; other batches as they were."""
        plans = _rows(batches, "plans")
        own = str(plans[0]["plan_id"]) if plans else None
        plan_id = self._book.find_plan(document_id, own)
        shared = self._book.find_shared(plan_id)
        changed = {} if shared is None else self._move(document_id, own, shared, batches)
        links = changed.get("liens") or _rows(batches, "liens")
        if links:
            facts: Facts | None = shared.facts if shared is not None else next(iter(plans), None)
            known = None if plan_id is None or facts is None else (plan_id, facts)
            changed["liens"] = [row | {"plan_id": self._resolve(row, known)} for row in links]
        return {**batches, **{name: make_batch(TABLES_BY_NAME[name], rows) for name, rows in changed.items()}}

    def _resolve(self, row: Row, own: tuple[str, Facts] | None) -> str | None:
        kind = None if row["type_plan"] is None else str(row["type_plan"])
        return self._book.resolve(str(row["plan_cible"]), kind, own)

    def _move(
        self, document_id: str, own: str | None, plan: SharedPlan, batches: Mapping[str, pa.RecordBatch]
    ) -> dict[str, list[Row]]:
        """The rows that speak of the plan, under the plan of several documents."""
        changed: dict[str, list[Row]] = {"plans": []}
        if plan.owner == document_id:
            facts = {name: _as_day(name, value) for name, value in plan.facts.items()}
            changed["plans"] = [{"plan_id": plan.plan_id, "document_id": document_id, **facts}]
        if "actions" in batches:
            changed["actions"] = [row | {"plan_id": plan.plan_id} for row in _rows(batches, "actions")]
        for name, table in TABLES_BY_NAME.items():
            if "objet_id" in table.column_names and name in batches:
                changed[name] = [_point(row, own, plan) for row in _rows(batches, name)]
        items = Counter(str(row["champ"]) for row in _rows(batches, "champs") if row["objet"] == "plan")
        if items:
            self._book.note_items(plan, Counter(plan.items) + items)
        return changed


def _point(row: Row, own: str | None, plan: SharedPlan) -> Row:
    """A row about the plan, its items counted on from those of the documents before."""
    if row["objet"] != "plan" or row["objet_id"] != own:
        return row
    moved = row | {"objet_id": plan.plan_id}
    if "ordre" in row:
        moved["ordre"] = int(str(row["ordre"])) + plan.items.get(str(row["champ"]), 0)
    return moved


def _rows(batches: Mapping[str, pa.RecordBatch], name: str) -> list[Row]:
    batch = batches.get(name)
    rows: list[Row] = [] if batch is None else batch.to_pylist()
    return rows


def _as_day(name: str, value: str | int | None) -> str | int | date | None:
    return date.fromisoformat(value) if name in _DATES and isinstance(value, str) else value
