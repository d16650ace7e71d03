"""Literal markup inside plain text: a field's value with `<p>` and `<u>` in it, Markdown's bold, entities."""

import html
import re

from extractors.build import DraftBlock
from extractors.flow import PARAGRAPH, Run, Shape, make_blocks
from extractors.html_names import BLOCKS, DROPPED, VOIDS
from extractors.html_soup import flatten_markup, play_markup, play_tidy_markup
from extractors.html_walk import PageWalker
from models.document import PLAIN, Style

_INLINE = (
    "a abbr acronym b big cite code del em font i ins label mark q s small span strike strong sub sup time tt u".split()
)
_KNOWN = "|".join(
    sorted({*BLOCKS, *VOIDS, *DROPPED, *_INLINE, "select", "option", "textarea"}, key=lambda name: (-len(name), name))
)
# A tag that text would not hold by chance: `<ARS>` and `< 5 %` are text.
_TAG = re.compile(rf"</?(?:{_KNOWN})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_NOT_A_TAG = re.compile(rf"<(?!/?(?:{_KNOWN})(?:\s[^<>]*)?/?>|!--)", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&lt;/?(?:{_KNOWN})\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?=[^\s*])(.{1,300}?)(?<=[^\s*])\*\*")
_MANY_TAGS = 2000
_STRONG = Style(bold=True)


def has_markup(text: str) -> bool:
    """Whether tags or entities stand in the text as letters.

    >>> has_markup("un <b>mot</b>"), has_markup("moins de <5 %"), has_markup("A &amp; B")
    (True, False, True)
    """
    return ("<" in text and _TAG.search(text) is not None) or ("&" in text and _ENTITY.search(text) is not None)


def make_value_blocks(text: str, shape: Shape = PARAGRAPH) -> list[DraftBlock]:
    """The blocks of a text that may hold literal markup; what is no tag stays as it is written."""
    if "&" in text and _ESCAPED_TAG.search(text) and not _TAG.search(text):
        # Escaped once too often by whatever exported it.
        text = html.unescape(text)
    if "<" in text and _TAG.search(text):
        return _read_markup(text)
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return make_blocks(split_bold(text), shape)


def _read_markup(text: str) -> list[DraftBlock]:
    markup = _NOT_A_TAG.sub("&lt;", text)
    if markup.count("<") > _MANY_TAGS:
        markup = flatten_markup(markup)
    walker = PageWalker()
    if not play_tidy_markup(markup, walker):
        play_markup(markup, walker)
    return walker.close().drafts()


def split_bold(text: str) -> list[Run]:
    """Markdown's bold as runs, its marks off.

    >>> [run for run, style in split_bold("**Pilote :** ARS") if style.bold]
    ['Pilote :']
    """
    if "**" not in text:
        return [(text, PLAIN)] if text else []
    runs: list[Run] = []
    at = 0
    for found in _BOLD.finditer(text):
        runs += [(text[at : found.start()], PLAIN), (found[1], _STRONG)]
        at = found.end()
    return [run for run in (*runs, (text[at:], PLAIN)) if run[0]]
