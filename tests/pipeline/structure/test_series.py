"""Fiches that no word announces: titles of one look, each above the same labels."""

from pipeline.structure.series import find_titles_in_series
from tests.pipeline.structure.drafts import Spec, fiches, texts

TITLES = ("Planter des haies", "Réparer les vélos", "Ouvrir une épicerie")


def _sheet(title: str, *labels: str, number: str = "") -> list[Spec]:
    head: list[Spec] = [("h2", title)]
    if number:
        head.append(("p", number))
    return [*head, *(line for label in labels for line in (("b", label), ("p", f"Ce qui est dit de {title.lower()}.")))]


def _all(*labels: str) -> list[Spec]:
    return [line for title in TITLES for line in _sheet(title, *labels)]


def test_titles_of_one_look_above_the_same_three_labels_open_fiches() -> None:
    found = fiches(("h1", "Notre programme"), *_all("Contexte", "Porteur", "Calendrier"))
    assert [fiche.titre for fiche in found] == list(TITLES)
    assert texts(found[1], "pilotage") == ["Ce qui est dit de réparer les vélos."]


def test_a_bare_code_below_each_title_is_its_number() -> None:
    sheets = [
        line
        for rank, title in enumerate(TITLES, 1)
        for line in _sheet(title, "Contexte", "Porteur", "Calendrier", number=f"2.{rank}")
    ]
    found = fiches(*sheets)
    assert [(fiche.titre, fiche.action_numero) for fiche in found] == [
        (title, f"2.{rank}") for rank, title in enumerate(TITLES, 1)
    ]


def test_chapters_of_a_diagnosis_are_no_fiches() -> None:
    assert fiches(*_all("Constats", "Enjeux", "Leviers")) == ()


def test_two_such_sections_may_be_chance() -> None:
    assert (
        fiches(*_sheet(TITLES[0], "Contexte", "Porteur", "Calendrier"), *_sheet(TITLES[1], "Contexte", "Porteur")) == ()
    )


def test_sections_with_other_labels_each_are_no_series() -> None:
    sheets = [
        *_sheet(TITLES[0], "Contexte", "Porteur", "Calendrier"),
        *_sheet(TITLES[1], "Objectifs", "Public", "Budget"),
        *_sheet(TITLES[2], "Freins", "Moyens", "Indicateurs"),
    ]
    assert len(fiches(*sheets)) < len(TITLES)


def test_a_document_without_labels_has_no_series() -> None:
    assert find_titles_in_series(()) == frozenset()


def test_bare_numbers_before_titles_in_headings_number_the_fiches() -> None:
    sheets = [
        line
        for rank, title in enumerate(TITLES, 1)
        for line in _sheet(f"{rank}. {title}", "Contexte", "Porteur", "Calendrier")
    ]
    assert [(fiche.fiche_numero, fiche.titre) for fiche in fiches(*sheets)] == [
        (str(rank), title) for rank, title in enumerate(TITLES, 1)
    ]
