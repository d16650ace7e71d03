"""What all Word layouts share: a document with running heads, pieces of text as paragraphs, lists and tables."""

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tests.accuracy.sheet import Dossier, Kind, Look, Piece, Sheet, group_pieces

Holder = WordDocument | _Cell
_FACES = {
    "Helvetica": "Arial",
    "Times-Roman": "Times New Roman",
    "Vera": "Verdana",
    "DejaVuSans": "Calibri",
    "DejaVuSerif": "Cambria",
}


def new_document(dossier: Dossier) -> WordDocument:
    """An empty document in the look's face, with the dossier's running head and foot."""
    word = docx.Document()
    normal = word.styles["Normal"]
    normal.font.name = _FACES[dossier.look.face]
    normal.font.size = Pt(dossier.look.size)
    section = word.sections[0]
    if dossier.header:
        section.header.paragraphs[0].text = dossier.header
    if dossier.footer:
        section.footer.paragraphs[0].text = dossier.footer
    core = word.core_properties
    core.author = dossier.options.get("meta_author", "")
    core.title = dossier.options.get("meta_title", "")
    core.comments = ""
    core.created = core.modified = datetime(2024, 1, 15, tzinfo=UTC)
    return word


def write_docx(word: WordDocument) -> bytes:
    """The bytes of a document, the same from run to run: the package's entries carry one fixed time."""
    buffer = io.BytesIO()
    word.save(buffer)
    fixed = io.BytesIO()
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            target.writestr(zipfile.ZipInfo(name, (2024, 1, 15, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def add_run(paragraph: Paragraph, text: str, *, bold: bool = False) -> Run:
    """A run of text; a newline is a forced line break."""
    run = paragraph.add_run(text)
    run.bold = bold or None
    return run


def open_cell(cell: _Cell) -> Paragraph:
    """The empty paragraph that every cell starts with."""
    return cell.paragraphs[0]


def fill_cell(cell: _Cell, rgb: int) -> None:
    """Give a cell a background."""
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), f"{rgb:06X}")
    cell._tc.get_or_add_tcPr().append(shade)  # python-docx has no public call for it


def merge_down(cells: list[_Cell]) -> None:
    """Merge cells that stand one below the other; the lower ones are empty."""
    if len(cells) > 1:
        merged = cells[0].merge(cells[-1])
        for paragraph in merged.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)  # merging leaves one empty paragraph a cell


def add_pieces(holder: Holder, pieces: tuple[Piece, ...], *, reuse: bool = True) -> None:
    """Append the pieces of a champ; a cell's first, empty paragraph is used up unless `reuse` is false."""
    spare = [holder.paragraphs[0]] if reuse and isinstance(holder, _Cell) and not holder.paragraphs[0].text else []

    def line(style: str | None = None) -> Paragraph:
        paragraph = spare.pop() if spare else holder.add_paragraph()
        if style:
            paragraph.style = style
        return paragraph

    for group in group_pieces(pieces):
        kind, lead = group[0].kind, group[0].lead
        if lead and kind is not Kind.PARAGRAPH:
            add_run(line(), lead, bold=True)
        if kind is Kind.ROW:
            _add_table(holder, group)
            continue
        for piece in group:
            _add_line(line, piece, holder)


def _add_line(line: object, piece: Piece, holder: Holder) -> None:
    if piece.kind is Kind.HEADING and not isinstance(holder, _Cell):
        holder.add_heading(piece.text, level=1)
        return
    bold = piece.kind is Kind.SUB
    style = {Kind.BULLET: "List Bullet", Kind.NUMBER: "List Number"}.get(piece.kind)
    paragraph = line(style)  # type: ignore[operator]  # the closure of add_pieces
    if piece.lead and piece.kind is Kind.PARAGRAPH:
        add_run(paragraph, f"{piece.lead} ", bold=True)
    box = {True: "☒ ", False: "☐ "}[piece.checked] if piece.kind is Kind.CHECK else ""
    add_run(paragraph, f"{box}{piece.text}", bold=bold)


def _add_table(holder: Holder, group: list[Piece]) -> None:
    columns = max(len(piece.cells) for piece in group)
    table = holder.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    for number, piece in enumerate(group):
        for cell, text in zip(table.add_row().cells, (*piece.cells, *[""] * columns), strict=False):
            add_run(cell.paragraphs[0], text, bold=number == 0)


def new_table(word: WordDocument, widths: tuple[float, ...]) -> Table:
    """An empty ruled table with columns of these widths, in centimetres."""
    table = word.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def add_head(word: WordDocument, sheet: Sheet, look: Look, *, styled: bool = False) -> None:
    """The head lines of a sheet: the title in heading style or large, the number bold."""
    for role, text in sheet.head:
        titled = role in ("titre", "numero_titre")
        for line in text.split("\n"):
            if styled and titled:
                word.add_heading(line, level=1)
                continue
            run = add_run(word.add_paragraph(), line, bold=titled or role == "numero")
            run.font.size = Pt(look.size + (5 if titled else 1))
            run.font.color.rgb = RGBColor.from_string(f"{look.color:06X}")


def add_outside(word: WordDocument, dossier: Dossier, *, after: bool = False) -> None:
    """What stands before the fiches (cover, contents, preamble), or after them."""
    if after:
        if dossier.after:
            word.add_page_break()
            add_pieces(word, dossier.after)
        return
    for number, text in enumerate(dossier.cover):
        add_run(word.add_paragraph(), text, bold=number == 0).font.size = Pt(26 if number == 0 else 14)
    if dossier.contents:
        word.add_page_break()
        add_run(word.add_paragraph(), "Sommaire", bold=True)
        for number, entry in enumerate(dossier.entries):
            add_run(word.add_paragraph(), f"{entry}\t{2 * number + 4}")
    if dossier.before:
        word.add_page_break()
        add_pieces(word, dossier.before)
    if dossier.sheets and (dossier.cover or dossier.before):
        word.add_page_break()
