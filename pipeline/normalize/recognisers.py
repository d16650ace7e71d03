"""Who finds the organisations of running text: our rules, spaCy's rulers with the same words, or a spaCy model too."""

from models.engines import RULES, SPACY
from pipeline.normalize.organisations import Span
from pipeline.normalize.organisations import find_organisations as find_by_rules


def read_recogniser(text: str) -> str:
    """What a user calls a recogniser, as options hold it. Raises UsageError for a spaCy model that is not installed."""
    if text in (RULES, SPACY):
        return text
    from pipeline.normalize.spacy_fr import name_model  # noqa: PLC0415 - it loads spaCy

    return name_model(text)


def knows_names_only(recogniser: str) -> bool:
    """Whether a text without any known word of a name holds no organisation for it."""
    return recogniser in (RULES, SPACY)


def find_organisations(text: str, extra: frozenset[str], recogniser: str) -> tuple[Span, ...]:
    """The spans of the organisations of a running text in order; `extra` are acronyms that the document defines."""
    if recogniser == RULES:
        return find_by_rules(text, extra)
    from pipeline.normalize.spacy_fr import find_organisations as find_by_spacy  # noqa: PLC0415 - it loads spaCy

    return find_by_spacy(text, extra, recogniser)
