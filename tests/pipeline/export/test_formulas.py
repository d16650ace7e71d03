"""No cell of a CSV file runs in a spreadsheet, and what was changed is said."""

import pytest

from models.columns import TABLES_BY_NAME, Row
from pipeline.export.formulas import flag_formulas, neutralise_formula

ID = "a" * 64


def document_row(**values: str) -> Row:
    empty: Row = dict.fromkeys(TABLES_BY_NAME["documents"].column_names)
    return empty | {"document_id": ID, "chemin": "fiche.txt"} | values


def champ_row(texte: str) -> Row:
    empty: Row = dict.fromkeys(TABLES_BY_NAME["champs"].column_names)
    return empty | {"objet": "action", "objet_id": "b" * 16, "document_id": ID, "champ": "budget", "texte": texte}


@pytest.mark.parametrize("text", ["=1+1", "+33 2 54 00 00 00", "- 12 places", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutralise_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "2 + 2 = 4", "l'ARS", " =1+1", "(=1)", "é"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert neutralise_formula(text) == text


def test_each_column_of_an_object_is_flagged_once() -> None:
    flags = flag_formulas(document_row(titre="=A"), {"champs": (champ_row("-1"), champ_row("-2"), champ_row("3"))})
    assert [(row["objet"], row["objet_id"], row["code"]) for row in flags] == [
        ("document", ID, "formule_neutralisee"),
        ("action", "b" * 16, "formule_neutralisee"),
    ]
    assert "colonne titre de la table documents" in str(flags[0]["message"])


def test_a_negative_number_is_no_formula() -> None:
    assert flag_formulas(document_row(), {"champs": (champ_row("texte") | {"x0": -3.5},)}) == ()
