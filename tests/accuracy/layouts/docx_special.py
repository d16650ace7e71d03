"""Word layouts that strain a reader: content controls, tracked changes, text boxes, own styles, page heads."""

from collections.abc import Callable
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.accuracy.layouts.docx_base import (
    add_head,
    add_outside,
    add_pieces,
    add_run,
    fill_cell,
    new_document,
    new_table,
    open_cell,
    write_docx,
)
from tests.accuracy.sheet import Dossier, Kind, Piece, Row, Sheet, is_short

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def controls(dossier: Dossier) -> bytes:
    """A two-column form: each value in a rich content control, each check box a check box control."""
    word = new_document(dossier)
    for sheet in dossier.sheets:
        add_head(word, sheet, dossier.look)
        table = new_table(word, (4.2, 12.3))
        for row in sheet.rows:
            label, value = table.add_row().cells
            add_run(open_cell(label), row.label, bold=True)
            if row.pieces[0].kind is Kind.CHECK:
                for number, piece in enumerate(row.pieces):
                    _add_check(open_cell(value) if number == 0 else value.add_paragraph(), piece)
            else:
                add_pieces(value, row.pieces)
                _wrap_in_control(value._tc)
    return write_docx(word)


def _add_check(paragraph: Paragraph, piece: Piece) -> None:
    box = "☒" if piece.checked else "☐"
    state = int(piece.checked)
    paragraph._p.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")} {_W14}><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>'
            f"</w:sdtPr><w:sdtContent><w:r><w:t>{box}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    add_run(paragraph, f" {piece.text}")


def _wrap_in_control(cell: object) -> None:
    """Move what stands in a cell into a content control, but for an empty paragraph that must stay."""
    blocks = [child for child in cell if not child.tag.endswith("}tcPr")]  # type: ignore[attr-defined]  # lxml element
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    for block in blocks:
        control[1].append(block)
    cell.append(control)  # type: ignore[attr-defined]  # lxml element
    cell.append(parse_xml(f"<w:p {nsdecls('w')}/>"))  # type: ignore[attr-defined]  # lxml element


def tracked(dossier: Dossier) -> bytes:
    """Tracked changes: in each long champ the last paragraph is inserted, and a deleted sentence stands after it."""
    word = new_document(dossier)
    for sheet in dossier.sheets:
        add_head(word, sheet, dossier.look)
        table = new_table(word, (4.2, 12.3))
        for row in sheet.rows:
            label, value = table.add_row().cells
            add_run(open_cell(label), row.label, bold=True)
            last = row.pieces[-1]
            if last.kind is not Kind.PARAGRAPH or last.lead or is_short(row):
                add_pieces(value, row.pieces)
                continue
            add_pieces(value, row.pieces[:-1])
            target = value.add_paragraph() if len(row.pieces) > 1 else open_cell(value)
            target._p.append(_change("ins", f"<w:t>{escape(last.text)}</w:t>"))
            if dossier.deleted:
                target._p.append(_change("del", f"<w:delText> {escape(dossier.deleted)}</w:delText>"))
    return write_docx(word)


def _change(tag: str, text: str) -> object:
    who = 'w:id="7" w:author="Relecture" w:date="2024-01-10T09:00:00Z"'
    return parse_xml(f"<w:{tag} {nsdecls('w')} {who}><w:r>{text}</w:r></w:{tag}>")


def text_box_head(dossier: Dossier) -> bytes:
    """The head lines stand in a text box; the labels are bold first lines of full-width cells."""
    word = new_document(dossier)
    for sheet in dossier.sheets:
        lines = [(line, role) for role, text in sheet.head for line in text.split("\n")]
        inner = "".join(
            f"<w:p><w:r><w:rPr>{'<w:b/>' if role != 'axe' else ''}</w:rPr><w:t>{escape(line)}</w:t></w:r></w:p>"
            for line, role in lines
        )
        word.add_paragraph()._p.append(
            parse_xml(
                f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
                f'<v:shape style="width:450pt;height:90pt"><v:textbox><w:txbxContent>{inner}</w:txbxContent>'
                "</v:textbox></v:shape></w:pict></w:r>"
            )
        )
        table = new_table(word, (16.5,))
        for row in sheet.rows:
            cell = table.add_row().cells[0]
            add_run(open_cell(cell), row.label, bold=True)
            add_pieces(cell, row.pieces, reuse=False)
    return write_docx(word)


def own_styles(dossier: Dossier) -> bytes:
    """Styles of the house, named in French and based on none of Word's: «Titre fiche», «Rubrique»."""
    word = new_document(dossier)
    for name, size in (("Titre fiche", 16), ("Rubrique", 12), ("Bandeau", 10)):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.size = Pt(size)
        style.font.bold = name != "Bandeau"
    for number, sheet in enumerate(dossier.sheets):
        if number:
            word.add_page_break()
        for role, text in sheet.head:
            for line in text.split("\n"):
                word.add_paragraph(line, style="Titre fiche" if role in ("titre", "numero_titre") else "Bandeau")
        for row in sheet.rows:
            word.add_paragraph(row.label, style="Rubrique")
            add_pieces(word, row.pieces)
    return write_docx(word)


