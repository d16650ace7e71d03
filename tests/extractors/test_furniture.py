"""What belongs to a page, by its words and by the names of its elements; bylines."""

import pytest

from extractors.byline import Byline, parse_byline
from extractors.furniture import is_furniture_line, opens_breadcrumb, read_names


@pytest.mark.parametrize(
    "line", ["Imprimer", "Newsletter :", "→ Partager sur Facebook", "© Pays d'Orvanne 2024", "Retour en haut ↑"]
)
def test_a_line_of_the_page_is_furniture(line: str) -> None:
    assert is_furniture_line(line)


@pytest.mark.parametrize("line", ["Partenaires", "Imprimer les affiches", "Réalisé par la commune", "Budget", ""])
def test_a_line_of_a_fiche_is_not(line: str) -> None:
    assert not is_furniture_line(line)


def test_who_made_the_site_is_furniture_only_at_the_end() -> None:
    assert is_furniture_line("👍 Réalisé par Atelier Web", closing=True)
    assert not is_furniture_line("👍 Réalisé par Atelier Web")


@pytest.mark.parametrize(
    ("line", "is_breadcrumb"),
    [
        ("Accueil / Santé / Le contrat", True),
        ("Vous êtes ici : Accueil > Santé", True),
        ("Accueil des nouveaux habitants", False),
        ("Leviers / freins", False),
    ],
)
def test_a_breadcrumb_opens_at_the_home_page(line: str, is_breadcrumb: bool) -> None:
    assert opens_breadcrumb(line) is is_breadcrumb


@pytest.mark.parametrize(
    "names", ["main-menu", "breadcrumb", "blockSocialShare", "cookie_banner", "skip-link", "navbar"]
)
def test_names_of_furniture(names: str) -> None:
    assert read_names(names).furniture


@pytest.mark.parametrize("names", ["menuiserie", "has-sidebar", "accompagnement-social", "content", "no-menu", ""])
def test_names_that_only_sound_like_it(names: str) -> None:
    assert not read_names(names).furniture


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("vendredi 22 septembre 2017, par Ana MOREAU", Byline("2017-09-22", "Ana MOREAU")),
        ("Publié le 3 février 2023", Byline("2023-02-03", None)),
        ("Par Ana de La Tour, le 12/03/2018", Byline("2018-03-12", "Ana de La Tour")),
        ("Mis à jour le 1er août 2020 à 10h30", Byline("2020-08-01", None, revised=True)),
        ("mardi 14 mai 2024, par le service communication", Byline("2024-05-14", "service communication")),
        ("Mis en ligne le 12.03.2018 | par Ana M.", Byline("2018-03-12", "Ana M.")),
    ],
)
def test_a_byline_says_when_and_who(line: str, byline: Byline) -> None:
    assert parse_byline(line) == byline


@pytest.mark.parametrize(
    "line",
    [
        "12 mars 2018",
        "Échéance : 12/03/2018",
        "Signé le 12 mars 2018 par la commune",
        "Publié le 45/13/2018",
        "Par les communes",
        "Publié le 3 mai 2023 dans le cadre du plan, avec l'appui de la région et de tous ses partenaires",
    ],
)
def test_a_date_or_a_name_alone_is_no_byline(line: str) -> None:
    assert parse_byline(line) is None
