"""spaCy where it serves: organisations and sentences in running text, by a blank French pipeline with rules of our own.

No statistical model: those shatter names such as «Direction générale adjointe des solidarités», and what they find is
not the same on every machine. Importing spaCy takes half a second, so this module is loaded for prose only.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.normalize.actor_lexicon import LOWER_HEADS, full_names, known_in_prose, names_in_prose

if TYPE_CHECKING:
    from spacy.language import Language

_ORGANISATION = "ORG"
_CAPITAL = r"[A-ZÀ-Ý][\w'’-]*"
_SMALL = r"de|du|des|d['’]|la|le|les|l['’]|à|aux?|en|pour"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation named in a text: its span, and the number of its sentence from 0."""

    start: int
    end: int
    sentence: int


def find_organisations(text: str, extra: frozenset[str] = frozenset()) -> tuple[Organisation, ...]:
    """The organisations of a running text in order; `extra` are acronyms that the document itself defines."""
    doc = _pipeline()(text)
    found: list[Organisation] = []
    for number, sentence in enumerate(doc.sents):
        spans = [(entity.start_char, entity.end_char) for entity in sentence.ents]
        spans += [(t.idx, t.idx + len(t)) for t in sentence if t.text in extra and not t.ent_type_]
        found.extend(Organisation(*_trim(text, *span), number) for span in sorted(spans))
    return tuple(found)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the small words that the pattern took along at its end."""
    words = text[start:end].split(" ")
    small = {"de", "du", "des", "d'", "d’", "la", "le", "les", "l'", "l’", "à", "au", "aux", "en", "pour", ""}
    while len(words) > 1 and words[-1] in small:
        words.pop()
    return start, start + len(" ".join(words).rstrip("'’ "))


@cache
def _pipeline() -> "Language":
    # Late on purpose: see the module's docstring.
    from spacy.language import BaseDefaults, Language  # noqa: PLC0415

    class PlainFrench(Language):  # type: ignore[no-untyped-call]  # spaCy's __init_subclass__ has no annotations
        """French as far as these rules need it: words parted at an apostrophe, hyphenated names kept whole.

        `spacy.lang.fr` compiles its list of hyphenated words for two seconds on import, and we part no such word.
        """

        lang = "fr"

        class Defaults(BaseDefaults):
            infixes = (r"(?<=\w['’])(?=\w)", r"(?<=\w)[/;:,()|](?=\w)")

    nlp = PlainFrench()
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "\n", "…"]})
    ruler = nlp.add_pipe("entity_ruler", config={"overwrite_ents": True, "phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": _ORGANISATION, "pattern": pattern} for pattern in _patterns()])  # type: ignore[attr-defined]  # add_pipe is typed as a plain callable
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
