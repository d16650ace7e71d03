"""Bodies without a label beside boxes with labels."""

from models.action import Fiche, Method
from tests.pipeline.structure.drafts import CellSpec, Spec, fiches, texts

LONG = "Afin que la démarche soit connue de tous, une campagne est menée dans chaque service, avec ses agents. " * 3


def sheet(number: int, *, body: list[Spec], rows: list[list[CellSpec]] | None = None) -> list[Spec]:
    boxes: list[list[CellSpec]] = [["Pilote", "Ville"], ["Indicateurs", "Nombre"], ["Budget", "3 €"], *(rows or [])]
    return [("b", f"Fiche {number} : Agir {number}"), ("t", boxes), *body]


def series(body: list[Spec], count: int = 4, rows: list[list[CellSpec]] | None = None) -> tuple[Fiche, ...]:
    return fiches(*(spec for number in range(1, count + 1) for spec in sheet(number, body=body, rows=rows)))


def test_long_text_under_no_label_is_the_description_where_no_label_names_one() -> None:
    found = series([("p", LONG.strip()), ("p", "Trois niveaux :"), ("i", "Réflexion."), ("i", "Réalisation.")])
    assert texts(found[2], "mise_en_oeuvre") == [LONG.strip(), "Trois niveaux :", "• Réflexion.", "• Réalisation."]
    (champ, *_) = [champ for champ in found[0].champs if champ.name == "mise_en_oeuvre"]
    assert (champ.method, champ.label) == (Method.CONTEXTE, None)
    assert champ.confidence < 0.9


def test_text_beside_a_labelled_description_stays_outside_the_champs() -> None:
    found = series([("p", LONG.strip())], rows=[["Description", "Une campagne."]])
    assert texts(found[0], "mise_en_oeuvre") == ["Une campagne."]
    assert texts(found[0], "hors_champ") == [LONG.strip()]


def test_a_foot_note_or_a_single_sheet_describes_nothing() -> None:
    assert texts(series([("p", "Voir l'annexe.")])[0], "mise_en_oeuvre") == []
    assert texts(series([("p", LONG.strip())], count=1)[0], "mise_en_oeuvre") == []
