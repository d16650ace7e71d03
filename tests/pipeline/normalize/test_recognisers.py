"""Who finds organisations in prose: our rules, spaCy's rulers, or a spaCy model that is installed."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy

from models.engines import RULES, SPACY
from models.errors import UsageError
from pipeline.normalize import spacy_fr
from pipeline.normalize.context import Context
from pipeline.normalize.recognisers import find_organisations, read_recogniser
from pipeline.normalize.values import read_values
from tests.pipeline.normalize.cases import make_champ

TEXT = "Les ateliers sont financés par la CPAM, Cépage Bleu et l'ARS."
MODEL = "fr_essai_cepage"
LOADER = """from spacy.util import load_model_from_init_py


def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An installed spaCy package that knows one organisation."""
    nlp = spacy.blank("xx")
    nlp.meta["name"], nlp.meta["version"] = "essai", "1.2.3"
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Cépage Bleu"}])  # type: ignore[attr-defined] # the ruler's
    (tmp_path / MODEL).mkdir()
    nlp.to_disk(tmp_path / MODEL / "xx_essai-1.2.3")
    (tmp_path / MODEL / "meta.json").write_text(
        (tmp_path / MODEL / "xx_essai-1.2.3" / "meta.json").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (tmp_path / MODEL / "__init__.py").write_text(LOADER, encoding="utf-8")
    info = tmp_path / f"{MODEL}-1.2.3.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {MODEL}\nVersion: 1.2.3\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    spacy_fr._model.cache_clear()
    yield read_recogniser(MODEL)
    spacy_fr._model.cache_clear()
    sys.modules.pop(MODEL, None)


def actors(recogniser: str) -> list[str]:
    context = Context(text=TEXT, recogniser=recogniser)
    return [actor.nom for actor in read_values((make_champ("mise_en_oeuvre", TEXT),), context).acteurs]


def test_rules_and_rulers_find_the_same_actors() -> None:
    assert actors(RULES) == actors(SPACY) == ["CPAM"]


def test_a_model_adds_what_no_rule_knows_and_takes_nothing_away(model: str) -> None:
    assert model == f"{MODEL} 1.2.3"
    spans = find_organisations(TEXT, frozenset(), model)
    assert [TEXT[start:end] for start, end in spans] == ["CPAM", "Cépage Bleu", "ARS"]
    assert actors(model) == ["CPAM", "Cépage Bleu", "ARS"]


def test_a_sentence_without_any_known_name_is_left_to_the_model(model: str) -> None:
    text = "Une fresque financée par Cépage Bleu."
    values = read_values((make_champ("mise_en_oeuvre", text),), Context(text=text, recogniser=model))
    assert [(actor.role, actor.nom) for actor in values.acteurs] == [("financeur", "Cépage Bleu")]


def test_a_model_that_is_not_installed_is_named_with_what_to_do() -> None:
    with pytest.raises(UsageError, match=r"--ner fr_nulle_part.*introuvable"):
        read_recogniser("fr_nulle_part")
