"""The corpus is what it says: wide enough, the same from run to run, its gold true to what is printed."""

import json
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from models.vocabulary.champs import ACTION_CHAMP_NAMES
from tests.accuracy.cases import make_cases
from tests.accuracy.content import HERE, read_plans
from tests.accuracy.gold import HEADER_KEYS, make_gold
from tests.accuracy.layouts import ALL_LAYOUTS
from tests.accuracy.sheet import Dossier, Kind, read_pieces
from tests.accuracy.spelling import list_words
from tests.accuracy.wording import all_labels

FIGURE_KEYS = {
    "acteurs": {"role", "nom", "sigle", "categorie"},
    "echeances": {"debut", "fin", "horizon"},
    "financements": {"montant_eur", "financeur"},
    "indicateurs": {"libelle", "valeur_initiale", "cible"},
    "territoires": {"type", "code", "nom"},
}


@cache
def dossiers() -> tuple[Dossier, ...]:
    return tuple(make_cases())


def test_the_corpus_is_as_wide_as_the_project_asks() -> None:
    cases = dossiers()
    assert len(cases) >= 120
    assert len({case.layout for case in cases}) >= 20
    assert {case.suffix for case in cases} >= {"txt", "html", "docx", "pdf", "xlsx", "csv", "tsv"}
    assert sum(len(plan.fiches) for plan in read_plans()) >= 40


def test_at_least_150_labels_are_printed_somewhere() -> None:
    printed = {row.label.rstrip(" :").casefold() for case in dossiers() for sheet in case.sheets for row in sheet.rows}
    assert len(printed) >= 150


def test_no_fiche_serves_both_training_and_scoring() -> None:
    seen: dict[str, set[str]] = {"train": set(), "scored": set()}
    for case in dossiers():
        seen[case.split] |= {sheet.titre for sheet in case.sheets}
    assert seen["train"]
    assert seen["scored"]
    assert not seen["train"] & seen["scored"]


def test_no_two_documents_share_a_name() -> None:
    names = Counter(case.name for case in dossiers())
    assert [name for name, count in names.items() if count > 1] == []


def test_a_label_stands_for_one_champ_only() -> None:
    assert set(all_labels().values()) <= {*ACTION_CHAMP_NAMES, "autre"}
    lexicon = tomllib.loads((HERE / "labels.toml").read_text(encoding="utf-8"))
    forms = Counter(
        form for part in lexicon.values() if isinstance(part, dict) for own in part.values() for form in own
    )
    assert [form for form, count in forms.items() if count > 1] == []


@pytest.mark.parametrize("layout", sorted(ALL_LAYOUTS))
def test_a_layout_is_built_to_the_same_bytes_each_time(layout: str) -> None:
    case = next(case for case in dossiers() if case.layout == layout)
    assert ALL_LAYOUTS[layout](case) == ALL_LAYOUTS[layout](case)


def test_gold_names_champs_and_values_of_the_contract() -> None:
    for case in dossiers():
        for action in make_gold(case)["actions"]:
            assert isinstance(action, dict)
            assert set(action["champs"]) <= set(ACTION_CHAMP_NAMES)
            assert set(HEADER_KEYS) <= set(action)
            for table, keys in FIGURE_KEYS.items():
                assert all(set(row) == keys for row in action.get(table, [])), (case.name, table)


def test_values_are_written_in_words_of_their_champs() -> None:
    """Gold's own values come from the text: no indicator, funder or territory that the fiche does not name."""
    sources = {"indicateurs": ("indicateurs", "libelle"), "territoires": ("territoire", "nom")}
    for plan in read_plans():
        for fiche in plan.fiches:
            for table, (champ, key) in sources.items():
                text = " ".join(fiche.champs.get(champ, []))
                missing = [row[key] for row in fiche.values.get(table, []) if str(row[key]) not in text]
                assert not missing, (fiche.titre, table)


def test_what_is_printed_in_plain_text_is_what_gold_wants() -> None:
    for case in dossiers():
        if case.suffix == "txt" and case.layout != "txt_mojibake":
            printed = Counter(list_words(ALL_LAYOUTS[case.layout](case).decode()))
            for action in make_gold(case)["actions"]:
                assert isinstance(action, dict)
                wanted = Counter(
                    word for items in action["champs"].values() for text in items for word in list_words(text)
                )
                assert not wanted - printed, case.name


def test_kept_pdfs_have_their_gold_beside_them() -> None:
    kept = sorted((HERE / "kept").glob("*.pdf"))
    assert kept
    for path in kept:
        gold = json.loads(Path(f"{path}.json").read_text(encoding="utf-8"))
        assert gold["chemin"] == path.name
        assert gold["actions"]


def test_content_lines_become_the_pieces_that_they_mark() -> None:
    pieces = read_pieces(["• un point", "2. un pas", "☒ coché", "| a |  | c", "## titre", "# grand titre", "du texte"])
    kinds = [Kind.BULLET, Kind.NUMBER, Kind.CHECK, Kind.ROW, Kind.SUB, Kind.HEADING, Kind.PARAGRAPH]
    assert [piece.kind for piece in pieces] == kinds
    assert [piece.text for piece in pieces] == [
        "un point",
        "un pas",
        "coché",
        "a | c",
        "titre",
        "grand titre",
        "du texte",
    ]
    assert pieces[2].checked
    assert pieces[3].cells == ("a", "", "c")
