"""Documents of a batch that speak of one plan: by what they say, and where they lie. In a database, like `PlanBook`."""

import json
import sqlite3
from collections.abc import Iterator, Mapping

from pipeline.normalize.spelling import fold
from pipeline.plan_book import Fact, PlanMention
from pipeline.plan_index import OTHER, is_telling

# Two documents that say different things of these do not speak of one plan: «2015-2020» is not «2021-2026».
_AGREEING = ("type_plan", "territoire", "code_territoire", "date_debut", "date_fin")
_TABLES = """
CREATE TABLE mentions (
    number      INTEGER PRIMARY KEY,     -- place in the batch
    leader      INTEGER,                 -- the first document of the same plan; null as long as none is known
    document_id TEXT NOT NULL,
    name        TEXT NOT NULL,
    folder      TEXT NOT NULL,
    plan_id     TEXT,
    facts       TEXT                     -- JSON; null for a document that names no plan
);
CREATE INDEX mentions_of_a_plan ON mentions (leader, number);
CREATE TABLE keys (                      -- what tells of a plan
    key         TEXT PRIMARY KEY,
    leader      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE folders (                   -- which plans the documents of a folder speak of
    folder      TEXT,
    leader      INTEGER,
    PRIMARY KEY (folder, leader)
) WITHOUT ROWID;
"""
_JOIN_SILENT = """
UPDATE mentions SET leader =
    (SELECT CASE WHEN count(*) = 1 THEN min(f.leader) END FROM folders f WHERE f.folder = mentions.folder)
WHERE facts IS NULL
"""
_JOINED = """
SELECT m.document_id, m.name, m.plan_id, m.facts, l.plan_id,
    EXISTS (SELECT 1 FROM mentions o WHERE o.leader = m.leader AND o.number != m.number)
FROM mentions m JOIN mentions l ON l.number = m.leader
ORDER BY m.leader, m.facts IS NULL, m.number
"""


class PlanGroups:
    """`add` all documents in their order, then `list_joined`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.executescript(_TABLES)
        self._count = 0

    def add(self, mention: PlanMention) -> None:
        """A document that names a plan, or holds actions."""
        self._count += 1
        folder = mention.name.rpartition("/")[0]
        facts, leader = None, None
        if mention.facts is not None:
            facts, keys = json.dumps(dict(mention.facts)), [json.dumps(key) for key in _list_keys(mention.facts)]
            leader = self._find_leader(keys, mention.facts) or self._count
            rows = [(key, leader) for key in keys]
            self._connection.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", rows)
            self._connection.execute("INSERT OR IGNORE INTO folders VALUES (?, ?)", (folder, leader))
        row = (self._count, leader, mention.document_id, mention.name, folder, mention.plan_id, facts)
        self._connection.execute("INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def list_joined(self) -> Iterator[tuple[PlanMention, str, bool]]:
        """Each document that speaks of a plan, with the id of that plan, and whether others speak of it too.

        One plan comes after the other, of each the documents that name it first. A document that names none speaks of
        the only one of its folder.
        """
        self._connection.execute(_JOIN_SILENT)
        for document_id, name, own, facts, plan_id, shared in self._connection.execute(_JOINED):
            mention = PlanMention(document_id, name, own, None if facts is None else json.loads(facts))
            yield mention, plan_id, bool(shared)

    def _find_leader(self, keys: list[str], facts: Mapping[str, Fact]) -> int | None:
        """The first document of the plan that these keys tell of, if nothing that both say contradicts."""
        query = "SELECT k.leader, m.facts FROM keys k JOIN mentions m ON m.number = k.leader WHERE k.key = ?"
        for key in keys:
            row = self._connection.execute(query, (key,)).fetchone()
            if row is not None and _agree(json.loads(row[1]), facts):
                return int(row[0])
        return None


def _list_keys(facts: Mapping[str, Fact]) -> Iterator[tuple[str, ...]]:
    """What tells that two documents speak of one plan: its telling title, or its kind and territory."""
    title = fold(str(facts.get("titre") or ""))
    if is_telling(title):
        yield ("titre", title)
    if facts.get("type_plan") not in {None, OTHER}:
        for name in ("code_territoire", "territoire"):
            if facts.get(name):
                yield (name, str(facts["type_plan"]), fold(str(facts[name])))


def _agree(first: Mapping[str, Fact], second: Mapping[str, Fact]) -> bool:
    pairs = [(first.get(name), second.get(name)) for name in _AGREEING]
    return all(a is None or b is None or fold(str(a)) == fold(str(b)) for a, b in pairs)
