"""Labels in running text: whole lines and run-ins, weighed by how the whole document sets its labels."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from models.action import Method
from models.document import BlockKind
from models.vocabulary.champs import AUTRE
from pipeline.structure.candidates import Candidate, Evidence
from pipeline.structure.folding import fold_label, is_acronym
from pipeline.structure.header_lines import ends_the_fiches
from pipeline.structure.labels import MAX_LABEL_LENGTH, LabelMatch, looks_like_label, match_label, split_run_in
from pipeline.structure.pieces import (
    Look,
    Piece,
    Role,
    is_capitals,
    is_set_apart,
    look_of,
    make_label,
    make_text,
    part_of,
)
from pipeline.structure.recurrence import (
    OFTEN,
    Key,
    find_recurring,
    find_recurring_run_ins,
    find_run_ins_among_known,
    names_a_fiche,
)
from pipeline.structure.units import Unit

_UNKNOWN: Final = LabelMatch((AUTRE,), Method.STRUCTURE, 0.8)
# From so many different labels on, one way of setting labels is taken for the document's own.
_ENOUGH: Final = 3
_NUMBER_LENGTH: Final = 30
_TITLE_LENGTH: Final = 250
# The head of a fiche holds names, dates and codes: a longer line is a paragraph of its text.
_HEAD_LINE: Final = 100


LabelLook = tuple[Look, bool]


def mark_labels(pieces: Sequence[Piece]) -> list[Piece]:
    """The same stream with the labels of running text told from the texts that they label."""
    return _Marking(pieces).mark()


class _Marking:
    """Reads the stream in order; knows whether a label stands above, and what names the fiche since."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.recurring = find_recurring(pieces)
        self.own_words = frozenset(self.recurring.values())
        self.splits = _split_run_ins(pieces)
        self.candidates = dict(self._find_candidates())
        self.known = {i: found for i, found in self.candidates.items() if found.match is not None}
        self.rows = _run_in_rows(self.known, self.splits)
        alone = _lone_in_lists(self.candidates, pieces)
        names = _names_by_evidence(self.known, pieces)
        set_apart = len(names[Evidence.LEAD] | names[Evidence.LINE]) >= _ENOUGH
        self.heads = _head_run_ins(pieces, self.known) if set_apart else set[int]()
        self.rows |= self.heads
        if not set_apart:
            own = find_recurring_run_ins(pieces, self.splits)
            own |= find_run_ins_among_known(pieces, self.splits, self.rows)
            unknown = own.difference(self.known)
            self.known |= {i: Candidate(i, *self.splits[i], Evidence.LEAD, _UNKNOWN) for i in unknown}
            self.rows |= own
        self.accepted = {
            i: found
            for i, found in self.known.items()
            if i not in alone and (i in self.rows or _accept_known(found, self.known, pieces, names))
        }
        self.own_looks = _own_looks(pieces, self.recurring)
        self.looks = _label_looks(pieces, self.accepted) | self.own_looks
        self.marked: list[Piece] = []
        self.label: Piece | None = None  # the label that holds, None below a line that names another fiche
        self.names: tuple[str, ...] = ()
        self.seen: set[str] = set()  # what the fiche's labels have named so far

    def _find_candidates(self) -> Iterator[tuple[int, Candidate]]:
        wrapped = _find_wrapped(self.pieces)
        for i, piece in enumerate(self.pieces):
            if not piece.is_free_text or piece.parts or piece.unit.cells or i in wrapped:
                continue
            line = _line_candidate(i, piece, set_apart=i in self.recurring, shaded=_shares_a_shade(self.pieces, i))
            run_in = _run_in_candidate(i, piece, self.splits.get(i), self.own_words)
            found = run_in if line is None or (run_in and _parts_the_line(run_in, line, piece)) else line
            if found is not None:
                yield i, found

    def mark(self) -> list[Piece]:
        """The stream, labels told from texts."""
        for i, piece in enumerate(self.pieces):
            found = self._weigh(i)
            if piece.is_champ_label or found:
                match = found.match if found else piece.match
                self.label, self.names = piece, match.names if match else ()
                self.seen.update(self.names)
            elif piece.parts or self._names_another(i):
                self.label, self.seen = None, set()
            self.marked.extend(_split(piece, found) if found else (piece,))
        return self.marked

    def _weigh(self, index: int) -> Candidate | None:
        found = self.accepted.get(index)
        if found is None and index in self.candidates and index not in self.known:
            return self._weigh_unknown(self.candidates[index])
        return None if found is not None and self._is_answer(found) else found

    def _is_answer(self, found: Candidate) -> bool:
        """«Fonctionnement : 60 000 €» under «Budget» is a line of the budget, «Usagers» under «Publics» a public. In a
        row of run-ins, «Services pilotes : …» behind «Élus référents : …» is a label.
        """
        names = set(found.match.names) if found.match else set[str]()
        another_pilot = found.index in self.rows and names == {"pilotage"}
        if found.evidence > Evidence.PLAIN_LINE or another_pilot or found.index in self.heads:
            return False
        return names <= set(self.names) or (names <= self.seen and self._stands_in_a_list())

    def _stands_in_a_list(self) -> bool:
        """«Travaux : 2026» below «Étude : 2025», which answers «Calendrier :»: lines of one list."""
        before = self.marked[-1] if self.marked else None
        if before is None or not before.held or split_run_in(before.unit.text) is None:
            return False
        return match_label(before.unit.text.partition(":")[0]) is None

    def _weigh_unknown(self, found: Candidate) -> Candidate | None:
        """A line that the lexicon does not know: a label if it looks like the others or is the document's own."""
        follows_text = bool(self.marked) and self.marked[-1].role is Role.TEXT
        behind = self.pieces[found.index + 1] if found.index + 1 < len(self.pieces) else None
        answered = behind is not None and behind.role is Role.TEXT and found.index + 1 not in self.accepted
        own = found.evidence is Evidence.LEAD or (answered and follows_text)
        if self.label is not None and own:
            taken = _accept_unknown(found, self.pieces[found.index], self.looks, self.accepted)
            if taken is not None:
                return taken
        return replace(found, match=_UNKNOWN) if follows_text and self._is_own(found) else None

    def _names_another(self, index: int) -> bool:
        piece = self.pieces[index]
        return names_a_fiche(piece) and _label_look(piece.unit) not in self.looks

    def _is_own(self, found: Candidate) -> bool:
        """Whether a line of the document's own words or look stands where labels do: right below the fiche's name, or
        behind the table of the label before.
        """
        piece = self.pieces[found.index]
        said = fold_label(piece.unit.text[: found.end]) in self.own_words
        alike = _label_look(piece.unit) in self.own_looks
        if self.label is None:
            return (said or alike) and found.index > 0 and names_a_fiche(self.pieces[found.index - 1])
        behind_table = self.label.table is not None and piece.table is None
        return said and (alike or behind_table or found.evidence is Evidence.LEAD)


