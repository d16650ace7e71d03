"""Reading a fiche's header: its numbers, its title, and the axe and objectif that it stands under."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from models.action import Champ, Item, Level, Method
from models.document import BlockKind, Document, Place
from models.vocabulary.champs import ENTETE
from pipeline.structure.codes import is_plain_code
from pipeline.structure.header_lines import HeaderPart, parse_code_line, parse_header_line
from pipeline.structure.hierarchy import STEPS, niveau_of, parts_to_levels
from pipeline.structure.pieces import Look, Piece, Role, is_set_apart, look_of, part_of
from pipeline.structure.plan_kinds import find_mentions
from pipeline.structure.units import Unit

_TITLE_LENGTH: Final = 400
_BARE_NUMBER: Final = re.compile(r"(?:\d{1,3}|[IVX]{1,4}|[A-Z])(?:[.-]\d{1,3}){0,3}")
# «1.2», «A.3», «MOB-03», «A01»: a bare «7» is a page's or a key figure's as well.
_LONE_CODE: Final = re.compile(r"(?:[A-Z]{1,5}[-. ]?\d{1,3}(?:\.\d{1,3}){0,2}|\d{1,2}(?:[.-]\d{1,2}){1,3})")
_ROW: Final = re.compile(r".*/row\[\d+\]/")
_JOIN_LIMIT: Final = 4  # a title runs over up to so many lines


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says. `levels` are the steps that it names itself, outermost first; `champs` its `entete` texts."""

    titre: str | None = None
    fiche_numero: str | None = None
    action_numero: str | None = None
    levels: tuple[Level, ...] = ()
    champs: tuple[Champ, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderHints:
    """What all headers of a document tell of each: texts that stand in several (the plan's name, a logo) are no
    titles; looks that come in several are likely theirs; `niveaux` says which noun names which step; `numbers` are the
    places of the large bare numbers that count the fiches."""

    repeated: frozenset[str] = frozenset()
    looks: frozenset[Look] = frozenset()
    niveaux: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    numbers: frozenset[Place] = frozenset()


NO_HINTS: Final = HeaderHints()


@dataclass(frozen=True, slots=True)
class _Named:
    """A value for a header column: `name` is titre, fiche_numero, action_numero, axe or objectif."""

    name: str
    number: str | None
    title: str | None
    index: int


def read_header(document: Document, pieces: Sequence[Piece], hints: HeaderHints = NO_HINTS) -> Header:
    """Read the pieces before a fiche's first label; `hints` is what the document's other headers tell of titles."""
    named = list(_read_lines(document, pieces, hints))
    used = {value.index for value in named}
    titles = [value for value in named if value.title and value.name in ("titre", "fiche", "action")]
    title_of = {value.name: value for value in reversed(titles)}
    best = title_of.get("titre") or title_of.get("action") or title_of.get("fiche")
    titre = best.title if best else None
    if best is not None and best.name != "titre":
        titre = _continue_title(pieces, best.index, titre or "", used)
    levels, taken = _read_levels(pieces, named, used)
    if titre is None:
        titre = _find_title(pieces, used | taken, hints)
    numbers = {value.name: value.number for value in reversed(named) if value.number}
    return Header(
        titre=titre,
        fiche_numero=numbers.get("fiche") or numbers.get("fiche_numero"),
        action_numero=numbers.get("action") or numbers.get("action_numero"),
        levels=levels,
        champs=tuple(_entete_champs(document, pieces)),
    )


def _read_lines(document: Document, pieces: Sequence[Piece], hints: HeaderHints) -> Iterator[_Named]:
    """What the header lines and the labelled header cells name."""
    for i, piece in enumerate(pieces):
        if piece.role is Role.LABEL and piece.match is not None:
            yield from _read_labelled(document, pieces, i)
            continue
        if piece.held:
            continue
        if piece.unit.place in hints.numbers:
            yield _Named("fiche", piece.unit.text, None, i)
            continue
        parts = piece.parts
        for part in parts:
            yield _Named(niveau_of(part, hints.niveaux), part.number, part.title or None, i)
        if not parts and _is_lone_code(pieces, i):
            yield _Named("action", piece.unit.text.strip(), None, i)
        elif not parts and (is_set_apart(piece.unit) or (i == len(pieces) - 1 and is_plain_code(piece))):
            code = parse_code_line(piece.unit.text)
            if code:
                yield _Named("action", code[0], piece.unit.text[code[1] :].strip(), i)


def _is_lone_code(pieces: Sequence[Piece], index: int) -> bool:
    """«1.2» or «MOB-03» in a cell or on a line of its own, with a line set apart beside it that may be its title; in
    plain type, right below a heading.
    """
    piece = pieces[index]
    if not piece.is_free_text or _LONE_CODE.fullmatch(piece.unit.text.strip()) is None:
        return False
    # The axe may stand between, as in «2.3», «Axe 2 – Se déplacer», «Créer des pistes cyclables».
    step = 2 if index + 2 < len(pieces) and any(part.niveau in STEPS for part in pieces[index + 1].parts) else 1
    beside = [pieces[i] for i in (index - 1, index + step) if 0 <= i < len(pieces)]
    if not is_set_apart(piece.unit):
        beside = [other for other in beside[:1] if index > 0 and other.unit.kind is BlockKind.HEADING]
    return any(other.is_free_text and not other.parts and _is_title_like(other.unit) for other in beside)


def _read_labelled(document: Document, pieces: Sequence[Piece], index: int) -> Iterator[_Named]:
    """The text that answers a header label, up to the next label; a leading «1 -» is a number and no list's marker."""
    match = pieces[index].match
    name = match.name if match else ""
    texts: list[str] = []
    for piece in pieces[index + 1 :]:
        if piece.role is Role.LABEL or not piece.held:
            break
        texts.append(_numbered_text(document, piece.unit) if name in STEPS and not texts else piece.unit.text)
    text = " ".join(texts).strip()
    if not text:
        return
    parts = parse_header_line(text)
    if parts:
        for part in parts:
            yield _Named(part.niveau, part.number, part.title or None, index)
    elif name in ("fiche_numero", "action_numero"):
        yield _Named(name, text, None, index)
    elif name == "titre":
        code = parse_code_line(text)
        if code:
            yield _Named("action", code[0], None, index)
        yield _Named("titre", None, text[code[1] :] if code else text, index)
    else:
        yield _labelled_level(name, text, index)


def _numbered_text(document: Document, unit: Unit) -> str:
    """A step's text with the number that a reader took for a list's marker: «1 - Prévenir»."""
    whole = unit.whole_item(document.text).text
    return whole if whole[:1].isalnum() else unit.text


def _labelled_level(name: str, text: str, index: int) -> _Named:
    """«Axe | 2 – Prévenir» and «Axe | Prévenir»: the number stands before the title or not at all."""
    number, _, title = text.partition(" ")
    bare = number.rstrip(".:)-–")
    if not _BARE_NUMBER.fullmatch(bare):
        return _Named(name, None, text, index)
    return _Named(name, bare, title.lstrip(" .:·–—-") or None, index)


def _continue_title(pieces: Sequence[Piece], index: int, titre: str, used: set[int]) -> str:
    """A title over several lines of one look: the lines behind its first, up to something else."""
    lines = [titre]
    look = look_of(pieces[index].unit)
    for i in range(index + 1, min(index + _JOIN_LIMIT, len(pieces))):
        piece = pieces[i]
        if not piece.is_free_text or piece.parts or piece.is_header_label:
            break
        if look_of(piece.unit) != look and not _goes_on_smaller(pieces[i - 1].unit, piece.unit):
            break
        if not (is_set_apart(piece.unit) and (piece.unit.text[:1].islower() or piece.table == pieces[index].table)):
            break
        if not piece.unit.text[:1].islower() and not lines[-1].endswith((",", ":", "’", "'", "-")):
            break
        if i == index + 1 and pieces[index].unit.text.rstrip().endswith(":") and not lines[0].endswith(":"):
            # What parts a title from nothing is no part of it; what parts it from its next line is.
            lines[0] += " :"
        used.add(i)
        lines.append(piece.unit.text)
    return " ".join(lines)


def _goes_on_smaller(first: Unit, second: Unit) -> bool:
    """A title in two sizes: its second line, no larger and of one colour, goes on in the sentence's middle."""
    sizes = first.style.size, second.style.size
    if sizes[0] is None or sizes[1] is None or sizes[1] > sizes[0] or first.text.endswith((".", "?", "!")):
        return False
    same = first.style.bold == second.style.bold and first.style.color == second.style.color
    return same and second.text[:1].islower() and is_set_apart(second)


def _read_levels(
    pieces: Sequence[Piece], named: Sequence[_Named], used: set[int]
) -> tuple[tuple[Level, ...], set[int]]:
    """The axe and objectif; a step without a title takes the line behind it («AXE 1», then its title)."""
    levels: dict[str, Level] = {}
    taken: set[int] = set()
    for value in named:
        if value.name not in STEPS:
            continue
        title = value.title
        if title is None and value.index + 1 < len(pieces):
            following = pieces[value.index + 1]
            behind = pieces[value.index + 2 : value.index + 3]
            if (
                following.is_free_text
                and value.index + 1 not in used
                and len(following.unit.text) <= _TITLE_LENGTH
                and (not behind or bool(behind[0].parts) or len(pieces) - value.index > 3)
                and (
                    look_of(following.unit)[:6] == look_of(pieces[value.index].unit)[:6]
                    or _in_one_row(pieces[value.index].unit, following.unit)
                )
            ):
                title = following.unit.text
                taken.add(value.index + 1)
        before = levels.get(value.name)
        if before is None or (before.titre is None and title):
            levels[value.name] = Level(value.name, value.number or (before.numero if before else None), title)
    return tuple(levels[name] for name in STEPS if name in levels), taken


def _in_one_row(one: Unit, other: Unit) -> bool:
    """Whether two units stand in one row of a table: «Orientation 1 | Revitaliser les bourgs»."""
    row = _ROW.match(one.place.path)
    return row is not None and other.place.path.startswith(row[0])


def _find_title(pieces: Sequence[Piece], used: set[int], hints: HeaderHints) -> str | None:
    """The free line that is most like a title: of the titles' look, a high heading, large, bold, near the number."""
    opener = max((i for i, piece in enumerate(pieces) if _names_the_fiche(piece)), default=None)
    candidates = [
        i for i, piece in enumerate(pieces) if i not in used and piece.is_free_text and _is_title_like(piece.unit)
    ]
    if not candidates:
        return None
    best = max(candidates, key=lambda i: _title_rank(pieces, i, opener, hints))
    while best - 1 in candidates and _wraps(pieces[best - 1].unit, pieces[best].unit):
        best -= 1
    return _continue_title(pieces, best, pieces[best].unit.text.replace("\n", " "), used)


def _wraps(first: Unit, second: Unit) -> bool:
    """Whether a title of one look goes on in its second line: «Faciliter les installations : / repérer les cédants»."""
    return second.text[:1].islower() and look_of(first)[:6] == look_of(second)[:6] and not first.text.endswith(".")


def add_margins(header: Header, pieces: Sequence[Piece], niveaux: Mapping[tuple[str, ...], str]) -> Header:
    """What the running heads of a fiche's pages name and its own header does not: number, axe, objectif, title."""
    said = [
        (piece, named) for piece in pieces if piece.unit.furniture and (named := parse_header_line(piece.unit.text))
    ]
    parts = [part for _, named in said for part in named]
    own = {step.niveau for step in header.levels}
    steps = [step for step in parts_to_levels(parts, niveaux) if step.niveau not in own]
    numbers = {part.niveau: part for part in reversed(parts)}
    fiche, action = numbers.get("fiche"), numbers.get("action")
    titled = [part.title for part in (action, fiche) if part is not None and part.title]
    return replace(
        header,
        titre=header.titre or (titled[0] if titled else None),
        fiche_numero=header.fiche_numero or (fiche.number if fiche else None),
        action_numero=header.action_numero or (action.number if action else None),
        levels=tuple(sorted((*header.levels, *dict.fromkeys(steps)), key=lambda step: STEPS.index(step.niveau))),
        champs=(*header.champs, *(champ for piece, named in said[:1] for champ in part_champs(piece, named) if steps)),
    )


def _names_the_fiche(piece: Piece) -> bool:
    return any(part.niveau in ("fiche", "action") for part in piece.parts)


def _title_rank(pieces: Sequence[Piece], index: int, opener: int | None, hints: HeaderHints) -> tuple[float, ...]:
    unit = pieces[index].unit
    heading = unit.kind is BlockKind.HEADING
    return (
        float(unit.text not in hints.repeated),
        float(look_of(unit) in hints.looks),
        float(not _opens_with_a_plan(unit.text)),
        float(heading),
        float(heading and opener is not None and index == opener + 1),
        -float(unit.level) if heading else 0.0,
        unit.style.size or 0.0,
        float(unit.style.bold),
        float(opener is not None and index > opener),
        -float(abs(index - (len(pieces) if opener is None else opener))),
    )


def _opens_with_a_plan(text: str) -> bool:
    """«Contrat local de santé 2022-2026»: the plan's name above the fiche's."""
    mentions = find_mentions(text)
    return bool(mentions) and mentions[0].start <= 4


def _is_title_like(unit: Unit) -> bool:
    text = unit.text
    if unit.cells or unit.furniture:
        return False
    return 3 <= len(text) <= _TITLE_LENGTH and any(char.isalpha() for char in text) and not text.endswith((";", ","))


def _entete_champs(document: Document, pieces: Sequence[Piece]) -> Iterator[Champ]:
    """All texts of the header as `entete`, under their header label where they have one."""
    label: Piece | None = None
    items: list[Item] = []

    def close() -> Iterator[Champ]:
        if items:
            yield entete_champ(tuple(items), None if label is None else label.unit)
        elif label is not None:
            yield entete_champ((label.unit.item(),), None)

    for piece in pieces:
        if piece.unit.furniture:
            continue
        if piece.role is Role.LABEL or (label is not None and not piece.held):
            yield from close()
            label, items = (piece if piece.role is Role.LABEL else None), []
        parts = piece.parts
        if parts:
            yield from close()
            items = []
            yield from part_champs(piece, parts)
        elif piece.role is Role.TEXT:
            items.append(piece.unit.whole_item(document.text))
    yield from close()


def part_champs(piece: Piece, parts: Sequence[HeaderPart]) -> Iterator[Champ]:
    """«Axe2 : Faciliter» as label and text: the noun labels what it numbers and names. One champ a part."""
    for number, part in enumerate(parts, start=1):
        end = parts[number].noun_start if number < len(parts) else len(piece.unit.text)
        noun = part_of(piece.unit, part.noun_start, part.noun_end)
        item = piece.unit.item(part.noun_end, end)
        yield entete_champ((item,), noun) if item.text else entete_champ((noun.item(),), None)


def entete_champ(items: tuple[Item, ...], label: Unit | None) -> Champ:
    """Items that name or situate, as a champ `entete`."""
    if label is None:
        return Champ(ENTETE, items, None, None, Method.STRUCTURE, 1.0)
    return Champ(ENTETE, items, label.text, label.place, Method.STRUCTURE, 1.0)
