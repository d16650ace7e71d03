"""Arrow arrays from plain values, written as Arrow lays them out.

`pyarrow.array` asks pandas of every list that it is given whether it knows it: a third of a second and 40 MB in every
process that writes a table. Here the buffers are made by hand, from Python's own arrays.
"""

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

import pyarrow as pa

from models.columns import Kind, Value
from models.tables import ARROW_TYPES

_EPOCH = date(1970, 1, 1).toordinal()
_CENTS = 2
_DECIMAL_BYTES = 16
_MONEY_LIMIT = 10**18


def make_texts(columns: Sequence[Sequence[Value]]) -> list[pa.Array]:
    """Columns of one length that hold texts, each as an Arrow array: slices of one array, which is made at once.

    None and the empty text are null. Raises AttributeError where a value is no text, UnicodeEncodeError for half a
    character.
    """
    size = len(columns[0])
    values: list[Any] = [value for column in columns for value in column]
    texts = [value.encode() if value else b"" for value in values]
    ends = array("i", accumulate(map(len, texts), initial=0))
    # A CSV cell cannot tell an empty text from none; so that both files say the same, neither can Parquet.
    validity = _pack_bits(["1" if text else "0" for text in reversed(texts)]) if b"" in texts else None
    buffers = [validity, pa.py_buffer(ends), pa.py_buffer(b"".join(texts))]
    whole = pa.Array.from_buffers(pa.string(), len(texts), buffers)
    return [whole.slice(start, size) for start in range(0, len(texts), size)]


def make_array(kind: Kind, values: Sequence[Value]) -> pa.Array:
    """The values of a column that holds no texts as an Arrow array; None is null.

    Raises ValueError, TypeError, AttributeError or OverflowError where the column's type cannot hold a value.
    """
    count = values.count(None)
    if count == len(values):
        return pa.nulls(count, ARROW_TYPES[kind])
    zero, lay_out = _LAYOUTS[kind]
    validity = None
    if count:
        validity = _pack_bits(["0" if value is None else "1" for value in reversed(values)])
        values = [zero if value is None else value for value in values]
    return pa.Array.from_buffers(ARROW_TYPES[kind], len(values), [validity, lay_out(values)], null_count=count)


def _lay_out_integers(values: Sequence[Any]) -> pa.Buffer:
    return pa.py_buffer(array("q", values))


def _lay_out_numbers(values: Sequence[Any]) -> pa.Buffer:
    return pa.py_buffer(array("d", values))


def _lay_out_days(values: Sequence[Any]) -> pa.Buffer:
    return pa.py_buffer(array("i", [value.toordinal() - _EPOCH for value in values]))


def _lay_out_money(values: Sequence[Any]) -> pa.Buffer:
    cents = map(_count_cents, values)
    return pa.py_buffer(b"".join([amount.to_bytes(_DECIMAL_BYTES, "little", signed=True) for amount in cents]))


def _count_cents(value: Decimal) -> int:
    cents = value.scaleb(_CENTS)
    whole = int(cents)
    if whole != cents or abs(whole) >= _MONEY_LIMIT:
        raise ValueError(f"{value} is no amount of euros and cents that a column holds")
    return whole


# By kind: what stands in the place of a missing value, and how the values lie in memory.
_LAYOUTS: dict[Kind, tuple[Any, Callable[[Sequence[Any]], pa.Buffer]]] = {
    Kind.INTEGER: (0, _lay_out_integers),
    Kind.NUMBER: (0.0, _lay_out_numbers),
    Kind.DATE: (date(1970, 1, 1), _lay_out_days),
    Kind.MONEY: (Decimal(0), _lay_out_money),
}


def _pack_bits(present: Sequence[str]) -> pa.Buffer:
    """Arrow's validity bitmap of values, the last one first, each `1` or `0` where it is missing: a bit for each, the
    first one's lowest."""
    return pa.py_buffer(int("".join(present), 2).to_bytes((len(present) + 7) // 8, "little"))
