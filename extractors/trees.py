"""Trees of XML for the readers of office documents.

They are the standard library's: expat parses as fast as libxml2, and where lxml makes a proxy for each element that is
touched, these elements are plain objects. The walk over a Word file takes a third of the time.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TypeAlias
from xml.etree import ElementTree

Element: TypeAlias = ElementTree.Element

# Office programs nest some twenty elements deep; thousands are an attack on whoever walks them.
_DEEPEST = 2_000


def parse_tree(blob: bytes) -> Element:
    """The root of XML in the encoding it declares; raises `ElementTree.ParseError`.

    The caller has refused documents with a DTD: nothing here expands entities.
    """
    return ElementTree.fromstring(blob)


def is_too_deep(root: Element, blob: bytes) -> bool:
    """Whether elements stand deeper than any office program nests them; `blob` is the XML that `root` was made of."""
    if blob.count(b"/") < _DEEPEST:
        # Each level ends with one, in whatever encoding: most parts need not be walked.
        return False
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def iter_any(root: Element, tags: AbstractSet[str]) -> Iterator[Element]:
    """The elements of those tags, `root` included, in the order of the file."""
    return (element for element in root.iter() if element.tag in tags)
