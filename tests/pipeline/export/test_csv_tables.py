"""CSV files that a portal takes, and those that Excel opens."""

import csv
import io
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.csv_tables import EXCEL, PORTAL, Dialect, format_cell, render_csv

TABLE = pa.table({"nom": ["a, b", 'dit "oui"', "deux\nlignes", None], "montant": [Decimal("1.50"), None, None, None]})


def test_the_portal_s_file_is_utf_8_with_commas_and_crlf() -> None:
    assert render_csv(TABLE, PORTAL) == b'nom,montant\r\n"a, b",1.50\r\n"dit ""oui""",\r\n"deux\nlignes",\r\n,\r\n'


def test_excel_s_file_has_a_mark_semicolons_and_decimal_commas() -> None:
    assert render_csv(TABLE, EXCEL).startswith(b"\xef\xbb\xbfnom;montant\r\na, b;1,50\r\n")


@pytest.mark.parametrize(
    ("value", "dialect", "cell"),
    [
        (date(2018, 3, 31), PORTAL, "2018-03-31"),
        (date(2018, 3, 31), EXCEL, "2018-03-31"),
        (0.5, PORTAL, "0.5"),
        (0.5, EXCEL, "0,5"),
        (-1.25, PORTAL, "-1.25"),
        (12, PORTAL, "12"),
        ("v1.2", EXCEL, "v1.2"),
        ("=1+1", PORTAL, "'=1+1"),
        (None, PORTAL, ""),
    ],
)
def test_a_cell_is_written_as_its_type_asks(value: object, dialect: Dialect, cell: str) -> None:
    assert format_cell(value, dialect) == cell  # type: ignore[arg-type]  # a union of the cell types


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_any_text_comes_back_from_the_file_but_for_the_apostrophe(texts: list[str]) -> None:
    data = render_csv(pa.table({"texte": texts, "fin": ["."] * len(texts)}), PORTAL)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert rows == [["texte", "fin"], *([format_cell(text, PORTAL), "."] for text in texts)]


@given(
    rows=st.lists(
        st.tuples(
            st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
            st.none()
            | st.sampled_from(["=1", "-5", "+33", "@a", "\ta", "\rb", "a;b", 'a"b', "a,b", "a\nb", "'", "a\0b"]),
            st.none() | st.integers(-(2**63), 2**63 - 1),
            st.none() | st.dates(date(1, 1, 1)),
            st.none() | st.decimals(-(10**9), 10**9, places=2),
            st.none() | st.floats(allow_nan=False),
        )
    ),
    dialect=st.sampled_from([PORTAL, EXCEL]),
)
def test_whole_columns_give_what_each_cell_by_itself_gives(rows: list[tuple[object, ...]], dialect: Dialect) -> None:
    types = [pa.string(), pa.string(), pa.int64(), pa.date32(), pa.decimal128(18, 2), pa.float64()]
    schema = pa.schema([(f"colonne_{number}", kind) for number, kind in enumerate(types)])
    columns = [pa.array([row[number] for row in rows], kind) for number, kind in enumerate(types)]
    cell_by_cell = io.StringIO(newline="")
    writer = csv.writer(cell_by_cell, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerow(schema.names)
    writer.writerows([format_cell(value, dialect) for value in row] for row in rows)  # type: ignore[arg-type]  # as above
    assert render_csv(pa.table(columns, schema), dialect) == cell_by_cell.getvalue().encode(dialect.encoding)


@given(
    numbers=st.lists(
        st.none() | st.sampled_from([0.0, -0.0, 1e-4, 100.0]) | st.floats(-1e7, 1e7).map(lambda n: round(n, 3))
    ),
    dialect=st.sampled_from([PORTAL, EXCEL]),
)
def test_places_and_shares_are_written_as_python_writes_them(numbers: list[float | None], dialect: Dialect) -> None:
    table = pa.table({"n": pa.array(numbers, pa.float64()), "fin": pa.nulls(len(numbers), pa.string())})
    lines = render_csv(table, dialect).decode(dialect.encoding).split("\r\n")[1:-1]
    assert lines == [f"{format_cell(number, dialect)}{dialect.delimiter}" for number in numbers]
