"""BeautifulSoup, for what is no page: fragments inside text, and markup on which lxml loses text.

A soup is only read here, never searched: it is played, event by event, to the walker that also listens to lxml. Most
fragments are tidy enough to be played without one.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from bs4 import BeautifulSoup
from bs4.element import Comment, Declaration, Doctype, NavigableString, PageElement, ProcessingInstruction, Tag

from extractors.html_names import BLOCKS, VOIDS

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)([^<>]*)>|<(?!!--)")
_COMMENT_START, _COMMENT_END = "<!--", "-->"
_DEEPEST = 200
# Markup as exports of databases write it: a few tags without attributes.
_TIDY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\s*(/?)>")
_TIDY_NAMES = frozenset(
    "a abbr b big br cite div em h1 h2 h3 h4 h5 h6 i li ol p small span strong sub sup u ul".split()
)
_BLANKS = " \n\t\f\r"
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


def play_tidy_markup(markup: str, listener: Listener) -> bool:
    """Do the same for tidy markup, of a few tags without attributes that are all closed in turn, without making a soup.

    For any other, nothing is told and the answer is False. A soup takes fifty times as long.
    """
    if "&" in markup:
        return False
    pieces = _TIDY_TAG.split(markup)
    tags = [
        (close, name.lower(), empty)
        for close, name, empty in zip(pieces[1::4], pieces[2::4], pieces[3::4], strict=True)
    ]
    if markup.count("<") != len(tags) or not _are_in_turn(tags):
        return False
    for text, (close, name, _) in zip(pieces[0::4], (*tags, ("", "", "")), strict=True):
        if text:
            listener.data(text if text.strip(_BLANKS) else "\n" if "\n" in text else " ")
        if name and not close:
            listener.start(name, {})
        if name and (close or name in VOIDS):
            listener.end(name)
    return True


def _are_in_turn(tags: Iterable[tuple[str, str, str]]) -> bool:
    opened: list[str] = []
    for close, name, empty in tags:
        if name not in _TIDY_NAMES or (name in VOIDS and close) or (name not in VOIDS and empty):
            return False
        if close and (not opened or opened.pop() != name):
            return False
        if not close and name not in VOIDS:
            opened.append(name)
    return not opened


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
