"""What a user should know of pages that gave no or spoilt text."""

from collections.abc import Iterable, Mapping
from enum import Enum

from models.flags import Flag, Gravity


class PageDoubt(Enum):
    """Why a page is in doubt: the flag's code, its message and how grave it is."""

    LOST = ("texte_perdu", "La page {} n'a pas pu être lue.", Gravity.ERREUR)
    UNMAPPED = ("texte_perdu", "Une partie des caractères de la page {} n'a pas de code lisible.", Gravity.ERREUR)
    SHORTENED = ("texte_perdu", "Une partie du texte de la page {} n'a pas été reprise.", Gravity.ERREUR)
    BLANK = ("page_sans_texte", "La page {} n'a pas de texte (image ou page blanche).", Gravity.INFO)
    REREAD = (
        "page_relue",
        "La page {} a été relue par un second moteur, qui y trouve plus de texte.",
        Gravity.INFO,
    )


def describe_doubts(doubts: Mapping[PageDoubt, Iterable[int]]) -> list[Flag]:
    """One flag for each page and doubt, the gravest doubts first."""
    flags: list[Flag] = []
    for doubt, numbers in doubts.items():
        code, message, gravity = doubt.value
        flags += [Flag(code, message.format(number), gravity, number) for number in numbers]
    return flags
