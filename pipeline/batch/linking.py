"""Plans over documents, in the tables: one row a plan, its champs counted on, and the links that mean one of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

import pyarrow as pa

from models.columns import TABLES_BY_NAME, Kind, Row
from pipeline.batch.ledger import Ledger
from pipeline.export.arrow import make_batch
from pipeline.plan_rules import PlanRules
from pipeline.plans import PlanBook, PlanMention, join_plans

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
        self._shared = set(book.plan_of.values())
        self._items: Counter[tuple[str, str]] = Counter()

    def link(self, document_id: str, batches: Mapping[str, pa.RecordBatch]) -> Mapping[str, pa.RecordBatch]:
        """The rows of a document with its plan as decided and its links resolved; other batches as they were."""
        own = self._own_plan(batches)
        plan_id = self._book.plan_of.get(document_id, own)
        changed: dict[str, list[Row]] = {}
        if plan_id is not None and plan_id in self._shared:
            changed = self._move(document_id, own, plan_id, batches)
        links = changed.get("liens") or _rows(batches, "liens")
        if links:
            changed["liens"] = [row | {"plan_id": self._resolve(row, plan_id)} for row in links]
        return {**batches, **{name: make_batch(TABLES_BY_NAME[name], rows) for name, rows in changed.items()}}

    def _own_plan(self, batches: Mapping[str, pa.RecordBatch]) -> str | None:
        rows = _rows(batches, "plans")
        return str(rows[0]["plan_id"]) if rows else None

    def _resolve(self, row: Row, own: str | None) -> str | None:
        kind = None if row["type_plan"] is None else str(row["type_plan"])
        return self._book.resolve(str(row["plan_cible"]), kind, own)

    def _move(
        self, document_id: str, own: str | None, plan_id: str, batches: Mapping[str, pa.RecordBatch]
    ) -> dict[str, list[Row]]:
        """The rows that speak of the plan, under the plan of several documents."""
        changed: dict[str, list[Row]] = {"plans": []}
        if self._book.owners[plan_id] == document_id:
            facts = {name: _as_day(name, value) for name, value in self._book.plans[plan_id].items()}
            changed["plans"] = [{"plan_id": plan_id, "document_id": document_id, **facts}]
        if "actions" in batches:
            changed["actions"] = [row | {"plan_id": plan_id} for row in _rows(batches, "actions")]
        for name, table in TABLES_BY_NAME.items():
            if "objet_id" in table.column_names and name in batches:
                changed[name] = [self._point(row, own, plan_id) for row in _rows(batches, name)]
        for row in _rows(batches, "champs"):
            if row["objet"] == "plan":
                self._items[plan_id, str(row["champ"])] += 1
        return changed

    def _point(self, row: Row, own: str | None, plan_id: str) -> Row:
        """A row about the plan, its items counted on from those of the documents before."""
        if row["objet"] != "plan" or row["objet_id"] != own:
            return row
        moved = row | {"objet_id": plan_id}
        if "ordre" in row:
            moved["ordre"] = int(str(row["ordre"])) + self._items[plan_id, str(row["champ"])]
        return moved


def _rows(batches: Mapping[str, pa.RecordBatch], name: str) -> list[Row]:
    batch = batches.get(name)
    rows: list[Row] = [] if batch is None else batch.to_pylist()
    return rows


def _as_day(name: str, value: str | int | None) -> str | int | date | None:
    return date.fromisoformat(value) if name in _DATES and isinstance(value, str) else value