def _parts_the_line(run_in: Candidate, line: Candidate, piece: Piece) -> bool:
    """«CALENDRIER : 2024-2028», all capitals, is a known label with its text before it is an unknown line; so is a bold
    «Calendrier –» before a plain «2025-2029», though «Calendrier 2025-2029» reads like one label.
    """
    if run_in.match is None or run_in.start >= len(piece.unit.text):
        return line.match is None and run_in.match is not None
    led = run_in.evidence is Evidence.LEAD and line.evidence is Evidence.PLAIN_LINE
    return line.match is None or led


def _own_looks(pieces: Sequence[Piece], recurring: Mapping[int, Key]) -> set[LabelLook]:
    """The looks of recurring lines that often stand right below a line that names a fiche."""
    below = [i for i in sorted(recurring) if i > 0 and names_a_fiche(pieces[i - 1])]
    counts = Counter(_label_look(pieces[i].unit) for i in below)
    return {look for look, count in counts.items() if count >= OFTEN}


def _split_run_ins(pieces: Sequence[Piece]) -> dict[int, tuple[int, int]]:
    """Where the run-in label of each free line that has one ends, and where its text begins."""
    free = ((i, piece.unit) for i, piece in enumerate(pieces) if piece.is_free_text)
    return {i: split for i, unit in free if (split := split_run_in(unit.text, unit.lead)) is not None}


