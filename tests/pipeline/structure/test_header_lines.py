"""Header lines: numbers, axes and objectifs as plans write them, and figures that are none."""

import pytest

from pipeline.structure.header_lines import ends_the_fiches, parse_code_line, parse_header_line


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Fiche 12", [("fiche", "12", "")]),
        ("Action 1.3.2", [("action", "1.3.2", "")]),
        ("Axe2 : Faciliter l'accès", [("axe", "2", "Faciliter l'accès")]),
        ("Objectif 1.3 : Adapter l'offre", [("objectif", "1.3", "Adapter l'offre")]),
        ("FICHE-ACTION N°4 – Ouvrir un guichet", [("fiche", "4", "Ouvrir un guichet")]),
        ("AXE III - Vieillir", [("axe", "III", "Vieillir")]),
        ("Défi B : Se loger", [("axe", "B", "Se loger")]),
        ("Axe transversal : Coordonner", [("axe", None, "Coordonner")]),
        ("Action #7 | Former", [("action", "7", "Former")]),
        ("Axe 1 : La santé – Objectif 1.2 : Prévenir", [("axe", "1", "La santé"), ("objectif", "1.2", "Prévenir")]),
        ("Fiche action n° MOB-03 : Covoiturer", [("fiche", "MOB-03", "Covoiturer")]),
        ("Action 12 bis : Suivre", [("action", "12 bis", "Suivre")]),
    ],
)
def test_a_header_line_gives_its_numbers_and_titles(line: str, parts: list[tuple[str, str | None, str]]) -> None:
    assert [(part.niveau, part.number, part.title) for part in parse_header_line(line)] == parts


@pytest.mark.parametrize(
    "line",
    [
        "Actions de prévention",
        "Action publique locale",
        "Objectif 2030",
        "Projet de santé",
        "Action à mener",
        "Mesure 3 ans",
        "Le bilan de l'action 2 est bon",
        "Axe",
        "400 000 €",
    ],
)
def test_words_and_figures_are_no_header_line(line: str) -> None:
    assert parse_header_line(line) == ()


def test_a_title_stands_where_its_offsets_say() -> None:
    line = "Axe 1 : La santé – Fiche n° 3 : Agir tôt"
    for part in parse_header_line(line):
        assert line[part.start : part.end] == part.title


@pytest.mark.parametrize(
    ("line", "code"),
    [("MOB-03 : Covoiturer", "MOB-03"), ("2.1.3 Créer un guichet", "2.1.3"), ("A.2 – Planter", "A.2")],
)
def test_a_bare_code_before_a_title_is_its_number(line: str, code: str) -> None:
    found = parse_code_line(line)
    assert found is not None
    assert found[0] == code


@pytest.mark.parametrize("line", ["1.5 tonnes", "2.3 %", "1 000 logements", "2.5 millions d'euros", "12 rue des Lilas"])
def test_figures_are_no_numbering(line: str) -> None:
    assert parse_code_line(line) is None


def test_annexes_end_the_fiches_and_evaluation_does_not() -> None:
    assert ends_the_fiches("Annexes")
    assert ends_the_fiches("ANNEXE 1 : liste des sigles")
    assert not ends_the_fiches("Suivi et évaluation")


def test_a_letter_names_an_axe_before_a_dot_of_any_kind() -> None:
    for line in ("DÉFI A • Se déplacer", "Pilier I · Cohésion sociale", "Axe B > Habiter"):
        (part,) = parse_header_line(line)
        assert part.niveau == "axe"
        assert part.number in ("A", "I", "B")
