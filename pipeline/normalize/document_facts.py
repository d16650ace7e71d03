"""What a document is: its own title, author, publisher, day of publication and language.

What the file says of itself comes first where such files can be trusted: a web page's author and date, not the login
and the day that a word processor writes into every file. What it does not say is looked for where readers look.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import islice, pairwise
from typing import Final

from extractors.byline import Byline, parse_byline
from models.action import DocumentFacts, Structure
from models.document import Document
from pipeline.lexicon import read_lexicon
from pipeline.normalize.days import WrittenDay, find_days
from pipeline.normalize.fiche_spans import NEAR_THE_TOP, starts_of
from pipeline.normalize.spelling import flatten
from pipeline.structure.plan_lines import Line
from pipeline.structure.plan_sections import is_caption
from pipeline.words import split_words

_PAGE_TYPES: Final = ("text/html", "text/plain", "application/xhtml+xml")
# The flag of a page that is a picture.
_PICTURED: Final = "page_numerisee"
_NEAR_THE_END: Final = 6
_TITLE_LENGTH: Final = 220
_LONGEST_COVER_TITLE: Final = 3
_LEAST_WORDS: Final = 2
_PAGE_NUMBER: Final = re.compile(r"\bpage\s*\d+(?:\s*(?:sur|de|/)\s*\d+)?", re.IGNORECASE)
# «Publié le 3 mai 2018 | Mis à jour le 4 mai 2019»: two bylines on one line.
_BYLINE_PARTS: Final = re.compile(r"\s+[|•·–—-]\s+")
_MARK_AND_BLANK: Final = re.compile(r"[|•·–—-]\s")
_STOPS: Final = (".", ";", ":", ",", "!", "…")
_WORDS_FOR_LANGUAGE: Final = 400
_LETTERS_FOR_LANGUAGE: Final = 20 * _WORDS_FOR_LANGUAGE
# A date to the day with its weekday and a few words.
_LONGEST_DATE: Final = 60
_DIGITS: Final = re.compile(r"[0-9][0-9]")


def find_document_facts(document: Document, structure: Structure, lines: Sequence[Line]) -> DocumentFacts:
    """The facts of a document; each None where nothing says it. `lines` as `fiche_spans` gives them."""
    near = _numbered(lines[:NEAR_THE_TOP])
    edges = [*near, *_numbered(_last_lines(lines))]
    return DocumentFacts(
        titre=_find_title(document, structure, lines),
        auteur=_find_author(document, lines, edges),
        editeur=_find_publisher(document, lines),
        date_publication=_find_date(document, near, edges),
        langue=find_language(document.text) or document.metadata.language,
    )


def find_language(text: str) -> str | None:
    """`fr` where the text's small words are French ones; None where they are not, or are too few to tell.

    >>> find_language("Le plan est porté par la commune et les associations du territoire.")
    'fr'
    """
    french, others, least = _small_words()
    written = split_words(flatten(text[:_LETTERS_FOR_LANGUAGE]))
    words = [word for word in written if word.isalpha()][:_WORDS_FOR_LANGUAGE]
    ours = len([word for word in words if word in french])
    theirs = len([word for word in words if word in others])
    return "fr" if words and ours > theirs and ours / len(words) >= least else None


@cache
def _small_words() -> tuple[frozenset[str], frozenset[str], float]:
    """The words by which French is known, those of its neighbours, and the least share of the former."""
    raw = read_lexicon("document_facts")["language"]
    return frozenset(raw["fr"]), frozenset(raw["others"]), raw["least"]


# Title


def _find_title(document: Document, structure: Structure, lines: Sequence[Line]) -> str | None:
    """A single fiche's title; a collection's cover title; else the title of the page."""
    if len(structure.fiches) == 1 and structure.fiches[0].titre:
        return structure.fiches[0].titre
    own = _clean_title(document.metadata.title)
    if not structure.fiches:
        return _page_title(own, lines)
    if own and _has_pictured_cover(document):
        return own
    cover = _cover_title(list(_cover_lines(structure, lines)))
    heads = (line.text for line in lines if line.block.furniture and not line.is_row and _reads_as_title(line.text))
    return _matching(own, [cover] if cover else []) or cover or own or next(heads, None)


def _has_pictured_cover(document: Document) -> bool:
    """Whether the first page alone is a picture, read by text recognition: designers' covers are hard to read."""
    scanned = {flag.page for flag in document.flags if flag.code == _PICTURED}
    return 1 in scanned and 2 * len(scanned) < len(document.pages)


