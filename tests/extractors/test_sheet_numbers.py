"""Numbers as a French reader of the sheet sees them."""

import pytest

from extractors.sheet_numbers import format_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (2024, "General", "2024"),
        (0.1 + 0.2, "General", "0,3"),
        (-1.5, "General", "-1,5"),
        (1250.5, '#,##0.00 "€"', "1 250,50 €"),
        (1250.5, "#,##0.00\\ [$€-40C]", "1 250,50 €"),
        (1250000, "# ##0 €", "1 250 000 €"),
        (50000, '#,##0, "k€"', "50 k€"),
        (-4000, '#,##0 "€";-#,##0 "€"', "-4 000 €"),
        (-4000, "#,##0", "-4 000"),
        (0.25, "0%", "25 %"),
        (0.125, "0.0%", "12,5 %"),
        (7, "000", "007"),
        (3.5, "0.##", "3,5"),
        (3, '0" ans"', "3 ans"),
        (12, "_-* #,##0_-;-* #,##0_-", "12"),
        (42, "@", "42"),
    ],
)
def test_an_amount_is_shown_as_its_cell_shows_it(value: float, code: str, shown: str) -> None:
    assert format_number(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (45000, "dd/mm/yyyy", "15/03/2023"),
        (45000, "JJ/MM/AAAA", "15/03/2023"),
        (45000, "[$-40C]d mmmm yyyy", "15/03/2023"),
        (45000, "mmm-yy", "mars 2023"),
        (45000, "yyyy", "2023"),
        (45000.5, "dd/mm/yyyy hh:mm", "15/03/2023 12:00"),
        (45000, "dd/mm/yyyy hh:mm", "15/03/2023"),
        (0.75, "h:mm", "18:00"),
        (1.5, "[h]:mm", "36:00"),
        (1, "dd/mm/yyyy", "01/01/1900"),
        (61, "dd/mm/yyyy", "01/03/1900"),
    ],
)
def test_a_date_is_no_more_precise_than_its_cell_shows(value: float, code: str, shown: str) -> None:
    assert format_number(value, code) == shown


def test_a_workbook_of_the_mac_counts_its_days_from_1904() -> None:
    assert format_number(45000 - 1462, "dd/mm/yyyy", since_1904=True) == "15/03/2023"


def test_a_number_that_is_no_day_is_shown_as_a_number() -> None:
    assert format_number(3_000_000, "dd/mm/yyyy") == "3000000"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "45000"),
        ("0.00", "45000,00"),
        ('#,##0 "jours"', "45 000 jours"),
        ("0%", "4500000 %"),
        ("@", "45000"),
    ],
)
def test_letters_in_quotes_make_no_date(code: str, shown: str) -> None:
    assert format_number(45000, code) == shown
