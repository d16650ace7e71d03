"""What plan a document is about: its title, kind, territory, years, duration and day of signature.

A text names many plans; the one it is about is told by where it is named. In order:

1. titles: headings, cover lines, running heads and the file's own title, where the plan's name opens the line or stands
   behind one of the usual openings («Fiches actions du …»); a full name (territory, years) before a bare one, the more
   frequent before the rarer;
2. in a document with fiches, a title in quotes («le schéma départemental « … »») in a champ that speaks of the action's
   own plan (`constat`, `objectifs`, `mise_en_oeuvre`), then a full name in a `constat`;
3. in a page without fiches, the kind named most, a title counting for several mentions.

Plans named in other champs, or several at once, never count. What the name leaves open is filled from the other names
of that plan, then from sentences about it, then from the authority in the margins. A month gives its first day, a span
of years its first and last day; nothing else is made sharper than it is written.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from models.action import PlanFacts, Structure
from models.document import Document
from pipeline.normalize.context import Context
from pipeline.normalize.names import find_definitions
from pipeline.normalize.plan_evidence import PlanText, read_plan_text
from pipeline.normalize.plan_names import Place, PlanName, find_years, may_quote, may_start_name, read_plan_names
from pipeline.normalize.plan_sentences import (
    find_duration,
    find_holder,
    find_owner,
    find_scale,
    find_signatory,
    find_signature,
    find_span,
    read_months,
)
from pipeline.normalize.territories import find_territory
from pipeline.structure.plan_kinds import UNLISTED, Kind
from pipeline.structure.plan_lines import Line

_TITLE_WEIGHT, _PLURAL_WEIGHT = 5.0, 0.5
# A page that names a plan once, in passing, is not about it.
_LEAST_WEIGHT: Final = 2.0
_TYPES_BY_SCALE: Final = {None: ("epci", "commune"), "departement": ("departement",), "region": ("region",)}
_ALL_TYPES: Final = ("epci", "commune", "departement", "region")

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class _Names:
    """The plans that a document names, by where: at the start of titles, elsewhere in titles, in its text."""

    opening: tuple[PlanName, ...]
    in_titles: tuple[PlanName, ...]
    in_text: tuple[PlanName, ...]

    def of_kind(self, kind: Kind) -> "_Names":
        """Only the names of that kind."""
        groups = (self.opening, self.in_titles, self.in_text)
        return _Names(*(tuple(name for name in group if name.kind == kind) for group in groups))

    def __iter__(self) -> Iterator[PlanName]:
        yield from self.opening
        yield from self.in_titles
        yield from self.in_text


def find_plan_facts(
    document: Document, structure: Structure, lines: Sequence[Line], departement: str | None = None
) -> PlanFacts | None:
    """The facts of the plan that a document is about; None where it names none.

    `lines` are those of its body, but for what stands inside fiches (`fiche_spans.lines_beside`).
    """
    text = read_plan_text(document, structure, lines)
    names = _read_names(text)
    kind = _kind_of_fiches(names) if structure.fiches else _kind_of_page(names, bool(structure.plan_champs))
    if kind is None:
        return None
    names = names.of_kind(kind)
    place = _find_place(names, text, kind, find_definitions(document.text))
    span = _find_span(names, structure, text, kind)
    return PlanFacts(
        titre=_find_title(names, kind, text),
        type_plan=kind.type_plan,
        territoire=place.name if place else None,
        code_territoire=_find_code(place, kind, Context(document.text, "plan", departement)) if place else None,
        date_debut=span[0] if span else None,
        date_fin=span[1] if span else None,
        duree_mois=_find_duration(structure, text, kind),
        date_signature=find_signature(text.prose, kind),
    )


def _read_names(text: PlanText) -> _Names:
    opening: list[PlanName] = []
    in_titles: list[PlanName] = []
    for title in text.titles:
        for name in read_plan_names(title, is_title=True):
            (opening if not name.plural and may_start_name(title, name.start) else in_titles).append(name)
    quoted: list[PlanName] = []
    full: list[PlanName] = []
    for champ, line in text.own:
        # Elsewhere only a quoted name counts.
        for name in read_plan_names(line) if champ == "constat" or may_quote(line) else ():
            if name.quoted:
                quoted.append(name)
            elif champ == "constat" and name.is_full and not name.plural:
                full.append(name)
    in_prose = [name for line in text.prose for name in read_plan_names(line)]
    return _Names(tuple(opening), tuple(in_titles), tuple(quoted or full or in_prose))


def _kind_of_fiches(names: _Names) -> Kind | None:
    """The kind of the surest name; in prose outside of the fiches only a full name counts."""
    full_titles = [name for name in (*names.opening, *names.in_titles) if name.is_full and not name.plural]
    full_text = [name for name in names.in_text if name.is_full and not name.plural]
    for group in (full_titles, names.opening, full_text):
        if group:
            return _most_common([name.kind for name in group])
    return None


def _kind_of_page(names: _Names, described: bool) -> Kind | None:
    """The kind that a page names most; one mention is enough where the page has champs of a plan."""
    weights: dict[Kind, float] = {}
    for name in names.in_text:
        weights[name.kind] = weights.get(name.kind, 0) + (_PLURAL_WEIGHT if name.plural else 1)
    for name in (*names.opening, *names.in_titles):
        weights[name.kind] = weights.get(name.kind, 0) + _TITLE_WEIGHT
    if not weights:
        return None
    kind = max(weights, key=lambda each: weights[each])
    return kind if described or weights[kind] >= _LEAST_WEIGHT else None


def _find_title(names: _Names, kind: Kind, text: PlanText) -> str | None:
    """The plan's name as a title or the text writes it; else composed of its kind and the territory in a title.

    A page whose title only speaks of such plans in general gives the kind's own name; one that does not, none.
    """
    quoted = [name.title for name in names if name.quoted]
    full = [name.title for name in names.opening if name.is_full]
    named = [name.title for name in names.opening]
    placed = [name.title for name in names.in_text if name.place and not name.plural]
    for group in (quoted, full, named, placed):
        if group:
            return _most_common(group)
    scale = find_scale(text.titles)
    if scale and kind is not UNLISTED:
        blank = "" if scale.link.endswith(("'", "’")) else " "
        return f"{kind.label} {scale.link}{blank}{scale.phrase}"
    return kind.label if any(name.plural for name in names.in_titles) else None


def _find_place(names: _Names, text: PlanText, kind: Kind, definitions: Mapping[str, str]) -> Place | None:
    for group in (names.opening, names.in_titles, names.in_text):
        places = [name.place for name in group if name.place and not name.plural]
        if places:
            common = _most_common([place.name for place in places])
            return next(place for place in places if place.name == common)
    return (
        find_scale(text.titles)
        or find_signatory(text.prose, kind, definitions)
        or find_holder((*text.titles, *text.prose), kind)
        or find_owner((*text.margins, *text.titles), kind)
    )


def _find_code(place: Place, kind: Kind, context: Context) -> str | None:
    """The official code, where the territory is of the sort that has such plans: a namesake would be wrong."""
    types = _ALL_TYPES if kind is UNLISTED else _TYPES_BY_SCALE[kind.scale]
    for written in dict.fromkeys((place.phrase, place.name)):
        entry = find_territory(written, context)
        if entry and entry.type in types:
            return entry.code
    return None


def _find_span(names: _Names, structure: Structure, text: PlanText, kind: Kind) -> tuple[date, date] | None:
    years = [name.years for name in names if name.years and not name.plural]
    calendars = [item.text for champ in structure.plan_champs if champ.name == "calendrier" for item in champ.items]
    found = years[0] if years else next(filter(None, map(find_years, calendars)), None)
    if found:
        return date(found[0], 1, 1), date(found[1], 12, 31)
    return find_span(text.prose, kind)


def _find_duration(structure: Structure, text: PlanText, kind: Kind) -> int | None:
    told = find_duration(text.prose, kind)
    if told:
        return told
    durations = [
        item.text
        for champ in structure.plan_champs
        if champ.name == "calendrier" and champ.label and champ.label.lower().startswith(("durée", "duree"))
        for item in champ.items
    ]
    return next(filter(None, map(read_months, durations)), None)


def _most_common(values: Sequence[_Value]) -> _Value:
    """The most frequent value, the first of equals."""
    return Counter(values).most_common(1)[0][0]
