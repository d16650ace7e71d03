"""Moments and periods against the package `edtf`, the reference for bounds."""

import time
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize.items import number_items
from pipeline.normalize.moments import Moment, is_possible, months_between
from pipeline.normalize.periods import read_prose_periods
from pipeline.normalize.values import Context, read_values
from tests.pipeline.normalize.cases import make_champ, read_cases


def day(stamp: time.struct_time) -> date:
    return date(*stamp[:3])


MOMENTS = st.one_of(
    st.builds(Moment, st.integers(1900, 2150)),
    st.builds(Moment, st.integers(1900, 2150), st.integers(1, 12)),
    st.builds(Moment, st.integers(1900, 2150), st.integers(1, 12), st.integers(1, 28)),
    st.builds(
        lambda year, part: Moment(year, part=part),
        st.integers(1900, 2150),
        st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36, 40, 41]),
    ),
)


@given(MOMENTS)
@settings(max_examples=60, deadline=None)
def test_the_bounds_of_a_moment_are_those_of_edtf(moment):
    reference = parse_edtf(moment.edtf)
    assert (moment.first, moment.last) == (day(reference.lower_strict()), day(reference.upper_strict()))


CLOSED = [
    fields
    for case in read_cases("echeances")
    for row in case[1:]
    if (fields := [field.strip() for field in row.split("|")])[0] != "-" and ".." not in fields[0]
]


@pytest.mark.parametrize("fields", CLOSED, ids=lambda fields: fields[0])
def test_the_cases_agree_with_edtf(fields):
    reference = parse_edtf(fields[0])
    assert (str(day(reference.lower_strict())), str(day(reference.upper_strict()))) == (fields[1], fields[2])


@given(MOMENTS, st.integers(1, 60))
def test_a_time_of_whole_months_from_a_moment_lasts_that_long(moment, months):
    if moment.day is not None and moment.day > 28:
        return
    end = moment.end_after(months)
    assert months_between(moment.first, end.last) == months


@pytest.mark.parametrize(
    ("moment", "possible"),
    [(Moment(2023, 2, 31), False), (Moment(2024, 2, 29), True), (Moment(2023, 13), False), (Moment(None, 2, 29), True)],
)
def test_only_days_of_the_calendar_are_moments(moment, possible):
    assert is_possible(moment) is possible


def test_a_moment_without_a_year_has_no_bounds():
    with pytest.raises(ValueError, match="without a year"):
        _ = Moment(None, 3).first


def schedule(*texts: str):
    return read_values((make_champ("calendrier", *texts),), Context()).echeances


def test_ticked_columns_give_each_step_its_years():
    found = schedule("Étape | 2023 | 2024 | 2025", "Diagnostic | X | X | -", "Bilan | - | - | X", "Suivi | X | - | X")
    assert [(row.etape, row.edtf) for row in found] == [
        ("Diagnostic", "2023/2024"),
        ("Bilan", "2025"),
        ("Suivi", "2023"),
        ("Suivi", "2025"),
    ]


def test_a_step_is_the_words_before_its_date():
    found = schedule("Lancement : mars 2024 ; bilan : décembre 2025", "Phase 1 – recrutement (janvier 2023)")
    assert [row.etape for row in found] == ["Lancement", "bilan", "Phase 1 – recrutement"]


def test_a_generic_label_is_no_step():
    assert [row.etape for row in schedule("Échéance : fin 2024", "Durée : 3 ans")] == [None, None]


def test_an_unlikely_year_is_kept_and_flagged():
    values = read_values((make_champ("calendrier", "mai 2108"),), Context())
    assert [row.edtf for row in values.echeances] == ["2108-05"]
    assert [flag.code for flag in values.flags] == ["annee_improbable"]


def test_years_of_a_diagnosis_are_no_due_dates_of_the_action():
    assert read_values((make_champ("constat", "Le schéma 2015-2020 prévoit un relais."),), Context()).echeances == ()


def test_what_is_done_when_is_read_in_the_description_too():
    found = read_values(
        (make_champ("mise_en_oeuvre", "Recrutement en mars 2024, bilan en 2026."),), Context()
    ).echeances
    assert [row.edtf for row in found] == ["2024-03"]


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 12 mars 2021",
        "Mis à jour le 12 mars 2021",
        "vendredi 12 mars 2021, par Odile Granvert",
        "12 mars 2021",
        "Article mis en ligne le 12 mars 2021.",
        "Cette page a été modifiée le 12 mars 2021 par le service communication.",
    ],
)
def test_the_day_of_a_publication_is_no_period_of_the_plan(line):
    assert read_prose_periods(number_items((make_champ("hors_champ", line),))) == ()


def test_a_day_that_prose_tells_of_is_a_period_of_the_plan():
    champ = make_champ("hors_champ", "Le comité se réunit le 12 mars 2021 à la mairie.")
    (period,) = read_prose_periods(number_items((champ,)))
    assert period.edtf == "2021-03-12"
