"""Looking at a text's words first must never hide what the long pattern finds."""

import pytest

from pipeline.lexicon import read_lexicon
from pipeline.normalize import actor_lexicon, dates, place_evidence, places, prose_actors
from pipeline.normalize.cues import Cues, make_cues
from pipeline.normalize.spelling import flatten
from tests.pipeline.normalize.cases import read_cases

CUES: dict[str, Cues] = {
    "prose": actor_lexicon.prose_cues(),
    "subject": actor_lexicon.subject_cues(),
    "list": actor_lexicon.role_cues(),
    "bare labels": actor_lexicon.bare_labels(),
    "role labels": actor_lexicon.role_labels(),
    "before a département": place_evidence._supports_departement(),
    "before a commune": place_evidence._supports_commune(),
    "neutral": place_evidence._neutral(),
    "landscape": place_evidence._landscape(),
    "prepositions": place_evidence._prepositions(),
    "groups": places._group_heads(),
    "forms": places._form_heads(),
    "horizons": dates._horizons(),
}


def phrases() -> list[str]:
    """The phrases of the lexica that the cues are made of, and the texts of the written cases."""
    actors, territories = read_lexicon("actors"), read_lexicon("territories")
    sections = [actors[name] for name in ("role_dans_la_phrase", "role_en_prose", "role_du_sujet", "role_du_libelle")]
    found = [phrase for section in sections for words in section.values() for phrase in words]
    found += territories["groupements"]["tetes"] + territories["groupements"]["sigles"]
    found += [head for heads in territories["formes"].values() for head in heads]
    found += [phrase for horizons in read_lexicon("horizons").values() for phrase in horizons]
    found += ["court et long terme", "moyen/long terme"]
    found += [*territories["departements"]["appuis"], *territories["departements"]["paysage"]]
    found += [word for key in ("appuis", "neutres", "prepositions") for word in territories["communes"][key]]
    found += [text for case in read_cases("acteurs") for text in case["texte"]]
    return found + [case["texte"] for case in read_cases("territoires")]


@pytest.mark.parametrize("name", CUES)
def test_each_phrase_is_found_as_by_the_pattern_alone(name: str):
    cues = CUES[name]
    for phrase in phrases():
        around = (f"Action {phrase}s Rivemont", f"«{phrase}» :", f"{phrase.upper()} le CCAS", f"{phrase}s : CCAS")
        for text in (phrase, f"Un {phrase} ", f"{phrase} de la ", *around):
            flat = flatten(text)
            assert [m.span() for m in cues.finditer(flat)] == [m.span() for m in cues.pattern.finditer(flat)], text


@pytest.mark.parametrize("name", CUES)
def test_some_phrase_is_found_at_all(name: str):
    behind = (" CCAS", " ", " de la ", " : CCAS")
    assert any(CUES[name].search(f"{flatten(phrase)}{words}") for phrase in phrases() for words in behind)


def test_durations_are_found_where_the_unit_sticks_to_the_number():
    assert [found.months for found in dates.find_durations("duree : 6mois")] == [6]
    assert list(dates.find_durations("un an passe, sans mois")) != []
    assert list(dates.find_durations("des ateliers pour tous")) == []


def test_a_word_with_letters_beyond_latin_triggers_its_phrase():
    cues = make_cues(r"(?<!\w)met en œuvre(?!\w)", ["met en œuvre"])
    assert cues.search("l'ars met en œuvre l'action")
    assert not cues.may_stand_in("l'ars met en place l'action")


def test_prose_without_an_organisation_near_a_turn_of_phrase_is_looked_at_no_further(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    monkeypatch.setattr(prose_actors, "find_organisations", lambda text, *_others: asked.append(text) or ())
    for text in (
        "Un animateur est financé par bassin de vie.",
        "La salle est prise en charge par demi-journée.",
        "La CPAM est citée ici, et plus loin, bien après, une charte est signée par toutes et tous.",
    ):
        assert prose_actors.find_roles(text, {}) == ()
    assert not asked
    prose_actors.find_roles("Les ateliers sont financés par la CPAM.", {})
    assert len(asked) == 1
