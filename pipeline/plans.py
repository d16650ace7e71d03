"""One plan in many documents: which documents speak of the same plan, and which plan of the batch a link means.

Pure: plain values in, plain values out. `pipeline.batch.compaction` applies what is decided here to the tables.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from models.columns import TABLES_BY_NAME
from pipeline.normalize.spelling import fold
from pipeline.plan_rules import PlanRules
from pipeline.structure.plan_kinds import PLAN_TOKEN, replace_mentions

FACTS = tuple(name for name in TABLES_BY_NAME["plans"].column_names if name not in {"plan_id", "document_id"})
_OTHER = "autre"
# A title of fewer words is that of many plans («Contrat local de santé»).
_TELLING_TITLE = 4
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class PlanMention:
    """A document of the batch, and the plan that it names: `facts` as JSON holds them, None for a document without."""

    document_id: str
    name: str
    plan_id: str | None
    facts: Mapping[str, str | int | None] | None
    actions: int = 0


@dataclass(slots=True)
class PlanBook:
    """What was decided: the plan of each document that does not keep its own, and the facts of each plan of several.

    `plans` holds every plan of the batch by its id, for links; `owners` the document that its row stands in.
    """

    plan_of: dict[str, str] = field(default_factory=dict)
    plans: dict[str, dict[str, str | int | None]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    _by_type: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False)

    def resolve(self, target: str, type_plan: str | None, own: str | None) -> str | None:
        """The plan of the batch that a link means: of its type, of the territory and years it names, and no second.

        A link that names no territory means a plan of the territory of the plan it stands in (`own`).
        """
        if not self._by_type:
            for plan_id, facts in self.plans.items():
                self._by_type.setdefault(str(facts.get("type_plan")), []).append(plan_id)
        years = _YEAR.findall(target)
        fitting = [
            plan_id
            for plan_id in self._by_type.get(str(type_plan), ())
            if not years or years[0] == str(self.plans[plan_id].get("date_debut") or "")[:4]
        ]
        named = [plan_id for plan_id in fitting if self._is_named(plan_id, fold(target))]
        found = named or [plan_id for plan_id in fitting if type_plan != _OTHER and self._is_near(plan_id, own)]
        return found[0] if len(found) == 1 else None

    def _is_named(self, plan_id: str, target: str) -> bool:
        facts = self.plans[plan_id]
        territory, title = (fold(str(facts.get(name) or "")) for name in ("territoire", "titre"))
        if facts.get("type_plan") != _OTHER and territory and territory in target:
            return True
        return _is_telling(title) and title in target

    def _is_near(self, plan_id: str, own: str | None) -> bool:
        """Whether a plan is that of the link itself, or of the same territory."""
        if own is None or own not in self.plans:
            return False
        return plan_id == own or _same_territory(self.plans[plan_id], self.plans[own])


def join_plans(mentions: Iterable[PlanMention], rules: PlanRules) -> PlanBook:
    """Decide on the plans of a batch; `mentions` are all its documents, in their order."""
    book = PlanBook()
    free: list[PlanMention] = []
    for mention in mentions:
        sidecar = rules.sidecar_of(mention.name)
        if sidecar is not None and (mention.facts is not None or mention.actions):
            _add(book, mention, sidecar.plan_id, dict(sidecar.facts))
        elif rules.link and (mention.facts is not None or mention.actions):
            free.append(mention)
        elif mention.plan_id is not None and mention.facts is not None:
            book.plans[mention.plan_id] = dict(mention.facts)
            book.owners[mention.plan_id] = mention.document_id
    for group in _group(free):
        named = [mention for mention in group if mention.plan_id is not None]
        if named:
            for mention in (*named, *(mention for mention in group if mention.plan_id is None)):
                _add(book, mention, str(named[0].plan_id), {})
    return book


def _add(book: PlanBook, mention: PlanMention, plan_id: str, first: dict[str, str | int | None]) -> None:
    """Give a document to a plan; a fact that is not known yet is taken from it."""
    if plan_id != mention.plan_id:
        book.plan_of[mention.document_id] = plan_id
    facts = book.plans.setdefault(plan_id, {name: first.get(name) for name in FACTS})
    book.owners.setdefault(plan_id, mention.document_id)
    for name in FACTS:
        if facts[name] is None and mention.facts is not None:
            facts[name] = mention.facts.get(name)


def _group(mentions: list[PlanMention]) -> Iterator[list[PlanMention]]:
    """Documents of one plan, by what they say; those that name none go with the only plan of their folder."""
    groups: list[list[PlanMention]] = []
    known: dict[tuple[str, ...], list[PlanMention]] = {}
    silent: list[PlanMention] = []
    for mention in mentions:
        if mention.facts is None:
            silent.append(mention)
            continue
        keys = list(_list_keys(mention.facts))
        group = next((known[key] for key in keys if key in known and _agree(known[key][0], mention)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(mention)
        for key in keys:
            known.setdefault(key, group)
    by_folder: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        for folder in sorted({_folder(mention) for mention in group}):
            by_folder[folder].append(number)
    for mention in silent:
        around = by_folder.get(_folder(mention), [])
        if len(around) == 1:
            groups[around[0]].append(mention)
    yield from groups


def _list_keys(facts: Mapping[str, str | int | None]) -> Iterator[tuple[str, ...]]:
    """What tells that two documents speak of one plan: its telling title, or its kind and territory."""
    title = fold(str(facts.get("titre") or ""))
    if _is_telling(title):
        yield ("titre", title)
    if facts.get("type_plan") not in {None, _OTHER}:
        for name in ("code_territoire", "territoire"):
            if facts.get(name):
                yield (name, str(facts["type_plan"]), fold(str(facts[name])))


def _agree(one: PlanMention, other: PlanMention) -> bool:
    """Whether nothing that both say contradicts: «2015-2020» is not «2021-2026» of the same territory."""
    first, second = one.facts or {}, other.facts or {}
    names = ("type_plan", "territoire", "code_territoire", "date_debut", "date_fin")
    pairs = [(first.get(name), second.get(name)) for name in names]
    return all(a is None or b is None or fold(str(a)) == fold(str(b)) for a, b in pairs)


def _same_territory(one: Mapping[str, str | int | None], other: Mapping[str, str | int | None]) -> bool:
    codes = one.get("code_territoire"), other.get("code_territoire")
    if all(codes):
        return codes[0] == codes[1]
    names = [fold(str(facts.get("territoire") or "")) for facts in (one, other)]
    return bool(names[0]) and names[0] == names[1]


def _is_telling(title: str) -> bool:
    """Whether a folded title is one plan's own, and not that of a kind of plan («contrat local de santé»)."""
    rest = replace_mentions(title).replace(PLAN_TOKEN, "")
    return len(title.split()) >= _TELLING_TITLE and len(rest) > len(title) // 4


def _folder(mention: PlanMention) -> str:
    return mention.name.rpartition("/")[0]
