"""One plan over many documents, and the plan that a link means."""

import tracemalloc
from collections.abc import Iterator, Mapping

import pytest

from models.errors import UsageError
from pipeline.plan_book import FACTS, Fact, PlanBook, PlanMention
from pipeline.plan_rules import PlanRules, Sidecar
from pipeline.plans import join_plans

CLS: dict[str, str | int | None] = {
    "type_plan": "contrat_local_de_sante",
    "territoire": "Val Clair",
    "titre": "Contrat local de santé",
}
LINK = PlanRules(link=True)


def mention(
    number: int, facts: dict[str, str | int | None] | None, *, folder: str = "lot", actions: int = 1
) -> PlanMention:
    whole = None if facts is None else dict.fromkeys(FACTS) | facts
    plan_id = None if facts is None else f"{number:016x}"
    return PlanMention(f"{number:064x}", f"{folder}/{number}.pdf", plan_id, whole, actions)


def plans(book: PlanBook, mentions: list[PlanMention]) -> list[str | None]:
    """The plan of each document, as the number of the document that it comes from."""
    ids = [book.find_plan(one.document_id, one.plan_id) for one in mentions]
    return [None if plan_id is None else str(int(plan_id, 16)) for plan_id in ids]


def facts_of(book: PlanBook, plan_id: str) -> Mapping[str, Fact]:
    plan = book.find_shared(plan_id)
    assert plan is not None
    return plan.facts


def test_without_the_option_every_document_keeps_its_own_plan() -> None:
    documents = [mention(1, CLS), mention(2, CLS), mention(3, None)]
    assert plans(join_plans(documents, PlanRules()), documents) == ["1", "2", None]


def test_documents_of_one_kind_and_territory_have_one_plan() -> None:
    documents = [
        mention(1, CLS),
        mention(2, CLS | {"date_debut": "2020-01-01"}),
        mention(3, CLS | {"territoire": "Orvanne"}),
    ]
    book = join_plans(documents, LINK)
    assert plans(book, documents) == ["1", "1", "3"]
    assert facts_of(book, f"{1:016x}")["date_debut"] == "2020-01-01"


def test_two_generations_of_a_plan_are_two_plans() -> None:
    documents = [mention(1, CLS | {"date_debut": "2015-01-01"}), mention(2, CLS | {"date_debut": "2021-01-01"})]
    assert plans(join_plans(documents, LINK), documents) == ["1", "2"]


def test_a_telling_title_joins_what_a_general_one_does_not() -> None:
    title = {"titre": "Plan de santé des monts du Val Clair"}
    general = {"titre": "Plan local"}
    documents = [mention(1, title), mention(2, title), mention(3, general), mention(4, general)]
    assert plans(join_plans(documents, LINK), documents) == ["1", "1", "3", "4"]


def test_a_fiche_that_names_no_plan_takes_the_only_one_of_its_folder() -> None:
    documents = [mention(1, None), mention(2, CLS), mention(3, None, folder="autre"), mention(4, None, actions=0)]
    assert plans(join_plans(documents, LINK), documents) == ["2", "2", None, None]


def test_a_folder_of_two_plans_says_nothing_of_the_others() -> None:
    documents = [mention(1, None), mention(2, CLS), mention(3, CLS | {"territoire": "Orvanne"})]
    assert plans(join_plans(documents, LINK), documents) == [None, "2", "3"]


def test_a_sidecar_wins_and_the_innermost_one_counts() -> None:
    outer, inner = Sidecar("lot", (("titre", "Le plan"),)), Sidecar("lot/sud", (("titre", "Celui du sud"),))
    documents = [mention(1, CLS), mention(2, None), mention(3, CLS, folder="lot/sud"), mention(4, CLS, folder="reste")]
    book = join_plans(documents, PlanRules(sidecars=(outer, inner)))
    ids = [book.find_plan(one.document_id, one.plan_id) for one in documents]
    assert ids == [outer.plan_id, outer.plan_id, inner.plan_id, documents[3].plan_id]
    assert [facts_of(book, one.plan_id)["titre"] for one in (outer, inner)] == ["Le plan", "Celui du sud"]
    assert facts_of(book, outer.plan_id)["territoire"] == "Val Clair"
    assert book.find_shared(documents[3].plan_id) is None


@pytest.mark.parametrize(
    ("target", "type_plan", "meant"),
    [
        ("CLS", "contrat_local_de_sante", 1),
        ("CLS d'Orvanne", "contrat_local_de_sante", 2),
        ("CLS 2020-2024", "contrat_local_de_sante", 1),
        ("CLS 2012-2015", "contrat_local_de_sante", None),
        ("PCAET", "pcaet", None),
        ("Schéma des sentiers du Val Clair et d'ailleurs", "autre", 3),
        ("Schéma des routes", "autre", None),
    ],
)
def test_a_link_means_the_one_plan_that_fits_it(target: str, type_plan: str, meant: int | None) -> None:
    documents = [
        mention(1, CLS | {"date_debut": "2020-01-01"}),
        mention(2, CLS | {"territoire": "Orvanne"}),
        mention(3, {"type_plan": "autre", "titre": "Schéma des sentiers du Val Clair", "territoire": "Val Clair"}),
    ]
    with join_plans(documents, PlanRules()) as book:
        found = book.resolve(target, type_plan, (documents[0].plan_id or "", documents[0].facts or {}))
    assert found == (None if meant is None else f"{meant:016x}")


def test_a_link_can_mean_a_plan_of_several_documents_by_what_any_of_them_says() -> None:
    documents = [mention(1, CLS), mention(2, CLS | {"date_debut": "2020-01-01"})]
    with join_plans(documents, LINK) as book:
        assert book.resolve("CLS du Val Clair 2020-2024", "contrat_local_de_sante", None) == documents[0].plan_id


@pytest.mark.parametrize("rules", [PlanRules(), LINK, PlanRules(sidecars=(Sidecar("", (("titre", "Le plan"),)),))])
def test_four_times_as_many_plans_take_no_more_memory(rules: PlanRules) -> None:
    def measure(count: int) -> int:
        def list_mentions() -> Iterator[PlanMention]:
            for number in range(count):
                yield mention(
                    number, CLS | {"territoire": f"Val {number}", "titre": f"Plan du pays de la source {number}"}
                )

        tracemalloc.start()
        with join_plans(list_mentions(), rules):
            _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    # Texts that are compared are remembered, some thousands of them.
    measure(2_000)
    assert measure(2_000) < measure(500) + 100_000


def test_a_full_folder_for_temporary_files_is_named_with_what_to_do() -> None:
    with PlanBook() as book:
        pages = book.connection.execute("PRAGMA page_count").fetchone()[0]
        book.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(UsageError, match=r"dossier temporaire .*TMPDIR"):
            keep_many(book)


def keep_many(book: PlanBook) -> None:
    for number in range(1_000):
        book.keep(f"{number:016x}", CLS | {"territoire": f"Val {number} " * 20})