def _cover_lines(structure: Structure, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines before the first fiche's own: before its title, without what places it in the plan."""
    first = structure.fiches[0]
    starts = starts_of(first.champs) or [0]
    above = {step.titre for step in first.hierarchie}
    for line in lines:
        if first.titre and first.titre in line.text:
            return
        if line.place.start >= (max(starts) if first.titre else min(starts)):
            return
        if not line.block.furniture and not any(title and title in line.text for title in above):
            yield line


def _reads_as_title(text: str) -> bool:
    """Whether a running head has words enough to be a title, not a page number."""
    words = re.findall(r"[^\W\d_]{3,}", _PAGE_NUMBER.sub("", text))
    return len(text) <= _TITLE_LENGTH and len(words) >= _LEAST_WORDS


def _page_title(own: str | None, lines: Sequence[Line]) -> str | None:
    top = [line for line in lines[:NEAR_THE_TOP] if _may_be_title(line)]
    # The body that speaks stands above the title; where nothing else does, its name is the title.
    top = top[1:] if len(top) > 1 and _is_body(top[0]) else top
    headings = [line for line in lines if line.is_heading and not line.block.furniture]
    evidence: tuple[Callable[[], str | None], ...] = (
        lambda: _from_crumbs(lines[:NEAR_THE_TOP], top),
        lambda: _matching(own, [line.text for line in (*headings, *top)]),
        lambda: _above_byline(lines[:NEAR_THE_TOP]),
        lambda: _first([text for text, count in Counter(line.text for line in top).items() if count > 1]),
        lambda: _first([line.text for line in headings if line.block.level == 1]),
        lambda: _first([line.text for line in top]),
        lambda: _first([line.text for line in headings]),
        lambda: own.split(_separator(own))[0] if own else None,
    )
    for find in evidence:
        if found := find():
            return found
    return None


def _may_be_title(line: Line) -> bool:
    if line.block.furniture or line.is_item or line.is_row or is_caption(line.text):
        return False
    return len(line.text) <= _TITLE_LENGTH and not line.text.endswith(_STOPS) and _byline(line.text) is None


def _from_crumbs(near: Sequence[Line], top: Sequence[Line]) -> str | None:
    """The title that a breadcrumb ends with, as the page writes it."""
    for line in near:
        crumbs = split_crumbs(line.text)
        if crumbs:
            return next((other.text for other in top if flatten(other.text) == flatten(crumbs[-1])), None)
    return None


def split_crumbs(text: str) -> list[str]:
    """The steps of a breadcrumb; empty where the line is none.

    >>> split_crumbs("Accueil / Santé / Le contrat")
    ['Accueil', 'Santé', 'Le contrat']
    """
    if not flatten(text).lstrip().startswith(_crumb_starts()):
        return []
    steps = [step.strip() for step in _crumb_separators().split(text)]
    opens = flatten(steps[0]).startswith(_crumb_starts())
    return steps if opens and len(steps) > 1 and all(steps) else []


@cache
def _crumb_starts() -> tuple[str, ...]:
    return tuple(flatten(start) for start in read_lexicon("document_facts")["crumbs"]["starts"])


@cache
def _crumb_separators() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(read_lexicon('document_facts')['crumbs']['separators'])})\s")


def _matching(own: str | None, texts: Iterable[str]) -> str | None:
    """The text of the document that the file's own title, or the part before the site's name, repeats."""
    if not own:
        return None
    wanted = {flatten(own), *(flatten(part) for separator in _separators() for part in own.split(separator)[:1])}
    return next((text for text in texts if flatten(text) in wanted), None)


def _above_byline(near: Sequence[Line]) -> str | None:
    for above, line in pairwise(near):
        if _byline(line.text) and _may_be_title(above) and not split_crumbs(above.text):
            return above.text
    return None


def _cover_title(cover: Sequence[Line]) -> str | None:
    """The lines in the largest type before the first fiche, or the first heading of the highest level."""
    titles = [line for line in cover if _may_be_title(line) and _reads_as_title(line.text) and not find_days(line.text)]
    sizes = [line.block.style.size or 0 for line in titles]
    if titles and max(sizes) > min(sizes):
        first = sizes.index(max(sizes))
        last = first + 1
        while last < len(titles) and sizes[last] == sizes[first] and last - first < _LONGEST_COVER_TITLE:
            last += 1
        return " ".join(line.text for line in titles[first:last])
    headings = [line for line in titles if line.is_heading]
    return _first(
        [line.text for line in headings if line.block.level == _highest(headings)] or [t.text for t in titles]
    )


def _highest(headings: Sequence[Line]) -> int:
    return min((line.block.level for line in headings), default=0)


def _clean_title(title: str | None) -> str | None:
    return title if title and not _is_junk("title", title) else None


def _separator(title: str) -> str:
    return next((separator for separator in _separators() if separator in title), "\n")


def _separators() -> list[str]:
    return list(read_lexicon("document_facts")["title"]["separators"])


# Author, publisher, day


def _find_author(document: Document, lines: Sequence[Line], edges: Sequence[Line]) -> str | None:
    """`edges` are the numbered lines of both ends."""
    author, is_page = document.metadata.author, document.source.media_type in _PAGE_TYPES
    given = author and author != document.metadata.publisher and not _is_junk("author", author)
    # A word processor writes a login into the file; only what reads as a name is one.
    if author and given and (is_page or re.search(r"[A-ZÀ-Ý][\w’'-]+\s+[A-ZÀ-Ý]", author)):
        return author
    for line in edges:
        byline = _byline(line.text)
        if byline and byline.author:
            return byline.author
    signed = _signed()
    for line in lines[:NEAR_THE_TOP]:
        if found := signed.fullmatch(line.text):
            return found["name"]
    return None


