"""The reading that the rules for organisations are held to: a blank spaCy pipeline of rulers with the same words."""

from functools import cache
from typing import Any

from spacy.language import BaseDefaults, Language

from pipeline.normalize.actor_lexicon import LOWER_HEADS, full_names, known_in_prose, names_in_prose

_CAPITAL = r"[A-ZÀ-Ý][\w'’-]*"
_SMALL = r"de|du|des|d['’]|la|le|les|l['’]|à|aux?|en|pour"


class PlainFrench(Language):
    """French as far as these rules need it: words parted at an apostrophe, hyphenated names kept whole.

    `spacy.lang.fr` compiles its list of hyphenated words for two seconds on import, and we part no such word.
    """

    lang = "fr"

    class Defaults(BaseDefaults):
        infixes = (r"(?<=\w['’])(?=\w)", r"(?<=\w)[/;:,()|](?=\w)")


def find_organisations(text: str, extra: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    doc = _pipeline()(text)
    spans = [(entity.start_char, entity.end_char) for entity in doc.ents]
    spans += [(t.idx, t.idx + len(t)) for t in doc if t.text in extra and not t.ent_type_]
    return [_trim(text, *span) for span in sorted(spans)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the small words that the pattern took along at its end."""
    words = text[start:end].split(" ")
    small = {"de", "du", "des", "d'", "d’", "la", "le", "les", "l'", "l’", "à", "au", "aux", "en", "pour", ""}
    while len(words) > 1 and words[-1] in small:
        words.pop()
    return start, start + len(" ".join(words).rstrip("'’ "))


@cache
def _pipeline() -> Language:
    nlp = PlainFrench()
    ruler: Any = nlp.add_pipe("entity_ruler", config={"overwrite_ents": True, "phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "ORG", "pattern": pattern} for pattern in _patterns()])
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
