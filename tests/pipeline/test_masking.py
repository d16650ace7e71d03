"""Persons masked for open data: nowhere in the tables, the same pseudonym everywhere, places kept."""

import json

import pytest

from pipeline.convert import Conversion, convert_source
from pipeline.normalize.people import find_people
from pipeline.options import Options

FICHE = """Fiche action n° 3 : Ouvrir une maison des aidants
Constat : Mme Odile Granvert reçoit trop de demandes au collège Paul Verdain.
Objectifs : Répondre à chacun
Pilotage : CCAS de Chantebrun, Odile Granvert
Partenaires : Département ; Dr Luc Tamisier
Contact : Odile Granvert, directrice, o.granvert@chantebrun.example, 02 99 00 12 34
Budget : 12 000 €
"""
SECRETS = ("Granvert", "Tamisier", "granvert@", "99 00 12 34")


def convert(key: str = "", *, mask: bool = True) -> Conversion:
    return convert_source(FICHE.encode(), "fiche.txt", Options(mask_persons=mask, mask_key=key))


def written(conversion: Conversion) -> str:
    rows = {name: list(table) for name, table in conversion.rows.items()}
    return json.dumps([conversion.document, rows], ensure_ascii=False, default=str)


def test_without_the_option_the_text_stays_as_it_is() -> None:
    plain = written(convert(mask=False))
    assert all(secret in plain for secret in SECRETS)


def test_no_person_address_or_number_stands_in_any_table() -> None:
    masked = written(convert())
    assert [secret for secret in SECRETS if secret in masked] == []
    assert "collège Paul Verdain" in masked
    assert "12 000 €" in masked


def test_one_person_has_one_pseudonym_in_text_and_tables() -> None:
    rows = convert().rows
    action = rows["actions"][0]
    named = {row["nom"] for row in rows["acteurs"] if str(row["nom"]).startswith("[personne")}
    assert len(named) == 2
    granvert = next(name for name in named if str(name) in str(action["constat"]))
    assert str(granvert) in str(action["contact"])
    assert str(granvert) in str(action["pilotage"])


def test_pseudonyms_are_stable_and_depend_on_the_key() -> None:
    assert written(convert("clé")) == written(convert("clé"))
    assert written(convert("clé")) != written(convert("autre clé"))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Contact : Odile Granvert", ["Odile Granvert"]),
        ("M. TAMISIER et Mme Granvert", ["M. TAMISIER", "Mme Granvert"]),
        ("a.b@c.example ou 02 99 00 00 00", ["a.b@c.example", "02 99 00 00 00"]),
        ("Rue Paul Verdain, à Saint-Paul", []),
        ("Plan Climat et Contrat Local de Santé", []),
        ("Lucas Tamisier (chargé de mission)", ["Lucas Tamisier"]),
    ],
)
def test_people_are_found_wherever_they_stand(text: str, people: list[str]) -> None:
    assert [text[start:end] for start, end, _ in sorted(find_people(text))] == people
