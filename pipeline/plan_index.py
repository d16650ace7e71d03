"""The plans of a batch for links that mean one of them, however many they are: in a database, asked by its indexes.

Plans that no link can tell apart (by kind, territory, code, year, title) are one row, which says that they are several.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.normalize.spelling import fold
from pipeline.structure.plan_kinds import PLAN_TOKEN, replace_mentions

Facts = Mapping[str, object]

OTHER = "autre"
# A title of fewer words is that of many plans («Contrat local de santé»).
_TELLING_TITLE = 4
_YEAR = re.compile(r"(?:19|20)\d\d")
# What a text must begin with to be compared whole.
_HEAD = 4
_TABLES = """
CREATE TABLE plans (
    kind      TEXT NOT NULL,
    territory TEXT NOT NULL,             -- folded, like the title; '' where there is none
    year      TEXT NOT NULL,             -- in which it begins
    code      TEXT NOT NULL,
    title     TEXT NOT NULL,             -- '' where it is that of many plans
    plan_id   TEXT,                      -- null where there are several
    PRIMARY KEY (kind, territory, year, code, title)
) WITHOUT ROWID;
CREATE INDEX plans_of_a_code ON plans (kind, code, year);
CREATE INDEX plans_of_a_code_and_territory ON plans (kind, code, territory, year);
CREATE INDEX plans_of_a_title ON plans (kind, title, year);
"""
_ADD = (
    "INSERT INTO plans (kind, territory, year, code, title, plan_id) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET plan_id = NULL WHERE plan_id != excluded.plan_id"
)
# What plans may have in common with a link, or with the plan that it stands in. SQLite is told which index serves: by
# itself it goes over all plans of the kind.
_TERRITORY = "plans WHERE kind = ? AND territory = ?"
_TITLE = "plans INDEXED BY plans_of_a_title WHERE kind = ? AND title = ?"
_CODE = "plans INDEXED BY plans_of_a_code WHERE kind = ? AND code = ?"
_NO_CODE = "plans INDEXED BY plans_of_a_code_and_territory WHERE kind = ? AND code = '' AND territory = ?"


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """What links can say of a plan, or mean by where they stand: texts as they are compared, empty where unknown."""

    plan_id: str
    kind: str
    territory: str
    year: str
    code: str
    title: str


class PlanIndex:
    """The plans of a batch; all of them are added before a link is resolved. In memory are lengths of texts only."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.executescript(_TABLES)
        # By kind and by what is compared: of the texts with one beginning, how long they are.
        self._territories: defaultdict[str, dict[str, set[int]]] = defaultdict(dict)
        self._titles: defaultdict[str, dict[str, set[int]]] = defaultdict(dict)

    def add(self, plan_id: str, facts: Facts) -> None:
        """Take up a plan, once."""
        plan = describe_plan(plan_id, facts)
        # A plan of no known kind is meant by its title alone.
        territory, code = ("", "") if plan.kind == OTHER else (plan.territory, plan.code)
        self._connection.execute(_ADD, (plan.kind, territory, plan.year, code, plan.title, plan_id))
        for lengths, text in ((self._territories, territory), (self._titles, plan.title)):
            if text:
                lengths[plan.kind].setdefault(text[:_HEAD], set()).add(len(text))

    def resolve(self, target: str, type_plan: str | None, own: KnownPlan | None) -> str | None:
        """The plan of the batch that a link means: of its type, of the territory and years it names, and no second.

        A link that names no territory means a plan of the territory of the plan it stands in (`own`).
        """
        kind, years = str(type_plan), _YEAR.findall(target)
        year = years[0] if years else None
        found = self._find_named(kind, year, fold(target))
        if not found and kind != OTHER and own is not None:
            found = self._find_near(kind, year, own)
        return None if _is_several(found) else next(iter(found), None)

    def _find_named(self, kind: str, year: str | None, target: str) -> set[str | None]:
        """Plans whose territory or telling title stands in the target."""
        found: set[str | None] = set()
        for lengths, what in ((self._territories, _TERRITORY), (self._titles, _TITLE)):
            for text in set(_list_within(target, lengths[kind])):
                found |= self._find(kind, year, what, text)
                if _is_several(found):
                    return found
        return found

    def _find_near(self, kind: str, year: str | None, own: KnownPlan) -> set[str | None]:
        """The plan of the link itself, and those of the same territory: by code, by name where one of two has none."""
        found: set[str | None] = {own.plan_id} if own.kind == kind and year in (None, own.year) else set()
        if own.code:
            found |= self._find(kind, year, _CODE, own.code)
        if own.territory and not _is_several(found):
            found |= self._find(kind, year, _NO_CODE if own.code else _TERRITORY, own.territory)
        return found

    def _find(self, kind: str, year: str | None, what: str, text: str) -> set[str | None]:
        """Of the plans that have this, two at most: that there are several is as much as a link must know."""
        of_year, values = ("", (kind, text)) if year is None else (" AND year = ?", (kind, text, year))
        query = f"SELECT plan_id FROM {what}{of_year} LIMIT 2"
        return {row[0] for row in self._connection.execute(query, values)}


def describe_plan(plan_id: str, facts: Facts) -> KnownPlan:
    """A plan, its facts by column of `plans`, as links are compared with it."""
    title = fold(str(facts.get("titre") or ""))
    return KnownPlan(
        plan_id,
        str(facts.get("type_plan")),
        fold(str(facts.get("territoire") or "")),
        str(facts.get("date_debut") or "")[:4],
        str(facts.get("code_territoire") or ""),
        title if is_telling(title) else "",
    )


def is_telling(title: str) -> bool:
    """Whether a folded title is one plan's own, and not that of a kind of plan («contrat local de santé»)."""
    rest = replace_mentions(title).replace(PLAN_TOKEN, "")
    return len(title.split()) >= _TELLING_TITLE and len(rest) > len(title) // 4


def _list_within(target: str, lengths: Mapping[str, set[int]]) -> Iterator[str]:
    """The parts of a target that begin like a known text and are as long as one."""
    for start in range(len(target)):
        for size in range(1, _HEAD + 1):
            for length in lengths.get(target[start : start + size], ()):
                if start + length <= len(target):
                    yield target[start : start + length]


def _is_several(found: set[str | None]) -> bool:
    return len(found) > 1 or None in found
