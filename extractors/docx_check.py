"""The proof that nothing is lost: every text of the file is looked for in the Document, whatever the walk did."""

from collections.abc import Iterable, Sequence

from extractors import docx_names as names
from extractors.docx_names import T, w
from extractors.docx_runs import pick_branch
from extractors.text_finder import TextFinder
from extractors.trees import Element

_TEXTS = (T, names.MATH_T)
# What says inside a row or a cell that it was deleted.
_DELETIONS = {names.TR: f"{names.TR_PR}/{names.DEL}", names.TC: f"{names.TC_PR}/{w('cellDel')}"}


def find_lost_texts(roots: Iterable[Element], text: str, excused: Sequence[str]) -> list[str]:
    """The texts under `roots` that stand neither in `text` nor, for a known reason, outside it.

    Reasons are deleted revisions, the versions of an alternative that were not read, and the `excused` texts.
    """
    finder = TextFinder(text)
    allowed = set(excused)
    lost: list[str] = []
    for root in roots:
        lineage = Lineage(root)
        lost += [
            element.text
            for tag in _TEXTS
            for element in root.iter(tag)
            if element.text
            and element.text not in allowed
            and not finder.holds(element.text)
            and not lineage.is_gone(element)
        ]
    return lost


class Lineage:
    """The ancestors of the elements under `root`, looked up only where someone asks."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._found: dict[Element, Element] | None = None

    @property
    def _parents(self) -> dict[Element, Element]:
        if self._found is None:
            self._found = {child: parent for parent in self._root.iter() for child in parent}
        return self._found

    def is_gone(self, element: Element) -> bool:
        """Whether an element stands in a deleted revision, or in a version of an alternative that is not read."""
        child = element
        parent = self._parents.get(child)
        while parent is not None:
            if parent.tag in names.GONE or (parent.tag == names.ALTERNATE and pick_branch(parent) is not child):
                return True
            deletion = _DELETIONS.get(parent.tag)
            if deletion is not None and parent.find(deletion) is not None:
                return True
            child, parent = parent, self._parents.get(parent)
        return False
