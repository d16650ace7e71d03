"""Plain letters for comparing texts: one table a process, asked character by character in C."""

import unicodedata


class _PlainLetters(dict[int, str]):
    """What each character is without its accents; a character is looked up once a process, then stands in the table."""

    def __missing__(self, code: int) -> str:
        plain = "".join(char for char in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(char))
        self[code] = plain
        return plain


_PLAIN = _PlainLetters({ord("œ"): "oe", ord("æ"): "ae"})


def strip_accents(text: str) -> str:
    """Lower case without accents, `œ` and `æ` spelled out.

    >>> strip_accents("Mise en Œuvre")
    'mise en oeuvre'
    """
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.translate(_PLAIN)
