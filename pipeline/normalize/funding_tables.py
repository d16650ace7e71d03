"""Tables of a budget: which column holds amounts, which who pays, and the lines of their rows."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from models.action import Item
from models.document import CELL_SEPARATOR
from pipeline.lexicon import read_lexicon
from pipeline.normalize.amounts import (
    Amount,
    find_amounts,
    is_total,
    is_yearly,
    nature_of,
    read_bare,
    shift_amount,
    tax_of,
    unit_factor,
)
from pipeline.normalize.cells import cell_spans, column_name, column_numbers
from pipeline.normalize.spelling import flatten, fold

FUNDER, AMOUNT, YEAR = "financeur", "montant", "annee"
PAYER: Final = "payeur"  # a column of what one funder gives, whose header is its name
_FEWEST_PAYERS: Final = 2
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# «Financeur 2», «Montant n° 2», «Cofinanceur_2»: pairs told by a number.
_NUMBERED: Final = re.compile(r"[ _]?(?:n°\s?)?(\d)\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a budget: spans of its words, amount and funder (the latter two may be None), and what it says.

    `column` is the number of the table's column that the amount stands in, `payer` the funder whose name heads it.
    """

    start: int
    end: int
    amount: Amount | None
    funder: tuple[int, int] | None
    tax: str | None = None
    yearly: bool = False
    year: int | None = None
    nature: str | None = None
    total: bool = False
    column: int | None = None
    payer: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a header names: `financeur`, `montant`, `annee`, …; `header` as flattened (a payer's as written),
    `rank` the number in it («Montant 2»), None without one."""

    name: str
    header: str
    rank: int | None


# The columns of a table by their number from 1.
Columns = Mapping[int, Column]


def header_columns(item: Item) -> Columns:
    """The columns that a header row names; empty for a row that is no header of amounts."""
    if CELL_SEPARATOR not in item.text or find_amounts(item.text):
        return {}
    found: dict[int, Column] = {}
    for number, (start, end) in zip(column_numbers(item), cell_spans(item), strict=True):
        cell = item.text[start:end].strip()
        ranked = _NUMBERED.search(cell) if not _YEAR.search(cell) else None
        bare = cell[: ranked.start()] if ranked else cell
        if _YEAR.fullmatch(cell):
            found[number] = Column(AMOUNT, cell, None)
        elif name := column_name(bare, budget_columns()):
            found[number] = Column(name, flatten(cell), int(ranked[1]) if ranked else None)
    amounts = any(column.name == AMOUNT for column in found.values())
    return found if amounts and len(found) > 1 else {}


def payer_columns(header: Item, row: Item, names_payer: Callable[[str], bool]) -> Columns:
    """The columns of a table with a funder above each («Région | Département | CAF») and amounts in the row below;
    empty for any other row.
    """
    if CELL_SEPARATOR not in header.text or CELL_SEPARATOR not in row.text or find_amounts(header.text):
        return {}
    heads = {n: header.text[start:end].strip() for n, (start, end) in _cells(header).items()}
    paid = [n for n, (start, end) in _cells(row).items() if _amount_in(row.text[start:end], "")]
    found = {n: Column(PAYER, head, None) for n, head in heads.items() if n in paid and not _YEAR.fullmatch(head)}
    for n, head in heads.items():
        name = column_name(head, budget_columns())
        if name is not None:
            found[n] = Column(name, flatten(head), None)
    payers = [column.header for column in found.values() if column.name == PAYER and not is_total(column.header)]
    known = sum(map(names_payer, payers))
    return found if known >= _FEWEST_PAYERS and 2 * known >= len(payers) else {}


def _cells(item: Item) -> dict[int, tuple[int, int]]:
    """The spans of a row's filled cells by their columns' numbers."""
    return dict(zip(column_numbers(item), cell_spans(item), strict=True))


def _read_payers(item: Item, columns: Columns) -> Iterator[Line]:
    """A line for each funder that a row gives an amount of, and for what the row costs if they don't pay just that."""
    cells = _cells(item)
    label = item.text[slice(*cells[min(cells)])]
    year_cell = next((cells[n] for n, column in columns.items() if column.name == YEAR and n in cells), None)
    paid = Decimal(0)
    # What the others come to stands behind them in the line-up, wherever its column is.
    for number, column in sorted(columns.items(), key=lambda pair: (_is_sum(pair[1]), pair[0])):
        start, end = cells.get(number, (0, 0))
        amount = _amount_in(item.text[start:end], flatten(column.header)) if column.name in (PAYER, AMOUNT) else None
        if amount is None or (_is_sum(column) and amount.euros == paid):
            continue
        paid += amount.euros
        yield Line(
            start=start,
            end=end,
            amount=shift_amount(amount, start),
            funder=None,
            tax=tax_of(f"{column.header} {item.text}"),
            yearly=is_yearly(item.text[start + amount.end :]),
            year=year_in(item.text[slice(*year_cell)]) if year_cell else None,
            nature=nature_of(item.text),
            total=is_total(label) or _is_sum(column),
            column=number,
            payer=None if _is_sum(column) else column.header,
        )


def _is_sum(column: Column) -> bool:
    return column.name == AMOUNT or is_total(column.header)


def read_row(item: Item, columns: Columns) -> Iterator[Line]:
    """A line for each amount in a row of a table, with the funder that heads its column or stands in the paired one."""
    if any(column.name == PAYER for column in columns.values()):
        yield from _read_payers(item, columns)
        return
    cells = _cells(item)
    label = item.text[slice(*cells[min(cells)])]
    year_cell = next((cells[n] for n, column in columns.items() if column.name == YEAR and n in cells), None)
    year = year_in(item.text[slice(*year_cell)]) if year_cell else None
    for number, column in sorted(columns.items()):
        if number not in cells or column.name != AMOUNT:
            continue
        start, end = cells[number]
        amount = _amount_in(item.text[start:end], column.header)
        if amount is None:
            continue
        payer = _payer(number, columns, cells)
        funder = _without_share(item.text, cells[payer]) if payer in cells else None
        names = f"{label} {item.text[slice(*funder)]}" if funder else label
        yield Line(
            start=0,
            end=len(item.text),
            amount=shift_amount(amount, start),
            funder=funder if not is_total(names) else None,
            tax=tax_of(f"{column.header} {item.text}"),
            yearly=is_yearly(item.text[start + amount.end :]),
            year=year_in(column.header) if _YEAR.fullmatch(column.header) else year,
            nature=nature_of(item.text),
            total=is_total(names),
            column=number,
        )


def _amount_in(cell: str, header: str) -> Amount | None:
    return next(iter(find_amounts(cell)), None) or read_bare(cell, factor_in(header))


def _payer(number: int, columns: Columns, cells: Mapping[int, tuple[int, int]]) -> int | None:
    """The column of who pays an amount: of the same number, else the one column of funders, else the nearest before.

    Where amounts stand on both sides of the funders («Dépenses | Montant | Recettes | Montant»), those before are
    spent, not paid.
    """
    funders = [n for n, column in columns.items() if column.name == FUNDER and n in cells]
    rank = columns[number].rank
    ranked = next((n for n in funders if rank is not None and columns[n].rank == rank), None)
    if ranked is not None:
        return ranked
    amounts = [n for n, column in columns.items() if column.name == AMOUNT]
    before = [n for n in funders if n < number]
    if before:
        return max(before)
    spent = any(max(funders, default=number) < n for n in amounts)
    # «Poste | Coût | Financement»: a column of amounts that names who pays them.
    named = [n for n in amounts if n > number and n in cells and columns[n].rank is None]
    return (min(funders) if funders and not spent else None) or (named[0] if named and not funders else None)


def _without_share(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The span of a funder's name without its share («Région 50 %»); None for a cell that names nobody."""
    share = re.search(r"\s*[(:]?\s*\d+(?:,\d+)?\s?%\s*\)?$", text[slice(*span)])
    start, end = span[0], span[0] + share.start() if share else span[1]
    return (start, end) if any(char.isalpha() for char in text[start:end]) else None


def factor_in(header: str) -> Decimal:
    """Euros in the unit that a flattened header names («Montant (k€)»)."""
    unit = re.search(r"k€|m€|milliers d'euros|millions d'euros", header)
    return unit_factor(unit[0]) if unit else Decimal(1)


def year_in(text: str) -> int | None:
    """The one year that a text names; None where it names none or several."""
    years = _YEAR.findall(text)
    return int(years[0]) if len(set(years)) == 1 else None


def year_named(label: str) -> int | None:
    """The year that a label is («2025» over a column of amounts); None for a label that says anything else."""
    return int(label) if _YEAR.fullmatch(label.strip()) else None


@cache
def budget_columns() -> Mapping[str, str]:
    """What a header cell names, by its folded words."""
    return {fold(word): name for name, phrases in read_lexicon("money")["colonnes"].items() for word in phrases}
