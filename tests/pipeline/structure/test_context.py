"""Labels beyond the lexicon: told by their words and by the texts under them, or left in `autres`."""

import random
from collections.abc import Iterator
from copy import deepcopy

import pytest

from models.action import Champ, Fiche, Method
from pipeline.lexicon import read_lexicon
from pipeline.structure import context
from pipeline.structure.context import weigh_label
from pipeline.structure.labels import LabelLexicon, fold_lexicon, match_in, match_label
from tests.pipeline.structure.drafts import CellSpec, Spec, fiches

PROSE = "Un travail sera conduit avec les habitants pour réduire les écarts constatés entre les communes."
HELD_OUT = 0.3
SURE = 0.88


def sheet(*rows: list[CellSpec]) -> Fiche:
    known: list[list[CellSpec]] = [["Constat", "Peu de haies."], ["Objectifs", "Planter."], ["Pilote", "La commune"]]
    (found,) = fiches(("b", "Fiche 1 : Planter des haies"), ("t", [*known, *rows, ["Partenaires", "Le Pays"]]))
    return found


def champ(fiche: Fiche, label: str) -> Champ:
    return next(champ for champ in fiche.champs if champ.label == label)


@pytest.mark.parametrize(
    ("label", "text", "name"),
    [
        ("L'addition", "45 000 € sur trois ans", "budget"),
        ("Qui tient le gouvernail ?", "Communauté de communes du Val", "pilotage"),
        ("On saura que c'est gagné si…", "Nombre de mètres plantés", "indicateurs"),
        ("Le terrain de jeu", "L'ensemble du territoire intercommunal", "territoire"),
        ("À qui parler ?", "Mme Essai, 02 00 00 00 00", "contact"),
    ],
)
def test_words_and_texts_together_tell_the_champ(label: str, text: str, name: str) -> None:
    assert match_label(label) is None
    found = champ(sheet([label, text]), label)
    assert (found.name, found.method) == (name, Method.CONTEXTE)
    assert 0.7 < found.confidence < 0.9


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Visa du préfet", "Favorable, le 12 mars 2025"),
        ("Top départ", "De janvier 2025 à juin 2026"),
        ("Empreinte sonore", "Forte"),
        ("Le mot du maire", PROSE),
        ("Moyen de transport conseillé", "Le train"),
        ("Température de l'eau", "12 °C"),
    ],
)
def test_a_label_in_doubt_stays_in_autres(label: str, text: str) -> None:
    assert match_label(label) is None
    found = champ(sheet([label, text]), label)
    assert (found.name, found.method) == ("autre", Method.STRUCTURE)


def test_the_same_label_is_judged_by_its_texts_in_all_fiches_at_once() -> None:
    def rows(amount: str) -> list[list[CellSpec]]:
        return [
            ["Constat", "Peu."],
            ["Objectifs", "Planter."],
            ["Pilote", "Val"],
            ["L'addition", amount],
            ["Lieu", "Ici"],
        ]

    amounts = ("12 000 €", "à définir avec les élus", "30 000 €", "8 k€")
    specs = [
        spec
        for number, amount in enumerate(amounts, start=1)
        for spec in (("b", f"Fiche {number} : Planter {number}"), ("t", rows(amount)))
    ]
    found = fiches(*specs)
    assert [champ(fiche, "L'addition").name for fiche in found] == ["budget"] * 4


def held_out_labels(seed: int) -> tuple[LabelLexicon, list[tuple[str, str]]]:
    """A lexicon without some of its forms, and those of them that it knows no more."""
    raw = deepcopy(read_lexicon("labels"))
    held: list[tuple[str, str]] = []
    for name, entry in raw["champ"].items():
        random.Random(f"{seed} {name}").shuffle(entry["forms"])
        count = int(HELD_OUT * len(entry["forms"]))
        held += [(form, name) for form in entry["forms"][:count]]
        entry["forms"] = entry["forms"][count:]
    lexicon = fold_lexicon(raw)
    return lexicon, [(form, name) for form, name in held if match_in(lexicon, form) is None]


@pytest.fixture
def fresh_evidence() -> Iterator[None]:
    context.load_evidence.cache_clear()
    yield
    context.load_evidence.cache_clear()


@pytest.mark.usefixtures("fresh_evidence")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_labels_held_out_of_the_lexicon_hardly_any_is_given_a_wrong_champ(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lexicon, held = held_out_labels(seed)
    assert len(held) > 150
    monkeypatch.setattr(context, "load_labels", lambda: lexicon)
    answers = [(name, *weigh_label(form, [PROSE])) for form, name in held]
    given = [(name, said) for name, said, score in answers if said != "autre" and score >= SURE]
    right = sum(name == said for name, said in given)
    assert right >= 0.96 * len(given)
    assert len(given) >= 0.25 * len(held)


LABELS = (
    ("Constat", "Peu de médecins s'installent dans le canton."),
    ("La promesse", "Attirer trois médecins d'ici la fin du plan."),
    ("Pilote", "ARS"),
    ("L'addition", "45 000 € sur trois ans"),
    ("Le terrain de jeu", "L'ensemble du territoire intercommunal"),
    ("Visa du préfet", "Favorable, le 3 mars 2025"),
)


def lay_out(layout: str, number: int) -> list[Spec]:
    name: Spec = ("b", f"Fiche {number} : Installer des médecins {number}")
    lines: dict[str, list[Spec]] = {
        "headings": [spec for label, text in LABELS for spec in (("h4", label), ("p", text))],
        "bold lines": [spec for label, text in LABELS for spec in (("b", label), ("p", text))],
        "bold run-ins": [("lead", (f"{label} :", text)) for label, text in LABELS],
        "plain run-ins": [("p", f"{label} : {text}") for label, text in LABELS],
        "two columns": [("t", [[label, text] for label, text in LABELS])],
        "one column": [("t", [row for label, text in LABELS for row in ([f"*{label}"], [text])])],
        "cells": [("t", [[[f"*{label}", text]] for label, text in LABELS])],
        "four columns": [
            ("t", [[f"*{a}", b, f"*{c}", d] for (a, b), (c, d) in zip(LABELS[::2], LABELS[1::2], strict=True)])
        ],
    }
    return [name, *lines[layout]]


@pytest.mark.parametrize(
    "layout",
    ["headings", "bold lines", "bold run-ins", "plain run-ins", "two columns", "one column", "cells", "four columns"],
)
def test_labels_at_the_same_place_in_many_fiches_are_labels_whatever_they_say(layout: str) -> None:
    found = fiches(*(spec for number in (1, 2, 3, 4) for spec in lay_out(layout, number)))
    assert len(found) == 4
    for fiche in found:
        named = {champ.label: (champ.name, [item.text for item in champ.items]) for champ in fiche.champs}
        assert {label: [text] for label, text in LABELS} == {label: named[label][1] for label, _ in LABELS}
        names = ["constat", "autre", "pilotage", "budget", "territoire", "autre"]
        assert [named[label][0] for label, _ in LABELS] == names