def _find_wrapped(pieces: Sequence[Piece]) -> set[int]:
    """«Mesure» over «et évaluation», set alike: two lines of one title, of which none is a label."""
    wrapped: set[int] = set()
    for i, piece in enumerate(pieces[1:], start=1):
        if piece.unit.kind is BlockKind.HEADING and _goes_on(pieces[i - 1], piece):
            wrapped |= {i - 1, i}
    return wrapped


def _goes_on(first: Piece, second: Piece) -> bool:
    if not (first.is_free_text and second.is_free_text and second.unit.text[:1].islower()):
        return False
    headings = first.unit.kind is BlockKind.HEADING
    return headings and look_of(first.unit) == look_of(second.unit) and not first.unit.text.endswith(":")


def _shares_a_shade(pieces: Sequence[Piece], index: int) -> bool:
    """Whether only a background sets a line apart, that of the text above it: both stand in one shaded column."""
    unit = pieces[index].unit
    fill = unit.style.fill
    if fill is None or index == 0 or pieces[index - 1].unit.style.fill != fill:
        return False
    return not unit.style.bold and unit.kind is not BlockKind.HEADING and not is_capitals(unit.text)


def _line_candidate(index: int, piece: Piece, *, set_apart: bool, shaded: bool) -> Candidate | None:
    unit, text = piece.unit, piece.unit.text
    if len(text) > MAX_LABEL_LENGTH:
        return None
    looks_apart = is_set_apart(unit) and not shaded
    apart = set_apart or looks_apart or text.endswith(":")
    match = match_label(text)
    if match is None:
        return Candidate(index, len(text), len(text), Evidence.LINE, None) if apart and looks_like_label(text) else None
    if not apart and (unit.kind is BlockKind.ITEM or match.method is Method.APPROCHE or text.endswith((".", ","))):
        return None
    plain = Evidence.COLON_LINE if text.endswith(":") else Evidence.PLAIN_LINE
    return Candidate(index, len(text), len(text), Evidence.LINE if looks_apart else plain, match)


def _run_in_candidate(
    index: int, piece: Piece, split: tuple[int, int] | None, own_words: frozenset[Key]
) -> Candidate | None:
    if split is None:
        return None
    text, lead = piece.unit.text, piece.unit.lead
    end, start = split
    led = 0 < lead <= start or (is_capitals(text[:end]) and not is_capitals(text[start:]))
    match = _fitting_match(text, end, start)
    if match is None:
        # «ARS : 60 000 €»: an acronym is written so, whatever it opens.
        spelled = led and (0 < lead <= start or not is_acronym(text[:end]))
        shaped = spelled and ":" in text[end : start + 1] and looks_like_label(text[:end])
        shaped = shaped or (0 < lead <= start and fold_label(text[:end]) in own_words)
        return Candidate(index, end, start, Evidence.LEAD, None) if shaped else None
    if match.method is Method.APPROCHE and not led:
        return None
    return Candidate(index, end, start, Evidence.LEAD if led else Evidence.RUN_IN, match)


def _fitting_match(text: str, end: int, start: int) -> LabelMatch | None:
    """What the words before the colon name, if the text behind could be that: a number is short and has a figure, a
    title is no paragraph («REF : le facteur mesure …» numbers nothing, «Action : cette mesure vise à …» describes).
    """
    match = match_label(text[:end])
    if match is None or not match.is_header or start >= len(text):
        return match
    rest = text[start:]
    if match.name in ("fiche_numero", "action_numero"):
        return match if len(rest) <= _NUMBER_LENGTH and any(char.isdigit() for char in rest) else None
    if match.name == "titre" and len(rest) > _TITLE_LENGTH:
        return replace(match, names=("mise_en_oeuvre",), method=Method.CONTEXTE, score=0.85)
    return match


