"""Web pages: lxml plays the markup to the walker in one pass; BeautifulSoup the pages on which lxml loses text."""

import re
from typing import Any, cast

from lxml import etree

from extractors import sniff
from extractors.build import DraftBlock, build_document
from extractors.byline import complete_metadata
from extractors.decode import decode_text, find_declared_charset
from extractors.html_soup import flatten_markup, play_markup
from extractors.html_walk import PageWalker
from models.document import Document, Source
from models.errors import Motif, UnreadableSource
from models.flags import Flag, Gravity

MEDIA_TYPES = (sniff.HTML, sniff.XHTML)

_ANY_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&#?\w{1,31};")
_SURE_SHARE = 0.9
_NOT_WORTH_A_SECOND_LOOK = 200
_XML_DECLARATION = re.compile(r"\s*<\?xml\b[^<>]*\?>")


def read(data: bytes, source: Source) -> Document:
    """The page in `data`: its blocks in source order, menus and the like marked as furniture.

    Raises UnreadableSource for a page without any text.
    """
    return read_page(data, source)


def read_page(data: bytes, source: Source, *, charset: str | None = None) -> Document:
    """As `read`; `charset` is what came with the page (a server's or a mail's header) and not in it."""
    decoded = decode_text(data, declared=charset or find_declared_charset(data))
    walker, flags = walk_page(decoded.text)
    blocks: list[DraftBlock] = walker.blocks()
    document = build_document(
        source,
        blocks,
        reader="html",
        metadata=complete_metadata(walker.head.metadata(), blocks),
        encoding=decoded.encoding,
        flags=(*decoded.flags, *flags),
    )
    if not document.text:
        what = "the page holds no text"
        raise UnreadableSource(source.name, Motif.VIDE, what, "save the page again once it has loaded in a browser")
    return document


def walk_page(markup: str) -> tuple[PageWalker, list[Flag]]:
    """Play a page to a walker; lxml's hearing is checked against the amount of text in the source."""
    walker = _play_with_lxml(markup)
    expected = _count_roughly(markup)
    if expected - walker.seen < _NOT_WORTH_A_SECOND_LOOK or walker.seen >= _SURE_SHARE * expected:
        return walker, []
    second = PageWalker()
    play_markup(flatten_markup(markup), second)
    second.close()
    if second.seen <= walker.seen:
        return walker, []
    message = "La page est mal formée : elle a été relue par un analyseur plus tolérant."
    return second, [Flag("html_mal_forme", message, Gravity.INFO)]


def _play_with_lxml(markup: str) -> PageWalker:
    walker = PageWalker()
    # Bytes and a forced encoding: a `meta charset` that is not ours must not be believed again here.
    # (The stubs allow text as bytes, which lxml gives only on Python 2.)
    parser = etree.HTMLParser(target=cast("Any", walker), encoding="utf-8", huge_tree=True)
    if "<?xml" in markup:
        markup = _XML_DECLARATION.sub("", markup, count=1)
    try:
        etree.fromstring(markup.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        # Nothing in it that could be a page; what the walker heard until then is what there is.
        walker.close()
    return walker


def _count_roughly(markup: str) -> int:
    """Characters that are not tags, an entity counting as one."""
    text = _ENTITY.sub("x", _ANY_TAG.sub("", markup))
    return len(text)
