"""Looks up whether the texts of a file stand in the Document that was made of it."""

from extractors.clean import clean_text

# Texts follow one another in the Document nearly as in the file: look close by before looking everywhere.
_NEAR, _JUST_BEFORE = 4_000, 200


class TextFinder:
    """Looks texts up without regard to spaces, in about constant time each as long as they come nearly in order."""

    def __init__(self, text: str) -> None:
        self._written = text
        self._compact: str | None = None
        self._here = 0
        self._last = 0
        self._before = 0

    def holds(self, piece: str) -> bool:
        """Whether the piece, as written or cleaned, stands in the text."""
        # Most stand there letter by letter, a little further on than the one before them.
        letters = piece.strip()
        found = self._written.find(letters, max(self._here - _JUST_BEFORE, 0), self._here + _NEAR)
        self._here = (self._here if found < 0 else found) + len(letters)
        if found >= 0:
            return True
        compact = "".join(piece.split())
        return self._finds(compact) or self._finds("".join(clean_text(piece).split()))

    def _finds(self, piece: str) -> bool:
        if self._compact is None:
            self._compact = "".join(self._written.split())
        for near in (self._last, self._before):
            found = self._compact.find(piece, near, near + _NEAR)
            if found >= 0:
                # A false hit of a short piece further on must not lose the true place.
                self._before, self._last = (self._last if near == self._last else near), found + len(piece)
                return True
        found = self._compact.find(piece)
        if found >= 0:
            self._before, self._last = self._last, found + len(piece)
        return found >= 0
