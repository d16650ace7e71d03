"""Find what could be the name of a place in a text, longest first, in its own case and accents: candidates only."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipeline.lexicon import read_lexicon
from pipeline.normalize.cues import Cues, make_cues
from pipeline.normalize.spelling import flatten
from pipeline.reference.gazetteer import Entry, Names, capital_names, load_gazetteer
from pipeline.reference.keys import SMALL_KINDS, word_key
from pipeline.words import split_words

_ARTICLES: Final = {"au": "Le", "du": "Le", "aux": "Les", "des": "Les", "le": "Le", "la": "La", "les": "Les"}
_ARTICLE_BEFORE: Final = re.compile(rf"(?<![^\W_])({'|'.join(_ARTICLES)})(?:[^\w\n,;:.()|/]|_){{1,3}}\Z")
_CAPITAL_ARTICLES: Final = frozenset(_ARTICLES.values())
# A name opens with a capital or a digit («4B Sud Charente»); in the middle of a word they open none.
_OPENING: Final = re.compile(r"[A-ZÀ-ÖØ-ÞŒŸ0-9][^\W_]*")
_WORD: Final = re.compile(r"[^\W_]+")
# The next word of a name: blanks, hyphens and apostrophes part it from the one before, no marks of a list or sentence.
_NEXT_WORD: Final = re.compile(r"(?:[^\w\n,;:.()|/]|_){1,3}([^\W_]+)")
_BEHIND_ARTICLE, _ALONE = 1, 2
_STRETCH: Final = 800
_MOST_KNOWN: Final = 1 << 13
_HYPHENS: Final = frozenset("-‑")
_LINK: Final = re.compile(r"\s+(?:de la |de l'|du |des |de |d'|le |la |les |l')?")
_NEXT: Final = re.compile(r"\s*(?:,|\bet|/)\s*(?:de la |de l'|du |des |de |d'|la |le |les |l'|celle d[eu] (?:la )?)?")
_CAPITALISED: Final = r"[A-ZÀ-Ý][\w'’]*(?:-[\w'’]+)*"
_PLACE_NAME: Final = re.compile(
    rf"(?:\s?:)?\s(?:(?:de la|de l['’]|du|des|de|d['’]|la|le|les)\s?)*{_CAPITALISED}"
    rf"(?:(?:\s(?:de la|de l['’]|du|des|de|d['’]|la|le|les|et|en|sur|sous)\s?|\s|['’])+{_CAPITALISED})*"
)
_AND: Final = re.compile(r"\set\s")
_NEXT_FORM: Final = re.compile(
    r"\s*(?:,|\bet|/)\s*(?:(?P<de>de la |de l['’]|du |des |de |d['’])|la |le |les |l['’])?"
    rf"(?P<nom>{_CAPITALISED}"
    rf"(?:(?:\s(?:de la|de l['’]|du|des|de|d['’]|la|le|les|en|sur|sous)\s?|\s|['’])+{_CAPITALISED})*)"
)


@dataclass(init=False, unsafe_hash=True, slots=True)
class Mention:
    """A candidate: its span, the territories of that name, and the form that it was recognised by.

    `form` is `nom` (a name), `groupe` (behind «communauté de communes», «CC», …), or one of the kinds without a code
    (`pays`, `quartier`, `autre`), which have no entries. `firm`: a form that a name of its length does not beat.
    """

    start: Final[int]
    end: Final[int]
    entries: Final[tuple[Entry, ...]]
    form: Final[str]
    firm: Final[bool]

    def __init__(  # written out, since compiled code makes it ten times as fast
        self, start: int, end: int, entries: tuple[Entry, ...], form: str, firm: bool = False
    ) -> None:
        self.start = start
        self.end = end
        self.entries = entries
        self.form = form
        self.firm = firm


@lru_cache(maxsize=512)
def find_places(text: str, *, capitals: bool = False) -> tuple[Mention, ...]:
    """The candidates of a text in order, none inside another; names written all in capitals only if asked for."""
    found = [*_names(text, capitals=capitals and text.isupper()), *_headed(text)]
    if len(found) < 2:
        return tuple(found)
    kept: list[Mention] = []
    starts: list[int] = []  # of the kept ones, in order: they never overlap
    # A name that the reference knows beats a form of the same length: «Pays de la Loire» is a région.
    for mention in sorted(found, key=lambda m: (-(m.end - m.start), not m.firm, not m.entries, m.start)):
        at = bisect_left(starts, mention.start)
        free_before = at == 0 or kept[at - 1].end <= mention.start
        if free_before and (at == len(kept) or kept[at].start >= mention.end):
            kept.insert(at, mention)
            starts.insert(at, mention.start)
    return tuple(kept)


def find_places_of(text: str, whole: str, start: int) -> tuple[Mention, ...]:
    """The candidates of an item that stands at `start` in the whole document's text: taken from those of the document,
    which are looked for once, where the item is whole lines of it and no name goes on beyond them."""
    if not _stands_as_lines(text, whole, start):
        return find_places(text)
    everywhere, starts, end = find_places(whole), _starts_of_places(whole), start + len(text)
    first = bisect_left(starts, start)
    last = bisect_left(starts, end, first) if first < len(starts) and starts[first] < end else first
    # One may reach in from the line before, or out to the next.
    if (first and everywhere[first - 1].end > start) or (last > first and everywhere[last - 1].end > end):
        return find_places(text)
    return tuple(Mention(m.start - start, m.end - start, m.entries, m.form, m.firm) for m in everywhere[first:last])


@lru_cache(maxsize=8)
def _starts_of_places(whole: str) -> tuple[int, ...]:
    return tuple(mention.start for mention in find_places(whole))


def forget_places() -> None:
    """Let go of the texts looked through so far, and of what was found in them."""
    find_places.cache_clear()
    _starts_of_places.cache_clear()


def _stands_as_lines(text: str, whole: str, start: int) -> bool:
    """Whether an item begins its line, but for a marker, and ends one: nothing beside it can change its names."""
    before, end = whole[max(0, start - 2) : start], start + len(text)
    opens = not before or before[-1] == "\n" or (before[-1] == " " and not before[0].isalnum())
    return opens and whole[end : end + 1] in {"", "\n"} and whole.startswith(text, start)


def _names(text: str, *, capitals: bool) -> Iterator[Mention]:
    names = capital_names() if capitals else load_gazetteer().names
    for start, end, opens in _openings(text, capitals=capitals):
        behind = opens & _BEHIND_ARTICLE
        article = _ARTICLE_BEFORE.search(text, max(0, start - 8), start) if behind else None
        if article:
            # «au Mans», «des Sables-d'Olonne»: the article of the name has gone into the preposition; «le Mans».
            opening = _ARTICLES[article[1]]
            hit = _longest(text, article.start(), article.end(1), names, opening=opening)
            if hit and hit[0] > article.end(1):
                rows = (*hit[1], *_without_article(text, start, hit[0], names))
                yield Mention(start, hit[0], load_gazetteer().entries(rows), "nom")
        hit = _longest(text, start, end, names) if opens & _ALONE else None
        if hit and (not capitals or hit[0] - start > 3):
            rows = hit[1]
            following = _NEXT_WORD.match(text, end) if text[start:end] in _CAPITAL_ARTICLES else None
            if following:
                rows = (*rows, *_without_article(text, following.start(1), hit[0], names))
            yield Mention(start, hit[0], load_gazetteer().entries(rows), "nom")


def _openings(text: str, *, capitals: bool) -> list[tuple[int, int, int]]:
    """The spans of the words with which a name may begin, in order, and how it does (see `_opens_name`)."""
    found = _likely_openings(text, capitals)
    small = _small_openings(text, capitals)
    return sorted([*found, *small]) if small else found


def _small_openings(text: str, capitals: bool) -> list[tuple[int, int, int]]:
    """Those that may be written small: one word after the other is sought in C, which a choice of words is not."""
    found: list[tuple[int, int, int]] = []
    for kind in SMALL_KINDS:
        opens = _opens_name(kind, capitals)
        start = text.find(kind) if opens else -1
        while start >= 0:
            end = start + len(kind)
            if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
                found.append((start, end, opens))
            start = text.find(kind, end)
    return found


def _likely_openings(text: str, capitals: bool) -> list[tuple[int, int, int]]:
    known = _ways_to_open(capitals)
    found: list[tuple[int, int, int]] = []
    for match in _OPENING.finditer(text):
        word = match[0]
        opens = known.get(word)
        if opens is None:
            opens = _opens_name(word, capitals)
            if len(known) < _MOST_KNOWN:
                known[word] = opens
        if opens:
            start = match.start()
            if not text[start - 1 : start].isalnum():
                found.append((start, match.end(), opens))
    return found


@cache
def _ways_to_open(capitals: bool) -> dict[str, int]:
    """What `_opens_name` says of the words met so far: most capitals open sentences with the same few words."""
    return {}


def _opens_name(word: str, capitals: bool) -> int:
    """Whether any name begins with an article and the word (`_BEHIND_ARTICLE`), with the word alone (`_ALONE`)."""
    key = word_key(word)
    names = capital_names() if capitals else load_gazetteer().names
    behind_article = _BEHIND_ARTICLE if key in _words_behind_article() else 0
    return behind_article | (_ALONE if key in names.firsts else 0)


@cache
def _words_behind_article() -> frozenset[str]:
    """The second words of names that open with an article, which a text may write small; few names do."""
    names = load_gazetteer().names
    found = set()
    for article in _CAPITAL_ARTICLES:
        opening = f"{article} "
        for name in names.keys[bisect_left(names.keys, opening) : bisect_left(names.keys, f"{article}!")]:
            found.add(name.removeprefix(opening).partition(" ")[0])
    return frozenset(found)


def _longest(
    text: str, start: int, end: int, names: Names, *, opening: str | None = None
) -> tuple[int, tuple[int, ...]] | None:
    """The end and rows of the longest name that starts with the word there, whole words and hyphenated words only.

    `opening` is a key that stands for that of the first word.
    """
    # «Nord-Loire» is neither Nord nor Loire.
    if start and text[start - 1] in _HYPHENS:
        return None
    key = opening or word_key(text[start:end])
    found: tuple[int, int] | None = None
    at = names.firsts.get(key)
    while at is not None:
        if names.keys[at] == key and text[end : end + 1] not in _HYPHENS:
            found = end, at
        following = _NEXT_WORD.match(text, end)
        if not following:
            break
        key, end = f"{key} {word_key(following[1])}", following.end()
        at = names.find(key, at)
    return (found[0], names.rows_at(found[1])) if found else None


def _without_article(text: str, start: int, end: int, names: Names) -> tuple[int, ...]:
    """The rows of the same name without its article: «la Creuse» is a département, La Creuse a commune elsewhere."""
    word = _WORD.match(text, start)
    bare = _longest(text, start, word.end(), names) if word else None
    return bare[1] if bare and bare[0] == end else ()


def _headed(text: str) -> Iterator[Mention]:
    """Places told by the noun before them, in the lines that hold one of these nouns."""
    groups, forms = _group_heads().pattern, _form_heads().pattern
    flat = flatten(text)
    for start, end in _lines_with(_head_words(), flat):
        yield from _groups(text, flat, groups.finditer(flat, start, end))
        yield from _forms(text, forms.finditer(flat, start, end))


def _lines_with(some: frozenset[str], flat: str) -> Iterator[tuple[int, int]]:
    """The spans of the lines of a flattened text that hold one of some words, in order."""
    start = 0
    while start < len(flat):
        # Some lines at a time: most stretches hold none of the words, and a long document is never held word by word.
        end = flat.find("\n", start + _STRETCH) + 1 or len(flat)
        words = split_words(flat[start:end])
        here = some.intersection(words)
        if here:
            yield from _single_lines(here, flat, start, end)
        start = end


def _single_lines(some: frozenset[str], flat: str, start: int, end: int) -> list[tuple[int, int]]:
    lines: set[tuple[int, int]] = set()
    for word in some:
        at = flat.find(word, start, end)
        while at >= 0:
            # With the line break, which may stand between the noun and the name.
            behind = flat.find("\n", at, end) + 1 or end
            lines.add((max(flat.rfind("\n", start, at) + 1, start), behind))
            at = flat.find(word, behind, end)
    return sorted(lines)


def _groups(text: str, flat: str, heads: Iterator[re.Match[str]]) -> Iterator[Mention]:
    """«la CC du Val Vert», and the names listed behind «communautés de communes»."""
    gazetteer = load_gazetteer()
    for head in heads:
        if head["sigle"] and not text[head.start() : head.end()].isupper():
            continue
        link = _LINK.match(flat, head.end())
        start = head.start()
        while link and (word := _WORD.match(text, link.end())) and not text[link.end() - 1].isalnum():
            hit = _longest(text, *word.span(), gazetteer.groups)
            if not hit:
                break
            yield Mention(start, hit[0], gazetteer.entries(hit[1]), "groupe")
            link = _NEXT.match(flat, hit[0])
            start = link.end() if link else 0


def _forms(text: str, heads: Iterator[re.Match[str]]) -> Iterator[Mention]:
    """Places with a kind and no code, by what opens their name."""
    for match in heads:
        name = _PLACE_NAME.match(text, match.end())
        kind = match.lastgroup
        if not name or not kind or (kind == "pays" and not text[match.start()].isupper()):
            continue
        if match[0] not in read_lexicon("territories")["formes_pluriel"]["mots"]:
            yield Mention(match.start(), name.end(), (), kind)
            continue
        joint = _AND.search(text, name.start(), name.end())
        end = joint.start() if joint else name.end()
        yield Mention(match.start(), end, (), kind)
        yield from _listed_forms(text, end, kind)


def _listed_forms(text: str, end: int, kind: str) -> Iterator[Mention]:
    """«Cantons de Bourganeuf et d'Ahun», «QPV : La Bastide, Beaubreuil»: the names that a plural goes on with."""
    while (name := _NEXT_FORM.match(text, end)) and not name["nom"].isupper():
        # «Cantons de Bourganeuf, Ahun» tells of two cantons, «quartiers de Bellevue, Nantes» of a town too.
        firm = kind == "autre" or name["de"] is not None
        yield Mention(name.start("nom"), name.end(), (), kind, firm=firm)
        end = name.end()


@cache
def _head_words() -> frozenset[str]:
    return _group_heads().triggers | _form_heads().triggers


@cache
def _group_heads() -> Cues:
    lexicon = read_lexicon("territories")["groupements"]
    heads = "|".join(re.escape(flatten(head)) for head in sorted(lexicon["tetes"], key=len, reverse=True))
    pattern = rf"(?<![\w-])(?:(?P<sigle>{'|'.join(map(str.lower, lexicon['sigles']))})|{heads})(?![\w-])"
    return make_cues(pattern, [*lexicon["sigles"], *lexicon["tetes"]])


@cache
def _form_heads() -> Cues:
    kinds = read_lexicon("territories")["formes"]
    groups = (
        f"(?P<{kind}>{'|'.join(re.escape(flatten(head)) for head in sorted(heads, key=len, reverse=True))})"
        for kind, heads in kinds.items()
    )
    return make_cues(
        rf"(?<![\w-])(?:{'|'.join(groups)})(?=\s(?!:)|\s?:\s)", [head for heads in kinds.values() for head in heads]
    )
