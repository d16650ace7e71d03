"""Running headers, footers and page numbers: what stands at the same place on many pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from extractors.page_flow import Part
from extractors.page_layout import PageLayout
from extractors.page_paragraphs import Paragraph
from extractors.page_tables import Table

# Share of the page's height at either end where running text stands.
_MARGIN: Final = 0.14
# Share of its width at either side where nothing but page numbers stands.
_SIDE: Final = 0.09
# Share of the page's height at either end where no text of the body stands.
_EDGE: Final = 0.08
# How far from the text (in ems) and how small beside it small print at the edge is.
_STANDS_OFF: Final = 1.5
_SMALL: Final = 0.9
_FAR_OFF: Final = 4.0
# On so many pages a text repeats by design; in shorter documents on all of them.
_OFTEN: Final = 3
# Points that a repeated text may wander.
_WANDER: Final = 12.0
# Text this close below, in ems, belongs to it.
_CLOSE: Final = 0.9
_NUMBER: Final = re.compile(r"\d+")
# What may stand around a page number and nothing else: «Page 3 sur 12», «- 3 -», «3/12».
_PAGE_WORDS: Final = frozenset(("page", "pages", "p", "sur", "of", "pg", "f", "folio"))
# A number by itself, with the word before it.
_STANDING: Final = re.compile(r"(?P<word>[^\W\d_]*)[\s°:.,|/–-]*(?<![\w-])(?P<number>\d{1,4})(?![\w-])")
_WORD: Final = re.compile(r"[^\W\d_]+")
# What opens a fiche may repeat at the top of every page and is its banner all the same.
_BANNERS: Final = re.compile(
    r"(?:fiche|action|mesure|projet|axe|objectif|orientation)(?:[ -](?:action|projet|mesure))?s?\s*(?:n°|[:#\d–-]|$)",
    re.IGNORECASE,
)


Place = tuple[int, int, Part]


def mark_furniture(layouts: Sequence[PageLayout]) -> None:
    """Mark the first of each text that repeats in the margins as furniture, and drop its repetitions."""
    seen: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for index, layout in enumerate(layouts):
        for part in _marginal(layout):
            seen[_key(part, layout)].append((index, layout.number, part))
    needed = min(_OFTEN, max(2, len(layouts)))
    groups = [
        group
        for places in seen.values()
        for group in _level(places)
        if len({index for index, _, _ in group}) >= needed and _is_running(group)
    ]
    top, bottom = _body_range(layouts, {id(part) for group in groups for _, _, part in group})
    attached = _attached(layouts, {id(part) for group in groups for _, _, part in group})
    drop: set[int] = set()
    for group in groups:
        first = group[0][2]
        if sum(id(part) in attached for _, _, part in group) * 2 > len(group):
            continue
        # What stands as far in as the text of other pages is text: «En savoir plus» at the head of every second page.
        aside = first.box.x1 <= _SIDE * layouts[0].width or first.box.x0 >= (1 - _SIDE) * layouts[0].width
        outside = first.box.top < top - 1 or first.box.bottom > bottom + 1 or aside or _is_turned(first)
        if not outside and _stands_within(group, layouts, {id(part) for group in groups for _, _, part in group}):
            # «Pilote» below each title labels what stands beside it.
            continue
        if outside or _runs_on(group, needed):
            first.furniture = True
            drop.update(id(part) for _, _, part in group[1:])
    for layout in layouts:
        layout.parts[:] = [part for part in layout.parts if id(part) not in drop]


def _stands_within(group: Sequence[Place], layouts: Sequence[PageLayout], repeated: set[int]) -> bool:
    """Whether text that does not repeat stands between most of the texts and their end of the page, and beside them."""
    within = 0
    for index, _, part in group:
        others = [other.box for other in layouts[index].parts if id(other) not in repeated and not _is_turned(other)]
        top = part.box.bottom <= layouts[index].height / 2
        outer = any(box.bottom <= part.box.top if top else box.top >= part.box.bottom for box in others)
        beside = any(box.top < part.box.bottom and box.bottom > part.box.top for box in others)
        within += outer and beside
    return 2 * within > len(group)


def _attached(layouts: Sequence[PageLayout], repeated: set[int]) -> set[int]:
    """The repeated parts that text follows at once: an axe above its fiches, not a running head."""
    attached: set[int] = set()
    for layout in layouts:
        below: Part | None = None
        for part in sorted(layout.parts, key=lambda part: part.box.top, reverse=True):
            close = below is not None and below.box.top - part.box.bottom < _CLOSE * _size(part)
            if id(part) in repeated and close and (id(below) not in repeated or id(below) in attached):
                attached.add(id(part))
            below = part
    return attached


def _size(part: Part) -> float:
    return part.size if isinstance(part, Paragraph) else 0.0


def _body_range(layouts: Sequence[PageLayout], repeated: set[int]) -> tuple[float, float]:
    """From where to where the text that does not repeat reaches on nearly all pages."""
    tops: list[float] = []
    bottoms: list[float] = []
    for layout in layouts:
        boxes = [part.box for part in layout.parts if id(part) not in repeated and not _is_turned(part)]
        if boxes:
            tops.append(min([box.top for box in boxes]))
            bottoms.append(max([box.bottom for box in boxes]))
    if not tops:
        return float("inf"), 0.0
    few = len(tops) // 10
    return sorted(tops)[few], sorted(bottoms)[-1 - few]


def _marginal(layout: PageLayout) -> Iterable[Part]:
    """The parts in the margins at either end, and text turned along the sides."""
    top, bottom = _MARGIN * layout.height, (1 - _MARGIN) * layout.height
    left, right = _SIDE * layout.width, (1 - _SIDE) * layout.width
    for part in layout.parts:
        box = part.box
        if box.bottom <= top or box.top >= bottom or box.x1 <= left or box.x0 >= right or _is_turned(part):
            yield part


def _runs_on(group: Sequence[Place], needed: int) -> bool:
    """Whether a text stands on so many pages in a row."""
    pages = {page for _, page, _ in group}
    return any(all(page + step in pages for step in range(needed)) for page in pages)


def _is_turned(part: Part) -> bool:
    # The text of a paragraph runs in one direction.
    return isinstance(part, Paragraph) and bool(part.styled) and part.styled[0][1].rotated


def _key(part: Part, layout: PageLayout) -> tuple[str, str]:
    """The text without its numbers, and the end of the page it is at."""
    text = _NUMBER.sub("#", " ".join(part.text.split()).casefold())
    end = "top" if part.box.bottom <= layout.height / 2 else "bottom"
    return (f"table {text}" if isinstance(part, Table) else text), end


def _level(places: list[Place]) -> Iterable[list[Place]]:
    """Groups of the same height on the page."""
    groups: list[list[Place]] = []
    for place in places:
        top = place[2].box.top
        group = next((group for group in groups if abs(group[-1][2].box.top - top) <= _WANDER), None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    return groups


def _is_running(group: Sequence[Place]) -> bool:
    """Whether the texts are the same but for page numbers."""
    texts = [" ".join(part.text.split()) for _, _, part in group]
    if _BANNERS.match(texts[0]):
        return False
    if len(set(texts)) == 1:
        return True
    return _only_page_words(texts[0]) or _counts_pages(group)


def _only_page_words(text: str) -> bool:
    return all(word.casefold() in _PAGE_WORDS for word in _WORD.findall(text))


def _counts_pages(group: Sequence[Place]) -> bool:
    """Whether one of the numbers in the texts goes up with the pages: not one of a fiche or of its code («ACU-02»)."""
    if len(group) < 2:
        return False
    shifts = Counter[int]()
    for _, page, part in group:
        shifts.update({number - page for number in _standing_numbers(part.text)})
    return bool(shifts) and max(shifts.values()) >= 0.8 * len(group)


def _standing_numbers(text: str) -> list[int]:
    """The numbers that may be a page's: by themselves, and not a fiche's («Fiche 12»)."""
    found = (match for match in _STANDING.finditer(text) if not _BANNERS.match(f"{match['word']} 1"))
    return [int(match["number"]) for match in found]


def mark_margins(layouts: Sequence[PageLayout], size: float) -> None:
    """Mark page numbers, and small print that stands off from the text at a page's edge, though nothing repeats.

    `size` is that of the document's main text in points.
    """
    for layout in layouts:
        edge = _edge_parts(layout)
        inner = [part.box for part in layout.parts if not part.furniture and all(part is not other for other in edge)]
        for part in edge:
            if part.furniture or not isinstance(part, Paragraph):
                continue
            gap = min((max(part.box.top - box.bottom, box.top - part.box.bottom) for box in inner), default=0.0)
            number = _only_page_words(part.text) and any(map(str.isdigit, part.text))
            number = number or (part.lines == 1 and layout.number in _standing_numbers(part.text))
            small = part.size <= _SMALL * size or (part.size < size and gap > _FAR_OFF * part.size)
            if gap > _STANDS_OFF * part.size and (number or small):
                part.furniture = True


def _edge_parts(layout: PageLayout) -> list[Part]:
    top, bottom = _EDGE * layout.height, (1 - _EDGE) * layout.height
    return [part for part in layout.parts if part.box.bottom <= top or part.box.top >= bottom]
