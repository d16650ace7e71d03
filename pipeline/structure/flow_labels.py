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
from pipeline.structure.pieces import Look, Piece, Role, is_set_apart, look_of, part_of

# From so many different labels on, one way of setting labels is taken for the document's own.
_ENOUGH = 3


class Evidence(IntEnum):
    """How a label shows itself, the surest last."""

    RUN_IN = 1
    PLAIN_LINE = 2
    LEAD = 3
    LINE = 4


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
    for i, piece in enumerate(pieces):
        found = accepted.get(i)
        if found is None and i in candidates and labelled and i not in known:
            found = _accept_unknown(candidates[i], piece, looks, accepted)
        if piece.is_champ_label or found:
            labelled = True
        elif piece.header_parts():
            labelled = False
        marked.extend(_split(piece, found) if found else (piece,))
    return marked


def _find_candidate(index: int, piece: Piece) -> Candidate | None:
    unit = piece.unit
    if not piece.is_free_text or unit.cells or piece.header_parts():
        return None
    return _line_candidate(index, piece) or _run_in_candidate(index, piece)


def _line_candidate(index: int, piece: Piece) -> Candidate | None:
    unit, text = piece.unit, piece.unit.text
    apart = is_set_apart(unit) or text.endswith(":")
    match = match_label(text)
    if match is None:
        return Candidate(index, len(text), len(text), Evidence.LINE, None) if apart and looks_like_label(text) else None
    if not apart and (unit.kind is BlockKind.ITEM or match.method is Method.APPROCHE or text.endswith((".", ","))):
        return None
    evidence = Evidence.LINE if apart else Evidence.PLAIN_LINE
    return Candidate(index, len(text), len(text), evidence, match)


def _run_in_candidate(index: int, piece: Piece) -> Candidate | None:
    text, lead = piece.unit.text, piece.unit.lead
    split = split_run_in(text, lead)
    if split is None:
        return None
    end, start = split
    led = 0 < lead <= start
    match = match_label(text[:end])
    if match is None:
        shaped = led and ":" in text[end : start + 1] and looks_like_label(text[:end])
        return Candidate(index, end, start, Evidence.LEAD, None) if shaped else None
    if match.method is Method.APPROCHE and not led:
        return None
    return Candidate(index, end, start, Evidence.LEAD if led else Evidence.RUN_IN, match)


def _accept_known(found: Candidate, known: dict[int, Candidate], pieces: Sequence[Piece]) -> bool:
    """A surely set label counts as one; a plainly set one only where plain labels are the document's way."""
    if found.evidence >= Evidence.LEAD:
        return True
    names = _names_by_evidence(known, pieces)
    sure = names[Evidence.LEAD] | names[Evidence.LINE]
    if len(names[found.evidence]) >= _ENOUGH and len(sure) < _ENOUGH:
        return True
    # Where headings or bold words label the text, «Travaux : 2024» is text.
    if found.evidence is Evidence.PLAIN_LINE or len(sure) >= _ENOUGH:
        return False
    neighbours = [known[i] for i in (found.index - 1, found.index + 1) if i in known]
    if any(other.evidence in (Evidence.RUN_IN, Evidence.LEAD) for other in neighbours):
        return True
    return found.index > 0 and any(
        part.niveau in ("fiche", "action") for part in pieces[found.index - 1].header_parts()
    )


def _names_by_evidence(known: dict[int, Candidate], pieces: Sequence[Piece]) -> dict[Evidence, set[str]]:
    names: dict[Evidence, set[str]] = {evidence: set() for evidence in Evidence}
    for found in known.values():
        if found.match is not None:
            names[found.evidence].update(found.match.names)
    names[Evidence.LINE].update(piece.match.name for piece in pieces if piece.is_champ_label and piece.match)
    return names


def _label_looks(pieces: Sequence[Piece], accepted: dict[int, Candidate]) -> set[Look]:
    """The looks that at least two different labels of the document share."""
    seen: set[tuple[Look, str]] = set()
    for i, found in accepted.items():
        if found.evidence is Evidence.LINE and found.match is not None:
            seen.add((look_of(pieces[i].unit), found.match.name))
    counts = Counter(look for look, _ in seen)
    return {look for look, count in counts.items() if count >= 2}


def _accept_unknown(
    found: Candidate, piece: Piece, looks: set[Look], accepted: dict[int, Candidate]
) -> Candidate | None:
    """A line that looks like the document's labels is one, whatever it says; its text goes to `autres`."""
    match = LabelMatch((AUTRE,), Method.STRUCTURE, 0.8)
    if found.evidence is Evidence.LEAD:
        leads = {other.match.name for other in accepted.values() if other.evidence is Evidence.LEAD and other.match}
        return replace(found, match=match) if len(leads) >= 2 else None
    if ends_the_fiches(piece.unit.text) or not is_set_apart(piece.unit):
        return None
    return replace(found, match=match) if look_of(piece.unit) in looks else None


def _split(piece: Piece, found: Candidate) -> Iterator[Piece]:
    label = piece.unit if found.end == len(piece.unit.text) else part_of(piece.unit, 0, found.end)
    yield replace(piece, role=Role.LABEL, unit=label, match=found.match, strength=0.8 + 0.05 * found.evidence)
    if found.start < len(piece.unit.text):
        yield replace(piece, unit=part_of(piece.unit, found.start, len(piece.unit.text)), held=True)
