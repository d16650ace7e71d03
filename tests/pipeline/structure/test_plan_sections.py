"""Headings, wordings and lines of pages that present a plan, each by itself."""

import pytest

from pipeline.structure.plan_sections import (
    closes_section,
    is_caption,
    is_one_sentence,
    match_heading,
    match_numbered,
    match_wordings,
)


@pytest.mark.parametrize(
    ("text", "champ"),
    [
        ("Objectifs", "objectifs"),
        ("LES OBJECTIFS DU CONTRAT", "objectifs"),
        ("Quels sont les grands objectifs du PCAET ?", "objectifs"),
        ("À quoi sert un CLS ?", "objectifs"),
        ("2. Les quatre axes stratégiques du CLS de Bourg-Neuf 2020-2025", "axes"),
        ("Nos priorités", "axes"),
        ("Thématiques", "themes"),
        ("Les champs d'intervention", "themes"),
        ("Qu'est-ce qu'un contrat local de santé", "definition"),
        ("Le PRS, c'est quoi ?", "definition"),
        ("Les différentes phases", "phases"),
        ("Comment élabore-t-on un CLS ?", "phases"),
        ("Article 4 – Signataires", "signataires"),
        ("Qui signe le contrat ?", "signataires"),
        ("Comité de pilotage", "gouvernance"),
        ("Pilotage et gouvernance", "pilotage"),
        ("Calendrier", "calendrier"),
        ("Leviers", "leviers"),
    ],
)
def test_a_heading_names_its_champ_whatever_stands_around_the_noun(text: str, champ: str) -> None:
    found = match_heading(text)
    assert found is not None
    assert found.champ == champ


@pytest.mark.parametrize(
    "text",
    [
        "Contrat local de santé",
        "Objectifs et vœux de la fanfare",
        "Qu'est-ce qu'un diagnostic ?",
        "Les objectifs, et ce que la fanfare en pense",
        "Une dynamique de contrat local de santé",
        "Un nouveau plan",
    ],
)
def test_a_heading_about_something_else_names_none(text: str) -> None:
    assert match_heading(text) is None


def test_a_line_that_only_may_be_a_heading_is_not_read_by_the_labels_of_fiches() -> None:
    assert match_heading("Leviers", plan_only=True) is None


def test_headings_of_links_and_news_end_what_is_said_of_the_plan() -> None:
    found = match_heading("Documents à télécharger")
    assert found is not None
    assert found.outside


@pytest.mark.parametrize(
    ("text", "champ"),
    [
        ("Le contrat local de santé (C.L.S.) est un véritable outil de coopération.", "definition"),
        ("Conclu entre l'A.R.S. et la Ville, le CLS porte sur la prévention.", "definition"),
        ("En résumé, le PCAET constitue un cadre commun.", "definition"),
        ("Quatre axes ont été retenus :", "axes"),
        ("Le contrat s'articule autour de trois orientations :", "axes"),
        ("Le CLS pourra porter sur tout ou partie des domaines suivants :", "themes"),
        ("Le PCAET vise à :", "objectifs"),
        ("Le contrat a été signé par :", "signataires"),
        ("Les signataires sont la Ville et l'ARS.", "signataires"),
        ("Le comité de pilotage se réunit chaque année.", "gouvernance"),
        ("La démarche comprend trois étapes :", "phases"),
        ("Le CLS s'adresse à tous les habitants.", "publics"),
        ("Le CLS est conclu pour une durée de cinq ans.", "calendrier"),
    ],
)
def test_a_wording_names_its_champ_first(text: str, champ: str) -> None:
    assert next(match_wordings(text)).champ == champ


@pytest.mark.parametrize(
    "text",
    [
        "La Ville a sollicité l'hôpital sur plusieurs thématiques : le sommeil, le sport.",
        "Un diagnostic du contrat local de santé est nécessaire.",
        "Le maire a salué plusieurs axes de travail : le logement et la jeunesse.",
        "Le comité de pilotage s'est réuni mardi.",
        "Le CLS a été un succès.",
        "Les signataires ont posé pour la photographie.",
    ],
)
def test_news_are_no_wording(text: str) -> None:
    assert [wording.champ for wording in match_wordings(text) if not wording.needs and not wording.after] == []


def test_a_numbered_line_names_the_champ_that_it_counts() -> None:
    assert match_numbered("Axe 1 : Soigner") == "axes"
    assert match_numbered("Orientation stratégique n° 2 - Loger") == "axes"
    assert match_numbered("Phase II – Le diagnostic") == "phases"
    assert match_numbered("Axe de travail") is None


@pytest.mark.parametrize("text", ["photo_12 03 (Medium)", "plan.pdf", "Diagnostic (PDF - 12 Mo)", "Photo : les élus"])
def test_captions_and_downloads_are_no_text(text: str) -> None:
    assert is_caption(text)


def test_prose_is_no_caption() -> None:
    assert not is_caption("Les photographies du quartier sont exposées en mairie.")


def test_a_line_of_links_closes_a_section() -> None:
    assert closes_section("Plus d'infos")
    assert closes_section("Mis à jour le 3 mars 2020")
    assert not closes_section("Sources d'énergie renouvelable")


def test_dots_of_abbreviations_end_no_sentence() -> None:
    assert is_one_sentence("L'A.R.S. Val-Haut et la Ville signent.")
    assert not is_one_sentence("La Ville signe. L'hôpital suit.")
