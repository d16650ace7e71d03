"""Small documents for the tests of the structure stage, written as a list of (kind, content) pairs.

Kinds: `h1` to `h6`, `p` (paragraph), `b` (bold paragraph), `i` (list item), `n` (item with a number), `f` (furniture),
`lead` ((bold words, rest)), `t` (table: rows of cells; a cell is a text, `*text` for bold, a list of texts for
paragraphs, or None for one merged with the cell to its left).
"""

from collections.abc import Sequence

from extractors.build import DraftBlock, DraftCell, build_document
from models.action import Fiche
from models.document import BlockKind, Document, Source, Style
from pipeline.structure import find_structure

SOURCE = Source("0" * 64, "essai.txt", "text/plain", 0)

CellSpec = str | list[str] | None
Spec = tuple[str, str | tuple[str, str] | Sequence[Sequence[CellSpec]]]


# A fiche's rows as any document may have them.
ROWS: list[list[CellSpec]] = [
    ["Constat", "Peu de médecins."],
    ["Objectifs", "Attirer."],
    ["Pilote", "ARS"],
    ["Indicateurs", "Nombre d'installations"],
]


# A fiche's labels as bold lines.
BODY: list[Spec] = [
    ("b", "Constat"),
    ("p", "Peu de soin."),
    ("b", "Pilote"),
    ("p", "Ville"),
    ("b", "Indicateurs"),
    ("p", "Nombre"),
]


def document(*specs: Spec) -> Document:
    """The document that the pairs describe."""
    return build_document(SOURCE, [_block(kind, content) for kind, content in specs], reader="tests")


def _block(kind: str, content: object) -> DraftBlock:
    if isinstance(content, str):
        return _text_block(kind, content)
    if isinstance(content, tuple):
        head, rest = content
        return DraftBlock(BlockKind.PARAGRAPH, f"{head} {rest}", lead=len(head))
    if isinstance(content, list):
        rows = [_row(number, row) for number, row in enumerate(content)]
        return DraftBlock(BlockKind.TABLE, rows=rows)
    raise TypeError(content)


def _text_block(kind: str, text: str) -> DraftBlock:
    if kind.startswith("h"):
        return DraftBlock(BlockKind.HEADING, text, level=int(kind[1:]))
    if kind == "i":
        return DraftBlock(BlockKind.ITEM, text, marker="•", level=1)
    if kind == "n":
        return DraftBlock(BlockKind.ITEM, text, marker="1.", level=1)
    return DraftBlock(BlockKind.PARAGRAPH, text, style=Style(bold=kind == "b"), furniture=kind == "f")


def _row(number: int, row: Sequence[CellSpec]) -> list[DraftCell]:
    cells: list[DraftCell] = []
    for column, content in enumerate(row):
        if content is None:
            cells[-1].column_span += 1
            continue
        texts = [content] if isinstance(content, str) else content
        blocks = [_text_block("b" if text.startswith("*") else "p", text.lstrip("*")) for text in texts if text]
        cells.append(DraftCell(number, column, blocks=blocks))
    return cells


def fiches(*specs: Spec) -> tuple[Fiche, ...]:
    """The fiches found in the document that the pairs describe."""
    return find_structure(document(*specs)).fiches


def texts(fiche: Fiche, name: str) -> list[str]:
    """The texts of a fiche's champ."""
    return [item.text for item in fiche.items(name)]


def step(fiche: Fiche, niveau: str) -> tuple[str | None, str | None] | None:
    """Number and title of the step that a fiche stands under."""
    found = fiche.level(niveau)
    return None if found is None else (found.numero, found.titre)


def bold(text: str) -> DraftBlock:
    """A paragraph in bold."""
    return DraftBlock(BlockKind.PARAGRAPH, text, style=Style(bold=True))


def plain(text: str) -> DraftBlock:
    """A paragraph without any look."""
    return DraftBlock(BlockKind.PARAGRAPH, text)


def autres(fiche: Fiche) -> dict[str | None, list[str]]:
    """The texts under each label that no champ takes."""
    return {champ.label: [item.text for item in champ.items] for champ in fiche.champs if champ.name == "autre"}
