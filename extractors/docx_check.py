"""The proof that nothing is lost: every text of the file is looked for in the Document, whatever the walk did."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extractors import docx_names as names
from extractors.clean import clean_text
from extractors.docx_names import T, w
from extractors.docx_runs import pick_branch

if TYPE_CHECKING:
    from extractors.docx_names import Element

# Texts follow one another in the Document nearly as in the file: look close by before looking everywhere.
_NEAR = 4_000


def find_lost_texts(roots: "Iterable[Element]", text: str, excused: Sequence[str]) -> list[str]:
    """The texts under `roots` that stand neither in `text` nor, for a known reason, outside it.

    Reasons are deleted revisions, the versions of an alternative that were not read, and the `excused` texts.
    """
    finder = _Finder(text)
    allowed = set(excused)
    return [
        element.text
        for root in roots
        for element in root.iter(T, names.MATH_T)
        if element.text and element.text not in allowed and not finder.holds(element.text) and not is_gone(element)
    ]


class _Finder:
    """Looks texts up without regard to spaces, in about constant time each as long as they come nearly in order."""

    def __init__(self, text: str) -> None:
        self._text = "".join(text.split())
        self._last = 0
        self._before = 0

    def holds(self, piece: str) -> bool:
        """Whether the piece, as written or cleaned, stands in the text."""
        compact = "".join(piece.split())
        return self._finds(compact) or self._finds("".join(clean_text(piece).split()))

    def _finds(self, piece: str) -> bool:
        for near in (self._last, self._before):
            found = self._text.find(piece, near, near + _NEAR)
            if found >= 0:
                # A false hit of a short piece further on must not lose the true place.
                self._before, self._last = (self._last if near == self._last else near), found + len(piece)
                return True
        found = self._text.find(piece)
        if found >= 0:
            self._before, self._last = self._last, found + len(piece)
        return found >= 0


def is_gone(element: "Element") -> bool:
    """Whether an element stands in a deleted revision, or in a version of an alternative that is not the one read."""
    child = element
    for parent in element.iterancestors():
        if parent.tag in names.GONE:
            return True
        if parent.tag == names.ALTERNATE and pick_branch(parent) is not child:
            return True
        if parent.tag == names.TR and parent.find(f"{names.TR_PR}/{names.DEL}") is not None:
            return True
        if parent.tag == names.TC and parent.find(f"{names.TC_PR}/{w('cellDel')}") is not None:
            return True
        child = parent
    return False
