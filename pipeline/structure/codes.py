"""Code lines («2.4 Déployer …», «b.1 Sensibiliser …») in series: which of them open a fiche."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from pipeline.structure.header_lines import parse_code_line
from pipeline.structure.pieces import Piece, is_set_apart

SERIES: Final = 4  # so many fiches opened in one way are the document's way
_TITLE_LENGTH: Final = 250


def follow_series(pieces: Sequence[Piece], openers: Sequence[str | None]) -> list[str | None]:
    """The openers as the document's series of codes has them: without codes of sections, with codes in plain type."""
    return _add_plain_codes(pieces, _demote_sections(pieces, openers))


def _add_plain_codes(pieces: Sequence[Piece], openers: list[str | None]) -> list[str | None]:
    """A code in plain type right above the label that stands right below the others' opens a fiche too."""
    firsts: Counter[tuple[str, ...]] = Counter()
    for i, piece in enumerate(pieces[1:], start=1):
        if openers[i - 1] == "code" and piece.is_champ_label and piece.match is not None:
            firsts[piece.match.names] += 1
    usual = {names for names, count in firsts.items() if count >= SERIES and 2 * count >= firsts.total()}
    if not usual:
        return openers
    added = list(openers)
    for i, piece in enumerate(pieces[:-1]):
        below = pieces[i + 1]
        if added[i] is None and below.is_champ_label and below.match is not None and below.match.names in usual:
            # A code set apart that opens nothing is a section's.
            added[i] = "code" if is_plain_code(piece) and not is_set_apart(piece.unit) else None
    return added


def is_plain_code(piece: Piece) -> bool:
    """Whether a free line is a title behind a code, whatever it looks like."""
    text = piece.unit.text
    return piece.is_free_text and len(text) <= _TITLE_LENGTH and parse_code_line(text) is not None


def _demote_sections(pieces: Sequence[Piece], openers: Sequence[str | None]) -> list[str | None]:
    """Code lines deeper than those of a series («11.1.2 Savoir nager» among «11.1 …», «11.2 …») part a fiche, they open
    none: in a series the line right above a label says how deep the codes go.
    """
    depths: Counter[int] = Counter()
    for i, piece in enumerate(pieces[1:], start=1):
        if piece.is_champ_label and openers[i - 1] == "code":
            depths[_code_depth(pieces[i - 1])] += 1
    if not depths:
        return list(openers)
    depth, count = depths.most_common(1)[0]
    if count < SERIES or 3 * count < 2 * depths.total():
        return list(openers)
    return [
        None if opener == "code" and _code_depth(piece) > depth else opener
        for piece, opener in zip(pieces, openers, strict=True)
    ]


def _code_depth(piece: Piece) -> int:
    code = parse_code_line(piece.unit.text)
    return 0 if code is None else code[0].count(".") + code[0].count("-")
