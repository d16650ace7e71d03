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
    SUB = "sub"


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
    """One fiche: the header values as gold has them, `head` lines as printed (role, text), and its labelled rows.

    `group` is the line for its axe where a document prints it once, above several fiches.
    """

    facts: dict[str, str | None]
    head: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    values: dict[str, list[dict[str, str | None]]]
    group: str = ""

    def line(self, role: str) -> str | None:
        """The printed head line of that role, if the layout prints one."""
        return next((text for name, text in self.head if name == role), None)

    @property
    def number(self) -> str:
        """The action's number, else the fiche's, else nothing."""
        return self.facts["action_numero"] or self.facts["fiche_numero"] or ""

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

    `document` and `plan` are the facts that gold has. `before` and `after` stand outside the fiches; `header`, `footer`
    and `menu` are furniture; `deleted` is a text that the file holds but no longer says, `parasites` other texts that
    belong in no champ.
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
    entries: tuple[str, ...] = ()
    header: str = ""
    footer: str = ""
    deleted: str = ""
    page_format: str = ""
    menu: tuple[str, ...] = ()
    parasites: tuple[str, ...] = ()
    family: str = "fiche"
    grouped: bool = False
    seed: int = 0
    options: dict[str, str] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """The file name's ending, which is the format."""
        return self.name.rsplit(".", 1)[1]


def read_pieces(items: list[str], lead: str = "") -> tuple[Piece, ...]:
    """The pieces that content lines stand for: `• `, `1. `, `☒ `/`☐ `, `| a | b`, `# ` a heading,
    `## ` a bold line inside a champ, else a paragraph.

    `lead` goes before the first piece.
    """
    pieces = [_read_piece(item) for item in items]
    if lead and pieces:
        first = pieces[0]
        pieces[0] = Piece(first.kind, first.text, lead, first.checked, first.cells)
    return tuple(pieces)


_MARKS = {"• ": Kind.BULLET, "# ": Kind.HEADING, "## ": Kind.SUB, "☒ ": Kind.CHECK, "☐ ": Kind.CHECK}


def _read_piece(item: str) -> Piece:
    for mark, kind in _MARKS.items():
        if item.startswith(mark):
            return Piece(kind, item.removeprefix(mark), checked=mark == "☒ ")
    if item.startswith("| "):
        cells = tuple(cell.strip() for cell in item[2:].split("|"))
        return Piece(Kind.ROW, " | ".join(cell for cell in cells if cell), cells=cells)
    number, dot, rest = item.partition(". ")
    if dot and number.isdigit() and len(number) < 3:
        return Piece(Kind.NUMBER, rest)
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


_SHORT = frozenset(
    {"entete", "pilotage", "publics", "territoire", "calendrier", "budget", "statut", "priorite", "contact", "moyens"}
)


def is_short(row: Row) -> bool:
    """Whether a row fits half a page's width: a short champ without a nested table."""
    return row.champ in _SHORT and all(piece.kind is not Kind.ROW for piece in row.pieces)


def split_rows(row: Row) -> list[tuple[Piece, ...]]:
    """The pieces of a row one by one, but for a nested table, which stays together."""
    return [
        part
        for group in group_pieces(row.pieces)
        for part in ([tuple(group)] if group[0].kind is Kind.ROW else [(piece,) for piece in group])
    ]


def run_in_label(label: str) -> str:
    """The label with the mark that parts it from the text after it."""
    return label if label.endswith((":", "?", "…")) else f"{label} :"
