"""Label matching: one spelling for many, compounds, close variants, and what is no label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.action import Method
from models.vocabulary.champs import ACTION_CHAMP_NAMES
from pipeline.letters import strip_accents
from pipeline.lexicon import read_lexicon
from pipeline.structure.folding import fold_label
from pipeline.structure.labels import LabelMatch, fold_lexicon, match_label, split_run_in

FORMS = [
    (form, name)
    for name, entry in read_lexicon("labels")["champ"].items()
    for form in (*entry["forms"], *entry.get("heads", ()))
]


@pytest.mark.parametrize(
    ("label", "champ"),
    [
        ("Constat", "constat"),
        ("DIAGNOSTIC", "constat"),
        ("Pourquoi cette action ?", "constat"),
        ("Enjeux :", "objectifs"),
        ("Mise en oeuvre", "mise_en_oeuvre"),
        ("MODALITES DE MISE EN ŒUVRE", "mise_en_oeuvre"),
        ("Public(s) visé(s)", "publics"),
        ("Publics cibles de l'action", "publics"),
        ("Où ?", "territoire"),
        ("Porteur·euse·s de l’action", "pilotage"),
        ("Principaux partenaires", "partenaires"),
        ("Conditions de réussite", "leviers"),
        ("Difficultés pressenties", "freins"),
        ("Budget (en € TTC)", "budget"),
        ("3.2 Échéancier prévisionnel", "calendrier"),
        ("Indicateurs du suivi et évaluation proposés", "indicateurs"),
        ("État d'avancement", "statut"),
        ("Niveau de priorité", "priorite"),
        ("Personne(s) ressource(s)", "contact"),
    ],
)
def test_a_label_is_recognised_however_it_is_spelt(label: str, champ: str) -> None:
    found = match_label(label)
    assert found is not None
    assert found.names == (champ,)


def test_every_form_of_the_lexicon_names_a_champ_in_any_case() -> None:
    header_names = ("objectif", "titre", "axe", "action_numero")
    for form, _ in FORMS:
        for spelt in (form, form.upper(), strip_accents(form), f"{form} :"):
            found = match_label(spelt)
            assert found is not None, spelt
            assert found.name in (*ACTION_CHAMP_NAMES, *header_names), spelt


def test_no_form_stands_under_two_champs() -> None:
    owners: dict[tuple[str, ...], str] = {}
    for form, name in FORMS:
        assert owners.setdefault(fold_label(form), name) == name, form


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Leviers/freins", ("leviers", "freins")),
        ("Partenaires et ressources partenariales", ("partenaires", "articulation")),
        ("Contexte et enjeux", ("constat", "objectifs")),
        ("Moyens humains et financiers", ("moyens", "budget")),
        ("Calendrier, budget", ("calendrier", "budget")),
        ("Indicateurs de réalisation et de résultat", ("indicateurs",)),
        ("Suivi et évaluation", ("indicateurs",)),
    ],
)
def test_a_compound_label_names_its_champs_in_its_order(label: str, names: tuple[str, ...]) -> None:
    found = match_label(label)
    assert found is not None
    assert found.names == names


def test_a_close_spelling_is_taken_with_its_score() -> None:
    found = match_label("Calendrier previsionel")
    assert found is not None
    assert (found.name, found.method) == ("calendrier", Method.APPROCHE)
    assert 0.9 <= found.score < 1


@pytest.mark.parametrize(
    "text",
    [
        "Visa du préfet",
        "Santé mentale",
        "Actions de formation des aidants",
        "Calendrier : 2025",
        "Liens avec les familles",
        "Le public visé est large et varié, sans distinction d'âge.",
        "12",
        "",
    ],
)
def test_what_only_resembles_a_label_is_none(text: str) -> None:
    assert match_label(text) is None


def test_the_singular_action_is_a_title_and_the_plural_a_champ() -> None:
    single, several = match_label("Action"), match_label("Actions")
    assert single is not None
    assert several is not None
    assert (single.name, several.name) == ("titre", "mise_en_oeuvre")


def test_a_synonym_added_to_the_lexicon_is_recognised() -> None:
    lexicon = fold_lexicon({"champ": {"constat": {"forms": ["Ce que nous avons vu"]}}})
    assert lexicon.forms[fold_label("CE QUE NOUS AVONS VU :")] == "constat"


@given(
    st.sampled_from([form for form, _ in FORMS]),
    st.sampled_from(["{}", "{} :", "{}:", "  {}  ", "1. {}", "2.1 {}", "IV - {}"]),
    st.sampled_from([str, str.upper, str.lower, str.capitalize]),
)
def test_case_numbering_and_colon_never_change_a_label(form: str, frame: str, case: type[str]) -> None:
    plain, dressed = match_label(form), match_label(frame.format(case(form)))
    assert plain is not None
    assert dressed is not None
    if plain.method is Method.LEXIQUE and fold_label(form) != ("action",):
        assert dressed.names == plain.names


@given(st.text(max_size=120))
def test_any_text_gives_a_known_champ_or_none(text: str) -> None:
    found = match_label(text)
    assert found is None or (isinstance(found, LabelMatch) and found.names and 0 < found.score <= 1)


@pytest.mark.parametrize(
    ("text", "lead", "expected"),
    [
        ("Pilote : ARS", 0, ("Pilote", "ARS")),
        ("Pilote ARS", 6, ("Pilote", "ARS")),
        ("Pilote – ARS", 8, ("Pilote", "ARS")),
        ("Horaires : 9:30", 0, ("Horaires", "9:30")),
        ("Rendez-vous à 9:30", 0, None),
        ("Sans libellé", 0, None),
    ],
)
def test_a_run_in_label_ends_at_its_colon_or_with_its_look(
    text: str, lead: int, expected: tuple[str, str] | None
) -> None:
    found = split_run_in(text, lead)
    assert (None if found is None else (text[: found[0]], text[found[1] :])) == expected


@pytest.mark.parametrize(
    "text", ["Moyen", "Moyen terme", "Grand public", "1 ETP", "Action en cours", "Objectif atteint"]
)
def test_an_answer_that_reads_like_a_label_is_none(text: str) -> None:
    assert match_label(text) is None


@pytest.mark.parametrize(
    ("label", "champ"),
    [
        ("Constats issus du diagnostic", "constat"),
        ("Actions déjà engagées", "constat"),
        ("Exemple de pilote", "pilotage"),
        ("Élu en charge", "pilotage"),
        ("Exemples d'indicateurs de suivi", "indicateurs"),
        ("Besoins humains et matériels", "moyens"),
        ("Partenaires financiers pressentis", "budget"),
        ("Date de fin prévisionnelle", "calendrier"),
        ("Co-bénéfices", "resultats_attendus"),
        ("EPCI concernés", "territoire"),
        ("Difficulté de mise en œuvre", "autre"),
        ("Difficultés", "freins"),
    ],
)
def test_labels_of_real_plans_name_their_champ(label: str, champ: str) -> None:
    found = match_label(label)
    assert found is not None
    assert found.name == champ
