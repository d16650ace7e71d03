"""Words cut at a line end: whether the hyphen was the word's own («vis-à-vis») or only the line's («préven-tion»)."""

import re
from collections.abc import Sequence
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_CUT: Final = "\u00ad"
# First halves that keep their hyphen whatever follows, and pairs that do.
_ALWAYS: Final = frozenset(("demi", "ex", "médico", "non", "quasi", "vice", "vis", "c'est", "d'après"))
_PAIRS: Final = {
    "sage": ("femme",),
    "sages": ("femmes",),
    "parents": ("enfants",),
    "enfants": ("parents",),
    "au": ("delà", "dessus", "dessous", "devant"),
    "peut": ("être",),
    "rendez": ("vous",),
    "là": ("bas", "haut", "dedans", "dessus"),
    "plate": ("forme", "formes"),
    "savoir": ("faire", "être"),
    **dict.fromkeys(("celui", "celle", "ceux", "celles"), ("ci", "là")),
    **dict.fromkeys(("lui", "elle", "eux", "elles", "soi", "moi", "nous", "vous"), ("même", "mêmes")),
}
_LINKS: Final = frozenset("à au aux d de des du en et la le les l sous sur lès lez t".split())
# A shorter piece that is a word by chance («en-semble») proves nothing.
_TELLING: Final = 4
# Text that is set with hyphenation cuts one word in so many at least; fewer cuts in all must stand closer.
_WORDS_A_CUT: Final = 150
_WORDS_A_FEW: Final = 40
_FEW_CUTS: Final = 4


class Vocabulary:
    """The words of texts that stand uncut, folded; decides how the cut ones (with U+00AD at the cut) go together.

    The texts are read when the first word is asked for: most documents cut none.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._tokens: set[str] | None = None
        self._words: set[str] | None = None
        self._lower: set[str] | None = None
        self._hyphenates: bool | None = None

    def _read_tokens(self) -> set[str]:
        """What stands between blanks, each once: a tenth of the text, in which words are then looked for."""
        if self._tokens is None:
            self._tokens = set()
            for text in self._texts:
                self._tokens.update(text.split())
        return self._tokens

    def _read_words(self) -> set[str]:
        if self._words is None:
            self._words = set()
            for token in self._read_tokens():
                if _CUT not in token:
                    self._words.update(_WORD.findall(token.casefold()))
        return self._words

    def _hyphenates_lines(self) -> bool:
        """Whether the document cuts words at its lines' ends: often, or one that stands whole elsewhere. Where it does
        not, a line ends with a hyphen only after one of the word's own («sages-femmes»).
        """
        if self._hyphenates is None:
            self._hyphenates = self._judge_cuts(self._read_words())
        return self._hyphenates

    def _judge_cuts(self, words: set[str]) -> bool:
        cuts = [token for text in self._texts if _CUT in text for token in text.casefold().split() if _CUT in token]
        if not cuts or any(not words.isdisjoint(_WORD.findall(cut.replace(_CUT, ""))) for cut in cuts):
            return True
        usual = _WORDS_A_CUT if len(cuts) >= _FEW_CUTS else _WORDS_A_FEW
        return len(cuts) * usual > sum(text.count(" ") for text in self._texts)

    def is_common(self, word: str) -> bool:
        """Whether a word stands somewhere without a capital: then its capital opens a phrase, and is no name's."""
        if self._lower is None:
            self._lower = {word for token in self._read_tokens() for word in _WORD.findall(token) if word.islower()}
        return word.lower() in self._lower

    def join(self, left: str, right: str) -> str:
        """What stands between the two halves of a word: nothing, or its own hyphen."""
        one, two = left.casefold().replace("’", "'"), right.casefold().replace("’", "'")
        shouted = left.isupper() and len(left) > 1
        if not one or not two or not two[0].isalpha() or (right[0].isupper() and not shouted):
            return "-"
        words = self._read_words()
        if one + two in words:
            return ""
        if f"{one}-{two}" in words:
            return "-"
        head, _, tail = one.rpartition("-")
        if one in _ALWAYS or two in _PAIRS.get(one, ()) or (head and tail in _LINKS):
            return "-"
        if not self._hyphenates_lines():
            return "-"
        telling = min(len(tail), len(two)) >= _TELLING
        return "-" if telling and tail in words and two in words else ""
