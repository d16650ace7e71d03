"""Closed lists, and the lexica that may use their terms only."""

from collections.abc import Iterable
from dataclasses import fields
from itertools import chain

import pytest

from models.columns import TABLES
from models.vocabulary.actors import ACTOR_KINDS, ROLES
from models.vocabulary.champs import PLAN_CHAMP_NAMES, Term
from models.vocabulary.plans import PLAN_TYPES
from models.vocabulary.publics import PUBLICS
from pipeline.lexicon import read_lexicon

CLOSED_LISTS = tuple(dict.fromkeys(column.terms for table in TABLES for column in table.columns if column.terms))


def names(terms: Iterable[Term]) -> set[str]:
    return {term.name for term in terms}


@pytest.mark.parametrize("terms", CLOSED_LISTS, ids=lambda terms: terms[0].name)
def test_every_term_has_one_name_a_label_and_a_definition(terms: tuple[Term, ...]) -> None:
    assert len(names(terms)) == len(terms)
    assert all(getattr(term, field.name) for term in terms for field in fields(term))


def test_the_kinds_and_roles_of_the_actor_lexica_are_those_of_the_tables() -> None:
    lexicon = read_lexicon("actors")
    assert {entry["nom"] for entry in lexicon["categorie"]} <= names(ACTOR_KINDS)
    assert set(lexicon["role_du_champ"].values()) | set(lexicon["role_du_libelle"]) <= names(ROLES)
    assert set(lexicon["role_du_champ"]) <= set(PLAN_CHAMP_NAMES)


def test_the_kinds_of_the_acronyms_are_those_of_the_tables_or_no_actor() -> None:
    assert set(read_lexicon("acronyms")) <= names(ACTOR_KINDS) | {"pas_acteur"}


def test_the_kinds_of_plan_of_the_lexicon_are_those_of_the_tables() -> None:
    assert {entry["type_plan"] for entry in read_lexicon("plan_kinds")["kind"]} <= names(PLAN_TYPES)


def test_the_champs_of_the_label_lexicon_are_those_of_the_tables() -> None:
    assert set(read_lexicon("labels")["champ"]) <= set(PLAN_CHAMP_NAMES)


def test_the_target_groups_of_the_lexicon_are_those_of_the_tables() -> None:
    assert set(chain(read_lexicon("publics"))) <= names(PUBLICS)
