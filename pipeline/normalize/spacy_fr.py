"""Organisations in running text as spaCy finds them: the reference of `organisations`, and home of statistical models.

The rules are the same words as rulers of a blank French pipeline. A model (`--ner fr_core_news_sm`) adds the
organisations that no rule knows; it never replaces a rule's span, since models shatter names such as «Direction
générale adjointe des solidarités». Importing spaCy takes most of a second and 60 MB, so this module is loaded on
demand only.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import spacy
from spacy.language import BaseDefaults, Language
from spacy.util import get_package_version, is_package

from models.engines import SPACY
from models.errors import UsageError
from pipeline.normalize.actor_lexicon import LOWER_HEADS, full_names, known_in_prose, names_in_prose
from pipeline.normalize.organisations import Span, trim_name

_ORGANISATION: Final = "ORG"
_CAPITAL: Final = r"[A-ZÀ-Ý][\w'’-]*"
_SMALL: Final = r"de|du|des|d['’]|la|le|les|l['’]|à|aux?|en|pour"


class PlainFrench(Language):  # type: ignore[no-untyped-call] # spaCy leaves `__init_subclass__` untyped
    """French as far as these rules need it: words parted at an apostrophe, hyphenated names kept whole.

    `spacy.lang.fr` compiles its list of hyphenated words for two seconds on import, and we part no such word.
    """

    lang = "fr"

    class Defaults(BaseDefaults):
        infixes = (r"(?<=\w['’])(?=\w)", r"(?<=\w)[/;:,()|](?=\w)")


def name_model(name: str) -> str:
    """A model as options hold it, «fr_core_news_sm 3.8.0». Raises UsageError if it is not installed."""
    version = get_package_version(name) if is_package(name) else None
    if version is None:
        raise UsageError(
            f"--ner {name} : modèle spaCy introuvable",
            f"installez-le (python -m spacy download {name}), ou donnez rules ou spacy.",
        )
    return f"{name} {version}"


def find_organisations(text: str, extra: frozenset[str] = frozenset(), recogniser: str = SPACY) -> tuple[Span, ...]:
    """The spans of the organisations of a running text in order, by rulers and by the recogniser's model, if any."""
    doc = _rulers()(text)
    found = [(entity.start_char, entity.end_char) for entity in doc.ents]
    found += [(t.idx, t.idx + len(t)) for t in doc if t.text in extra and not t.ent_type_]
    spans = [trim_name(text, *span) for span in found]
    model, _, version = recogniser.partition(" ")
    if version:
        spans.extend(_not_across(_recognised(text, model), spans))
    return tuple(sorted(spans))


def _recognised(text: str, model: str) -> list[Span]:
    return [
        (entity.start_char, entity.end_char) for entity in _model(model)(text).ents if entity.label_ == _ORGANISATION
    ]


def _not_across(spans: Iterable[Span], taken: list[Span]) -> list[Span]:
    return [(start, end) for start, end in spans if all(end <= left or right <= start for left, right in taken)]


@cache
def _model(name: str) -> Language:
    return spacy.load(name)


@cache
def _rulers() -> Language:
    nlp = PlainFrench()
    ruler: Any = nlp.add_pipe("entity_ruler", config={"overwrite_ents": True, "phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": _ORGANISATION, "pattern": pattern} for pattern in _patterns()])
    return nlp


def _patterns() -> list[list[dict[str, Any]] | str]:
    """Full names; a known acronym with the place behind it; a noun that opens names with its complements."""
    known = list(known_in_prose())
    heads, complements = names_in_prose()
    inside = "|".join(sorted(complements))
    tail: dict[str, Any] = {"TEXT": {"REGEX": rf"^(?:{_SMALL}|{inside}|{_CAPITAL})$"}, "OP": "*"}
    place: dict[str, Any] = {"TEXT": {"REGEX": rf"^{_CAPITAL}$"}, "OP": "*"}
    name = place | {"OP": "+"}
    return [
        *sorted(full_names()),
        [{"TEXT": {"IN": known}}, place],
        [
            {"TEXT": {"IN": known}},
            {"TEXT": {"IN": ["du", "de", "d'", "d’"]}},
            {"TEXT": {"IN": ["la", "l'", "l’"]}, "OP": "?"},
            name,
        ],
        [
            {"LOWER": {"IN": list(LOWER_HEADS)}},
            {"TEXT": {"IN": ["de", "du", "des", "d'", "d’"]}, "OP": "?"},
            {"TEXT": {"IN": ["la", "l'", "l’"]}, "OP": "?"},
            name,
        ],
        [{"TEXT": {"REGEX": r"^(?:[A-Z]\.){2,}[A-Z]?$"}}, place],
        [{"LOWER": {"IN": sorted(heads)}}, tail],
    ]
