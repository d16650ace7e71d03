"""Plans named in prose: by their long names, their acronyms, several at once."""

import pytest

from pipeline.structure.plan_kinds import find_mentions, find_unlisted, names_plan, replace_mentions, titles_plan


@pytest.mark.parametrize(
    ("text", "type_plan"),
    [
        ("Le CONTRAT LOCAL DE SANTE du Val", "contrat_local_de_sante"),
        ("le Contrat territorial de santé", "contrat_local_de_sante"),
        ("notre Plan Climat-Air-Énergie Territorial", "pcaet"),
        ("notre plan climat air energie territorial", "pcaet"),
        ("le PCAET", "pcaet"),
        ("un contrat de ville", "contrat_de_ville"),
        ("le programme régional de santé", "projet_regional_de_sante"),
        ("le schéma départemental de l'autonomie", "schema_departemental"),
        ("la convention territoriale globale", "autre"),
    ],
)
def test_a_plan_is_known_whatever_its_capitals_accents_and_hyphens(text: str, type_plan: str) -> None:
    assert [mention.kind.type_plan for mention in find_mentions(text)] == [type_plan]


def test_the_longest_name_wins_over_the_one_inside_it() -> None:
    (mention,) = find_mentions("le contrat local de santé mentale du Val")
    assert mention.kind.label == "Contrat local de santé mentale"


def test_several_plans_at_once_are_plural() -> None:
    assert [mention.plural for mention in find_mentions("les contrats locaux de santé et le CLS")] == [True, False]


def test_acronyms_count_only_in_capitals_and_as_whole_words() -> None:
    assert not names_plan("un cls, le CLSX, le PRS-X")
    assert names_plan("le CLS.")


def test_a_mention_spans_the_name_as_written() -> None:
    text = "l’Été du Plan climat air énergie"
    (mention,) = find_mentions(text)
    assert text[mention.start : mention.end] == "Plan climat air énergie"


def test_an_acronym_in_brackets_belongs_to_the_name_before_it() -> None:
    assert replace_mentions("le contrat local de santé (CLS) et le CLS") == "le planmention et le planmention"
    assert replace_mentions("le projet alimentaire territorial (PAT)") == "le planmention"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Projet culturel du Pays de Grive 2025-2028", True),
        ("Fiches actions – Stratégie locale pour l'eau 2024-2030", True),
        ("Projet culturel du Pays de Grive", False),
        ("Programme d'actions 2024-2026", False),
        ("Le budget du projet 2024-2026", False),
    ],
)
def test_an_unlisted_plan_is_known_by_its_noun_and_its_years(title: str, found: bool) -> None:
    assert (find_unlisted(title) is not None) is found


def test_a_title_is_a_plans_own_only_where_the_plan_opens_it() -> None:
    assert titles_plan("Le contrat local de santé du Pays de Grive")
    assert not titles_plan("Animer le contrat local de santé")
