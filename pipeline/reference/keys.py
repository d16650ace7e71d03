"""How names of territories are spelled for look-ups: blanks between words, capitals without accents."""

from typing import Final

_SPACED: Final = dict.fromkeys(map(ord, "-'’‘–‑/"), " ")
CAPITALS: Final = dict(zip(map(ord, "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ"), "AAACEEEEIIOOUUUY", strict=True))
_KEY: Final = _SPACED | CAPITALS | {ord("œ"): "oe", ord("Œ"): "Oe", ord("æ"): "ae", ord("Æ"): "Ae"}
# «Rennes métropole», «Annemasse agglo»: written small as often as not.
SMALL_KINDS: Final = ("métropole", "agglomération", "agglo", "communauté", "intercommunalité", "eurométropole")
_KINDS: Final = frozenset(SMALL_KINDS)
_SHORT: Final = {"St": "Saint", "Ste": "Sainte", "Sts": "Saints", "ST": "SAINT", "STE": "SAINTE"}


def word_key(word: str) -> str:
    """A word as it stands in keys: capitals without accents, `St` in full; lower-case letters keep their accents.

    >>> word_key("Évreux"), word_key("Ste"), word_key("placé")
    ('Evreux', 'Sainte', 'placé')
    """
    # In ASCII nothing stands for another character within a word.
    key = word if word.isascii() and word.isalnum() else word.translate(_KEY)
    return _SHORT.get(key) or (key.capitalize() if key in _KINDS else key)


def name_key(name: str) -> str:
    """The key of a name: its words parted by one space.

    >>> name_key("St-Cyr-l'École")
    'Saint Cyr l Ecole'
    """
    words = name.translate(_KEY).replace(".", " ").split()
    return " ".join(map(word_key, words))
