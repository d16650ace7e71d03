"""Arrow arrays made by hand: what pyarrow makes of the same values, and no pandas for it."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.columns import Kind
from models.tables import ARROW_TYPES
from pipeline.export.arrays import make_array, make_texts

TEXTS = st.lists(st.none() | st.text(alphabet=st.characters(exclude_categories=("Cs",))), min_size=1)
NUMBERS: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.NUMBER: st.floats(allow_nan=False),
    Kind.DATE: st.dates(),
    Kind.MONEY: st.decimals(-(10**15), 10**15, places=2, allow_nan=False, allow_infinity=False),
}


@given(first=TEXTS, seed=st.randoms())
def test_texts_are_what_pyarrow_makes_of_them_and_empty_ones_null(first: list[str | None], seed: Any) -> None:
    second = seed.sample(first, len(first))
    made = make_texts([first, second])
    for column, values in zip(made, (first, second), strict=True):
        column.validate(full=True)
        assert column.equals(pa.array([value or None for value in values], type=pa.string()))
        assert column.null_count == sum(not value for value in values)


@pytest.mark.parametrize("kind", NUMBERS)
@given(data=st.data())
def test_other_values_are_what_pyarrow_makes_of_them(kind: Kind, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.none() | NUMBERS[kind], min_size=1))
    made = make_array(kind, values)
    made.validate(full=True)
    assert made.equals(pa.array(values, type=ARROW_TYPES[kind]))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.MONEY, Decimal("0.001")),
        (Kind.MONEY, Decimal(10) ** 16),
        (Kind.INTEGER, 2**63),
        (Kind.INTEGER, "7"),
        (Kind.DATE, "2025-01-01"),
    ],
)
def test_a_value_that_no_column_holds_is_refused(kind: Kind, value: Any) -> None:
    with pytest.raises((ValueError, TypeError, OverflowError, AttributeError)):
        make_array(kind, [value])


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        make_texts([["caf\udce9"]])


def test_years_before_1970_are_days_before_the_epoch() -> None:
    assert make_array(Kind.DATE, [date(1969, 12, 31)]).cast(pa.int32()).to_pylist() == [-1]


def test_no_table_is_worth_the_start_of_pandas() -> None:
    program = (
        "import sys; from models.columns import TABLES_BY_NAME; from pipeline.export.arrow import make_batch;"
        "row = dict(action_id='b', texte='les jeunes', categorie=None, champ='publics', ordre=1);"
        "make_batch(TABLES_BY_NAME['publics'], [row]); sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