def french_headings(dossier: Dossier) -> bytes:
    """Word's heading styles under their French names («Titre 1», «Titre 2»), as a French Word writes them."""
    word = new_document(dossier)
    for level in (1, 2):
        word.styles[f"Heading {level}"].element.find("./{*}name").set(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", f"Titre {level}"
        )
    add_outside(word, dossier)
    for number, sheet in enumerate(dossier.sheets):
        if number:
            word.add_page_break()
        for role, text in sheet.head:
            titled = role in ("titre", "numero_titre")
            for line in text.split("\n"):
                word.add_paragraph(line, style="Titre 1" if titled else None)
        for row in sheet.rows:
            word.add_paragraph(row.label, style="Titre 2")
            add_pieces(word, row.pieces)
    add_outside(word, dossier, after=True)
    return write_docx(word)


def side_cell(dossier: Dossier) -> bytes:
    """One row of two cells: short champs one below the other in a narrow filled cell, long ones in the wide cell."""
    word = new_document(dossier)
    for sheet in dossier.sheets:
        add_head(word, sheet, dossier.look)
        narrow, wide = new_table(word, (5.5, 11.0)).add_row().cells
        fill_cell(narrow, dossier.look.fill)
        for cell, short in ((narrow, True), (wide, False)):
            used = False
            for row in sheet.rows:
                if is_short(row) is short:
                    add_run(cell.add_paragraph() if used else open_cell(cell), row.label, bold=True)
                    add_pieces(cell, row.pieces, reuse=False)
                    used = True
    return write_docx(word)


def page_head(dossier: Dossier) -> bytes:
    """Axe and number stand in the head of the page, a section for each fiche; title and table in the text."""
    word = new_document(dossier)
    for number, sheet in enumerate(dossier.sheets):
        section = word.add_section(WD_SECTION.NEW_PAGE) if number else word.sections[0]
        section.header.is_linked_to_previous = False
        lines = [text for role, text in sheet.head if role in ("axe", "numero")]
        first = section.header.paragraphs[0]
        if dossier.header:
            first.text = dossier.header
            first = section.header.add_paragraph()
        first.text = "\n".join(lines)
        inside = tuple((role, text) for role, text in sheet.head if role not in ("axe", "numero"))
        add_head(word, Sheet(sheet.facts, inside, (), {}), dossier.look)
        _add_rows(new_table(word, (4.2, 12.3)), sheet.rows)
    return write_docx(word)


def _add_rows(table: Table, rows: tuple[Row, ...]) -> None:
    for row in rows:
        label, value = table.add_row().cells
        add_run(open_cell(label), row.label, bold=True)
        add_pieces(value, row.pieces)


def grouped_summary(dossier: Dossier) -> bytes:
    """One action a row under a header of two rows, whose group cells span columns; an empty column; wide pages."""
    word: WordDocument = new_document(dossier)
    first = dossier.sheets[0]
    names = ["N°", "Action", *(row.label for row in first.rows), ""]
    add_run(word.add_paragraph(), dossier.title, bold=True).font.size = Pt(16)
    table = new_table(word, (1.4, 3.6, *[18.0 / len(first.rows)] * len(first.rows), 0.6))
    groups, heads = table.add_row().cells, table.add_row().cells
    middle = 2 + len(first.rows) // 2
    add_run(open_cell(groups[0].merge(groups[1])), GROUPS[0], bold=True)
    add_run(open_cell(groups[2].merge(groups[middle])), GROUPS[1], bold=True)
    add_run(open_cell(groups[middle + 1].merge(groups[-1])), GROUPS[2], bold=True)
    for cell, name in zip(heads, names, strict=True):
        fill_cell(cell, dossier.look.fill)
        add_run(open_cell(cell), name, bold=True)
    for sheet in dossier.sheets:
        cells = table.add_row().cells
        add_run(open_cell(cells[0]), sheet.number)
        add_run(open_cell(cells[1]), sheet.titre)
        by_champ = {row.champ: row for row in sheet.rows}
        for cell, row in zip(cells[2:-1], first.rows, strict=True):
            if row.champ in by_champ:
                add_pieces(cell, by_champ[row.champ].pieces)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    return write_docx(word)


GROUPS = ("Identification", "Contenu et acteurs", "Suivi dans le temps")

LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {
    "docx_controls": controls,
    "docx_tracked": tracked,
    "docx_text_box_head": text_box_head,
    "docx_own_styles": own_styles,
    "docx_french_headings": french_headings,
    "docx_side_cell": side_cell,
    "docx_page_head": page_head,
    "docx_grouped_summary": grouped_summary,
}
