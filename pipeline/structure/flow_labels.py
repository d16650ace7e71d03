"""Labels in running text: whole lines and run-ins, weighed by how the whole document sets its labels."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from models.action import Method
from models.document import BlockKind
from models.vocabulary.champs import AUTRE
from pipeline.structure.header_lines import ends_the_fiches
from pipeline.structure.labels import LabelMatch, looks_like_label, match_label, split_run_in
from pipeline.structure.pieces import Look, Piece, Role, is_capitals, is_set_apart, look_of, part_of
from pipeline.structure.units import Unit

# From so many different labels on, one way of setting labels is taken for the document's own.
_ENOUGH = 3


class Evidence(IntEnum):
    """How a label shows itself, the surest last."""

    RUN_IN = 1
    PLAIN_LINE = 2
    COLON_LINE = 3
    LEAD = 4
    LINE = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece that may be a label up to `end` characters, with its text from `start`; `match` None is unknown."""

    index: int
    end: int
    start: int
    evidence: Evidence
    match: LabelMatch | None


def mark_labels(pieces: Sequence[Piece]) -> list[Piece]:
    """The same stream with the labels of running text told from the texts that they label."""
    candidates = {found.index: found for i, piece in enumerate(pieces) if (found := _find_candidate(i, piece))}
    known = {i: found for i, found in candidates.items() if found.match is not None}
    accepted = {i: found for i, found in known.items() if _accept_known(found, known, pieces)}
    looks = _label_looks(pieces, accepted)
    marked: list[Piece] = []
    labelled = False
    names: tuple[str, ...] = ()
    for i, piece in enumerate(pieces):
        found = accepted.get(i)
        if found and found.match and found.evidence <= Evidence.PLAIN_LINE and set(found.match.names) <= set(names):
            # «Fonctionnement : 60 000 €» under «Budget» is a line of the budget, «Usagers» under «Publics» a public.
            found = None
        if found is None and i in candidates and labelled and i not in known:
            behind = pieces[i + 1] if i + 1 < len(pieces) else None
            answered = behind is not None and behind.role is Role.TEXT and i + 1 not in accepted
            own = candidates[i].evidence is Evidence.LEAD or (answered and marked[-1].role is Role.TEXT)
            found = _accept_unknown(candidates[i], piece, looks, accepted) if own else None
        if piece.is_champ_label or found:
            labelled = True
            match = found.match if found else piece.match
            names = match.names if match else ()
        elif piece.header_parts():
            labelled = False
        marked.extend(_split(piece, found) if found else (piece,))
    return marked


def _find_candidate(index: int, piece: Piece) -> Candidate | None:
    unit = piece.unit
    if not piece.is_free_text or unit.cells or piece.header_parts():
        return None
    line, run_in = _line_candidate(index, piece), _run_in_candidate(index, piece)
    # «CALENDRIER : 2024-2028», all capitals, is a known label with its text before it is an unknown line.
    return run_in if line is None or (line.match is None and run_in and run_in.match) else line


def _line_candidate(index: int, piece: Piece) -> Candidate | None:
    unit, text = piece.unit, piece.unit.text
    apart = is_set_apart(unit) or text.endswith(":")
    match = match_label(text)
    if match is None:
        return Candidate(index, len(text), len(text), Evidence.LINE, None) if apart and looks_like_label(text) else None
    if not apart and (unit.kind is BlockKind.ITEM or match.method is Method.APPROCHE or text.endswith((".", ","))):
        return None
    evidence = _line_evidence(unit, text)
    return Candidate(index, len(text), len(text), evidence, match)


def _line_evidence(unit: Unit, text: str) -> Evidence:
    if is_set_apart(unit):
        return Evidence.LINE
    return Evidence.COLON_LINE if text.endswith(":") else Evidence.PLAIN_LINE


def _run_in_candidate(index: int, piece: Piece) -> Candidate | None:
    text, lead = piece.unit.text, piece.unit.lead
    split = split_run_in(text, lead)
    if split is None:
        return None
    end, start = split
    led = 0 < lead <= start or (is_capitals(text[:end]) and not is_capitals(text[start:]))
    match = match_label(text[:end])
    if match is None:
        shaped = led and ":" in text[end : start + 1] and looks_like_label(text[:end])
        return Candidate(index, end, start, Evidence.LEAD, None) if shaped else None
    if match.method is Method.APPROCHE and not led:
        return None
    return Candidate(index, end, start, Evidence.LEAD if led else Evidence.RUN_IN, match)


