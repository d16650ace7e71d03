"""Whether the text that a file gives for a page can be French: fonts without a right code map give other letters."""

import re

# Words of any French page, each with blanks about it: found without cutting the text up.
_USUAL = (" de ", " la ", " et ", " les ", " des ", " du ", " à ", " le ")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    "à au aux avec ce ces cette dans de des du elle en est et il ils la le les leur leurs mais ne nous on ou par pas "
    "plus pour qu que qui sa se ses son sont sur un une vous l d s n c "
    "action actions axe fiche objectif objectifs plan projet public santé".split()
)
# Letters that no French word has, and no sign that a French text needs.
_FOREIGN = re.compile(
    r"[^\s\x20-\x7e\xa0-\xbf×÷ÀÂÄÆÇÈÉÊËÎÏÔÖÙÛÜàâäæçèéêëîïôöùûüÿñßŒœŸ\u2000-\u206f€™−≤≥≈→⇒☐☑☒▪●■□◦○►✓✔\xad\ufb00-\ufb06]"
)
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_HARD = re.compile(r"[^\Waeiouyàâäéèêëîïôöùûüœæ]{6}|(.)\1\1", re.IGNORECASE)
_LETTERS_TOLD = 60
_WORDS_TOLD = 15
# So many foreign letters, or so few common words beside so few that could be read aloud, make garbage.
_MOST_FOREIGN = 0.03
_LEAST_COMMON = 0.04
_LEAST_SPOKEN = 0.6
# One letter a word: the text was set with blanks between its letters.
_SPELT = 0.6


def is_garbage(text: str) -> bool:
    """Whether a page's text is so unlike French that its picture should be read instead; never on a few words.

    >>> is_garbage("Le plan est suivi par un comité qui se réunit deux fois par an. " * 3)
    False
    >>> is_garbage("OH SODQ HVW VXLYL SDU XQ FRPLWp TXL VH UpXQLW GHXA IRLV SDU DQ " * 3)
    True
    """
    if len(text) < _LETTERS_TOLD:
        return False
    if len(_FOREIGN.findall(text)) > _MOST_FOREIGN * len(text):
        return True
    usual = sum(word in text for word in _USUAL) * 2 >= len(_USUAL)
    return not usual and _is_unreadable(_WORD.findall(text.casefold()))


def _is_unreadable(words: list[str]) -> bool:
    """Whether words are too odd: spelt letter by letter, or hardly one common and few that could be read aloud."""
    if len(words) < _WORDS_TOLD:
        return False
    if sum(len(word) == 1 for word in words) > _SPELT * len(words):
        return True
    if sum(word in _COMMON for word in words) >= _LEAST_COMMON * len(words):
        return False
    long = [word for word in words if len(word) > 2]
    spoken = sum(_VOWEL.search(word) is not None and _HARD.search(word) is None for word in long)
    return spoken < _LEAST_SPOKEN * len(long)


def measure_french(text: str) -> float:
    """The share of a text's words that are among the commonest of French, 0 to 1.

    >>> measure_french("le plan")
    1.0
    """
    words = _WORD.findall(text.casefold())
    return sum(word in _COMMON for word in words) / len(words) if words else 0.0
