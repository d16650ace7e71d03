"""What was decided on the plans of a batch: in a database on the disk, for a batch has as many plans as documents.

SQLite keeps it in its own temporary file, which goes with the process; a megabyte or two of it is in memory.
"""

import json
import sqlite3
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from models.columns import TABLES_BY_NAME
from models.errors import UsageError
from pipeline.plan_index import Facts, PlanIndex, describe_plan

Fact = str | int | None

FACTS = tuple(name for name in TABLES_BY_NAME["plans"].column_names if name not in {"plan_id", "document_id"})
_TABLES = """
CREATE TABLE shared (                    -- a plan of several documents
    plan_id     TEXT PRIMARY KEY,
    owner       TEXT NOT NULL,           -- the document that its row stands in
    facts       TEXT NOT NULL,           -- JSON, by column of `plans`
    items       TEXT NOT NULL            -- JSON: of each champ, how many items the documents so far have given it
) WITHOUT ROWID;
CREATE TABLE moved (                     -- a document that does not keep its own plan
    document_id TEXT PRIMARY KEY,
    plan_id     TEXT NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class PlanMention:
    """A document of the batch, and the plan that it names: `facts` as JSON holds them, None for a document without."""

    document_id: str
    name: str
    plan_id: str | None
    facts: Mapping[str, Fact] | None
    actions: int = 0


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """A plan of several documents: the one that its row stands in, its facts, and how many items its champs have."""

    plan_id: str
    owner: str
    facts: Mapping[str, Fact]
    items: Mapping[str, int]


class _TemporaryDatabase(sqlite3.Connection):
    """A database in the system's folder for temporary files: when that is full, the user must not look elsewhere."""

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """Run a statement. Raises UsageError where its file cannot be written."""
        try:
            return super().execute(*arguments)
        except sqlite3.OperationalError as error:
            what = f"{tempfile.gettempdir()} : écriture impossible dans le dossier temporaire ({error})"
            remedy = "faites-y de la place, ou donnez un autre dossier par la variable TMPDIR (sous Windows : TEMP)."
            raise UsageError(what, remedy) from error


class PlanBook:
    """The plan of each document that does not keep its own, the facts of each plan of several, and all plans for links.

    Use as a context manager. `keep` and `share` all plans, then `finish`; then ask. Raises UsageError where there is no
    room for temporary files.
    """

    def __init__(self) -> None:
        self.connection = sqlite3.connect("", factory=_TemporaryDatabase)
        # Nobody reads it after a crash.
        self.connection.execute("PRAGMA journal_mode = OFF")
        self.connection.executescript(_TABLES)
        self._index = PlanIndex(self.connection)
        self._shares = False

    def __enter__(self) -> "PlanBook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    # As it is decided

    def keep(self, plan_id: str, facts: Facts) -> None:
        """A plan of one document, which keeps it."""
        self._index.add(plan_id, facts)

    def share(self, mention: PlanMention, plan_id: str, first: Mapping[str, Fact]) -> None:
        """Give a document to a plan of several: what `first` does not say of the plan is taken from its documents."""
        self._shares = True
        if plan_id != mention.plan_id:
            self.connection.execute("INSERT OR REPLACE INTO moved VALUES (?, ?)", (mention.document_id, plan_id))
        known = self.find_shared(plan_id)
        if known is None:
            known = SharedPlan(plan_id, mention.document_id, {name: first.get(name) for name in FACTS}, {})
        said = mention.facts or {}
        facts = {name: said.get(name) if fact is None else fact for name, fact in known.facts.items()}
        self._write(SharedPlan(plan_id, known.owner, facts, {}))

    def finish(self) -> None:
        """All is decided: links can mean the plans of several documents too."""
        for plan_id, facts in self.connection.execute("SELECT plan_id, facts FROM shared"):
            self._index.add(plan_id, json.loads(facts))

    # As it was decided

    def find_plan(self, document_id: str, own: str | None) -> str | None:
        """The plan of a document that names the plan `own`."""
        if not self._shares:
            return own
        query = "SELECT plan_id FROM moved WHERE document_id = ?"
        row = self.connection.execute(query, (document_id,)).fetchone()
        return own if row is None else str(row[0])

    def find_shared(self, plan_id: str | None) -> SharedPlan | None:
        """A plan of several documents; None for that of one."""
        if not self._shares or plan_id is None:
            return None
        query = "SELECT plan_id, owner, facts, items FROM shared WHERE plan_id = ?"
        row = self.connection.execute(query, (plan_id,)).fetchone()
        return None if row is None else SharedPlan(row[0], row[1], json.loads(row[2]), json.loads(row[3]))

    def resolve(self, target: str, type_plan: str | None, own: tuple[str, Facts] | None) -> str | None:
        """The plan that a link means; `own` is the one that it stands in, with its facts. See `PlanIndex`."""
        return self._index.resolve(target, type_plan, None if own is None else describe_plan(*own))

    def note_items(self, plan: SharedPlan, items: Mapping[str, int]) -> None:
        """Note how many items the champs of a plan of several documents have by now."""
        self._write(SharedPlan(plan.plan_id, plan.owner, plan.facts, items))

    def _write(self, plan: SharedPlan) -> None:
        values = (plan.plan_id, plan.owner, json.dumps(plan.facts), json.dumps(plan.items))
        self.connection.execute("INSERT OR REPLACE INTO shared VALUES (?, ?, ?, ?)", values)