def _accept_known(found: Candidate, known: dict[int, Candidate], pieces: Sequence[Piece]) -> bool:
    """A surely set label counts as one; a plainly set one only where plain labels are the document's way."""
    if found.evidence >= Evidence.COLON_LINE:
        return True
    names = _names_by_evidence(known, pieces)
    sure = names[Evidence.LEAD] | names[Evidence.LINE]
    if found.evidence is Evidence.PLAIN_LINE:
        return len(names[found.evidence]) >= _ENOUGH or _stands_as_label(found, known, pieces)
    own = (names[Evidence.RUN_IN] | names[Evidence.COLON_LINE]) - sure
    if len(own) >= _ENOUGH:
        return found.match is not None and not sure.issuperset(found.match.names)
    if len(sure) >= _ENOUGH:
        # Where headings or bold words label the text, «Travaux : 2024» is text.
        return False
    neighbours = [known[i] for i in (found.index - 1, found.index + 1) if i in known]
    if any(other.evidence in (Evidence.RUN_IN, Evidence.LEAD) for other in neighbours):
        return True
    return found.index > 0 and any(
        part.niveau in ("fiche", "action") for part in pieces[found.index - 1].header_parts()
    )


def _stands_as_label(found: Candidate, known: dict[int, Candidate], pieces: Sequence[Piece]) -> bool:
    """A line that is a label to the letter, with text behind it, and that answers no label itself."""
    behind = pieces[found.index + 1] if found.index + 1 < len(pieces) else None
    answers = found.index - 1 in known or (found.index > 0 and pieces[found.index - 1].role is Role.LABEL)
    exact = found.match is not None and found.match.score == 1.0
    return exact and not answers and behind is not None and behind.role is Role.TEXT and found.index + 1 not in known


def _names_by_evidence(known: dict[int, Candidate], pieces: Sequence[Piece]) -> dict[Evidence, set[str]]:
    names: dict[Evidence, set[str]] = {evidence: set() for evidence in Evidence}
    for found in known.values():
        if found.match is not None:
            names[found.evidence].update(found.match.names)
    names[Evidence.LINE].update(piece.match.name for piece in pieces if piece.is_champ_label and piece.match)
    return names


LabelLook = tuple[Look, bool]


def _label_look(unit: Unit) -> LabelLook:
    return look_of(unit), unit.text.endswith(":")


def _label_looks(pieces: Sequence[Piece], accepted: dict[int, Candidate]) -> set[LabelLook]:
    """The looks that at least two different labels of the document share, and whether a colon ends them."""
    seen: set[tuple[LabelLook, str]] = set()
    for i, found in accepted.items():
        if found.evidence is Evidence.LINE and found.match is not None:
            seen.add((_label_look(pieces[i].unit), found.match.name))
    counts = Counter(look for look, _ in seen)
    return {look for look, count in counts.items() if count >= 2}


def _accept_unknown(
    found: Candidate, piece: Piece, looks: set[LabelLook], accepted: dict[int, Candidate]
) -> Candidate | None:
    """A line that looks like the document's labels is one, whatever it says; its text goes to `autres`."""
    match = LabelMatch((AUTRE,), Method.STRUCTURE, 0.8)
    if found.evidence is Evidence.LEAD:
        leads = {other.match.name for other in accepted.values() if other.evidence is Evidence.LEAD and other.match}
        return replace(found, match=match) if len(leads) >= 2 else None
    if ends_the_fiches(piece.unit.text) or not is_set_apart(piece.unit):
        return None
    return replace(found, match=match) if _label_look(piece.unit) in looks else None


def _split(piece: Piece, found: Candidate) -> Iterator[Piece]:
    label = piece.unit if found.end == len(piece.unit.text) else part_of(piece.unit, 0, found.end)
    yield replace(piece, role=Role.LABEL, unit=label, match=found.match, strength=0.8 + 0.04 * found.evidence)
    if found.start < len(piece.unit.text):
        yield replace(piece, unit=part_of(piece.unit, found.start, len(piece.unit.text)), held=True)
