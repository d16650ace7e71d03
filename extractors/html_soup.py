"""BeautifulSoup, for what is no page: fragments inside text, and markup on which lxml loses text.

A soup is only read here, never searched: it is played, event by event, to the walker that also listens to lxml.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from bs4 import BeautifulSoup
from bs4.element import Comment, Declaration, Doctype, NavigableString, PageElement, ProcessingInstruction, Tag

from extractors.html_names import BLOCKS, VOIDS

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)([^<>]*)>|<(?!!--)")
_COMMENT_START, _COMMENT_END = "<!--", "-->"
_DEEPEST = 200
_NO_TEXT = (Comment, Doctype, Declaration, ProcessingInstruction)


class Listener(Protocol):
    """What markup is played to."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""

    def data(self, text: str) -> None:
        """Text goes by."""

    def end(self, tag: str) -> None:
        """An element closes."""


def play_markup(markup: str, listener: Listener) -> None:
    """Parse `markup` with BeautifulSoup and tell the listener about it, in order, without recursion."""
    soup = BeautifulSoup(markup, "html.parser")
    stack: list[tuple[str, Iterator[PageElement]]] = [("", iter(soup.contents))]
    while stack:
        name, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                listener.end(name)
        elif isinstance(child, Tag):
            listener.start(child.name, _plain_attributes(child))
            stack.append((child.name, iter(child.contents)))
        elif isinstance(child, NavigableString) and not isinstance(child, _NO_TEXT):
            listener.data(str(child))


def _plain_attributes(tag: Tag) -> dict[str, str]:
    """Attributes as text: BeautifulSoup splits `class` and the like into lists."""
    return {key: value if isinstance(value, str) else " ".join(value or ()) for key, value in tag.attrs.items()}


def flatten_markup(markup: str) -> str:
    """The same text under at most 200 open tags at a time, in one pass.

    Floods of open tags make BeautifulSoup's parser go over its whole stack again and again. Elements that would stand
    deeper are left out, a block's border kept as a line break; `<` that opens no tag becomes an entity.
    """
    depth = 0
    pieces: list[str] = []
    for piece in _split_comments(markup):
        depth = _flatten_piece(piece, depth, pieces)
    return "".join(pieces)


def _flatten_piece(piece: str, depth: int, pieces: list[str]) -> int:
    at = 0
    for found in _TAG.finditer(piece):
        pieces.append(piece[at : found.start()])
        at = found.end()
        name = (found[2] or "").lower()
        if not name:
            pieces.append("<" if piece[found.end() : found.end() + 1] in "!?" else "&lt;")
        elif name in VOIDS or found[3].endswith("/"):
            pieces.append(found[0])
        elif found[1]:
            pieces.append(found[0] if depth <= _DEEPEST else _border(name))
            depth = max(depth - 1, 0)
        else:
            depth += 1
            pieces.append(found[0] if depth <= _DEEPEST else _border(name))
    pieces.append(piece[at:])
    return depth


def _border(name: str) -> str:
    return "<br>" if name in BLOCKS else ""


def _split_comments(markup: str) -> Iterator[str]:
    """What stands between comments; one that is never closed is taken for text."""
    at = 0
    while (start := markup.find(_COMMENT_START, at)) >= 0:
        end = markup.find(_COMMENT_END, start)
        if end < 0:
            break
        yield markup[at:start]
        at = end + len(_COMMENT_END)
    yield markup[at:].replace(_COMMENT_START, "&lt;!--")
