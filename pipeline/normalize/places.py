"""Find what could be the name of a place in a text, longest first, in its own case and accents: candidates only."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.lexicon import read_lexicon
from pipeline.normalize.spelling import flatten
from pipeline.reference.gazetteer import Entry, Names, capital_names, load_gazetteer, word_key

_CONTRACTED = {"au": "Le", "du": "Le", "aux": "Les", "des": "Les"}
_SMALL_ARTICLES = {"le": "Le", "la": "La", "les": "Les"}
_CAPITAL_ARTICLES = frozenset(_SMALL_ARTICLES.values())
_WORD = re.compile(r"[^\W_]+")
_LINK = re.compile(r"\s+(?:de la |de l'|du |des |de |d'|le |la |les |l')?")
_NEXT = re.compile(r"\s*(?:,|\bet|/)\s*(?:de la |de l'|du |des |de |d'|la |le |les |l'|celle d[eu] (?:la )?)?")
_CAPITALISED = r"[A-ZÀ-Ý][\w'’]*(?:-[\w'’]+)*"
_PLACE_NAME = re.compile(
    rf"\s(?:(?:de la|de l['’]|du|des|de|d['’]|la|le|les)\s?)*{_CAPITALISED}"
    rf"(?:(?:\s(?:de la|de l['’]|du|des|de|d['’]|la|le|les|et|en|sur|sous)\s?|\s|['’])+{_CAPITALISED})*"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A candidate: its span, the territories of that name, and the form that it was recognised by.

    `form` is `nom` (a name), `groupe` (behind «communauté de communes», «CC», …), or one of the kinds without a code
    (`pays`, `quartier`, `autre`), which have no entries.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]
    form: str


@dataclass(frozen=True, slots=True)
class _Words:
    """A text's words: spans and keys."""

    text: str
    spans: tuple[tuple[int, int], ...]
    keys: tuple[str, ...]

    def longest(self, first: int, names: Names, *, opening: str | None = None) -> tuple[int, tuple[int, ...]] | None:
        """The end and rows of the longest name that starts at a word, whole words and whole hyphenated words only.

        `opening` is a key that stands for that of the first word.
        """
        head = opening or self.keys[first]
        most = names.longest.get(head, 0)
        for count in range(min(most, len(self.keys) - first), 0, -1):
            last = first + count - 1
            rows = names.rows.get(" ".join((head, *self.keys[first + 1 : last + 1])))
            if rows and self._stands_whole(first, last):
                return self.spans[last][1], rows
        return None

    def _stands_whole(self, first: int, last: int) -> bool:
        start, end = self.spans[first][0], self.spans[last][1]
        # «Nord-Loire» is neither Nord nor Loire.
        if self.text[start - 1 : start] in set("-‑") or self.text[end : end + 1] in set("-‑"):
            return False
        return all(
            len(self.text[self.spans[n][1] : self.spans[n + 1][0]]) <= 3 for n in range(first, last)
        ) and not any(
            char in "\n,;:.()|/"
            for n in range(first, last)
            for char in self.text[self.spans[n][1] : self.spans[n + 1][0]]
        )


@lru_cache(maxsize=512)
def find_places(text: str, *, capitals: bool = False) -> tuple[Mention, ...]:
    """The candidates of a text in order, none inside another; names written all in capitals only if asked for."""
    spans = tuple((match.start(), match.end()) for match in _WORD.finditer(text))
    words = _Words(text, spans, tuple(word_key(text[start:end]) for start, end in spans))
    found = [*_names(words, capitals=capitals and text.isupper()), *_groups(words), *_forms(text)]
    kept: list[Mention] = []
    starts: list[int] = []  # of the kept ones, in order: they never overlap
    # A name that the reference knows beats a form of the same length: «Pays de la Loire» is a région.
    for mention in sorted(found, key=lambda m: (-(m.end - m.start), not m.entries, m.start)):
        at = bisect_left(starts, mention.start)
        free_before = at == 0 or kept[at - 1].end <= mention.start
        if free_before and (at == len(kept) or kept[at].start >= mention.end):
            kept.insert(at, mention)
            starts.insert(at, mention.start)
    return tuple(kept)


def _names(words: _Words, *, capitals: bool) -> Iterator[Mention]:
    gazetteer = load_gazetteer()
    names = capital_names() if capitals else gazetteer.names
    for first, key in enumerate(words.keys):
        if key[:1].islower():
            continue
        before = words.keys[first - 1] if first else ""
        article = _CONTRACTED.get(before) or _SMALL_ARTICLES.get(before)
        if article:
            # «au Mans», «des Sables-d'Olonne»: the article of the name has gone into the preposition; «le Mans».
            hit = words.longest(first - 1, names, opening=article)
            if hit and hit[0] > words.spans[first - 1][1]:
                rows = (*hit[1], *_without_article(words, first - 1, hit[0], names))
                yield Mention(words.spans[first][0], hit[0], gazetteer.entries(rows), "nom")
        if key not in names.longest:
            continue
        hit = words.longest(first, names)
        if hit and (not capitals or hit[0] - words.spans[first][0] > 3):
            rows = hit[1]
            if key in _CAPITAL_ARTICLES:
                rows = (*rows, *_without_article(words, first, hit[0], names))
            yield Mention(words.spans[first][0], hit[0], gazetteer.entries(rows), "nom")


def _without_article(words: _Words, article: int, end: int, names: Names) -> tuple[int, ...]:
    """The rows of the same name without its article: «la Creuse» is a département, La Creuse a commune elsewhere."""
    bare = words.longest(article + 1, names) if article + 1 < len(words.keys) else None
    return bare[1] if bare and bare[0] == end else ()


def _groups(words: _Words) -> Iterator[Mention]:
    """«la CC du Val Vert», and the names listed behind «communautés de communes»."""
    gazetteer = load_gazetteer()
    flat = flatten(words.text)
    by_start = {start: number for number, (start, _) in enumerate(words.spans)}
    for head in _group_heads().finditer(flat):
        if head["sigle"] and not words.text[head.start() : head.end()].isupper():
            continue
        link = _LINK.match(flat, head.end())
        start = head.start()
        while link and link.end() in by_start:
            hit = words.longest(by_start[link.end()], gazetteer.groups)
            if not hit:
                break
            yield Mention(start, hit[0], gazetteer.entries(hit[1]), "groupe")
            link = _NEXT.match(flat, hit[0])
            start = link.end() if link else 0


def _forms(text: str) -> Iterator[Mention]:
    """Places with a kind and no code, by what opens their name."""
    flat = flatten(text)
    for match in _form_heads().finditer(flat):
        name = _PLACE_NAME.match(text, match.end())
        kind = match.lastgroup
        if name and kind and (kind != "pays" or text[match.start()] == "P"):
            yield Mention(match.start(), name.end(), (), kind)


@cache
def _group_heads() -> re.Pattern[str]:
    lexicon = read_lexicon("territories")["groupements"]
    heads = "|".join(re.escape(flatten(head)) for head in sorted(lexicon["tetes"], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:(?P<sigle>{'|'.join(map(str.lower, lexicon['sigles']))})|{heads})(?![\w-])")


@cache
def _form_heads() -> re.Pattern[str]:
    groups = (
        f"(?P<{kind}>{'|'.join(re.escape(flatten(head)) for head in sorted(heads, key=len, reverse=True))})"
        for kind, heads in read_lexicon("territories")["formes"].items()
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?=\s)")
