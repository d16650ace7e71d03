"""The user's own lexicon: what is written is what is read, and what it says comes before ours."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UsageError
from pipeline.options import Options, fingerprint_options
from pipeline.outputs import LABELS
from pipeline.structure.folding import fold_label
from pipeline.structure.labels import match_label
from pipeline.structure.own_labels import use_labels
from pipeline.user_labels import NAMES, assign_labels, read_user_labels

WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="="), min_size=3, max_size=40)


@given(label=WORDS.map(str.strip).filter(lambda text: fold_label(text.rstrip(" :")) != ()), name=st.sampled_from(NAMES))
def test_every_label_comes_back_from_the_file_as_it_was_taught(
    label: str, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("out")
    assigned = assign_labels(out, [f"{label}={name}"])
    assert assigned == read_user_labels(out / LABELS) == ((label.rstrip(" :"), name),)


def test_a_label_taught_again_changes_its_champ_whatever_its_spelling(tmp_path: Path) -> None:
    assign_labels(tmp_path, ["Visa du préfet=autre", "Freins levés=statut"])
    assert assign_labels(tmp_path, ["VISAS DU PREFET = contact"]) == (
        ("Freins levés", "statut"),
        ("VISAS DU PREFET", "contact"),
    )


def test_the_column_autres_may_be_named_for_the_champ_autre(tmp_path: Path) -> None:
    assert assign_labels(tmp_path, ["Visa=autres"]) == (("Visa", "autre"),)


@pytest.mark.parametrize("text", ['[champ.freins]\nforms = "Visa"', "[champ.freins]\nforms = [3]", "champ = 3"])
def test_a_file_of_another_shape_is_refused_or_names_no_label(text: str, tmp_path: Path) -> None:
    path = tmp_path / LABELS
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        read_user_labels(path)


def test_what_the_user_says_comes_before_the_lexicon_and_only_while_it_is_said() -> None:
    before = match_label("Pilote :")
    with use_labels([("Pilotes", "contact"), ("Météo du projet", "statut")]):
        taught = match_label("Pilote :"), match_label("2. MÉTÉO DU PROJET")
        assert [match.names for match in taught if match] == [("contact",), ("statut",)]
    assert match_label("Pilote :") == before
    assert match_label("2. MÉTÉO DU PROJET") is None


def test_results_are_kept_apart_by_what_the_user_taught() -> None:
    assert fingerprint_options(Options(labels=(("Visa", "autre"),))) != fingerprint_options(Options())
