"""Amounts and funders of an action, each counted once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Final

from models.action import Item, Money
from models.flags import Flag, Gravity
from pipeline.lexicon import read_lexicon
from pipeline.normalize.funding import heads_payments, read_labelled, read_lines, speaks_of_money
from pipeline.normalize.funding_tables import Columns, Line, header_columns, payer_columns, year_named
from pipeline.normalize.items import NumberedItem
from pipeline.normalize.spelling import flatten

BUDGET: Final = "budget"
# Champs where an amount is the action's; a diagnosis may name anybody's.
_ALSO: Final = {"moyens", "mise_en_oeuvre"}

# A line with its champ, item and `ordre`.
BudgetLine = tuple[str, Item, int, Line]


def budget_lines(items: Iterable[NumberedItem]) -> Iterator[BudgetLine]:
    """Every line of the champs on money; outside `budget` only those with an amount."""
    columns: Columns = {}
    every = list(items)
    for number, (champ, item, ordre) in enumerate(every):
        if champ.name != BUDGET and not (champ.name in _ALSO and (columns or speaks_of_money(item.text))):
            continue
        below = every[number + 1][1] if number + 1 < len(every) else item
        # Outside a budget «JPEG | WebP» over numbers pays nothing.
        paying = champ.name == BUDGET or "€" in below.text
        found = (payer_columns(item, below, heads_payments) if paying else {}) or header_columns(item)
        if found:
            columns = found
            continue
        labelled = read_labelled(item, champ.label or "") if champ.name == BUDGET else None
        year = year_named(champ.label) if champ.label else None
        for line in (labelled,) if labelled else read_lines(item, columns, champ.label):
            if line.amount or champ.name == BUDGET:
                yield champ.name, item, ordre, line if line.year or not year else replace(line, year=year)


def read_money(lines: Sequence[BudgetLine]) -> tuple[Money, ...]:
    """The amounts and funder lines, in source order; a total that only sums up the others is left out."""
    kept = [row for number, row in enumerate(lines) if not _sums_up(number, [line for *_, line in lines])]
    return tuple(_row(*row) for row in kept)


def _sums_up(number: int, lines: list[Line]) -> bool:
    """Whether a line's amount is the sum of the others: called a total, or the first before its parts."""
    line = lines[number]
    if line.amount is None or line.amount.most is not None:
        return False
    if line.total and _sums_up_its_column(number, lines):
        return True
    others = [other for n, other in enumerate(lines) if n != number and other.amount and not other.total]
    parts = [other.amount.euros for other in others if other.amount]
    if sum(parts, Decimal(0)) != line.amount.euros:
        # In a balanced budget what is spent and what is paid have the same total.
        paid = [other.amount.euros for other in others if other.amount and (other.funder or other.payer)]
        spent = [other.amount.euros for other in others if other.amount and not (other.funder or other.payer)]
        return line.total and line.amount.euros in {sum(paid, Decimal(0)), sum(spent, Decimal(0))}
    return (line.total and bool(parts)) or (len(parts) > 1 and line.funder is None and line.payer is None)


def _sums_up_its_column(number: int, lines: list[Line]) -> bool:
    """Whether the last rows of a table above its total, as many as it takes, come to that total."""
    line = lines[number]
    if line.amount is None or line.column is None:
        return False
    left = line.amount.euros
    for other in reversed(lines[:number]):
        if other.amount is None or other.total or other.column != line.column:
            continue
        left -= other.amount.euros
        if left <= 0:
            break
    return left == 0


def _row(champ: str, item: Item, ordre: int, line: Line) -> Money:
    amount = line.amount
    return Money(
        texte=item.text[line.start : line.end],
        financeur=payer_of(item, line),
        montant_eur=amount.euros if amount else None,
        montant_max_eur=amount.most if amount else None,
        taxe=line.tax,
        periodicite="an" if line.yearly else None,
        annee=line.year,
        nature=line.nature,
        champ=champ,
        ordre=ordre,
    )


def payer_of(item: Item, line: Line) -> str | None:
    """Who pays a line, as the item or the header of its column writes it."""
    return item.text[slice(*line.funder)] if line.funder else line.payer


def flag_money(items: Iterable[NumberedItem], lines: Iterable[BudgetLine]) -> Iterator[Flag]:
    """What a champ `budget` says instead of an amount, and which amount is part of the one before it."""
    for _, item, _, line in lines:
        words = item.text[line.start : line.end]
        if line.amount and words.startswith("dont "):
            yield Flag(
                "montant_inclus", f"Un montant est compris dans celui qui le précède : « {words} ».", Gravity.INFO
            )
    texts = [flatten(item.text) for champ, item, _ in items if champ.name == BUDGET]
    for code, message, phrases in _said_instead():
        if any(phrase in text for text in texts for phrase in phrases):
            yield Flag(code, message, Gravity.INFO)


@cache
def _said_instead() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What fills the champ without an amount: flag, message, flattened words."""
    rules = read_lexicon("money")["signalements"].items()
    return tuple((code, rule["message"], tuple(map(flatten, rule["mots"]))) for code, rule in rules)