def _find_publisher(document: Document, lines: Sequence[Line]) -> str | None:
    publisher = document.metadata.publisher
    if publisher and not _is_junk("publisher", publisher):
        return publisher
    return _copyright_holder(lines) or _site_name(lines[:NEAR_THE_TOP]) or _body_above(document, lines)


def _copyright_holder(lines: Sequence[Line]) -> str | None:
    pattern = _copyright()
    for line in _edges(lines):
        found = pattern.fullmatch(line.text)
        name = found["name"].strip(" -–,.") if found else ""
        if name and not flatten(name).startswith(("tous droits", "all rights")):
            return name
    return None


def _site_name(near: Sequence[Line]) -> str | None:
    """The line that opens a page above its breadcrumb: the site's name, where it is not the page's title."""
    for number, line in enumerate(near):
        crumbs = split_crumbs(line.text)
        if crumbs and number:
            name = near[0].text
            is_name = len(name) <= _TITLE_LENGTH // 2 and not name.endswith(_STOPS)
            return name if is_name and flatten(name) != flatten(crumbs[-1]) else None
    return None


def _body_above(document: Document, lines: Sequence[Line]) -> str | None:
    """The authority whose name alone stands above a page's title."""
    is_page = document.source.media_type in _PAGE_TYPES
    if not is_page:
        return None
    top = list(islice((line for line in lines[:NEAR_THE_TOP] if _may_be_title(line)), 2))
    return top[0].text if len(top) > 1 and _is_body(top[0]) else None


def _is_body(line: Line) -> bool:
    """Whether a line is nothing but the name of an authority («Ville de Montrive», «ARS Grand Est»)."""
    return len(line.text) <= _TITLE_LENGTH // 2 and _bodies().fullmatch(flatten(line.text)) is not None


def _find_date(document: Document, near: Sequence[Line], edges: Sequence[Line]) -> date | None:
    """A page's own date, a byline, or a line near the top that is nothing but a date; of the numbered lines."""
    if document.source.media_type in _PAGE_TYPES and document.metadata.date:
        try:
            return date.fromisoformat(document.metadata.date)
        except ValueError:
            pass
    parts = [part for line in edges for part in _parts_of(line.text)]
    bylines = [byline for part in parts if (byline := _byline(part)) and byline.date]
    told = next((byline for byline in bylines if not byline.revised), bylines[0] if bylines else None)
    if told and told.date:
        return date.fromisoformat(told.date)
    for line in near:
        if days := _bare_day(line.text):
            return days[0].day
    return None


def _numbered(lines: Iterable[Line]) -> list[Line]:
    """The lines in which a date may stand: two digits side by side."""
    return [line for line in lines if _DIGITS.search(line.text)]


def _parts_of(text: str) -> Sequence[str]:
    return _BYLINE_PARTS.split(text) if _MARK_AND_BLANK.search(text) else (text,)


def _bare_day(text: str) -> tuple[WrittenDay, ...]:
    days = find_days(text) if len(text) <= _LONGEST_DATE else ()
    return days if len(days) == 1 and days[0].end - days[0].start == len(text.strip(" .")) else ()


@lru_cache(maxsize=128)  # the same few lines are asked for the title, the author and the day
def _byline(text: str) -> Byline | None:
    return parse_byline(text)


def _edges(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines near the top, then the last ones: where a page says who made it."""
    yield from lines[:NEAR_THE_TOP]
    yield from _last_lines(lines)


def _last_lines(lines: Sequence[Line]) -> Sequence[Line]:
    return lines[max(NEAR_THE_TOP, len(lines) - _NEAR_THE_END) :]


def _first(texts: Sequence[str]) -> str | None:
    return texts[0] if texts else None


def _is_junk(what: str, text: str) -> bool:
    return bool(_junk(what).fullmatch(flatten(text).strip()))


@cache
def _junk(what: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in read_lexicon("document_facts")[what]["junk"]))


@cache
def _bodies() -> re.Pattern[str]:
    opens = "|".join(re.escape(flatten(opening)) for opening in read_lexicon("document_facts")["publisher"]["bodies"])
    # A name of its own goes on: another verb or sign would make it a title.
    return re.compile(rf"(?:{opens})(?:[\s'-]+(?!a\b|et\b|lance|signe|engage|s\b)[\w'-]+){{0,7}}")


@cache
def _signed() -> re.Pattern[str]:
    opens = "|".join(re.escape(word) for word in read_lexicon("document_facts")["author"]["signed"])
    name = r"[A-ZÀ-Ý][\w’'-]+(?:\s+(?:d[eu]\s+)?[A-ZÀ-Ý][\w’'.-]*){1,3}"
    return re.compile(rf"(?i:{opens})\s*:?\s+(?P<name>{name})\.?")


@cache
def _copyright() -> re.Pattern[str]:
    return re.compile(read_lexicon("document_facts")["publisher"]["copyright"], re.IGNORECASE)
