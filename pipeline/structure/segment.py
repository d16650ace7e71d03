"""Finding the fiches in the stream: where each header begins, where its champs end, what lies between."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from models.document import BlockKind
from pipeline.structure.codes import SERIES, follow_series
from pipeline.structure.folding import fold_label
from pipeline.structure.header_lines import HeaderPart, ends_the_fiches, parse_code_line, parse_header_line
from pipeline.structure.numbers import find_counting_numbers
from pipeline.structure.pieces import Piece, Role, is_capitals, is_set_apart, look_of
from pipeline.structure.series import LARGER, find_titles_in_series
from pipeline.structure.units import Unit

# A fiche without any number or «Fiche» must say so much to be one; an article's headings do not.
_BARE_MINIMUM: Final = 4
_TELLING: Final = frozenset({"mise_en_oeuvre", "indicateurs", "moyens", "publics", "pilotage", "budget"})
_TITLE_LENGTH: Final = 250
_LISTED: Final = 3  # so many lines that open fiches and stand together list them
_INTRO_PIECES: Final = 12
_HEAD_HEIGHT: Final = 120.0  # points from the top of the page


@dataclass(frozen=True, slots=True)
class Sheet:
    """One fiche in the stream: header from `start`, champs from `first_label`, over at `end` (all piece indexes)."""

    start: int
    first_label: int
    end: int


@dataclass(slots=True)
class _Run:
    """Labels without an opening line between them."""

    labels: list[int]
    start: int = 0


def find_sheets(pieces: Sequence[Piece]) -> list[Sheet]:
    """The fiches of a stream in order; what lies in none is text outside the fiches."""
    counting = find_counting_numbers(pieces)
    openers = ["fiche" if i in counting else _opens(pieces, i) for i in range(len(pieces))]
    openers = _add_titles(pieces, _demote_contents(pieces, follow_series(pieces, openers)))
    runs = _merge_sub_actions(pieces, openers, _find_runs(pieces, openers))
    floor = 0
    for run in runs:
        run.start = _header_start(pieces, openers, floor, run.labels[0])
        floor = run.labels[-1] + 1
    kept = _keep_valid(pieces, openers, runs)
    sheets: list[Sheet] = []
    levels = [_title_level(pieces, run) for run in kept]
    usual = _usual_level(levels)
    for number, (run, level) in enumerate(zip(kept, levels, strict=True)):
        limit = kept[number + 1].start if number + 1 < len(kept) else len(pieces)
        sheets.append(Sheet(run.start, run.labels[0], _body_end(pieces, run, limit, level or usual)))
    return sheets


def _opens(pieces: Sequence[Piece], index: int) -> str | None:
    """`fiche`, `action` or `code` if the piece opens a fiche by its wording, None otherwise."""
    piece = pieces[index]
    if (
        piece.is_header_label
        and piece.match is not None
        and piece.match.name in ("titre", "fiche_numero", "action_numero")
    ):
        return "fiche" if piece.match.name == "fiche_numero" else "action"
    is_running_head = piece.unit.furniture and _stands_at_the_top(piece.unit)
    parts = parse_header_line(piece.unit.text) if is_running_head else piece.parts
    levels = [part.niveau for part in parts]
    if "fiche" in levels:
        return "fiche"
    if "action" in levels:
        return "action"
    if piece.is_free_text and is_set_apart(piece.unit) and len(piece.unit.text) <= _TITLE_LENGTH:
        return "code" if parse_code_line(piece.unit.text) else None
    return None


def _demote_contents(pieces: Sequence[Piece], openers: Sequence[str | None]) -> list[str | None]:
    """Without the lines of a table of contents: one after the other they name fiches that open further on."""
    said = {i: (opener, _number_of(pieces[i], opener)) for i, opener in enumerate(openers) if opener}
    last = {key: i for i, key in said.items()}
    kept = list(openers)
    group: list[int] = []
    for i in (*said, len(pieces)):
        # A page's number may stand between two lines.
        follows = bool(group) and i < len(pieces) and i - group[-1] <= 2 and openers[i] == openers[group[-1]]
        if not follows:
            if len({said[k] for k in group}) >= _LISTED:
                for k in group:
                    kept[k] = None if last[said[k]] > group[-1] else kept[k]
            group = []
        group.append(i)
    return kept


def _add_titles(pieces: Sequence[Piece], openers: list[str | None]) -> list[str | None]:
    """With the titles in series, where no line says that it opens a fiche or an action."""
    if any(opener in ("fiche", "action") for opener in openers):
        return openers
    titles = find_titles_in_series(pieces)
    return [opener or ("title" if i in titles else None) for i, opener in enumerate(openers)]


def _number_of(piece: Piece, opener: str) -> str:
    """The number that an opening line gives its fiche or action, or the line itself."""
    if opener == "code":
        code = parse_code_line(piece.unit.text)
        return code[0] if code else piece.unit.text
    return next((part.number for part in piece.parts if part.niveau == opener and part.number), piece.unit.text)


def _stands_at_the_top(unit: Unit) -> bool:
    """A running head (a foot stands behind its fiche's labels, and opens nothing)."""
    box = unit.place.box
    return box is None or box.top < _HEAD_HEIGHT


def _find_runs(pieces: Sequence[Piece], openers: Sequence[str | None]) -> list[_Run]:
    """Champ labels grouped by what opens a fiche before them: a line that says so, or the first label coming again."""
    runs: list[_Run] = []
    fresh = True
    seen: set[str] = set()
    for i, piece in enumerate(pieces):
        if openers[i] and not (openers[i] == "code" and piece.held):
            fresh = True
        if not piece.is_champ_label or piece.match is None:
            continue
        if fresh or _starts_again(pieces, runs[-1], i, seen):
            runs.append(_Run([]))
            seen = set()
        runs[-1].labels.append(i)
        seen.update(piece.match.names)
        fresh = False
    return runs


def _starts_again(pieces: Sequence[Piece], run: _Run, index: int, seen: set[str]) -> bool:
    """The run's first label comes again behind something like a title, or in another table: the next fiche."""
    piece, first = pieces[index], pieces[run.labels[0]]
    if piece.match is None or first.match is None or piece.match.names != first.match.names or len(seen) < 3:
        return False
    if piece.table != pieces[run.labels[-1]].table:
        return True
    between = (other for other in pieces[run.labels[-1] + 1 : index] if other.is_free_text)
    return any(is_set_apart(other.unit) or _is_larger(other.unit, first.unit) for other in between)


def _is_larger(unit: Unit, label: Unit) -> bool:
    size, usual = unit.style.size, label.style.size
    return size is not None and usual is not None and size >= LARGER * usual


def _merge_sub_actions(pieces: Sequence[Piece], openers: Sequence[str | None], runs: list[_Run]) -> list[_Run]:
    """Sub-actions stay in their fiche: «Action 1 : …» under a fiche's own labels parts nothing."""
    has_fiche_nouns = sum(1 for run in runs if _opener_of(openers, pieces, run) == "fiche") >= 1
    merged: list[_Run] = []
    for run in runs:
        kind = _opener_of(openers, pieces, run)
        if merged and kind in ("action", "code") and _goes_on(pieces, merged[-1], run, strict=not has_fiche_nouns):
            merged[-1].labels.extend(run.labels)
        else:
            merged.append(run)
    return merged


def _opener_of(openers: Sequence[str | None], pieces: Sequence[Piece], run: _Run) -> str | None:
    """What opens a run: the surest opener between the label before it and its first label."""
    found: list[str] = []
    for i in range(run.labels[0] - 1, -1, -1):
        if pieces[i].is_champ_label:
            break
        opener = openers[i]
        if opener:
            found.append(opener)
    return next((kind for kind in ("fiche", "action", "code") if kind in found), None)


def _goes_on(pieces: Sequence[Piece], before: _Run, run: _Run, *, strict: bool) -> bool:
    """Whether a run only adds labels that the fiche before it has not had yet."""
    had = _vocabulary(pieces, before)
    new = _vocabulary(pieces, run)
    if had & new or not had:
        return False
    first_before, first_new = pieces[before.labels[0]], pieces[run.labels[0]]
    return not strict or (len(had) >= 2 and first_before.table == first_new.table and len(new) <= len(had))


def _names(pieces: Sequence[Piece], run: _Run) -> set[str]:
    return {
        name for i in run.labels for match in (pieces[i].match,) if match and match.is_champ for name in match.names
    }


def _vocabulary(pieces: Sequence[Piece], run: _Run) -> set[str]:
    """The champs that a run's labels name, and the labels that no champ takes by their words."""
    labels = [(pieces[i].unit.text, pieces[i].match) for i in run.labels]
    own = {" ".join(fold_label(text)) for text, match in labels if match and not match.is_champ}
    return _names(pieces, run) | own


def _header_start(pieces: Sequence[Piece], openers: Sequence[str | None], floor: int, first_label: int) -> int:
    """Walk back from the first label over all that names and situates the fiche."""
    start, seen, opened = first_label, set[tuple[str, str | None]](), False
    for i in range(first_label - 1, floor - 1, -1):
        piece = pieces[i]
        if piece.unit.furniture:
            continue
        if piece.unit.style.rotated and piece.parts and piece.table is None:
            # A tab at the page's edge comes behind all else of its page.
            break
        numbers = {_name_part(part) for part in piece.parts}
        if numbers or piece.is_header_label or openers[i]:
            if _is_another(numbers, seen):
                break
            seen |= numbers
            opened = opened or openers[i] is not None
        elif not _belongs_to_header(pieces, openers, i, floor, first_label, opened=opened):
            break
        start = i
    return start if opened or floor else _reach_title(pieces, start)


def _reach_title(pieces: Sequence[Piece], start: int) -> int:
    """The large title at the document's top, though a list or small print stands between it and the first label."""
    sizes = [piece.unit.style.size or 0.0 for piece in pieces[start:]]
    largest = max(sizes, default=0.0)
    for i in range(start - 1, max(-1, start - _INTRO_PIECES - 1), -1):
        unit = pieces[i].unit
        if pieces[i].role is Role.LABEL or len(unit.text) > _TITLE_LENGTH:
            break
        if unit.kind is BlockKind.HEADING and not unit.furniture and (unit.style.size or 0.0) > largest:
            return i
    return start


def _name_part(part: HeaderPart) -> tuple[str, str | None]:
    """What a header part numbers: the fiche, the action, or the step that its noun names, with the number."""
    return part.niveau if part.niveau in ("fiche", "action") else " ".join(fold_label(part.noun)), part.number


def _is_another(numbers: set[tuple[str, str | None]], seen: set[tuple[str, str | None]]) -> bool:
    """Whether a line names a second fiche, action or axe: the header of another sheet, or a table of contents."""
    named = {name for name, _ in seen}
    return any(number not in seen and number[0] in named for number in numbers)


def _belongs_to_header(
    pieces: Sequence[Piece], openers: Sequence[str | None], index: int, floor: int, first_label: int, *, opened: bool
) -> bool:
    piece = pieces[index]
    if piece.role is Role.LABEL:
        return piece.is_header_label
    if piece.held:
        return _answers_header_label(pieces, index)
    text = piece.unit.text
    title_like = len(text) <= _TITLE_LENGTH and not text.endswith((".", ";"))
    after_flow_label = floor > 0 and pieces[floor - 1].table is None
    above = range(max(floor, index - _INTRO_PIECES), index)
    if not opened and any(pieces[i].parts or openers[i] for i in above):
        # Between the opening line and the first label: a title, a lead paragraph.
        return first_label - index <= _INTRO_PIECES
    if floor > 0 and _answers_the_last_label(pieces[floor - 1], piece, is_first=index == floor):
        return False
    if after_flow_label:
        return title_like and is_set_apart(piece.unit) and piece.unit.kind is not BlockKind.ITEM
    return title_like and piece.unit.kind is not BlockKind.ITEM


def _shares_the_shade(label: Unit, unit: Unit) -> bool:
    """Whether only a background sets a line apart, that of the label above: both stand in one shaded column."""
    own = unit.style
    plain = not own.bold and unit.kind is not BlockKind.HEADING and not is_capitals(unit.text)
    return own.fill is not None and own.fill == label.style.fill and plain


def _answers_the_last_label(label: Piece, piece: Piece, *, is_first: bool) -> bool:
    """The only text of a label in running text is that label's, however short and bold; so is all that stands in the
    cell whose first line is the label.
    """
    if label.table is None and is_first and piece.unit.kind is not BlockKind.HEADING:
        return True
    if _shares_the_shade(label.unit, piece.unit):
        return True
    cell = cell_of(label.unit)
    return bool(cell) and piece.unit.place.path.startswith(cell)


def cell_of(unit: Unit) -> str:
    """The path of the innermost cell that a unit stands in, with its slash; empty in running text."""
    path = unit.place.path
    start = path.rfind("/cell[", 0, path.rfind("/"))
    return path[: path.find("/", start + 1) + 1] if start >= 0 else ""


def _answers_header_label(pieces: Sequence[Piece], index: int) -> bool:
    for i in range(index, -1, -1):
        if pieces[i].role is Role.LABEL:
            return pieces[i].is_header_label
        if not pieces[i].held:
            return False
    return False


def _keep_valid(pieces: Sequence[Piece], openers: Sequence[str | None], runs: list[_Run]) -> list[_Run]:
    """Runs that say enough to be a fiche; the labels of the others are text outside the fiches."""
    kept: list[_Run] = []
    own = _own_vocabulary(pieces, openers, runs)
    for run in runs:
        names = _names(pieces, run)
        kinds = _kinds(openers, run)
        if kinds & {"fiche", "action"}:
            enough = len(names) >= 2 or len(run.labels) >= 2 or (bool(kept) and len(names) == 1)
        elif "title" in kinds:
            enough = len(names) >= 2
        elif kinds:
            enough = len(names) >= 3 or len(_vocabulary(pieces, run) & own) >= 2
        else:
            tabular = pieces[run.labels[0]].table is not None
            enough = len(names) >= _BARE_MINIMUM - tabular and len(names & _TELLING) >= 2
        if enough:
            kept.append(run)
    return _drop_preamble(pieces, openers, kept)


def _kinds(openers: Sequence[str | None], run: _Run) -> set[str]:
    return {kind for kind in openers[run.start : run.labels[0]] if kind}


def _own_vocabulary(pieces: Sequence[Piece], openers: Sequence[str | None], runs: Sequence[_Run]) -> set[str]:
    """The labels that come again below a document's code lines («2.4 Déployer …»): at least two in half of them."""
    coded = [_vocabulary(pieces, run) for run in runs if _kinds(openers, run) == {"code"}]
    counts = Counter(word for words in coded for word in words)
    often = {word for word, count in counts.items() if 2 * count >= len(coded)}
    return often if len(coded) >= SERIES and len(often) >= 2 else set()


def _drop_preamble(pieces: Sequence[Piece], openers: Sequence[str | None], kept: list[_Run]) -> list[_Run]:
    """In a series of fiches opened in one way, labels without an opening line («Contexte», «Objectifs» of the preamble)
    are a fiche only if they are the fiches' labels.
    """
    opened = [run for run in kept if _kinds(openers, run)]
    if len(opened) < SERIES or 5 * len(opened) < 4 * len(kept):
        return kept
    counts = Counter(word for run in opened for word in _vocabulary(pieces, run))
    often = {word for word, count in counts.items() if 2 * count >= len(opened)}
    return [run for run in kept if _kinds(openers, run) or _are_alike(often, _vocabulary(pieces, run))]


def _are_alike(often: set[str], words: set[str]) -> bool:
    return 2 * len(often & words) >= len(often | words)


def _title_level(pieces: Sequence[Piece], run: _Run) -> int:
    header = (piece.unit for piece in pieces[run.start : run.labels[0]])
    return min((unit.level for unit in header if unit.kind is BlockKind.HEADING and unit.level), default=0)


def _usual_level(levels: Sequence[int]) -> int:
    """The level of most titles of a series, for the fiche whose own title is in plain type."""
    level, count = Counter(levels).most_common(1)[0] if levels else (0, 0)
    return level if count >= SERIES else 0


def _body_end(pieces: Sequence[Piece], run: _Run, limit: int, title_level: int) -> int:
    """Where a fiche ends before the next one's header: at an axe's line, «Annexes», a heading above its own title."""
    label_looks = {look_of(pieces[i].unit) for i in run.labels}
    for i in range(run.labels[0] + 1, run.labels[-1] + 1):
        # What follows «Annexes» may hold lines like labels (a glossary): they are no labels of the fiche.
        piece = pieces[i]
        if piece.is_free_text and piece.table is None and is_set_apart(piece.unit) and ends_the_fiches(piece.unit.text):
            return i
    for i in range(run.labels[-1] + 1, limit):
        piece = pieces[i]
        if not piece.is_free_text or (i == run.labels[-1] + 1 and not is_set_apart(piece.unit)):
            continue
        if piece.unit.style.rotated:
            continue
        apart = is_set_apart(piece.unit)
        if apart and (ends_the_fiches(piece.unit.text) or any(p.niveau == "axe" for p in piece.parts)):
            return i
        is_heading = piece.unit.kind is BlockKind.HEADING and piece.unit.level > 0
        if is_heading and title_level and piece.unit.level <= title_level and look_of(piece.unit) not in label_looks:
            return i
    return limit
