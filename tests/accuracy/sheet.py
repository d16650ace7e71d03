"""What a document of the corpus says, before any layout: pieces of text, rows under a label, sheets, dossiers."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How a piece of text is set."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBER = "number"
    CHECK = "check"
    ROW = "row"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Piece:
    """One item as the gold has it in `text`; `lead` is a sub-label printed before it and not part of it.

    A `ROW` is a row of a nested table: `cells` may be empty strings, `text` joins the filled ones.
    """

    kind: Kind
    text: str
    lead: str = ""
    checked: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A label with its pieces, each under the champ that gold puts it in (`autre` where no champ takes the label)."""

    label: str
    fields: tuple[tuple[str, tuple[Piece, ...]], ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces in printed order."""
        return tuple(piece for _, pieces in self.fields for piece in pieces)

    @property
    def champ(self) -> str:
        """The first champ of the row."""
        return self.fields[0][0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One fiche: the header values as gold has them, `head` lines as printed (role, text), and its labelled rows."""

    facts: dict[str, str | None]
    head: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    values: dict[str, list[dict[str, str | None]]]

    def line(self, role: str) -> str | None:
        """The printed head line of that role, if the layout prints one."""
        return next((text for name, text in self.head if name == role), None)

    @property
    def titre(self) -> str:
        """The action's title."""
        return self.facts["titre"] or ""


@dataclass(frozen=True, slots=True)
class Look:
    """What varies between two documents of one layout: colours as 0xRRGGBB, type face, sizes in points, order."""

    color: int = 0x1F4E79
    fill: int = 0xD9E2F3
    face: str = "Helvetica"
    size: float = 9.5
    label_share: float = 0.25
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A whole document to lay out.

    `before` and `after` stand outside the fiches; `header`, `footer` and `menu` are furniture.
    """

    name: str
    layout: str
    split: str
    look: Look
    sheets: tuple[Sheet, ...]
    title: str
    document: dict[str, str]
    plan: dict[str, str | int] | None
    genre: str
    cover: tuple[str, ...] = ()
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    contents: bool = False
    header: str = ""
    footer: str = ""
    page_format: str = ""
    menu: tuple[str, ...] = ()
    grouped: bool = False
    seed: int = 0
    options: dict[str, str] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """The file name's ending, which is the format."""
        return self.name.rsplit(".", 1)[1]


def read_pieces(items: list[str], lead: str = "") -> tuple[Piece, ...]:
    """The pieces that content lines stand for: `• `, `1. `, `☒ `/`☐ `, `| a | b`, else a paragraph.

    `lead` goes before the first piece.
    """
    pieces = [_read_piece(item) for item in items]
    if lead and pieces:
        first = pieces[0]
        pieces[0] = Piece(first.kind, first.text, lead, first.checked, first.cells)
    return tuple(pieces)


def _read_piece(item: str) -> Piece:
    if item.startswith("• "):
        return Piece(Kind.BULLET, item[2:])
    if item[:2] in ("☒ ", "☐ "):
        return Piece(Kind.CHECK, item[2:], checked=item[0] == "☒")
    if item.startswith("| "):
        cells = tuple(cell.strip() for cell in item[2:].split(" | "))
        return Piece(Kind.ROW, " | ".join(cell for cell in cells if cell), cells=cells)
    number, dot, rest = item.partition(". ")
    if dot and number.isdigit() and len(number) < 3:
        return Piece(Kind.NUMBER, rest)
    if item.startswith("# "):
        return Piece(Kind.HEADING, item[2:])
    return Piece(Kind.PARAGRAPH, item)


def group_pieces(pieces: tuple[Piece, ...]) -> list[list[Piece]]:
    """Pieces in runs of one kind: a list or a nested table is one run; a piece with a lead starts a new run."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and groups[-1][0].kind == piece.kind and not piece.lead:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups
