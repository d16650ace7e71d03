"""One plan in many documents: which documents speak of the same plan, and which plan of the batch a link means.

`pipeline.batch.linking` applies what is decided here to the tables.
"""

from collections.abc import Iterable

from pipeline.plan_book import PlanBook, PlanMention
from pipeline.plan_groups import PlanGroups
from pipeline.plan_rules import PlanRules


def join_plans(mentions: Iterable[PlanMention], rules: PlanRules) -> PlanBook:
    """Decide on the plans of a batch; `mentions` are all its documents, in their order. Who asks closes the book."""
    book = PlanBook()
    groups = PlanGroups(book.connection)
    for mention in mentions:
        sidecar = rules.sidecar_of(mention.name)
        if sidecar is not None and (mention.facts is not None or mention.actions):
            book.share(mention, sidecar.plan_id, dict(sidecar.facts))
        elif rules.link and (mention.facts is not None or mention.actions):
            groups.add(mention)
        elif mention.plan_id is not None and mention.facts is not None:
            book.keep(mention.plan_id, mention.facts)
    for mention, plan_id, shared in groups.list_joined():
        if shared:
            book.share(mention, plan_id, {})
        else:
            book.keep(plan_id, mention.facts or {})
    book.finish()
    return book