def _accept_known(
    found: Candidate, known: dict[int, Candidate], pieces: Sequence[Piece], names: Mapping[Evidence, set[str]]
) -> bool:
    """A surely set label counts as one; a plainly set one only where plain labels are the document's way.

    `names` are the champs that the document's labels of each evidence name.
    """
    if found.evidence >= Evidence.COLON_LINE:
        return True
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
    return found.index > 0 and any(part.niveau in ("fiche", "action") for part in pieces[found.index - 1].parts)


def _run_in_rows(known: Mapping[int, Candidate], splits: Mapping[int, tuple[int, int]]) -> set[int]:
    """The known run-ins of a row of such lines: «Élu référent : …», «Partenaires : …», «Cibles : …» one below the
    other are labels, even where headings label the other texts. Three champs make a row.
    """
    rows: set[int] = set()
    row: list[int] = []
    for i in (*splits, None):
        if row and i != row[-1] + 1:
            plain = [known[k] for k in row if k in known and known[k].evidence is Evidence.RUN_IN]
            if len({name for found in plain if found.match for name in found.match.names}) >= _ENOUGH:
                rows.update(found.index for found in plain)
            row = []
        if i is not None:
            row.append(i)
    return rows


def _head_run_ins(pieces: Sequence[Piece], known: Mapping[int, Candidate]) -> set[int]:
    """«Début : …» and «Pilote : …» between the line that names a fiche and its first label or paragraph are labels,
    however few they are, though headings or bold words label the other texts.
    """
    found: set[int] = set()
    in_head, seen = False, False
    for i, piece in enumerate(pieces):
        candidate = known.get(i)
        if names_a_fiche(piece):
            in_head = True
        elif candidate is None:
            opens = not seen and piece.is_free_text and piece.unit.kind is BlockKind.HEADING
            in_head = opens or (in_head and piece.is_free_text and len(piece.unit.text) <= _HEAD_LINE)
        else:
            seen = seen or candidate.evidence is not Evidence.RUN_IN
            in_head = in_head and candidate.evidence is Evidence.RUN_IN
            if in_head and _is_exact_run_in(candidate, piece.unit):
                found.add(i)
    return found


def _is_exact_run_in(found: Candidate, unit: Unit) -> bool:
    exact = found.match is not None and found.match.score == 1.0
    return exact and unit.kind is BlockKind.PARAGRAPH and ":" in unit.text[found.end : found.start]


def _lone_in_lists(candidates: dict[int, Candidate], pieces: Sequence[Piece]) -> set[int]:
    """Known bold words among unknown ones of one list («Réflexion : …», «Réalisation : …») are the list's."""
    alone: set[int] = set()
    leads: list[Candidate] = []
    last = -1
    for i, found in candidates.items():
        if found.evidence is not Evidence.LEAD or pieces[i].unit.kind is not BlockKind.ITEM:
            continue
        if leads and any(between.unit.kind is not BlockKind.ITEM for between in pieces[last + 1 : i]):
            alone.update(_known_among(leads))
            leads = []
        leads.append(found)
        last = i
    return alone | _known_among(leads)


def _known_among(leads: Sequence[Candidate]) -> set[int]:
    """The known bold words of one list, where they are fewer than the unknown ones."""
    known = {found.index for found in leads if found.match is not None}
    return known if 2 * len(known) < len(leads) else set()


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
    if found.evidence is Evidence.LEAD:
        leads = {other.match.name for other in accepted.values() if other.evidence is Evidence.LEAD and other.match}
        own = found.start == found.end or ":" not in piece.unit.text[found.end : found.start + 1]
        return replace(found, match=_UNKNOWN) if own or len(leads) >= 2 else None
    if ends_the_fiches(piece.unit.text) or not is_set_apart(piece.unit):
        return None
    return replace(found, match=_UNKNOWN) if _label_look(piece.unit) in looks else None


def _split(piece: Piece, found: Candidate) -> Iterator[Piece]:
    label = piece.unit if found.end == len(piece.unit.text) else part_of(piece.unit, 0, found.end)
    yield make_label(label, found.match, table=piece.table, strength=0.8 + 0.04 * found.evidence)
    if found.start < len(piece.unit.text):
        yield make_text(part_of(piece.unit, found.start, len(piece.unit.text)), held=True, table=piece.table)
