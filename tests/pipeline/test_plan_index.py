"""The plan that a link means, found by indexes: the same as a look at every plan, and no more work for more plans."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.normalize.spelling import fold
from pipeline.plan_index import OTHER, KnownPlan, PlanIndex, describe_plan

KINDS = ("contrat_local_de_sante", "pcaet", OTHER)
# Some stand in others, and one is a single letter: communes are like that.
TERRITORIES = (None, "Y", "Val", "Val Clair", "Clair", "Éclaircie", "Orvanne")
TITLES = (
    None,
    "Contrat local de santé",
    "Plan du Val Clair et de l'Orvanne",
    "Plan du Val Clair et de l'Orvanne basse",
)
BEGINNINGS = (None, "2015-01-01", "2020-01-01", "2020-06-01")
NAMED = (
    "",
    "du Val Clair",
    "d'Éclaircie",
    "Y",
    "Plan du Val Clair et de l'Orvanne basse",
    "valclair",
    "2015",
    "2020-2024",
)

facts = st.fixed_dictionaries(
    {
        "type_plan": st.sampled_from((None, *KINDS)),
        "territoire": st.sampled_from(TERRITORIES),
        "code_territoire": st.sampled_from((None, "41", "41018")),
        "titre": st.sampled_from(TITLES),
        "date_debut": st.sampled_from(BEGINNINGS),
    }
)
targets = st.lists(st.sampled_from(NAMED), max_size=3).map(" ".join)


def resolve_plainly(plans: list[KnownPlan], target: str, kind: str | None, own: KnownPlan | None) -> str | None:
    """What `PlanIndex.resolve` says, by a look at every plan."""
    folded = fold(target)
    year = next((word[:4] for word in folded.split() if word.startswith("20")), None)
    fitting = [plan for plan in plans if plan.kind == str(kind) and year in (None, plan.year)]
    named = [
        plan
        for plan in fitting
        if (plan.kind != OTHER and plan.territory and plan.territory in folded) or (plan.title and plan.title in folded)
    ]
    near = [plan for plan in fitting if own is not None and kind != OTHER and (plan == own or is_near(plan, own))]
    found = named or near
    return found[0].plan_id if len(found) == 1 else None


def is_near(one: KnownPlan, other: KnownPlan) -> bool:
    if one.code and other.code:
        return one.code == other.code
    return bool(one.territory) and one.territory == other.territory


@given(st.lists(facts, max_size=12), targets, st.sampled_from((None, *KINDS)), st.integers(0, 11))
@example(
    [{"type_plan": "pcaet", "territoire": "Val"}, {"type_plan": "pcaet", "territoire": "Val"}], "du Val", "pcaet", 0
)
def test_a_link_means_what_a_look_at_every_plan_would_find(
    batch: list[dict[str, str | None]], target: str, kind: str | None, standing: int
) -> None:
    plans = [describe_plan(f"{number:02d}", said) for number, said in enumerate(batch)]
    own = plans[standing] if standing < len(plans) else None
    with closing(sqlite3.connect("")) as connection:
        index = PlanIndex(connection)
        for plan, said in zip(plans, batch, strict=True):
            index.add(plan.plan_id, said)
        assert index.resolve(target, kind, own) == resolve_plainly(plans, target, kind, own)


@pytest.mark.parametrize(
    "target", ["PCAET", "PCAET du pays de la source 7", "PCAET 2020-2026", "Plan climat du pays de la source 7 amont"]
)
def test_a_link_takes_no_more_work_among_a_hundred_times_as_many_plans(target: str) -> None:
    few, many = count_steps(30, target), count_steps(3_000, target)
    assert 0 < many < 2 * few


def count_steps(plans: int, target: str) -> int:
    """The steps of SQLite's machine that a link takes among so many plans, all of one territory or each of its own."""
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    with closing(sqlite3.connect("")) as connection:
        index = PlanIndex(connection)
        batch = [list_facts(number) for number in range(plans)]
        for number, said in enumerate(batch):
            index.add(str(number), said)
        connection.set_progress_handler(count, 1)
        index.resolve(target, "pcaet", describe_plan("0", batch[0]))
    return steps


def list_facts(number: int) -> dict[str, object]:
    """Every other plan is of the same territory and year as many others."""
    own = number % 2 == 0
    return {
        "type_plan": "pcaet",
        "territoire": f"pays de la source {number}" if own else "Orvanne",
        "code_territoire": None if own else "41",
        "titre": f"Plan climat du pays de la source {number} amont",
        "date_debut": "2020-01-01",
    }
