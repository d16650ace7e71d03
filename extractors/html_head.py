"""What a page says of itself: title, `meta`, Open Graph, JSON-LD."""

import json
import re
from collections.abc import Mapping
from typing import Any

from extractors.clean import clean_text
from models.document import Metadata

_LARGEST_JSON = 1_000_000
_DEEPEST = 6
_ISO_DAY = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_FRENCH_DAY = re.compile(r"\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

# Names of `meta` elements by what they say, the surest first.
_META = {
    "title": ("og:title", "dc.title", "dcterms.title", "twitter:title"),
    "author": ("author", "dc.creator", "dcterms.creator", "article:author"),
    "publisher": ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name"),
    "date": (
        "article:published_time",
        "dcterms.issued",
        "dc.date.issued",
        "dc.date",
        "dcterms.date",
        "date",
        "pubdate",
    ),
    "url": ("og:url",),
    "language": ("dc.language", "content-language", "og:locale"),
}


class PageHead:
    """Collects a page's statements about itself as its markup goes by."""

    def __init__(self) -> None:
        self.title = ""
        self.language = ""
        self._meta: dict[str, str] = {}
        self._linked: dict[str, str] = {}

    def add_meta(self, attributes: Mapping[str, str]) -> None:
        """Take in a `meta` element; the first of a name counts."""
        name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv") or ""
        content = clean_text(attributes.get("content") or "", keep_breaks=False)
        if name and content:
            self._meta.setdefault(name.lower(), content)

    def add_linked_data(self, text: str) -> None:
        """Take in a JSON-LD script; one that is broken says nothing."""
        if len(text) > _LARGEST_JSON:
            return
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return
        for node in _find_articles(found):
            for key, value in _read_article(node).items():
                self._linked.setdefault(key, value)

    def metadata(self) -> Metadata:
        """All of it, surest first: JSON-LD, then `meta`, then `title` and `lang`."""
        title = self._linked.get("title") or self._find_meta("title") or clean_text(self.title, keep_breaks=False)
        author = self._linked.get("author") or self._find_meta("author")
        return Metadata(
            title=title or None,
            author=None if not author or author.startswith(("http:", "https:", "//")) else author,
            publisher=self._linked.get("publisher") or self._find_meta("publisher"),
            date=find_day(self._linked.get("date") or self._find_meta("date") or ""),
            language=_find_language(self.language or self._find_meta("language") or ""),
            url=_find_address(self._find_meta("url") or ""),
        )

    def _find_meta(self, what: str) -> str | None:
        return next((self._meta[name] for name in _META[what] if name in self._meta), None)


def find_day(text: str) -> str | None:
    """An ISO date, as precise as it is written, from how `meta` elements write one; None for anything else.

    >>> find_day("2017-09-22T10:00:00+02:00"), find_day("22/09/2017"), find_day("hier")
    ('2017-09-22', '2017-09-22', None)
    """
    iso = _ISO_DAY.match(text)
    if iso:
        return "-".join(part for part in iso.groups() if part)
    french = _FRENCH_DAY.match(text)
    return f"{french[3]}-{int(french[2]):02}-{int(french[1]):02}" if french else None


def _find_address(text: str) -> str | None:
    return text if text.startswith(("http://", "https://")) else None


def _find_language(text: str) -> str | None:
    found = _LANGUAGE.fullmatch(text.strip().replace("_", "-"))
    return found[0] if found else None


def _find_articles(node: Any, depth: int = 0) -> list[dict[str, Any]]:
    """The nodes of JSON-LD that have a headline, outermost first."""
    if depth > _DEEPEST:
        return []
    if isinstance(node, list):
        return [article for part in node for article in _find_articles(part, depth + 1)]
    if not isinstance(node, dict):
        return []
    own = [node] if "headline" in node else []
    return own + [article for value in node.values() for article in _find_articles(value, depth + 1)]


def _read_article(node: Mapping[str, Any]) -> dict[str, str]:
    found = {
        "title": _name_of(node.get("headline")),
        "author": _name_of(node.get("author")),
        "publisher": _name_of(node.get("publisher")),
        "date": _name_of(node.get("datePublished")),
    }
    return {key: clean_text(value, keep_breaks=False) for key, value in found.items() if value}


def _name_of(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _name_of(value.get("name"))
    return ", ".join(filter(None, map(_name_of, value))) if isinstance(value, list) else ""
