"""Names of plans, read at a mention."""

import pytest

from pipeline.normalize.plan_names import find_authority, find_place, find_years, may_start_name, read_plan_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("du Pays de Grive", "Pays de Grive"),
        ("d'Ardenne-sur-Grive et le reste", "Ardenne-sur-Grive"),
        ("de la Communauté de communes du Val Perché", "Val Perché"),
        ("de la CC Val Perché", "Val Perché"),
        ("de l’agglomération de Belmont", "Belmont"),
        ("des Monts et Vallées", "Monts et Vallées"),
        ("de la Ville de L'Isle-en-Val", "L'Isle-en-Val"),
    ],
)
def test_a_territory_goes_by_its_own_name_without_the_authority(text: str, name: str) -> None:
    place = find_place(text)
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    "text",
    ["de l'autonomie", "de l'Autonomie", "du Développement durable", "de l'ARS", "par la Ville", "Pays de Grive"],
)
def test_subjects_acronyms_and_loose_names_are_no_territory(text: str) -> None:
    assert find_place(text) is None


def test_the_authority_keeps_its_place_in_the_phrase() -> None:
    place = find_authority("signé par la Communauté d'agglomération du Val Perché, puis par l'ARS")
    assert place is not None
    assert (place.name, place.phrase) == ("Val Perché", "Communauté d'agglomération du Val Perché")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2015-2020", (2015, 2020)),
        ("2021 – 26", (2021, 2026)),
        ("de 2018 à 2022", (2018, 2022)),
        ("2020-2019", None),
        ("1950-2050", None),
        ("12/2019-2020/03", None),
    ],
)
def test_a_span_of_years_runs_forward_and_not_too_far(text: str, years: tuple[int, int] | None) -> None:
    assert find_years(text) == years


def test_in_prose_a_name_ends_where_the_sentence_goes_on() -> None:
    (name,) = read_plan_names("Le contrat de ville de Belmont 2015-2020 repose sur trois piliers.")
    assert name.title == "Contrat de ville de Belmont 2015-2020"


def test_in_a_title_a_name_goes_on_to_the_separator() -> None:
    (name,) = read_plan_names("Schéma départemental en faveur des aînés de Haute-Grive | Fiche 3", is_title=True)
    assert name.title == "Schéma départemental en faveur des aînés de Haute-Grive"


def test_a_department_behind_a_local_plan_only_says_where() -> None:
    (local,) = read_plan_names("un contrat local de santé en Haute-Grive")
    (wide,) = read_plan_names("un schéma départemental en Haute-Grive")
    assert local.place is None
    assert wide.place is not None


def test_only_usual_openings_may_stand_before_a_plans_name() -> None:
    for title in ("Fiches actions du PCAET", "Le PCAET", "Annexe 2 – PCAET", "« PCAET »"):
        assert may_start_name(title, title.index("PCAET")), title
    for title in ("Une dynamique de PCAET", "Les élus du Val et le PCAET"):
        assert not may_start_name(title, title.index("PCAET")), title
