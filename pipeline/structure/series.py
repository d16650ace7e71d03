"""Titles in series: lines of one look that each stand above the same labels open a fiche, whatever they say.

A plan may number nothing and name nothing «fiche» or «action»: twelve titles of one look, each above «Contexte»,
«Porteur», «Calendrier», are twelve fiches.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from models.document import BlockKind
from pipeline.structure.folding import fold_label
from pipeline.structure.pieces import Look, Piece, is_set_apart, look_of

_LEAST: Final = 3  # two sections with the same labels may be chance
_COMMON_LABELS: Final = 3
# Labels that a report's chapters have as well («Constats», «Enjeux», «Leviers») make no fiche.
_TELLING: Final = frozenset(
    {"mise_en_oeuvre", "indicateurs", "moyens", "publics", "pilotage", "partenaires", "budget", "calendrier"}
)
_LEAST_TELLING: Final = 2
_REACH: Final = 6  # the first label stands within so many lines of the title
_TITLE_LENGTH: Final = 250
_SHORTEST: Final = 8  # characters
LARGER: Final = 1.2  # than running text


def body_size(pieces: Sequence[Piece]) -> float | None:
    """The font size of most of the text; None where nothing says any."""
    sizes: dict[float, int] = {}
    for piece in pieces:
        size = piece.unit.style.size
        if size is not None:
            sizes[size] = sizes.get(size, 0) + len(piece.unit.text)
    return max(sizes, key=sizes.__getitem__) if sizes else None


def find_titles_in_series(pieces: Sequence[Piece]) -> frozenset[int]:
    """The indexes of lines of one look that open the most sections with the same labels; empty where none do."""
    if sum(piece.is_champ_label for piece in pieces) < _LEAST * _COMMON_LABELS:
        return frozenset()
    body = body_size(pieces)
    places: dict[Look, list[int]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        if _may_be_title(piece, body):
            places[look_of(piece.unit)].append(i)
    found = [_keep_alike(pieces, indexes) for indexes in places.values() if len(indexes) >= _LEAST]
    return max(found, key=len, default=frozenset())


def _may_be_title(piece: Piece, body: float | None) -> bool:
    unit = piece.unit
    if not piece.is_free_text or unit.kind is BlockKind.ITEM or unit.cells:
        return False
    if not _SHORTEST <= len(unit.text) <= _TITLE_LENGTH or unit.text.endswith((";", ",")):
        return False
    size = unit.style.size
    return is_set_apart(unit) or (body is not None and size is not None and size >= LARGER * body)


def _keep_alike(pieces: Sequence[Piece], indexes: Sequence[int]) -> frozenset[int]:
    """The titles among lines of one look, if the sections below most of them have the same labels."""
    sections = list(_label_sections(pieces, indexes))
    counts = Counter(name for _, names in sections for name in names)
    common = {name for name, count in counts.items() if 3 * count >= 2 * len(sections)}
    if len(sections) < _LEAST or 2 * len(sections) < len(indexes):
        return frozenset()
    if len(common) < _COMMON_LABELS or len(common & _TELLING) < _LEAST_TELLING:
        return frozenset()
    return frozenset(i for i, names in sections if 2 * len(names & common) >= len(common))


def _label_sections(pieces: Sequence[Piece], indexes: Sequence[int]) -> Iterator[tuple[int, set[str]]]:
    """Each line that opens a section with labels, no label twice, and the champs that they name."""
    for start, end in pairwise((*indexes, len(pieces))):
        labels = [i for i in range(start + 1, end) if pieces[i].is_champ_label]
        if len(labels) < _LEAST_TELLING or labels[0] - start > _REACH:
            continue
        words = Counter(fold_label(pieces[i].unit.text) for i in labels)
        if words.total() > len(words) + 1:
            # The same labels several times: a chapter above fiches.
            continue
        yield start, {name for i in labels if (match := pieces[i].match) for name in match.names}
