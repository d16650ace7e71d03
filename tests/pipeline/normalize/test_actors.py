"""What the cases of `acteurs.toml` cannot say in one line."""

import pytest

from pipeline.normalize.context import Context
from pipeline.normalize.names import find_definitions, read_name
from pipeline.normalize.values import read_values
from tests.pipeline.normalize.cases import make_champ


def actors(*champs, text=""):
    return read_values(champs, Context(text=text)).acteurs


def test_an_acronym_that_the_document_spells_out_goes_by_its_name():
    text = "La Communauté d’agglomération du Val d’Ourche (CAVO) et l'Agence régionale de santé (ARS)."
    assert find_definitions(text) == {
        "CAVO": "Communauté d’agglomération du Val d’Ourche",
        "ARS": "Agence régionale de santé",
    }
    (row,) = actors(make_champ("pilotage", "CAVO"), text=text)
    assert (row.nom, row.sigle, row.categorie) == ("Communauté d’agglomération du Val d’Ourche", "CAVO", "epci")


def test_a_bracket_that_abbreviates_nothing_before_it_defines_nothing():
    assert find_definitions("le dispositif financé (FIR) et une enquête (VIH)") == {}


def test_an_unknown_acronym_is_its_own_name():
    name = read_name("DAZUR")
    assert (name.nom, name.sigle) == ("DAZUR", "DAZUR")


def test_the_ordre_counts_over_all_champs_of_a_name():
    rows = actors(
        make_champ("partenaires", "ARS"), make_champ("pilotage", "CAF"), make_champ("partenaires", "MSA", "CCAS")
    )
    assert [(row.nom, row.champ, row.ordre) for row in rows] == [
        ("ARS", "partenaires", 1),
        ("CAF", "pilotage", 1),
        ("MSA", "partenaires", 2),
        ("CCAS", "partenaires", 3),
    ]


def test_an_actor_named_twice_in_one_role_is_one_and_in_two_roles_two():
    rows = actors(make_champ("pilotage", "ARS"), make_champ("partenaires", "l'Agence régionale de santé, A.R.S."))
    assert [(row.role, row.nom) for row in rows] == [("pilote", "ARS"), ("partenaire", "ARS")]


def test_a_territory_s_authority_has_its_code_and_its_services_have_none():
    rows = actors(make_champ("pilotage", "Conseil départemental du Finistère ; Ville de Quimper ; CCAS de Quimper"))
    assert [row.code for row in rows] == ["29", "29232", None]


def test_bare_directions_take_the_kind_of_their_neighbour():
    rows = actors(make_champ("pilotage", "Direction des solidarités Direction des projets"))
    assert [row.categorie for row in rows] == ["departement", "departement"]


def test_persons_are_contacts_and_flagged():
    values = read_values((make_champ("pilotage", "Mme Odile Granvert, chargée de mission"),), Context())
    assert [(row.role, row.nom) for row in values.acteurs] == [("contact", "Odile Granvert")]
    assert [flag.code for flag in values.flags] == ["donnee_personnelle"]


def test_who_sits_on_a_committee_is_no_partner_and_who_pays_pays():
    text = "Un comité réunit les élus, l'ARS et la CPAM. Le poste est payé à parts égales par l'État et la Région."
    assert [(row.role, row.nom) for row in actors(make_champ("gouvernance", text))] == [
        ("financeur", "État"),
        ("financeur", "Conseil régional"),
    ]


def test_organisations_alone_are_no_personal_data():
    assert read_values((make_champ("pilotage", "ARS, Mission locale"),), Context()).flags == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ville (service santé, service enfance), CPAM", ["Ville (service santé, service enfance)", "CPAM"]),
        ("Association « Marcher, courir, nager » ; CCAS", ["Association « Marcher, courir, nager »", "CCAS"]),
    ],
)
def test_commas_inside_brackets_or_quotes_split_no_list(text, names):
    found = read_values((make_champ("partenaires", text),), Context(text=text)).acteurs
    assert [actor.nom_source for actor in found] == names
